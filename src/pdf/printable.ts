// Controls, separators and the marks that turn the direction of writing round have no place on a page; a line break and a tab do.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unwanted = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/g;
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const strong = /\p{L}/u;

/** Stands for a character that the fonts do not have: a box that anybody sees. */
const box = '\u25a1';

export interface Printable {
  text: string;
  /** Whether a character was replaced by a box. */
  hasBoxes: boolean;
}

/** `text` as it can be set: composed (NFC), without controls, every character that `canShow` denies replaced by a box. */
export function printable(text: string, canShow: (codePoint: number) => boolean): Printable {
  const clean = text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(unwanted, ' ')
    .replace(/\p{Surrogate}/gu, '\ufffd');
  let hasBoxes = false;
  const shown = Array.from(clean, (character) => {
    if (character === '\n' || canShow(character.codePointAt(0) ?? 0)) return character;
    hasBoxes = true;
    return box;
  });
  return { text: shown.join(''), hasBoxes };
}

/** Whether the first letter of `text` belongs to a script that is written from right to left. */
export function readsRightToLeft(text: string): boolean {
  const first = Array.from(text).find((character) => strong.test(character));
  return first !== undefined && rightToLeft.test(first);
}

/**
 * The words of one line in the order in which they stand from left to right: the typesetter turns the letters of a word round, but not the words of a
 * sentence. Words of a script written from right to left that stand together are put in reverse order.
 */
export function visualOrder(line: string): string {
  if (!rightToLeft.test(line)) return line;
  const words = line.split(' ');
  const isRightToLeft = words.map((word) => rightToLeft.test(word));
  const ordered: string[] = [];
  let index = 0;
  while (index < words.length) {
    let end = index;
    while (end < words.length && isRightToLeft[end]) end += 1;
    if (end > index) {
      ordered.push(...words.slice(index, end).reverse());
      index = end;
    } else {
      ordered.push(words[index] ?? '');
      index += 1;
    }
  }
  return ordered.join(' ');
}
