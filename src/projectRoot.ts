import { existsSync } from 'node:fs';
import path from 'node:path';

/** The project's root folder: the nearest one above this file with a package.json. The same from `src` and from the built `dist/src`. */
export function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new Error(`No package.json above ${__dirname}: run Forvarsel from its own folder.`);
    folder = above;
  }
  return folder;
}
