import { contactKey } from '../registry/controllerContacts';
import { isSameValue } from '../registry/fieldsChanged';
import { conflict, type ImportProblem, importProblem, repeatedContact } from './importProblems';
import type { ImportRow, SaidContact } from './readRows';
import type { Column } from './readSpreadsheet';

/** A controller as the file tells of it. */
export interface ImportedController {
  row: number;
  name: string;
  organisationNumber: string | null;
  /** By `contactKey`, in the order of the file. */
  contacts: Map<string, SaidContact & { row: number }>;
}

/** An agreement as the file tells of it: what its first row says, and the contacts of all its rows. */
export interface ImportedAgreement {
  row: number;
  said: ImportRow;
  controller: ImportedController;
  /** Keys of the controller's contacts, in the order of the rows. */
  contactKeys: string[];
}

/** The columns that all rows of one agreement must agree on, and what they say there. */
const shared: [Column, (row: ImportRow) => unknown][] = [
  ['controller', ({ controller }) => controller],
  ['organisationNumber', ({ organisationNumber }) => organisationNumber],
  ['preset', ({ stated }) => stated.preset],
  ['terms', ({ stated }) => stated.terms],
  ['services', ({ services }) => services],
  ['signedOn', ({ signedOn }) => signedOn],
  ['annex', ({ annex }) => annex],
  ['clause', ({ clause }) => clause],
  ['dataCategories', ({ described }) => described?.dataCategories ?? null],
  ['dataSubjects', ({ described }) => described?.dataSubjects ?? null],
  ['specialCategories', ({ described }) => described?.specialCategories ?? null],
];

/**
 * Puts the rows together: rows with the same `agreement` are one agreement, rows with the same organisation number (or, without one, the same name)
 * one controller. Where two rows say different things of the same, the later one is named with the column.
 */
export function groupRows(rows: readonly ImportRow[]): { agreements: ImportedAgreement[]; problems: ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const controllerOf = gatherControllers(rows, problems);
  const agreements = new Map<string, ImportedAgreement>();
  const contactRows = new Map<string, number>();
  for (const row of rows) {
    const controller = controllerOf(row);
    if (!controller) continue;
    const found = agreements.get(row.agreement);
    const agreement = found ?? { row: row.row, said: row, controller, contactKeys: [] };
    if (!found) agreements.set(row.agreement, agreement);
    else problems.push(...conflictsOf(row, agreement.said));

    const key = contactKey(row.contact);
    const place = `${row.agreement}\n${key}`;
    const before = contactRows.get(place);
    if (before !== undefined) {
      problems.push(repeatedContact(row.row, before));
      continue;
    }
    contactRows.set(place, row.row);
    agreement.contactKeys.push(key);
    problems.push(...addContact(controller, key, row));
  }
  return { agreements: [...agreements.values()], problems };
}

function conflictsOf(row: ImportRow, first: ImportRow): ImportProblem[] {
  return (
    shared
      .filter(([, said]) => !isSameValue(said(row), said(first)))
      // Other terms are one disagreement, in the column that was written.
      .filter(([column], _, all) => column !== 'terms' || !all.some(([other]) => other === 'preset'))
      .map(([column]) => conflict(row.row, column, first.row))
  );
}

/** The controllers of the file; the function finds a row's, or undefined when the row was refused. */
function gatherControllers(rows: readonly ImportRow[], problems: ImportProblem[]): (row: ImportRow) => ImportedController | undefined {
  const byNumber = new Map<string, ImportedController>();
  const byName = new Map<string, ImportedController[]>();
  const make = ({ row, controller, organisationNumber }: ImportRow): ImportedController => {
    const made = { row, name: controller, organisationNumber, contacts: new Map() };
    byName.set(controller, [...(byName.get(controller) ?? []), made]);
    return made;
  };
  for (const row of rows) {
    if (row.organisationNumber === null) continue;
    const found = byNumber.get(row.organisationNumber);
    if (!found) byNumber.set(row.organisationNumber, make(row));
    else if (found.name !== row.controller) problems.push(conflict(row.row, 'controller', found.row));
  }
  // Rows without a number come second, so that they find a controller of that name wherever in the file it has one.
  return (row) => {
    if (row.organisationNumber !== null) return byNumber.get(row.organisationNumber);
    const named = byName.get(row.controller) ?? [];
    if (named.length <= 1) return named[0] ?? make(row);
    problems.push(importProblem(row.row, 'organisationNumber', 'ambiguous-controller'));
    return undefined;
  };
}

/** A controller's contact can stand in rows of several agreements; a blank cell says nothing against another row's. */
function addContact(controller: ImportedController, key: string, { row, contact }: ImportRow): ImportProblem[] {
  const found = controller.contacts.get(key);
  if (!found) {
    controller.contacts.set(key, { ...contact, row });
    return [];
  }
  const problems: ImportProblem[] = [];
  if (contact.name !== null && found.name !== null && contact.name !== found.name) problems.push(conflict(row, 'contactName', found.row));
  if (contact.locale !== null && found.locale !== null && contact.locale !== found.locale)
    problems.push(conflict(row, 'locale', found.row));
  found.name ??= contact.name;
  found.locale ??= contact.locale;
  return problems;
}
