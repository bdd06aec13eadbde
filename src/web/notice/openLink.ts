import { type NoticeVisit, visitNotice } from '../../workflows/answers/visitNotice';
import { draftFileIds } from '../../workflows/objections/objectionDraft';
import { terminationAct } from '../../workflows/objections/terminateAgreement';
import { pageLocaleOf } from '../locale';
import type { PageRequest } from '../pageRoute';
import type { Filled } from './formParts';
import { noticeAddress } from './noticeAddress';
import { type NoticeDesk, type OpenNotice, openNotice, showClosedLink } from './noticeDesk';
import { type Draft, readDraft } from './readDraft';
import { showNotice } from './showNotice';

/**
 * `/n/<token>`: exchanges the link for a session for its notice, in a cookie, and goes on to the notice. GET and HEAD alike write nothing: scanners
 * open links too. A token that is malformed, forged or expired, and one that the record has closed, get the same plain page.
 */
export async function openLink(desk: NoticeDesk, page: PageRequest<null>): Promise<void> {
  const { request, response, now } = page;
  const token = String(request.params.token);
  const link = desk.context.links.verify(token, now);
  // As written, not as decoded: a token has one spelling, so that what is logged, blocked or compared elsewhere is the whole of it.
  if (!link.ok || request.path !== noticeAddress.link(token)) return showClosedLink(desk, page);
  const { noticeId, contactId, issuedAt } = link;
  const shown = await visitNewest(desk, { noticeId, contactId, linkIssuedAt: issuedAt, now });
  if (!shown) return showClosedLink(desk, page);
  for (const { shortId } of [...shown.earlier, shown.notice]) {
    desk.sessions.open(response, { noticeShortId: shortId, contactId, linkIssuedAt: issuedAt ?? new Date(0) }, new Date());
  }
  const query = new URLSearchParams();
  if (shown.notice._id !== noticeId) query.set('corrected', 'yes');
  const language = pageLocaleOf(request.query.lang);
  if (language) query.set('lang', language);
  response.redirect(303, `${noticeAddress.notice(shown.notice.shortId)}${query.size > 0 ? `?${query}` : ''}`);
}

/** The notice of the link, or the one that a correction of the change put in its place, as far as the link opens it. */
async function visitNewest(
  { context }: NoticeDesk,
  { noticeId, ...link }: Omit<Parameters<typeof visitNotice>[1], 'notice'> & { noticeId: string },
): Promise<NoticeVisit | null> {
  const linked = await context.data.notices.find(noticeId);
  if (!linked) return null;
  const newest = linked.effect === 'superseded' ? await context.data.notices.findFor(linked.changeId, [linked.agreementId]) : [];
  for (const notice of [...newest, linked]) {
    const visit = await visitNotice(context, { ...link, notice });
    if (visit.ok) return visit.value;
  }
  return null;
}

/** `/notice/<short id>`; with `?draft=` the objection form has its answers, to be changed. */
export async function showNoticePage(desk: NoticeDesk, page: PageRequest<null>): Promise<void> {
  const open = await openNotice(desk, page);
  if (!open) return;
  const draft = await readDraft(desk, open, page.request.query.draft);
  await showNotice(desk, page, open, { filled: draft && !draft.reference ? await filledFrom(desk, open, draft) : null });
}

/** The form that a draft was posted from, with its answers. */
async function filledFrom(desk: NoticeDesk, { session, visit }: OpenNotice, draft: Draft): Promise<Filled | null> {
  const { act, answers, fields, postedAt } = draft;
  if (act === 'object') {
    const files = await desk.context.data.draftFiles.list(draftFileIds(draft), visit.actor);
    return { form: 'object', answers, posted: desk.sessions.sealInstants(session, postedAt), files };
  }
  const { name, title } = answers;
  if (act === terminationAct) return { form: 'terminate', termination: { endsOn: fields.endsOn ?? '', name, title } };
  if (!act.startsWith('consent:')) return null;
  return { form: 'consent', consent: { effectiveOn: fields.effectiveOn ?? '', name, title } };
}
