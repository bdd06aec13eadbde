// Controls (C0, C1, DEL), line and paragraph separators, and the marks that turn the direction of writing round: none of them has a place in a name,
// and each of them has been used to forge a header or to make a text read as another.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unwantedInLine = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/** `text` as one line: control characters and line breaks become one space, the text is composed (NFC), cut after `longest` characters with "…". */
export function cleanLine(text: string, longest = 2000): string {
  const line = text.normalize('NFC').replace(unwantedInLine, ' ').replace(/ {2,}/g, ' ').trim();
  if (line.length <= longest) return line;
  const characters = [...line];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : line;
}

/** The lines of a text that somebody wrote, each cleaned; blank lines are kept one at a time, none first or last. */
export function cleanLines(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => cleanLine(line, 20_000));
  const kept = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
  if (kept.at(-1) === '') kept.pop();
  return kept;
}
