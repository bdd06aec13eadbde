import type { Locale } from '../domain/periods/describe';
import type { DocumentBlock, PdfDocument } from './documentModel';
import {
  addElement,
  drawArtifact,
  drawLines,
  ensureRoom,
  heightOf,
  nextPage,
  openSheet,
  paintLines,
  type SetText,
  type Sheet,
  setText,
  type TextStyle,
  writeText,
} from './pdfSheet';
import { drawTable } from './pdfTable';
import { safeUrl } from './safeUrl';

const ink = '#1c2733';
const muted = '#52606d';
const green = '#14532d';

const styles = {
  title: { font: 'bold', size: 19, color: ink },
  subtitle: { font: 'regular', size: 11, color: muted },
  heading1: { font: 'bold', size: 13.5, color: ink },
  heading2: { font: 'bold', size: 11, color: ink },
  heading3: { font: 'bold', size: 9.5, color: ink },
  body: { font: 'regular', size: 9.5, color: ink },
  label: { font: 'bold', size: 9.5, color: ink },
  link: { font: 'regular', size: 9.5, color: green },
  footer: { font: 'regular', size: 7.5, color: muted },
} as const satisfies Record<string, TextStyle>;

/** As cells of tables are set. */
const smallestFacts = 8;

const pageNumber: Record<Locale, (page: number, of: number) => string> = {
  nb: (page, of) => `side ${page} av ${of}`,
  en: (page, of) => `page ${page} of ${of}`,
};

/**
 * The document as a tagged PDF (PDF/UA-1, ISO 14289) on A4, with its language, title, bookmarks and embedded fonts. `madeAt` is the instant it says that it
 * was made at: the same document and instant give the same bytes. A character that the fonts lack shows as a box, and what was meant stands beside it for
 * screen readers.
 */
export async function renderPdf(document: PdfDocument, madeAt: Date): Promise<Buffer> {
  const sheet = openSheet(document, madeAt);
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    sheet.pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    sheet.pdf.on('end', () => resolve(Buffer.concat(chunks)));
    sheet.pdf.on('error', reject);
  });
  drawTitle(sheet, document);
  const bookmarks = createBookmarks(sheet);
  for (const block of document.blocks) drawBlock(sheet, block, bookmarks);
  sheet.root.end();
  drawFooters(sheet, document);
  sheet.pdf.end();
  return whole;
}

type Bookmarks = (level: 1 | 2 | 3, text: string) => void;

/** Adds a bookmark to the one above it in level; a level that was skipped has the next above it. */
function createBookmarks(sheet: Sheet): Bookmarks {
  const path: PDFKit.PDFOutline[] = [sheet.pdf.outline];
  return (level, text) => {
    path.length = Math.min(path.length, level);
    // pdfkit counts from the right edge: the page's width is its left one.
    const place = { top: sheet.y, left: sheet.pdf.page.width, expanded: true };
    const item = path.at(-1)?.addItem(text, place);
    if (item) path.push(item);
  };
}

function drawBlock(sheet: Sheet, block: DocumentBlock, bookmarks: Bookmarks): void {
  switch (block.kind) {
    case 'heading':
      drawHeading(sheet, block, bookmarks);
      return;
    case 'paragraph':
      drawParagraph(sheet, block.text, block.url);
      return;
    case 'facts':
      drawFacts(sheet, block);
      return;
    case 'table':
      drawTable(sheet, block);
      sheet.y += 12;
      return;
    case 'list':
      drawList(sheet, block.items);
      return;
    case 'quote':
      drawMarked(sheet, block.text, 'BlockQuote', '#9aa7b3');
      return;
    case 'note':
      drawMarked(sheet, block.text, 'Div', green);
      return;
    case 'pageBreak':
      if (sheet.y > sheet.top) nextPage(sheet);
  }
}

function drawTitle(sheet: Sheet, { title, subtitle }: PdfDocument): void {
  writeText(sheet, sheet.root, 'H1', setText(sheet, title, styles.title, sheet.width)).end();
  sheet.y += 4;
  if (subtitle) writeText(sheet, sheet.root, 'P', setText(sheet, subtitle, styles.subtitle, sheet.width)).end();
  sheet.y += 10;
}

function drawHeading(sheet: Sheet, { level, text }: { level: 1 | 2 | 3; text: string }, bookmarks: Bookmarks): void {
  const set = setText(sheet, text, styles[`heading${level}`], sheet.width);
  // A heading stays with what it is about.
  ensureRoom(sheet, heightOf(set) + 90);
  if (sheet.y > sheet.top) sheet.y += 16 - 4 * level;
  bookmarks(level, set.text);
  writeText(sheet, sheet.root, `H${level + 1}`, set).end();
  sheet.y += 4;
}

function drawParagraph(sheet: Sheet, text: string, url: string | undefined): void {
  const address = url === undefined ? null : safeUrl(url);
  if (address) {
    drawLink(sheet, setText(sheet, text, styles.link, sheet.width), address);
  } else {
    writeText(sheet, sheet.root, 'P', setText(sheet, text, styles.body, sheet.width)).end();
  }
  sheet.y += 6;
}

