import type { DocumentBlock } from './documentModel';
import {
  addElement,
  drawArtifact,
  drawLines,
  ensureRoom,
  heightOf,
  nextPage,
  paintLines,
  type SetText,
  type Sheet,
  type Structure,
  setText,
  type TextStyle,
  writeText,
} from './pdfSheet';

type Table = Extract<DocumentBlock, { kind: 'table' }>;

const padding = { x: 4, y: 3 };
const ink = '#1c2733';
const line = '#c3ccd5';
const styles = {
  caption: { font: 'bold', size: 9.5, color: ink },
  head: { font: 'bold', size: 7.5, color: ink },
  cell: { font: 'regular', size: 8, color: ink },
} as const satisfies Record<string, TextStyle>;

interface Columns {
  x: readonly number[];
  widths: readonly number[];
}

/**
 * Draws a table with its caption and column headers. The headers stand again on every page that the table goes on to (as an artifact: whoever has it read
 * aloud hears them once), and a row that is taller than a page is continued on the next.
 */
export function drawTable(sheet: Sheet, table: Table): void {
  const element = addElement(sheet, sheet.root, 'Table');
  const columns = columnsOf(sheet, table);
  const head = cellsOf(sheet, table.columns, styles.head, columns);
  ensureRoom(sheet, 60 + rowHeight(head));
  if (table.caption !== '') {
    writeText(sheet, element, 'Caption', setText(sheet, table.caption, styles.caption, sheet.width)).end();
    sheet.y += 3;
  }
  const headSection = addElement(sheet, element, 'THead');
  drawHead(sheet, headSection, head, columns);
  headSection.end();
  const body = addElement(sheet, element, 'TBody');
  for (const row of table.rows) drawRow(sheet, body, { cells: cellsOf(sheet, row, styles.cell, columns), head, columns });
  body.end();
  element.end();
}

function columnsOf(sheet: Sheet, { columns, widths }: Table): Columns {
  const shares = columns.map((_, index) => widths?.[index] ?? 1);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const points = shares.map((share) => (share / whole) * sheet.width);
  return { widths: points, x: points.map((_, index) => sheet.left + points.slice(0, index).reduce((sum, width) => sum + width, 0)) };
}

function cellsOf(sheet: Sheet, texts: readonly string[], style: TextStyle, { widths }: Columns): SetText[] {
  return widths.map((width, index) => setText(sheet, texts[index] ?? '', style, width - 2 * padding.x));
}

function rowHeight(cells: readonly SetText[]): number {
  return Math.max(...cells.map(heightOf)) + 2 * padding.y;
}

function drawHead(sheet: Sheet, section: Structure, head: readonly SetText[], columns: Columns): void {
  const height = rowHeight(head);
  adorn(sheet, height, '#eef3ef');
  const row = addElement(sheet, section, 'TR');
  head.forEach((text, index) => {
    const cell = addElement(sheet, row, 'TH', { text, scope: 'Column' });
    drawLines(sheet, cell, 'TH', text, { x: cellX(columns, index), y: sheet.y + padding.y });
    cell.end();
  });
  row.end();
  sheet.y += height;
}

function repeatHead(sheet: Sheet, head: readonly SetText[], columns: Columns): void {
  const height = rowHeight(head);
  adorn(sheet, height, '#eef3ef');
  drawArtifact(sheet, 'Pagination', () => {
    head.forEach((text, index) => {
      paintLines(sheet, text, { x: cellX(columns, index), y: sheet.y + padding.y, from: 0, to: text.lines.length });
    });
  });
  sheet.y += height;
}

function drawRow(
  sheet: Sheet,
  section: Structure,
  { cells, head, columns }: { cells: readonly SetText[]; head: readonly SetText[]; columns: Columns },
): void {
  const row = addElement(sheet, section, 'TR');
  const elements = cells.map((text) => addElement(sheet, row, 'TD', { text }));
  const lineHeight = cells[0]?.lineHeight ?? 1;
  const count = Math.max(...cells.map(({ lines }) => lines.length));
  const fitsOnePage = rowHeight(head) + rowHeight(cells) <= sheet.bottom - sheet.top;
  let from = 0;
  while (from < count) {
    // A short row is not torn; of a tall one three lines at least are worth beginning it here.
    const wanted = fitsOnePage ? count : Math.min(count - from, 3);
    if (sheet.y + wanted * lineHeight + 2 * padding.y > sheet.bottom) {
      nextPage(sheet);
      repeatHead(sheet, head, columns);
    }
    const space = Math.max(1, Math.floor((sheet.bottom - sheet.y - 2 * padding.y) / lineHeight));
    const to = Math.min(count, from + space);
    const height = (to - from) * lineHeight + 2 * padding.y;
    adorn(sheet, height, null);
    cells.forEach((text, index) => {
      const element = elements[index];
      if (element && from < text.lines.length) {
        drawLines(sheet, element, 'TD', text, { x: cellX(columns, index), y: sheet.y + padding.y, from, to });
      }
    });
    sheet.y += height;
    from = to;
  }
  for (const element of elements) element.end();
  row.end();
}

function cellX({ x }: Columns, index: number): number {
  return (x[index] ?? 0) + padding.x;
}

function adorn(sheet: Sheet, height: number, background: string | null): void {
  drawArtifact(sheet, 'Layout', () => {
    if (background) sheet.pdf.rect(sheet.left, sheet.y, sheet.width, height).fill(background);
    const y = sheet.y + height;
    sheet.pdf
      .lineWidth(0.5)
      .strokeColor(line)
      .moveTo(sheet.left, y)
      .lineTo(sheet.left + sheet.width, y)
      .stroke();
  });
}
