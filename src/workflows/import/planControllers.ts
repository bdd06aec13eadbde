import type { ContactRecord, ControllerRecord } from '../../data/controller.model';
import { newId } from '../../data/id';
import type { Repositories } from '../../data/repositories';
import { groupBy } from '../../domain/groupBy';
import { confirmedAt, contactKey } from '../registry/controllerContacts';
import { fieldsChanged } from '../registry/fieldsChanged';
import type { ImportedController } from './groupRows';
import { type ImportProblem, importProblem } from './importProblems';
import type { SaidContact } from './readRows';

/** A controller as it will be, and what that takes. */
export interface PlannedController {
  record: ControllerRecord;
  act: 'insert' | 'replace' | 'none';
  /** The name or the number differs from the register's. */
  identityChanged: boolean;
  /** Keys of the contacts that are new or differ from the register's. */
  changedContacts: ReadonlySet<string>;
}

/**
 * Finds each controller of the file in the register, by organisation number, else by name, and says what would change. Contacts that the file does
 * not name stay; a blank name or language leaves what the register has.
 */
export async function planControllers(
  data: Repositories,
  imported: readonly ImportedController[],
  now: Date,
): Promise<{ planned: Map<ImportedController, PlannedController>; problems: ImportProblem[] }> {
  const numbers = imported.flatMap(({ organisationNumber }) => (organisationNumber === null ? [] : [organisationNumber]));
  const [byNumber, byName] = await Promise.all([
    data.registryBulk.findControllersByOrganisationNumber(numbers),
    data.registryBulk.findControllersByName([...new Set(imported.map(({ name }) => name))]),
  ]);
  const numbered = groupBy(byNumber, ({ organisationNumber }) => organisationNumber ?? '');
  const named = groupBy(byName, ({ name }) => name);
  const planned = new Map<ImportedController, PlannedController>();
  const problems: ImportProblem[] = [];
  for (const controller of imported) {
    const existing = matchOf(controller, numbered, named);
    if (existing === 'ambiguous') problems.push(importProblem(controller.row, 'organisationNumber', 'ambiguous-controller'));
    else planned.set(controller, existing ? changed(existing, controller, now) : added(controller, now));
  }
  return { planned, problems };
}

type Groups = ReadonlyMap<string, ControllerRecord[]>;

function matchOf({ name, organisationNumber }: ImportedController, numbered: Groups, named: Groups): ControllerRecord | null | 'ambiguous' {
  const sameName = named.get(name) ?? [];
  const sameNumber = organisationNumber === null ? [] : (numbered.get(organisationNumber) ?? []);
  // Of several units with one number, the one that is called so. A controller of another number is another, whatever its name.
  const both = sameNumber.filter((controller) => controller.name === name);
  const candidates =
    both.length > 0
      ? both
      : sameNumber.length > 0
        ? sameNumber
        : organisationNumber === null
          ? sameName
          : sameName.filter((controller) => controller.organisationNumber === null);
  return candidates.length > 1 ? 'ambiguous' : (candidates[0] ?? null);
}

function added(controller: ImportedController, now: Date): PlannedController {
  const record: ControllerRecord = {
    _id: newId(),
    name: controller.name,
    organisationNumber: controller.organisationNumber,
    contacts: [...controller.contacts.values()].map((contact) => newContact(contact, now)),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  return { record, act: 'insert', identityChanged: true, changedContacts: new Set(controller.contacts.keys()) };
}

function newContact({ email, name, locale, purpose }: SaidContact, now: Date): ContactRecord {
  return { id: newId(), email, name, locale, purpose, ...confirmedAt(now) };
}

function changed(existing: ControllerRecord, controller: ImportedController, now: Date): PlannedController {
  const changedContacts = new Set<string>();
  const contacts = existing.contacts.map((contact) => {
    const said = controller.contacts.get(contactKey(contact));
    const merged = said ? { ...contact, name: said.name ?? contact.name, locale: said.locale ?? contact.locale } : contact;
    if (fieldsChanged(contact, merged).length > 0) changedContacts.add(contactKey(contact));
    return merged;
  });
  const known = new Set(contacts.map(contactKey));
  for (const [key, contact] of controller.contacts) {
    if (known.has(key)) continue;
    contacts.push(newContact(contact, now));
    changedContacts.add(key);
  }
  const record: ControllerRecord = {
    ...existing,
    name: controller.name,
    organisationNumber: controller.organisationNumber ?? existing.organisationNumber,
    contacts,
    updatedAt: now,
  };
  const identityChanged = record.name !== existing.name || record.organisationNumber !== existing.organisationNumber;
  const act = identityChanged || changedContacts.size > 0 ? 'replace' : 'none';
  return { record, act, identityChanged, changedContacts };
}
