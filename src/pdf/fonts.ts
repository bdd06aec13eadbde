import path from 'node:path';
import PDFKit from 'pdfkit';
import { projectRoot } from '../projectRoot';

interface Glyph {
  id: number;
  advanceWidth: number;
  /** The characters it stands for, which is what a reader copies. */
  codePoints: number[];
}

/** A text in the font's own signs and where they stand, in the font's own units. */
interface GlyphRun {
  glyphs: Glyph[];
  positions: { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }[];
  readonly advanceWidth: number;
}

/** What we use of a font that was read. */
interface Font {
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): Glyph;
  layout(text: string): GlyphRun;
}

const files = { regular: 'DejaVuSans.ttf', bold: 'DejaVuSans-Bold.ttf' };
type FontName = keyof typeof files;

const shared = new Map<FontName, Font>();

/** Scripts that are set one letter after the other. */
const oneAfterTheOther = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]*$/u;

/** Makes the embedded fonts known to a document, as `regular` and `bold`. Returns whether both of them have a character. */
export function registerFonts(pdf: PDFKit.PDFDocument): (codePoint: number) => boolean {
  const fonts = (Object.keys(files) as FontName[]).map((name) => {
    const font = sharedFont(name);
    pdf.registerFont(name, withPlainLayout(font, name) as never);
    return font;
  });
  return (codePoint) => fonts.every((font) => font.hasGlyphForCodePoint(codePoint));
}

/** Read once in a process, since reading takes a tenth of a second. */
function sharedFont(name: FontName): Font {
  const font = shared.get(name) ?? readFont(name);
  shared.set(name, font);
  return font;
}

function readFont(name: FontName): Font {
  const file = path.join(projectRoot(), 'node_modules/dejavu-fonts-ttf/ttf', files[name]);
  const reader = new PDFKit({ font: file, autoFirstPage: false }) as unknown as { _font: { font: Font } };
  return reader._font.font;
}

/**
 * The font's rules for joining letters cost half a millisecond a word: only scripts that need them get them, and from a font of the document's own, since the
 * reader remembers from one text to the next which characters a sign stood for, and the same document must have the same bytes whatever came before it.
 */
function withPlainLayout(font: Font, name: FontName): Font {
  let own: Font | null = null;
  const layout: Font['layout'] = (text) => {
    if (oneAfterTheOther.test(text)) return plainRun(font, text);
    own ??= readFont(name);
    // The spaces after a word stay behind it, also where its letters are turned round.
    const word = text.trimEnd();
    const { glyphs, positions } = own.layout(word);
    const spaces = plainRun(font, text.slice(word.length));
    return runOf([...glyphs, ...spaces.glyphs], [...positions, ...spaces.positions]);
  };
  return Object.assign(Object.create(font) as Font, { layout });
}

function plainRun(font: Font, text: string): GlyphRun {
  const glyphs = Array.from(text, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
    return { id, advanceWidth, codePoints: [codePoint] };
  });
  const positions = glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }));
  return runOf(glyphs, positions);
}

function runOf(glyphs: GlyphRun['glyphs'], positions: GlyphRun['positions']): GlyphRun {
  return {
    glyphs,
    positions,
    // Asked for after the positions have been scaled.
    get advanceWidth() {
      return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
    },
  };
}
