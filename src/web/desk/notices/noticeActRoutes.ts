import type { NoticeRecord } from '../../../data/notice.model';
import type { Outcome } from '../../../domain/outcome';
import { confirmAnswer } from '../../../workflows/approvals/confirmAnswer';
import { waitingAnswers } from '../../../workflows/approvals/enterAnswer';
import { confirmManualReceipt } from '../../../workflows/delivery/confirmManualReceipt';
import { decideProposedContact } from '../../../workflows/delivery/decideProposedContact';
import { waitingReceipt } from '../../../workflows/delivery/manualReceipts';
import { resendNotice } from '../../../workflows/delivery/resendNotice';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { answerTexts } from '../../texts/answerTexts';
import { noticePageTexts } from '../../texts/noticePageTexts';
import { type FormBody, formBody, textOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { pathId } from '../pageAddress';
import { saysText } from './answersView';
import { instantText, type NoticePageFacts } from './noticePageFacts';
import { loadNoticePage, type NoticeDependencies, noticeCrumbs, showNoticePage } from './showNoticePage';

interface CheckModel {
  title: string;
  text: string;
  facts: { label: string; values: string[] }[];
  hidden: { name: string; value: string }[];
  buttons: { label: string; value?: string; secondary?: boolean }[];
}

/** An act that cannot be undone: what it is checked against, and what it does. */
interface CheckedAct {
  path: string;
  /** What is about to happen, as the address or the form asks for it; null where there is nothing to do. */
  check: (facts: NoticePageFacts, asked: (name: string) => string) => CheckModel | null;
  run: (page: PageRequest<FormBody>, noticeId: string) => Promise<Outcome<NoticeRecord>>;
  done: (body: FormBody) => string;
}

/** The acts on a notice that are shown before they are done: confirm a receipt, send again, decide on a proposed contact. For the DPO. */
export function noticeActRoutes(dependencies: NoticeDependencies): PageRoute[] {
  const { context } = dependencies;
  const acts: CheckedAct[] = [
    {
      path: 'receipts/confirm',
      check: checkReceipt,
      run: ({ actor, now, body }, noticeId) => confirmManualReceipt(context, { actor, now, noticeId, receiptId: textOf(body, 'receipt') }),
      done: () => 'confirmed',
    },
    {
      path: 'answers/confirm',
      check: checkAnswer,
      run: ({ actor, now, body }, noticeId) => confirmAnswer(context, { actor, now, noticeId, answerId: textOf(body, 'answer') }),
      done: () => 'answerConfirmed',
    },
    {
      path: 'resend',
      check: checkResend,
      run: ({ actor, now, body }, noticeId) =>
        resendNotice(context, { actor, now, noticeId, contactId: textOf(body, 'contactId') || undefined }),
      done: () => 'resent',
    },
    {
      path: 'contact',
      check: checkContact,
      run: ({ actor, now, body }, noticeId) =>
        decideProposedContact(context, {
          ...{ actor, now, noticeId, proposalId: textOf(body, 'proposal') },
          accept: textOf(body, 'decision') === 'accept',
        }),
      done: (body) => (textOf(body, 'decision') === 'accept' ? 'accepted' : 'declined'),
    },
  ];

  async function load(page: PageRequest<unknown>): Promise<NoticePageFacts | null> {
    const id = pathId(page.request.params);
    const facts = isRecordId(id) ? await loadNoticePage(dependencies, id, page) : null;
    if (!facts) showErrorPage(page.request, page.response, { status: 404, text: 'notFound' });
    return facts;
  }

  async function showCheck(page: PageRequest<null>, { path, check }: CheckedAct): Promise<void> {
    const { request, response, locale } = page;
    const facts = await load(page);
    if (!facts) return;
    const asked = (name: string): string => (typeof request.query[name] === 'string' ? request.query[name] : '');
    const model = check(facts, asked);
    if (!model) return response.redirect(303, `/desk/notices/${facts.notice._id}`);
    const href = `/desk/notices/${facts.notice._id}`;
    showPage(request, response, {
      view: 'pages/notices/check',
      title: model.title,
      section: 'changes',
      breadcrumbs: noticeCrumbs(facts),
      model: { ...model, action: `${href}/${path}`, cancel: { href, label: noticePageTexts[locale].cancel } },
    });
  }

  async function act(page: PageRequest<FormBody>, { run, done }: CheckedAct): Promise<void> {
    const { response, locale, body } = page;
    const facts = await load(page);
    if (!facts) return;
    const outcome = await run(page, facts.notice._id);
    if (outcome.ok) return response.redirect(303, `/desk/notices/${facts.notice._id}?done=${done(body)}`);
    const problems: PageProblem[] = refusalProblems(outcome.refusal, locale);
    const now = (await loadNoticePage(dependencies, facts.notice._id, page)) ?? facts;
    await showNoticePage(dependencies, page, now, { status: statusOf(outcome.refusal.code), problems });
  }

  return acts.flatMap((each) => [
    getPage({ path: `/desk/notices/:id/${each.path}`, access: ['dpo'], handler: (page) => showCheck(page, each) }),
    postPage({ path: `/desk/notices/:id/${each.path}`, access: ['dpo'], body: formBody, handler: (page) => act(page, each) }),
  ]);
}

function agreementFacts({ notice, locale }: NoticePageFacts) {
  const { about } = noticePageTexts[locale];
  return [
    { label: about.agreement, values: [notice.content.agreementReference] },
    { label: about.controller, values: [notice.content.controllerName] },
  ];
}

function checkReceipt(facts: NoticePageFacts): CheckModel | null {
  const { notice, locale, actor } = facts;
  const texts = noticePageTexts[locale];
  const receipt = waitingReceipt(notice);
  if (!receipt || receipt.enteredBy.personId === actor.personId) return null;
  return {
    title: texts.receipts.checkTitle,
    text: texts.receipts.checkText,
    facts: [
      ...agreementFacts(facts),
      { label: texts.facts.received, values: [instantText(receipt.receivedAt, facts)] },
      { label: texts.receipts.note, values: [receipt.note] },
      { label: texts.receipts.title, values: [texts.receipts.entered(receipt.enteredBy.name, instantText(receipt.enteredBy.at, facts))] },
    ],
    hidden: [{ name: 'receipt', value: receipt.id }],
    buttons: [{ label: texts.receipts.submit }],
  };
}

function checkAnswer(facts: NoticePageFacts, asked: (name: string) => string): CheckModel | null {
  const { notice, locale, actor } = facts;
  const answer = waitingAnswers(notice).find(({ id }) => id === asked('answer'));
  if (!answer || answer.enteredBy.personId === actor.personId) return null;
  const { check, byHand } = answerTexts[locale];
  const { says, name, title, decidedAt, note, enteredBy } = answer;
  const grounds = says.kind === 'approval' && says.grounds ? [says.grounds] : [];
  return {
    title: check.title,
    text: says.kind === 'consent' ? `${check.text} ${check.consentLifts}` : check.text,
    facts: [
      ...agreementFacts(facts),
      { label: check.answer, values: [saysText(answer, locale), ...grounds] },
      { label: check.from, values: [byHand.arrived(name, title, instantText(decidedAt, facts))] },
      { label: check.note, values: [note] },
      { label: check.entered, values: [byHand.entered(enteredBy.name, instantText(enteredBy.at, facts))] },
    ],
    hidden: [{ name: 'answer', value: answer.id }],
    buttons: [{ label: check.submit }],
  };
}

function checkResend(facts: NoticePageFacts, asked: (name: string) => string): CheckModel | null {
  const { contacts, locale } = facts;
  const texts = noticePageTexts[locale].resend;
  const contact = contacts.find(({ id }) => id === asked('contactId')) ?? contacts[0];
  if (!contact) return null;
  return {
    title: texts.checkTitle,
    text: texts.checkText(contact.email),
    facts: agreementFacts(facts),
    hidden: [{ name: 'contactId', value: contact.id }],
    buttons: [{ label: texts.submit }],
  };
}

function checkContact(facts: NoticePageFacts, asked: (name: string) => string): CheckModel | null {
  const { notice, locale } = facts;
  const texts = noticePageTexts[locale].proposals;
  const proposal = notice.contactProposals.find(({ id }) => id === asked('proposal'));
  if (!proposal || proposal.decision !== null) return null;
  return {
    title: texts.checkTitle,
    text: texts.checkText,
    facts: [
      ...agreementFacts(facts),
      { label: texts.address, values: [proposal.email] },
      ...(proposal.name ? [{ label: texts.name, values: [proposal.name] }] : []),
    ],
    hidden: [{ name: 'proposal', value: proposal.id }],
    buttons: [
      { label: texts.accept, value: 'accept' },
      { label: texts.decline, value: 'decline', secondary: true },
    ],
  };
}
