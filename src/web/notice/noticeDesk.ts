import type { Request } from 'express';
import type { MailDeployment } from '../../mail/letter';
import { type NoticeVisit, visitNotice } from '../../workflows/answers/visitNotice';
import type { WorkflowContext } from '../../workflows/context';
import { type PageLocale, preferLocale } from '../locale';
import { type PageProblem, showPage } from '../page';
import type { PageRequest } from '../pageRoute';
import { formTexts } from './formTexts';
import type { LinkSession, LinkSessions } from './linkSession';
import { noticeTexts } from './noticeTexts';
import { showSuperseded } from './supersededPages';

/** What the pages of the link are made with. */
export interface NoticeDesk {
  context: WorkflowContext;
  sessions: LinkSessions;
  deployment: MailDeployment;
}

/** A request that a session and the record let through to a notice. */
export interface OpenNotice {
  visit: NoticeVisit;
  session: LinkSession;
  /** For the forms of this page. */
  token: string;
  locale: PageLocale;
}

const shortIdForm = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The notice of `/notice/<short id>`, for a browser that has opened its link; otherwise shows the plain page, the same for every reason, and
 * gives null. A form of a notice that a corrected one took the place of gets the new one instead, with what was typed in it, and null too. Sets the page's language to the contact's, unless the reader has chosen one.
 */
export async function openNotice(desk: NoticeDesk, page: Pick<PageRequest, 'request' | 'response' | 'now'>): Promise<OpenNotice | null> {
  const found = await findNotice(desk, page.request, page.now);
  if (!found) {
    showClosedLink(desk, page);
    return null;
  }
  const { visit, session } = found;
  preferLocale(page.request, visit.contact.locale);
  if (visit.newest && isAboutToAct(page.request)) {
    if (!(await showSuperseded(desk, page, { visit, session, newest: visit.newest }))) showClosedLink(desk, page);
    return null;
  }
  return { visit, session, token: desk.sessions.formToken(session), locale: page.request.locale };
}

/** A form, or a page that leads on to one: reading what was, and confirmations, is something else. */
function isAboutToAct({ method, path }: Request): boolean {
  return method === 'POST' || /^\/notice\/[^/]+\/(object|code)\//.test(path);
}

async function findNotice(desk: NoticeDesk, request: Request, now: Date) {
  const shortId = String(request.params.shortId);
  const session = shortIdForm.test(shortId) ? desk.sessions.read(request, shortId, new Date()) : null;
  const notice = session && (await desk.context.data.notices.findByShortId(shortId));
  if (!session || !notice) return null;
  const { contactId, linkIssuedAt } = session;
  const visit = await visitNotice(desk.context, { notice, contactId, linkIssuedAt, now });
  return visit.ok ? { visit: visit.value, session } : null;
}

/** One plain page for a link that is forged, altered, expired or revoked, and for a browser that has not opened one. */
export function showClosedLink({ deployment }: NoticeDesk, { request, response }: Pick<PageRequest, 'request' | 'response'>): void {
  const texts = noticeTexts[request.locale].closed;
  // Only what this very request brought: a form that was open for too long must not cost somebody their text.
  const typed: unknown = request.body?.grounds ?? request.body?.text;
  showPage(request, response, {
    view: 'pages/notice/closed',
    title: texts.title,
    status: 404,
    self: request.method === 'POST' ? request.path.split('/').slice(0, 3).join('/') : undefined,
    model: {
      lines: [texts.text, texts.newLink(deployment.replyTo), texts.replyHint],
      typed: typeof typed === 'string' && typed.trim() !== '' ? { label: texts.typed, text: typed } : null,
    },
  });
}

/** What is said when a form was not made for this session: its answers are there still, and a new token is in the form. */
export function staleFormProblem(locale: PageLocale): PageProblem {
  return { field: null, text: formTexts[locale].problems.staleForm };
}
