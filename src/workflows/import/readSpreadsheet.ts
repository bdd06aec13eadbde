import { parse } from 'csv-parse/sync';
import { type ImportProblem, importProblem, unknownColumn } from './importProblems';

export const requiredColumns = [
  'controller',
  'organisationNumber',
  'agreement',
  'preset',
  'services',
  'signedOn',
  'contactEmail',
  'contactName',
  'locale',
] as const;
export const optionalColumns = [
  'contactPurpose',
  'annex',
  'terms',
  'clause',
  'dataCategories',
  'dataSubjects',
  'specialCategories',
] as const;
export type Column = (typeof requiredColumns)[number] | (typeof optionalColumns)[number];

export const columns: readonly Column[] = [...requiredColumns, ...optionalColumns];

/** One row by its columns, trimmed; a column the file lacks is ''. */
export interface SpreadsheetRow {
  row: number;
  cells: Record<Column, string>;
}

export type Spreadsheet = { ok: true; rows: SpreadsheetRow[] } | { ok: false; problems: ImportProblem[] };

/**
 * Reads a CSV file: UTF-8 with or without a byte order mark, fields separated by `;` or `,` (whichever the first row uses more), quoted as in
 * RFC 4180, lines ended by LF or CRLF, columns in any order. Blank rows are skipped and keep their number. Refuses what is not UTF-8 or not
 * CSV with the row it was found in, and names unknown, missing and repeated columns, and rows that are wider or narrower than the first.
 */
export function readSpreadsheet(csv: Buffer): Spreadsheet {
  const notUtf8 = firstRowThatIsNotUtf8(csv);
  if (notUtf8) return { ok: false, problems: [importProblem(notUtf8, '', 'not-utf-8')] };
  const text = new TextDecoder().decode(csv);
  if (text.trim() === '') return { ok: false, problems: [importProblem(0, '', 'empty-file')] };

  const delimiter = delimiterOf(text);
  if (lineCount(csv) > mostLines) return { ok: false, problems: [importProblem(0, '', 'too-many-rows')] };
  const parsed = parseText(text, delimiter);
  if (!Array.isArray(parsed)) return { ok: false, problems: [parsed] };
  const [first = [], ...rest] = parsed;
  const header = first.map((name) => name.trim());
  while (header.length > 1 && header.at(-1) === '') header.pop();
  const headerProblems = problemsOfHeader(header);
  if (headerProblems.length > 0) return { ok: false, problems: headerProblems };

  const rows: SpreadsheetRow[] = [];
  const problems: ImportProblem[] = [];
  rest.forEach((fields, index) => {
    const row = index + 2;
    if (fields.every((field) => field.trim() === '')) return;
    if (fields.length < header.length) problems.push(importProblem(row, '', 'too-few-cells'));
    else if (fields.slice(header.length).some((field) => field.trim() !== '')) problems.push(importProblem(row, '', 'too-many-cells'));
    else rows.push({ row, cells: cellsOf(header, fields) });
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rows };
}

const lineFeed = 0x0a;

/** More than ten megabytes of real rows can hold. Reading keeps the process busy for about 45 µs a line, also where there is nothing on it. */
const mostLines = 200_000;

function lineCount(csv: Buffer): number {
  let count = 1;
  for (let at = csv.indexOf(lineFeed); at !== -1; at = csv.indexOf(lineFeed, at + 1)) count += 1;
  return count;
}

/** Line by line, so that the row can be named; null when all of it is UTF-8. */
function firstRowThatIsNotUtf8(csv: Buffer): number | null {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let row = 1;
  for (let start = 0; start < csv.length; row += 1) {
    const found = csv.indexOf(lineFeed, start);
    const end = found === -1 ? csv.length : found;
    const line = csv.subarray(start, end);
    // A zero byte is legal UTF-8 and the mark of a file saved as UTF-16.
    if (line.includes(0)) return row;
    try {
      strict.decode(line);
    } catch {
      return row;
    }
    start = end + 1;
  }
  return null;
}

function delimiterOf(text: string): ';' | ',' {
  const unquoted = (text.trimStart().split('\n', 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (character: string) => unquoted.split(character).length - 1;
  return count(';') >= count(',') && count(';') > 0 ? ';' : ',';
}

function parseText(text: string, delimiter: string): string[][] | ImportProblem {
  const options = { delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: false };
  try {
    return parse(text, options);
  } catch (error) {
    const { records, column } = error as { records?: unknown; column?: unknown };
    // The library counts finished records, so the one it stumbled over is the next.
    const row = typeof records === 'number' ? records + 1 : 0;
    return importProblem(row, typeof column === 'number' && row > 1 ? (headerOf(text, delimiter)[column] ?? '') : '', 'not-csv');
  }
}

function headerOf(text: string, delimiter: string): string[] {
  try {
    return parse(text, { delimiter, relax_column_count: true, to: 1 })[0] ?? [];
  } catch {
    return [];
  }
}

function problemsOfHeader(header: string[]): ImportProblem[] {
  const known: readonly string[] = columns;
  return [
    ...header.filter((name) => !known.includes(name)).map((name) => unknownColumn(name, columns)),
    ...header
      .filter((name, index) => known.includes(name) && header.indexOf(name) !== index)
      .map((name) => importProblem(1, name, 'repeated-column')),
    ...requiredColumns.filter((name) => !header.includes(name)).map((name) => importProblem(1, name, 'missing-column')),
  ];
}

function cellsOf(header: string[], fields: string[]): Record<Column, string> {
  const cells = Object.fromEntries(columns.map((name) => [name, ''])) as Record<Column, string>;
  header.forEach((name, index) => {
    cells[name as Column] = (fields[index] ?? '').trim();
  });
  return cells;
}
