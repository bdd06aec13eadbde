import type { Request } from 'express';
import type { FileContent } from '../../data/document.model';
import { sortUploads } from '../../workflows/documents/readUploads';
import type { PageProblem } from '../page';
import { objectionDeskTexts } from '../texts/objectionDeskTexts';

/** The files of a form of the desk, or what is wrong with them at its file field: all of them are taken, or none. */
export function staffFiles({ received, locale }: Request, field: string): { files: FileContent[]; problems: PageProblem[] } {
  const texts = objectionDeskTexts[locale].files;
  const { uploads = [], tooLarge = [], tooMany = false } = received ?? {};
  const { files, problems } = sortUploads(uploads);
  const wrong = [
    ...problems.map(({ detail }) => detail[locale]),
    ...tooLarge.map((name) => texts.tooLarge(name)),
    ...(tooMany ? [texts.tooMany] : []),
  ];
  return { files, problems: wrong.map((text) => ({ field, text })) };
}

/** Files that came with a form that is shown again have to be chosen again; that is said, at their field. */
export function filesAgain({ received, locale }: Request, { field, problems }: { field: string; problems: PageProblem[] }): PageProblem[] {
  const sent = (received?.uploads.length ?? 0) > 0;
  if (!sent || problems.some((problem) => problem.field === field)) return problems;
  return [...problems, { field, text: objectionDeskTexts[locale].files.again }];
}
