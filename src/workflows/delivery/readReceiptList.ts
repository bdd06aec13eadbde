import { parse } from 'csv-parse/sync';
import { Temporal } from 'temporal-polyfill';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import { processorZone } from '../processorDay';

const columns = ['agreement', 'receivedAt', 'note'] as const;

/** A row as it was written; what its values mean is judged by the schema of `POST /changes/{id}/receipts`. */
export type RawReceipt = Record<(typeof columns)[number], string>;

const whole = (code: string, nb: string, en: string): ReturnType<typeof refuse> =>
  refuse('invalid', { errors: [{ pointer: '', code, detail: { nb, en } } satisfies FieldProblem] });

/**
 * Reads a list of receipts as CSV: UTF-8, `;` or `,`, columns `agreement`, `receivedAt`, `note` in any order. `receivedAt` is an instant as in RFC 3339, or a day with or
 * without a time (`2026-05-04 14:05`) in the processor's zone; a day alone is its noon. Refuses what is no such file, saying what is wrong.
 */
export function readReceiptList(csv: Buffer): Outcome<RawReceipt[]> {
  const text = decoded(csv);
  if (text === null) {
    return whole('not-utf-8', 'Filen er ikke i UTF-8. Lagre den som «CSV UTF-8».', 'The file is not in UTF-8. Save it as "CSV UTF-8".');
  }
  const rows = parsed(text);
  if (!rows) {
    return whole(
      'not-csv',
      'Filen er ikke gyldig CSV. Se etter anførselstegn som mangler.',
      'The file is not valid CSV. Look for missing quotes.',
    );
  }
  const [header = [], ...rest] = rows;
  const names = header.map((name) => name.trim());
  if (
    columns.some((column) => names.filter((name) => name === column).length !== 1) ||
    names.some((name) => !isColumn(name) && name !== '')
  ) {
    return whole(
      'wrong-columns',
      'Den første raden må ha kolonnene agreement, receivedAt og note, og ingen andre.',
      'The first row must have the columns agreement, receivedAt and note, and no others.',
    );
  }
  const filled = rest.filter((row) => row.some((cell) => cell.trim() !== ''));
  if (filled.length === 0) return whole('empty-file', 'Listen er tom. Skriv minst én rad.', 'The list is empty. Write at least one row.');
  const cell = (row: string[], column: (typeof columns)[number]) => (row[names.indexOf(column)] ?? '').trim();
  return done(
    filled.map((row) => ({ agreement: cell(row, 'agreement'), receivedAt: instantText(cell(row, 'receivedAt')), note: cell(row, 'note') })),
  );
}

function isColumn(name: string): boolean {
  return (columns as readonly string[]).includes(name);
}

function decoded(csv: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(csv);
  } catch {
    return null;
  }
}

function parsed(text: string): string[][] | null {
  const [first = ''] = text.split(/\r?\n/, 1);
  const delimiter = first.split(';').length > first.split(',').length ? ';' : ',';
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, bom: true }) as string[][];
  } catch {
    return null;
  }
}

/** A local day, perhaps with a time, as the instant it is; anything else as it stands. */
function instantText(text: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2}))?$/.exec(text);
  if (!found) return text;
  const [, day = '', time = '12:00'] = found;
  try {
    const local = Temporal.PlainDateTime.from(`${day}T${time.padStart(5, '0')}`, { overflow: 'reject' });
    return new Date(local.toZonedDateTime(processorZone).epochMilliseconds).toISOString();
  } catch {
    return text;
  }
}
