import type { DocumentRecord } from '../../data/document.model';
import { newId } from '../../data/id';
import { sendDocument } from '../documents/sendDocument';
import type { PageRequest } from '../pageRoute';
import { showErrorPage } from '../showErrorPage';
import { standingOf } from './documentsView';
import { type NoticeDesk, type OpenNotice, openNotice } from './noticeDesk';

/**
 * A file of this notice or its objections that is the controller's own or addressed to it, or a document of the change that may be read now. Every reading is
 * logged before the file is sent: one too many is better than one that nobody knows of. Anything else is not found.
 */
export async function sendNoticeDocument(desk: NoticeDesk, page: PageRequest<null>): Promise<void> {
  const open = await openNotice(desk, page);
  if (!open) return;
  const { request, response } = page;
  const id = String(request.params.documentId);
  const ofChange = open.visit.changeDocuments.some(({ _id }) => _id === id);
  const may = !ofChange || mayReadOfChange(id, open);
  const found = may && /^[0-9a-f]{24}$/.test(id) ? await desk.context.data.documents.find(id) : null;
  if (!found || !(ofChange || isForReader(found, open))) return showErrorPage(request, response, { status: 404, text: 'notFound' });
  // HEAD is given nothing to read.
  if (request.method === 'GET') await logReading(desk, found, open);
  sendDocument(response, found);
}

function mayReadOfChange(id: string, { visit }: OpenNotice): boolean {
  const document = visit.changeDocuments.find(({ _id }) => _id === id);
  const state = document && standingOf(document, visit).state;
  return state === 'open' || state === 'given';
}

function isForReader({ audience, about }: DocumentRecord, { visit }: OpenNotice): boolean {
  if (audience !== 'controller') return false;
  return about.noticeId === visit.notice._id || visit.objections.some(({ _id }) => _id === about.objectionId);
}

async function logReading({ context }: NoticeDesk, { _id }: DocumentRecord, { visit }: OpenNotice): Promise<void> {
  await context.data.accessLog.insertMany([
    {
      ...{ _id: newId(), at: new Date(Math.floor(Date.now() / 1000) * 1000), query: '' },
      ...{ personId: visit.contact.id, personName: visit.contact.name ?? visit.contact.email, role: 'controller', via: 'link' },
      ...{ kind: 'document', ids: [visit.notice._id, _id], route: '/notice/:shortId/documents/:documentId' },
    },
  ]);
}
