import { describeInstant } from '../../domain/periods/describe';
import { type PageProblem, showPage } from '../page';
import type { PageRequest } from '../pageRoute';
import { dialogueViews } from './dialogueViews';
import { documentRequestViews } from './documentConfirmation';
import { documentsView } from './documentsView';
import type { Filled } from './formParts';
import { formsView } from './formsView';
import { formTexts } from './formTexts';
import { letterView } from './letterView';
import { noticeAddress } from './noticeAddress';
import type { NoticeDesk, OpenNotice } from './noticeDesk';
import { noticeTexts } from './noticeTexts';
import { objectionViews } from './objectionViews';
import { approvalViews, historyView } from './pastView';
import { deadlineView, statusView } from './statusView';

const historyLimit = 200;

/** The whole notice, its state today, the forms that make sense now, and what has happened. With problems: the same page, the form filled. */
export async function showNotice(
  desk: NoticeDesk,
  { request, response }: Pick<PageRequest, 'request' | 'response'>,
  { visit, token, locale }: OpenNotice,
  { status = 200, problems = [], filled = null }: { status?: number; problems?: PageProblem[]; filled?: Filled | null } = {},
): Promise<void> {
  const { notice, contact } = visit;
  const texts = noticeTexts[locale];
  const events = await desk.context.data.auditEvents.list({ noticeId: notice._id, limit: historyLimit });
  const acknowledged = notice.acknowledgements.find(({ contactId }) => contactId === contact.id);
  const history = historyView(events, notice.terms.timeZone, locale);
  const letter = letterView(visit, desk.deployment, locale);
  const forms = formsView({ visit, token, filled, locale });
  showPage(request, response, {
    view: 'pages/notice/show',
    title: letter.title,
    status,
    problems,
    self: noticeAddress.notice(notice.shortId),
    model: {
      texts,
      notes: [
        ...(request.query.corrected === 'yes' ? [texts.corrected] : []),
        ...(visit.standing === 'readOnly' && !visit.newest ? [texts.readOnly] : []),
        ...(notice.state === 'undeliverable' && visit.standing === 'usable' ? [texts.undelivered] : []),
      ],
      status: statusView(visit, locale),
      deadline: deadlineView(visit, locale),
      acknowledged: acknowledged ? formTexts[locale].acknowledge.done(historyAt(acknowledged.at, visit, locale)) : '',
      letter,
      forms,
      related: relatedView(visit, locale),
      // Nothing that was typed is lost, also where the form it was typed in is not there any more.
      typed: filled?.answers?.grounds && !forms.some(({ id }) => id === filled.form) ? filled.answers.grounds : null,
      objections: objectionViews(visit, locale),
      approvals: approvalViews(visit, locale),
      documents: documentsView(visit, locale),
      dialogue: [...documentRequestViews(visit, locale), ...dialogueViews(visit, locale)],
      history,
      archive: [
        { href: noticeAddress.act(notice.shortId, 'notice.pdf'), label: texts.archive.notice },
        { href: noticeAddress.act(notice.shortId, 'annex'), label: texts.archive.annex },
      ],
    },
  });
}

/** The notice that counts now, or the one that this took the place of. */
function relatedView({ newest, earlier }: OpenNotice['visit'], locale: OpenNotice['locale']) {
  const texts = noticeTexts[locale];
  const before = earlier.at(-1);
  if (newest) return { href: noticeAddress.notice(newest.shortId), label: texts.toNewest };
  return before ? { href: noticeAddress.notice(before.shortId), label: texts.toEarlier } : null;
}

function historyAt(at: Date, { notice }: OpenNotice['visit'], locale: OpenNotice['locale']): string {
  return describeInstant(at, notice.terms.timeZone, locale, 'sameDay');
}

/** The notice as it is now, with why what was asked for was not done. */
export async function showNotPossible(
  desk: NoticeDesk,
  page: Pick<PageRequest, 'request' | 'response'>,
  open: OpenNotice,
  { status = 409, text }: { status?: number; text?: string } = {},
): Promise<void> {
  const problem = { field: null, text: text ?? formTexts[open.locale].problems.notPossible };
  await showNotice(desk, page, open, { status, problems: [problem] });
}
