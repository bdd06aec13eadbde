/** The width of a text as it will be drawn, in the unit of the line's width. */
type Measure = (text: string) => number;

/** A part of a line that is not torn, and the spaces after it. */
interface Piece {
  text: string;
  width: number;
  spaces: string;
  spacesWidth: number;
}

const graphemes = new Intl.Segmenter('nb', { granularity: 'grapheme' });

/**
 * `text` in lines no wider than `width`: broken at its own line breaks, at spaces, inside a word that is too long for a line after a hyphen, slash, at or dot
 * (addresses, references), and where nothing else helps between two characters. Spaces at a line's end are dropped. An empty text is one empty line.
 * Widths are added up piece by piece, since measuring every line anew costs more than all the rest.
 */
export function wrapLines(text: string, width: number, measure: Measure): string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, width, measure));
}

function wrapParagraph(paragraph: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let [line, used] = ['', 0];
  for (const piece of piecesOf(paragraph, width, measure)) {
    if (line !== '' && used + piece.width > width) {
      lines.push(line.trimEnd());
      [line, used] = ['', 0];
    }
    line += piece.text + piece.spaces;
    used += piece.width + piece.spacesWidth;
  }
  lines.push(line.trimEnd());
  return lines;
}

function piecesOf(paragraph: string, width: number, measure: Measure): Piece[] {
  return (paragraph.trimEnd().match(/\S+\s*|\s+/g) ?? []).flatMap((word) => {
    const text = word.trimEnd();
    const spaces = word.slice(text.length);
    const parts = wordParts(text, width, measure);
    const last = parts.at(-1);
    if (last) Object.assign(last, { spaces, spacesWidth: spaces === '' ? 0 : measure(' ') * spaces.length });
    return parts;
  });
}

/** A word whole, or in parts that fit a line. */
function wordParts(word: string, width: number, measure: Measure): Piece[] {
  const whole = pieceOf(word, measure);
  if (whole.width <= width) return [whole];
  return (word.match(/[^-/@._]+[-/@._]*|[-/@._]+/g) ?? []).flatMap((part) => {
    const piece = pieceOf(part, measure);
    return piece.width <= width ? [piece] : [...graphemes.segment(part)].map(({ segment }) => pieceOf(segment, measure));
  });
}

function pieceOf(text: string, measure: Measure): Piece {
  return { text, width: measure(text), spaces: '', spacesWidth: 0 };
}
