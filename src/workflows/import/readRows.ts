import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { ContactRecord } from '../../data/controller.model';
import type { DescribedData } from '../../domain/approval/outsideDescription';
import { type CalendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import type { FieldProblem } from '../../domain/outcome';
import { presetName } from '../../schemas/agreements';
import { contactPurpose } from '../../schemas/controllers';
import { calendarDay, email, locale, organisationNumber, services, shortText } from '../../schemas/primitives';
import { readInput } from '../../schemas/readInput';
import { type StatedTerms, statedTerms } from '../registry/createAgreement';
import { registryProblem } from '../registry/registryProblems';
import { type ImportProblem, importProblem } from './importProblems';
import type { Column, SpreadsheetRow } from './readSpreadsheet';

/** What a row says of a contact. */
export type SaidContact = Pick<ContactRecord, 'email' | 'name' | 'locale' | 'purpose'>;

/** A row whose every cell is right by itself. What may be left blank is null. */
export interface ImportRow {
  row: number;
  controller: string;
  organisationNumber: string | null;
  agreement: string;
  stated: StatedTerms;
  services: string[];
  signedOn: CalendarDate;
  contact: SaidContact;
  /** As written: ids, organisation numbers or slugs. */
  annex: string[] | null;
  clause: string | null;
  /** null where all its cells are blank. */
  described: DescribedData | null;
}

const described = z.array(shortText(500)).max(200).optional();

const rowSchema = z.object({
  controller: shortText(),
  organisationNumber: organisationNumber.optional(),
  agreement: shortText(100),
  preset: presetName.optional(),
  services,
  signedOn: calendarDay,
  contactEmail: email,
  contactName: shortText().optional(),
  locale: locale.optional(),
  contactPurpose: contactPurpose.optional(),
  annex: z.array(shortText()).max(1_000).optional(),
  clause: shortText(100).optional(),
  dataCategories: described,
  dataSubjects: described,
  specialCategories: described,
});

const rowsPerTurn = 500;

/** Reads every row; the problems of all of them at once. Lets others have the thread in between: 100,000 rows take seconds. */
export async function readRows(rows: readonly SpreadsheetRow[], now: Date): Promise<{ rows: ImportRow[]; problems: ImportProblem[] }> {
  const read: ImportRow[] = [];
  const problems: ImportProblem[] = [];
  const termsOf = rememberTerms();
  const todayIn = rememberToday(now);
  for (const [index, { row, cells }] of rows.entries()) {
    if (index % rowsPerTurn === rowsPerTurn - 1) await setImmediate();
    const stated = termsOf(cells);
    const parsed = readInput(rowSchema, inputOf(cells));
    const found = [...(parsed.ok ? [] : (parsed.refusal.errors ?? [])), ...(Array.isArray(stated) ? stated : [])];
    if (!parsed.ok || Array.isArray(stated)) {
      problems.push(...inColumns(row, found));
      continue;
    }
    const { value } = parsed;
    if (value.signedOn > todayIn(stated.terms.timeZone)) {
      problems.push(...inColumns(row, [registryProblem('/signedOn', 'in-the-future')]));
      continue;
    }
    read.push({
      row,
      controller: value.controller,
      organisationNumber: value.organisationNumber ?? null,
      agreement: value.agreement,
      stated,
      services: value.services,
      signedOn: value.signedOn,
      contact: {
        email: value.contactEmail,
        name: value.contactName ?? null,
        locale: value.locale ?? null,
        purpose: value.contactPurpose ?? 'subprocessorChanges',
      },
      annex: value.annex ?? null,
      clause: value.clause ?? null,
      described: describedIn(value),
    });
  }
  return { rows: read, problems };
}

const lists: ReadonlySet<Column> = new Set<Column>(['services', 'annex']);
/** Categories have names of several words. */
const phrases: ReadonlySet<Column> = new Set<Column>(['dataCategories', 'dataSubjects', 'specialCategories']);

/** A blank cell says nothing; a list is joined by spaces, one of categories by commas, semicolons or upright strokes. */
function inputOf(cells: Record<Column, string>): Record<string, unknown> {
  const given = (Object.entries(cells) as [Column, string][]).filter(([, text]) => text !== '');
  const saidIn = (column: Column, text: string) =>
    lists.has(column) ? text.split(/\s+/) : phrases.has(column) ? text.split(/[,;|\n]/).filter((each) => each.trim() !== '') : text;
  return Object.fromEntries(given.map(([column, text]) => [column, saidIn(column, text)]));
}

function describedIn({ dataCategories, dataSubjects, specialCategories }: Partial<DescribedData>): DescribedData | null {
  if (!dataCategories && !dataSubjects && !specialCategories) return null;
  return { dataCategories: dataCategories ?? [], dataSubjects: dataSubjects ?? [], specialCategories: specialCategories ?? [] };
}

/** The day it is in each zone, asked once: a file has 100,000 rows in one zone. */
function rememberToday(now: Date): (timeZone: string) => CalendarDate {
  const days = new Map<string, CalendarDate>();
  return (timeZone) => {
    const today = days.get(timeZone) ?? localDateOf(now, timeZone);
    days.set(timeZone, today);
    return today;
  };
}

type RowTerms = StatedTerms | FieldProblem[];

/** Terms by what the two cells say. A file says the same few over and over, and checking terms is the dearest part of a row. */
function rememberTerms(): (cells: Record<Column, string>) => RowTerms {
  const known = new Map<string, RowTerms>();
  return ({ preset, terms }) => {
    const key = `${preset}\n${terms}`;
    const found = known.get(key) ?? readTerms(preset, terms);
    known.set(key, found);
    return found;
  };
}

function readTerms(preset: string, terms: string): RowTerms {
  // What is wrong with the preset's name is the row schema's to say.
  if (preset !== '' && !presetName.safeParse(preset).success) return [];
  let written: unknown;
  try {
    written = terms === '' ? undefined : JSON.parse(terms);
  } catch {
    return [{ pointer: '/terms', code: 'not-json', detail: importProblem(0, 'terms', 'not-json').detail }];
  }
  return statedTerms({ preset: preset === '' ? undefined : preset, terms: written });
}

/** A pointer's first member is the column; the rest of it, into terms, goes in front of the text. */
function inColumns(row: number, problems: readonly FieldProblem[]): ImportProblem[] {
  return problems.map(({ pointer, code, detail }) => {
    const [, column = '', ...inside] = pointer.split('/');
    if (column !== 'terms' || inside.length === 0) return { row, column, code, detail };
    const place = inside.join('/');
    return { row, column, code, detail: { nb: `${place}: ${detail.nb}`, en: `${place}: ${detail.en}` } };
  });
}
