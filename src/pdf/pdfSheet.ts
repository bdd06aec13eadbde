import PDFKit from 'pdfkit';
import type { PdfDocument } from './documentModel';
import { registerFonts } from './fonts';
import { type Printable, printable, readsRightToLeft, visualOrder } from './printable';
import { wrapLines } from './wrapLines';

export type Structure = PDFKit.PDFStructureElement;

/** How text is set. Sizes in points. */
export interface TextStyle {
  font: 'regular' | 'bold';
  size: number;
  color: string;
}

/** Paper that is written on from above: pages follow when one is full. Lengths in points. */
export interface Sheet {
  pdf: PDFKit.PDFDocument;
  /** What every element that is read belongs to. */
  root: Structure;
  left: number;
  width: number;
  top: number;
  bottom: number;
  /** Where the next line stands. */
  y: number;
  canShow: (codePoint: number) => boolean;
  /** Of words that were measured, at one point. */
  widths: Map<string, number>;
}

/** A text ready to be drawn. */
export interface SetText {
  /** As it is written, for whoever cannot see it. */
  text: string;
  lines: readonly string[];
  lineHeight: number;
  style: TextStyle;
  width: number;
  /** Whether what is drawn differs from what is meant. */
  isAltered: boolean;
  isRightToLeft: boolean;
}

const margins = { portrait: 56, landscape: 42 };
const leading = 1.35;

/** What pdfkit has and its types do not name. */
interface Unnamed {
  endMetadata(): void;
}

/** An empty tagged document of A4 pages. `madeAt` is what it says of when it was made, so that the same document has the same bytes. */
export function openSheet({ title, locale, orientation = 'portrait' }: PdfDocument, madeAt: Date): Sheet {
  const margin = margins[orientation];
  const options = {
    size: 'A4',
    layout: orientation,
    // Room for the footer below.
    margins: { top: margin, left: margin, right: margin, bottom: margin + 18 },
    pdfVersion: '1.7' as const,
    subset: 'PDF/UA' as never,
    tagged: true,
    lang: locale,
    displayTitle: true,
    bufferPages: true,
    // None until ours are known.
    font: null as never,
    info: { Title: title, Creator: 'Forvarsel', CreationDate: madeAt },
  };
  const pdf = new PDFKit(options);
  const unnamed = pdf as unknown as Unnamed;
  escapeTitleInMetadata(pdf, unnamed);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  return {
    pdf,
    root,
    left: margin,
    width: pdf.page.width - 2 * margin,
    top: margin,
    bottom: pdf.page.height - margin - 18,
    y: margin,
    widths: new Map(),
    canShow: registerFonts(pdf),
  };
}

/** pdfkit 0.20 puts the title into its XML as it is, where an ampersand makes the metadata unreadable. The other place that has it is written by then. */
function escapeTitleInMetadata(pdf: PDFKit.PDFDocument, unnamed: Unnamed): void {
  const endMetadata = unnamed.endMetadata.bind(pdf);
  unnamed.endMetadata = () => {
    pdf.info.Title = (pdf.info.Title ?? '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    endMetadata();
  };
}

export function nextPage(sheet: Sheet): void {
  sheet.pdf.addPage();
  sheet.y = sheet.top;
}

/** Goes to the next page when less than `height` is left on this one. */
export function ensureRoom(sheet: Sheet, height: number): void {
  if (sheet.y + height > sheet.bottom && sheet.y > sheet.top) nextPage(sheet);
}

/** Breaks a text into lines of at most `width`. */
export function setText(sheet: Sheet, text: string, style: TextStyle, width: number): SetText {
  const shown: Printable = printable(text, sheet.canShow);
  const logical = wrapLines(shown.text, width, (piece) => widthOf(sheet, piece, style));
  const lines = logical.map(visualOrder);
  return {
    text: printable(text, () => true).text,
    lines,
    lineHeight: style.size * leading,
    style,
    width,
    isAltered: shown.hasBoxes || lines.some((line, index) => line !== logical[index]),
    isRightToLeft: readsRightToLeft(shown.text),
  };
}

/** Every word once: laying one out with all the font's rules takes longer than anything else here. */
function widthOf(sheet: Sheet, text: string, { font, size }: TextStyle): number {
  const key = `${font} ${text}`;
  let width = sheet.widths.get(key);
  if (width === undefined) {
    width = sheet.pdf.font(font).fontSize(1).widthOfString(text);
    sheet.widths.set(key, width);
  }
  return width * size;
}

export function heightOf(text: SetText): number {
  return text.lines.length * text.lineHeight;
}

/** A new element of the structure. A scope is a table header's; where what is drawn differs from what is meant, what is meant is said beside it. */
export function addElement(
  sheet: Sheet,
  parent: Structure,
  tag: string,
  { text, scope }: { text?: SetText; scope?: string } = {},
): Structure {
  const element = sheet.pdf.struct(tag, {
    ...(text?.isAltered && { actual: text.text }),
    ...(scope && { scope }),
  } as PDFKit.Mixins.StructureElementOptions);
  parent.add(element);
  return element;
}

/** Draws lines `from` … `to` of a text with its first baseline box at (x, y), as content of `element`. */
export function drawLines(
  sheet: Sheet,
  element: Structure,
  tag: string,
  text: SetText,
  { x, y, from = 0, to = text.lines.length }: { x: number; y: number; from?: number; to?: number },
): void {
  element.add(sheet.pdf.markStructureContent(tag));
  paintLines(sheet, text, { x, y, from, to });
  sheet.pdf.endMarkedContent();
}

/** Draws the lines outside the structure: what repeats, and what only adorns. */
export function drawArtifact(sheet: Sheet, type: 'Pagination' | 'Layout', draw: () => void): void {
  sheet.pdf.markContent('Artifact', { type });
  draw();
  sheet.pdf.endMarkedContent();
}

export function paintLines(
  sheet: Sheet,
  { lines, lineHeight, style, width, isRightToLeft }: SetText,
  { x, y, from, to }: { x: number; y: number; from: number; to: number },
): void {
  const { pdf } = sheet;
  pdf.font(style.font).fontSize(style.size).fillColor(style.color);
  lines.slice(from, to).forEach((line, index) => {
    const indent = isRightToLeft ? width - pdf.widthOfString(line) : 0;
    pdf.text(line, x + indent, y + index * lineHeight, { lineBreak: false });
  });
}

/** Draws a whole text where the sheet stands, over as many pages as it takes, as one element. */
export function writeText(
  sheet: Sheet,
  parent: Structure,
  tag: string,
  text: SetText,
  { x = sheet.left, onSlice }: { x?: number; onSlice?: (slice: { y: number; height: number; from: number; to: number }) => void } = {},
): Structure {
  const element = addElement(sheet, parent, tag, { text });
  let from = 0;
  while (from < text.lines.length) {
    ensureRoom(sheet, text.lineHeight);
    const to = Math.min(text.lines.length, from + Math.max(1, Math.floor((sheet.bottom - sheet.y) / text.lineHeight)));
    const height = (to - from) * text.lineHeight;
    onSlice?.({ y: sheet.y, height, from, to });
    drawLines(sheet, element, tag, text, { x, y: sheet.y, from, to });
    sheet.y += height;
    from = to;
  }
  return element;
}
