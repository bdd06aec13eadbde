import { inflateSync } from 'node:zlib';

/** A PDF of pdfkit's, taken apart enough to test it. */
export interface ReadPdf {
  /** All objects without their streams, as text. */
  structure: string;
  /** What is drawn, page by page, a line each, in the order in which it is drawn. */
  pages: string[];
}

interface PdfObject {
  dictionary: string;
  stream: string | null;
}

/** Reads a PDF that pdfkit wrote, with its own character maps, so that what comes out is what a reader can search for and copy. */
export function readPdf(file: Buffer): ReadPdf {
  const objects = objectsOf(file.toString('latin1'));
  const structure = [...objects.values()].map(({ dictionary }) => dictionary).join('\n');
  const letters = new Map<string, string[]>();
  for (const [, name = '', number = ''] of structure.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const cmap = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number)?.dictionary ?? '')?.[1] ?? '';
    letters.set(name, lettersOf(objects.get(cmap)?.stream ?? ''));
  }
  const pages = [...structure.matchAll(/\/Type \/Page\n[\s\S]*?\/Contents (\d+) 0 R/g)].map(([, number = '']) =>
    textOf(objects.get(number)?.stream ?? '', letters),
  );
  return { structure, pages };
}

/** The text of a PDF without any spaces, in which a text can be looked for however its lines were broken. */
export function wordsOf(file: Buffer): string {
  return readPdf(file).pages.join('').replace(/\s/g, '');
}

function objectsOf(file: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  for (const [, number = '', dictionary = '', stream] of file.matchAll(
    /(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\n(?:stream\n([\s\S]*?)\nendstream\n)?endobj/g,
  )) {
    const isPacked = dictionary.includes('/FlateDecode');
    const unpacked = stream !== undefined && isPacked ? inflateSync(Buffer.from(stream, 'latin1')).toString('latin1') : stream;
    objects.set(number, { dictionary, stream: unpacked ?? null });
  }
  return objects;
}

function lettersOf(cmap: string): string[] {
  const ranges = [...cmap.matchAll(/<[0-9a-f]+> <[0-9a-f]+> \[(.*?)\]/g)].map(([, list = '']) => list);
  return ranges.flatMap((list) => [...list.matchAll(/<(.*?)>/g)].map(([, codes = '']) => fromUtf16(codes.split(' '))));
}

function fromUtf16(codes: readonly string[]): string {
  return String.fromCharCode(...codes.map((code) => Number.parseInt(code, 16)));
}

function textOf(content: string, letters: ReadonlyMap<string, string[]>): string {
  let font: string[] = [];
  const lines: string[] = [];
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g)) {
    if (name) font = letters.get(name) ?? [];
    const signs = (shown ?? '').match(/<[0-9a-f]+>/g)?.flatMap((hex) => hex.match(/[0-9a-f]{4}/g) ?? []) ?? [];
    if (shown !== undefined) lines.push(signs.map((sign) => font[Number.parseInt(sign, 16)] ?? '').join(''));
  }
  return lines.join('\n');
}
