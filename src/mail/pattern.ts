import { randomBytes } from 'node:crypto';
import { encode, wrap } from 'nodemailer/lib/qp';

/** What differs between two messages that are otherwise the same: whom it is for, and what opens it. */
export const blanks = ['agreementReference', 'shortReference', 'controllerName', 'noticeNumber', 'noticeId', 'link'] as const;
export type Blank = (typeof blanks)[number];

/** What a blank is filled with, ready to stand in the text: cleaned, and escaped where it is HTML. */
export type Filling = Record<Blank, string>;

/**
 * A text with blanks, quoted-printable but for them. Octets as latin1 characters; a blank stands between two soft line breaks, so that what goes in there
 * is encoded by itself.
 */
export type Pattern = readonly (string | { blank: Blank })[];

// Nobody can write one of these into a name before this process starts, and a text that holds one later is filled with its own reader's facts.
const secret = randomBytes(9).toString('hex');

/** Stands for a blank while a text is made: letters and digits, so that neither HTML nor any header encodes it. */
export const tokens = Object.fromEntries(blanks.map((blank, index) => [blank, `fv${index}x${secret}`])) as Filling;

const byToken = new Map(blanks.map((blank) => [tokens[blank], blank]));
const anyToken = new RegExp(`(${Object.values(tokens).join('|')})`);

/** RFC 2045 6.7 allows 76 octets with the "=" of a soft break. */
const widest = 75;
const softBreak = '=\r\n';

function quotedPrintable(text: string): string {
  return wrap(encode(text), widest);
}

/** `text` with CRLF line ends and with `tokens` where the blanks are. */
export function patternOf(text: string): Pattern {
  const pieces = text.split(anyToken).filter((piece) => piece !== '');
  return pieces.map((piece, index) => {
    const blank = byToken.get(piece);
    if (blank) return { blank };
    const isBeforeBlank = index < pieces.length - 1;
    const isAfterBlank = index > 0;
    const encoded = quotedPrintable(piece);
    return `${isAfterBlank ? softBreak : ''}${encoded}${isBeforeBlank && !piece.endsWith('\n') ? softBreak : ''}`;
  });
}

/** The pattern with its blanks filled: a quoted-printable body, octets as latin1 characters. */
export function fillPattern(pattern: Pattern, filling: Filling): string {
  let filled = '';
  const encoded = new Map<Blank, string>();
  for (const part of pattern) {
    if (typeof part === 'string') {
      filled += part;
      continue;
    }
    let value = encoded.get(part.blank);
    if (value === undefined) {
      value = quotedPrintable(filling[part.blank]);
      encoded.set(part.blank, value);
    }
    filled += value;
  }
  return filled;
}

/** A short text with its blanks filled as it is, for headers and attachments that are encoded afterwards. */
export function fillText(text: string, filling: Filling): string {
  return text
    .split(anyToken)
    .map((piece) => {
      const blank = byToken.get(piece);
      return blank ? filling[blank] : piece;
    })
    .join('');
}

/** Whether a text has a blank to fill. */
export function hasBlank(text: string): boolean {
  return anyToken.test(text);
}
