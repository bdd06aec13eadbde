import { stringify } from 'csv-stringify/sync';

/** Excel needs it to show æøå. */
const byteOrderMark = '\ufeff';

/**
 * A table as CSV for spreadsheets: UTF-8 with its mark, semicolons, CRLF. What would be a formula (= + - @) has an apostrophe before it, because names and
 * texts in it come from outside. Lines of one cell are put on one line.
 */
export function spreadsheet({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }): Buffer {
  return Buffer.from(spreadsheetHead(columns) + spreadsheetLines(rows));
}

/** The first line of such a table, for one that is written as it grows. */
export function spreadsheetHead(columns: readonly string[]): string {
  return byteOrderMark + spreadsheetLines([columns]);
}

/** Further lines of such a table. */
export function spreadsheetLines(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replace(/\s*[\r\n]+\s*/g, '; ')));
  return stringify(cells, { delimiter: ';', record_delimiter: 'windows', escape_formulas: true });
}
