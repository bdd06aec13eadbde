import type { DraftFileFacts } from '../../data/draftFile.repository';
import { sortUploads } from '../../workflows/documents/readUploads';
import { keepDraftFiles } from '../../workflows/objections/keepDraftFiles';
import { mostFiles } from '../documents/receiveFiles';
import type { PageProblem } from '../page';
import type { PageRequest } from '../pageRoute';
import { attachmentTexts } from './attachmentTexts';
import type { NoticeDesk, OpenNotice } from './noticeDesk';
import type { NoticeFormName } from './noticeForms';

/** Attached to one notice by its controller, all in all; more is no answer to a notice. */
const mostInAll = 50;

export interface FormFiles {
  kept: DraftFileFacts[];
  problems: PageProblem[];
}

/**
 * The files of a form: those that were uploaded with it before and are still ticked, and those that came now. All that can be taken are kept at once, whatever else is wrong with the form,
 * so that nobody has to look for them again; of the others it is said why. `kept` names only this contact's own.
 */
export async function filesOf(
  desk: NoticeDesk,
  { visit, locale }: OpenNotice,
  { request }: Pick<PageRequest, 'request'>,
  { form, kept }: { form: NoticeFormName; kept: string | string[] },
): Promise<FormFiles> {
  const texts = attachmentTexts[locale].files;
  const { data } = desk.context;
  const ticked = (typeof kept === 'string' ? [kept] : kept).slice(0, mostFiles);
  const before = ticked.length > 0 ? await data.draftFiles.list(ticked, visit.actor) : [];
  const { uploads = [], tooLarge = [], tooMany = false } = request.received ?? {};
  const sorted = sortUploads(uploads);
  const room = mostFiles - before.length;
  const full = sorted.files.length > 0 && (await data.documents.listOfNotice(visit.notice._id)).length >= mostInAll;
  const added = full ? [] : await keepDraftFiles(desk.context, { actor: visit.actor, files: sorted.files.slice(0, room) });
  const wrong = [
    ...sorted.problems.map(({ detail }) => detail[locale]),
    ...tooLarge.map((name) => texts.tooLarge(name)),
    ...(tooMany || sorted.files.length > room ? [texts.tooMany] : []),
    ...(full ? [texts.tooManyInAll] : []),
  ];
  return { kept: [...before, ...added], problems: wrong.map((text) => ({ field: `${form}-files`, text })) };
}
