import { readAnnex } from '../../workflows/annexes/readAnnex';
import { type AnnexFileKind, annexFile } from '../annexes/annexFile';
import { annexPage, askedDay, dayProblem } from '../annexes/annexPage';
import { sendDocument } from '../documents/sendDocument';
import { showPage } from '../page';
import type { PageRequest } from '../pageRoute';
import { annexPageTexts } from '../texts/annexPageTexts';
import { noticeAddress } from './noticeAddress';
import { type NoticeDesk, openNotice } from './noticeDesk';
import { noticeTexts } from './noticeTexts';

/** The controller's own annex, as it stands or stood; with a `kind` as a file. Nothing of other agreements is in it. */
export async function showOwnAnnex(desk: NoticeDesk, page: PageRequest<null>, kind: AnnexFileKind | null): Promise<void> {
  const open = await openNotice(desk, page);
  if (!open) return;
  const { visit, locale } = open;
  const { request, response, now } = page;
  const { agreement, notice } = visit;
  const asked = request.query.on;
  const on = askedDay(asked);
  const outcome = on === undefined ? null : await readAnnex(desk.context, { agreement, on, now });
  const facts = outcome?.ok ? outcome.value : null;
  if (facts && kind) {
    const { processorName } = desk.deployment;
    return sendDocument(response, await annexFile(facts, { kind, locale, processorName, now }));
  }
  const base = noticeAddress.act(notice.shortId, 'annex');
  showPage(request, response, {
    view: 'pages/annexes/show',
    title: annexPageTexts[locale].pageTitle(agreement.reference),
    status: facts ? 200 : 422,
    problems: facts ? [] : [dayProblem(outcome?.ok === false ? outcome.refusal : null, locale)],
    breadcrumbs: [{ href: noticeAddress.notice(notice.shortId), label: noticeTexts[locale].backToNotice }],
    model: annexPage(facts, { locale, base, asked, agreement }),
  });
}
