import { stringify } from 'csv-stringify/sync';

/**
 * A table as CSV for spreadsheets: UTF-8 with its mark, so that Excel shows æøå, semicolons, CRLF. What would be a formula (= + - @) has an apostrophe before
 * it, because names and texts in it come from outside. Lines of one cell are put on one line.
 */
export function spreadsheet({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }): Buffer {
  const cells = [columns, ...rows].map((row) => row.map((cell) => cell.replace(/\s*[\r\n]+\s*/g, '; ')));
  return Buffer.from(stringify(cells, { bom: true, delimiter: ';', record_delimiter: 'windows', escape_formulas: true }));
}
