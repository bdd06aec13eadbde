import type { Dependencies } from '../../../dependencies';
import { contactsOf } from '../../../workflows/delivery/planMail';
import { withFollowUps } from '../../../workflows/delivery/withFollowUps';
import { gateOfNotice } from '../../../workflows/gate/gateOfNotice';
import { type PageProblem, showPage } from '../../page';
import type { PageRequest } from '../../pageRoute';
import { answerTexts } from '../../texts/answerTexts';
import { changeTexts } from '../../texts/changeTexts';
import { noticePageTexts } from '../../texts/noticePageTexts';
import { auditNames, auditStory } from '../audit/auditStory';
import { changeTitle } from '../changes/changeLabels';
import { doneNotice } from '../pageAddress';
import { noticePage } from './noticePage';
import type { NoticePageFacts } from './noticePageFacts';

const mostEvents = 500;
const nothingTyped = { receivedAt: '', note: '' };

type Page = Pick<PageRequest, 'request' | 'response' | 'now' | 'locale' | 'actor'>;
export type NoticeDependencies = Pick<Dependencies, 'data' | 'context'>;

/** The records of one notice's page; null when there is no such notice. */
export async function loadNoticePage(
  { data, context }: NoticeDependencies,
  noticeId: string,
  { now, locale, actor }: Pick<Page, 'now' | 'locale' | 'actor'>,
): Promise<NoticePageFacts | null> {
  const notice = await data.notices.find(noticeId);
  if (!notice) return null;
  const [change, agreement, controller, sendings, documents, questions, documentRequests, line] = await Promise.all([
    data.changes.find(notice.changeId),
    data.agreements.find(notice.agreementId),
    data.controllers.find(notice.controllerId),
    data.sendings.listOfNotice(noticeId),
    data.documents.listOfNotice(noticeId),
    data.questions.listOfNotice(noticeId),
    data.documentRequests.listOfNotices([noticeId]),
    data.noticeRevisions.listOfAgreement(notice.changeId, notice.agreementId),
  ]);
  if (!change || !agreement || !controller) throw new Error(`notice ${noticeId} lost its agreement`);
  return {
    // What is stored may not have been counted since the last message left.
    notice: { ...notice, followUps: withFollowUps(notice, now).followUps },
    change,
    earlier: line.findLast(({ revision }) => revision < notice.revision) ?? null,
    gate: await gateOfNotice(context, { change, notice, now }),
    contacts: contactsOf(agreement, controller),
    known: controller.contacts,
    sendings,
    documents,
    questions,
    documentRequests,
    actor,
    now,
    locale,
    typed: nothingTyped,
  };
}

/** Shows the page of a notice; with problems, the form that was refused as it was filled. */
export async function showNoticePage(
  { data }: NoticeDependencies,
  { request, response, locale }: Page,
  facts: NoticePageFacts,
  more: { problems?: PageProblem[]; status?: number } = {},
): Promise<void> {
  const texts = noticePageTexts[locale];
  const { notice } = facts;
  const events = await data.auditEvents.list({ noticeId: notice._id, limit: mostEvents });
  showPage(request, response, {
    view: 'pages/notices/show',
    title: texts.title(notice.content.agreementReference),
    section: 'changes',
    status: more.status,
    problems: more.problems,
    notice: request.method === 'GET' ? doneNotice(request.query.done, { ...texts.done, ...answerTexts[locale].done }) : null,
    self: request.method === 'GET' ? undefined : `/desk/notices/${notice._id}`,
    breadcrumbs: noticeCrumbs(facts).slice(0, 2),
    model: { ...noticePage(facts), timeline: auditStory(events, await auditNames(data, events), locale) },
  });
}

/** The way to a page below a notice's. */
export function noticeCrumbs({ notice, change, locale }: Pick<NoticePageFacts, 'notice' | 'change' | 'locale'>) {
  return [
    { href: '/desk/changes', label: changeTexts[locale].listTitle },
    { href: `/desk/changes/${change._id}`, label: changeTitle(change, locale) },
    { href: `/desk/notices/${notice._id}`, label: noticePageTexts[locale].title(notice.content.agreementReference) },
  ];
}
