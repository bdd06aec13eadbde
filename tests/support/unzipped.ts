import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readZipEntry } from '../../src/embedded/zip';

/** Every file of a zip, in its order. */
export async function unzipped(archive: Buffer): Promise<Map<string, Buffer>> {
  const names: string[] = [];
  await readZipEntry(archive, (name) => {
    names.push(name);
    return false;
  });
  const files = new Map<string, Buffer>();
  for (const name of names) files.set(name, (await readZipEntry(archive, (each) => each === name)) ?? Buffer.alloc(0));
  return files;
}

/** A new folder below `below` with these files. */
export function folderWith(files: ReadonlyMap<string, Buffer>, below: string): string {
  const folder = mkdtempSync(path.join(below, 'unzipped-'));
  for (const [name, content] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}
