import type { NoticeRecord } from '../../../data/notice.model';
import type { Outcome } from '../../../domain/outcome';
import { readInput } from '../../../schemas/readInput';
import { manualReceiptFields } from '../../../schemas/receipts';
import { clearAttention } from '../../../workflows/delivery/clearAttention';
import { enterManualReceipt } from '../../../workflows/delivery/enterManualReceipt';
import type { Upload } from '../../../workflows/documents/uploadedDocument';
import { sendDocument } from '../../documents/sendDocument';
import { instantOfLocal } from '../../localInstant';
import type { PageProblem } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { noticePageTexts } from '../../texts/noticePageTexts';
import { type FormBody, formBody, textOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { pathId } from '../pageAddress';
import { loadNoticePage, type NoticeDependencies, showNoticePage } from './showNoticePage';

const everybody = ['admin', 'publisher', 'dpo', 'auditor'] as const;

/** The page of one notice, its documents, and the forms that stand on it. */
export function noticeRoutes(dependencies: NoticeDependencies): PageRoute[] {
  const { data, context } = dependencies;

  async function show(
    page: PageRequest<unknown>,
    more: { problems?: PageProblem[]; status?: number; typed?: { receivedAt: string; note: string } } = {},
  ) {
    const { request, response } = page;
    const id = pathId(request.params);
    const facts = isRecordId(id) ? await loadNoticePage(dependencies, id, page) : null;
    if (!facts) return showErrorPage(request, response, { status: 404, text: 'notFound' });
    await showNoticePage(dependencies, page, { ...facts, typed: more.typed ?? facts.typed }, more);
  }

  async function enter(page: PageRequest<FormBody>, notice: NoticeRecord): Promise<Outcome<NoticeRecord> | PageProblem[]> {
    const { request, locale, actor, now, body } = page;
    const texts = noticePageTexts[locale].receipts;
    if (request.uploadTooLarge) return [{ field: 'file', text: texts.fileHint }];
    const receivedAt = instantOfLocal(textOf(body, 'receivedAt'), notice.terms.timeZone);
    if (!receivedAt) return [{ field: 'receivedAt', text: texts.timeMissing }];
    const read = readInput(manualReceiptFields, { receivedAt: receivedAt.toISOString(), note: textOf(body, 'note') });
    if (!read.ok) return read;
    return enterManualReceipt(context, { actor, now, noticeId: notice._id, input: read.value, upload: uploadOf(request) });
  }

  return [
    getPage({ path: '/desk/notices/:id', access: everybody, handler: (page) => show(page) }),
    getPage({
      path: '/desk/notices/:id/documents/:documentId',
      access: everybody,
      handler: async ({ request, response }) => {
        const { documentId } = request.params;
        const found = isRecordId(documentId) ? await data.documents.find(documentId) : null;
        // What is attached to an objection is read where the objection is, by fewer.
        if (!found || found.about.objectionId !== null || found.about.noticeId !== pathId(request.params)) {
          return showErrorPage(request, response, { status: 404, text: 'notFound' });
        }
        sendDocument(response, found);
      },
    }),
    postPage({
      path: '/desk/notices/:id/receipts',
      access: ['dpo'],
      body: formBody,
      handler: async (page) => {
        const { request, response, body, locale } = page;
        const id = pathId(request.params);
        const notice = isRecordId(id) ? await data.notices.find(id) : null;
        if (!notice) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const typed = { receivedAt: textOf(body, 'receivedAt'), note: textOf(body, 'note') };
        const entered = await enter(page, notice);
        if (Array.isArray(entered)) return show(page, { status: 422, problems: entered, typed });
        if (entered.ok) return response.redirect(303, `/desk/notices/${id}?done=entered`);
        const problems = refusalProblems(entered.refusal, locale, (errors) =>
          errors.map(({ pointer, detail }) => ({ field: fieldOf(pointer), text: detail[locale] })),
        );
        await show(page, { status: statusOf(entered.refusal.code), problems, typed });
      },
    }),
    postPage({
      path: '/desk/notices/:id/attention',
      access: ['dpo'],
      body: formBody,
      handler: async (page) => {
        const { request, response, body, actor, now, locale } = page;
        const index = /^\d{1,6}$/.test(textOf(body, 'index')) ? Number(textOf(body, 'index')) : -1;
        const id = pathId(request.params);
        if (!isRecordId(id)) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const cleared = await clearAttention(context, { actor, now, noticeId: id, index });
        if (cleared.ok) return response.redirect(303, `/desk/notices/${id}?done=cleared`);
        await show(page, { status: statusOf(cleared.refusal.code), problems: refusalProblems(cleared.refusal, locale) });
      },
    }),
  ];
}

function uploadOf({ file }: PageRequest['request']): Upload | null {
  // Browsers name files in UTF-8, and the parser reads the name as Latin-1.
  return file?.size ? { name: Buffer.from(file.originalname, 'latin1').toString('utf8'), bytes: file.buffer } : null;
}

function fieldOf(pointer: string): string | null {
  return { '/receivedAt': 'receivedAt', '/note': 'note', '/document': 'file' }[pointer] ?? null;
}