function drawLink(sheet: Sheet, text: SetText, url: string): void {
  const paragraph = addElement(sheet, sheet.root, 'P');
  const link = addElement(sheet, paragraph, 'Link', { text });
  text.lines.forEach((line, index) => {
    ensureRoom(sheet, text.lineHeight);
    drawLines(sheet, link, 'Link', text, { x: sheet.left, y: sheet.y, from: index, to: index + 1 });
    const place = { structParent: link, Contents: new String(text.text) as string };
    sheet.pdf.link(sheet.left, sheet.y, sheet.pdf.widthOfString(line), text.lineHeight, url, place);
    sheet.y += text.lineHeight;
  });
  link.end();
  paragraph.end();
}

type Facts = Extract<DocumentBlock, { kind: 'facts' }>;

interface SetFact {
  name: SetText;
  value: SetText;
}

const labelShare = 0.3;
const betweenFacts = 3;

/** A table of two columns whose rows have their own headers, which is how facts are best read aloud. */
function drawFacts(sheet: Sheet, facts: Facts): void {
  if (facts.rows.length === 0) return;
  const labelWidth = sheet.width * labelShare;
  const table = addElement(sheet, sheet.root, 'Table');
  for (const { name, value } of setFacts(sheet, facts)) {
    const row = addElement(sheet, table, 'TR');
    ensureRoom(sheet, Math.max(heightOf(name), Math.min(heightOf(value), 4 * value.lineHeight)));
    const header = addElement(sheet, row, 'TH', { text: name, scope: 'Row' });
    drawLines(sheet, header, 'TH', name, { x: sheet.left, y: sheet.y });
    header.end();
    const [page, end] = [sheet.pdf.page, sheet.y + heightOf(name)];
    writeText(sheet, row, 'TD', value, { x: sheet.left + labelWidth }).end();
    row.end();
    if (sheet.pdf.page === page) sheet.y = Math.max(sheet.y, end);
    sheet.y += betweenFacts;
  }
  table.end();
  sheet.y += 8;
}

function setFacts(sheet: Sheet, { rows, onOnePage }: Facts): SetFact[] {
  const labelWidth = sheet.width * labelShare;
  const setIn = (size: number): SetFact[] =>
    rows.map(({ label, values }) => ({
      name: setText(sheet, label, { ...styles.label, size }, labelWidth - 10),
      value: setText(sheet, values.join('\n'), { ...styles.body, size }, sheet.width - labelWidth),
    }));
  const usual = setIn(styles.body.size);
  if (!onOnePage) return usual;
  const heightOfAll = (facts: readonly SetFact[]): number =>
    facts.reduce((sum, { name, value }) => sum + Math.max(heightOf(name), heightOf(value)) + betweenFacts, 0);
  const sizes = [styles.body.size - 0.5, styles.body.size - 1, smallestFacts];
  // Where the smallest does not do either, they go on overleaf, and had better be read with ease.
  const fits = (facts: readonly SetFact[]): boolean => sheet.y + heightOfAll(facts) <= sheet.bottom;
  return fits(usual) ? usual : (sizes.map(setIn).find(fits) ?? usual);
}

function drawList(sheet: Sheet, items: readonly string[]): void {
  if (items.length === 0) return;
  const list = addElement(sheet, sheet.root, 'L');
  for (const item of items) {
    const element = addElement(sheet, list, 'LI');
    const body = setText(sheet, item, styles.body, sheet.width - 14);
    const bullet = setText(sheet, '•', styles.body, 14);
    ensureRoom(sheet, body.lineHeight * Math.min(2, body.lines.length));
    const label = addElement(sheet, element, 'Lbl');
    drawLines(sheet, label, 'Lbl', bullet, { x: sheet.left + 2, y: sheet.y });
    label.end();
    writeText(sheet, element, 'LBody', body, { x: sheet.left + 14 }).end();
    element.end();
    sheet.y += 2;
  }
  list.end();
  sheet.y += 6;
}

/** A text with a bar beside it. */
function drawMarked(sheet: Sheet, text: string, tag: 'BlockQuote' | 'Div', color: string): void {
  const element = addElement(sheet, sheet.root, tag);
  writeText(sheet, element, 'P', setText(sheet, text, styles.body, sheet.width - 16), {
    x: sheet.left + 16,
    onSlice: ({ y, height }) =>
      drawArtifact(sheet, 'Layout', () => {
        sheet.pdf.rect(sheet.left + 2, y, 2.5, height).fill(color);
      }),
  }).end();
  element.end();
  sheet.y += 10;
}

function drawFooters(sheet: Sheet, { footer, locale }: PdfDocument): void {
  const { start, count } = sheet.pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    sheet.pdf.switchToPage(start + index);
    const number = setText(sheet, pageNumber[locale](index + 1, count), styles.footer, 90);
    const name = setText(sheet, footer, styles.footer, sheet.width - 100);
    const numberWidth = sheet.pdf
      .font('regular')
      .fontSize(styles.footer.size)
      .widthOfString(number.lines[0] ?? '');
    const y = sheet.bottom + 12;
    drawArtifact(sheet, 'Pagination', () => {
      paintLines(sheet, name, { x: sheet.left, y, from: 0, to: 2 });
      paintLines(sheet, number, { x: sheet.left + sheet.width - numberWidth, y, from: 0, to: 1 });
    });
  }
}
