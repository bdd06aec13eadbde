import type { FileContent } from '../../data/document.model';
import { type BothLanguages, done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import { readUpload, type Upload } from './uploadedDocument';

/** Of files that were sent together: those that can be taken, and of the others the name and what is wrong, in words that name the file. */
export function sortUploads(uploads: readonly Upload[]): { files: FileContent[]; problems: { code: string; detail: BothLanguages }[] } {
  const files: FileContent[] = [];
  const problems: { code: string; detail: BothLanguages }[] = [];
  for (const upload of uploads) {
    const read = readUpload(upload);
    if (read.ok) files.push(read.value);
    else problems.push(...(read.refusal.errors ?? []).map(({ code, detail }) => ({ code, detail: naming(upload.name, detail) })));
  }
  return { files, problems };
}

/** Files that are taken together or not at all; `pointerOf` says where each stands in what was sent. Refuses `invalid` as `readUpload` does. */
export function readUploads(uploads: readonly Upload[], pointerOf: (index: number) => string): Outcome<FileContent[]> {
  const errors: FieldProblem[] = [];
  const files = uploads.flatMap((upload, index) => {
    const read = readUpload(upload);
    if (read.ok) return [read.value];
    errors.push(...(read.refusal.errors ?? []).map((error) => ({ ...error, pointer: pointerOf(index) })));
    return [];
  });
  return errors.length > 0 ? refuse('invalid', { errors }) : done(files);
}

const longestName = 60;

function naming(name: string, { nb, en }: BothLanguages): BothLanguages {
  const shown = [...name].length > longestName ? `${[...name].slice(0, longestName).join('')}…` : name;
  return { nb: `«${shown}»: ${nb}`, en: `“${shown}”: ${en}` };
}
