import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compile, escapeXML } from 'ejs';
import type { Letter } from './letter';
import { styleSheet, styles } from './styles';

export interface Templates {
  html(letter: Letter): string;
  text(letter: Letter): string;
}

/** Reads and compiles `letter.html.ejs` and `letter.text.ejs` in `folder` and what they include; throws when one is missing or wrong. */
export function compileTemplates(folder: string): Templates {
  const html = templateIn(folder, 'letter.html.ejs', escapeXML);
  const text = templateIn(folder, 'letter.text.ejs', (value) => String(value));
  return {
    html: (letter) => html({ letter, style: styles, styleSheet }),
    text: (letter) => text({ letter }),
  };
}

function templateIn(folder: string, name: string, escapeWith: (markup?: unknown) => string) {
  const filename = path.join(folder, name);
  return compile(readFileSync(filename, 'utf8'), { filename, cache: true, strict: true, localsName: 'mail', escape: escapeWith });
}
