import type { z } from 'zod';
import { refusalNeedsGrounds } from '../../domain/approval/refusalGrounds';
import type { Refusal } from '../../domain/outcome';
import { termsFor } from '../../domain/terms/termsFor';
import { acknowledgeNotice } from '../../workflows/answers/acknowledgeNotice';
import { refuseApproval } from '../../workflows/answers/decideApproval';
import type { CodedAct } from '../../workflows/answers/oneTimeCodes';
import { beginCodedAct } from '../../workflows/answers/requestCode';
import { standByObjection } from '../../workflows/objections/standByObjection';
import type { PageRequest } from '../pageRoute';
import { refusalText, statusOf } from '../refusals';
import type { Filled } from './formParts';
import { formTexts } from './formTexts';
import { noticeAddress } from './noticeAddress';
import { type NoticeDesk, type OpenNotice, openNotice, staleFormProblem } from './noticeDesk';
import { type noticeBodies, problemsWith, readAnswers, readKinds } from './noticeForms';
import { showNotice, showNotPossible } from './showNotice';

type ButtonBody = z.infer<typeof noticeBodies.button>;
type ApprovalBody = z.infer<typeof noticeBodies.approval>;

/** The notice for a form that was made for this session; otherwise the page is shown again, filled, and null given. */
export async function openForm(desk: NoticeDesk, page: PageRequest<{ token: string }>, filled: Filled | null): Promise<OpenNotice | null> {
  const open = await openNotice(desk, page);
  if (!open) return null;
  if (desk.sessions.matchesFormToken(open.session, page.body.token)) return open;
  await showNotice(desk, page, open, { status: 403, problems: [staleFormProblem(open.locale)], filled });
  return null;
}

/** The notice as it is now, with why the act was refused. */
export async function showRefused(desk: NoticeDesk, page: PageRequest<unknown>, open: OpenNotice, refusal: Refusal): Promise<void> {
  // Read anew: somebody else has just done something, and the page says what.
  const now = (await openNotice(desk, page)) ?? open;
  if (page.response.headersSent) return;
  await showNotPossible(desk, page, now, {
    status: statusOf(refusal.code),
    text: refusal.detail ? refusalText(refusal).detail[open.locale] : undefined,
  });
}

export async function postAcknowledgement(desk: NoticeDesk, page: PageRequest<ButtonBody>): Promise<void> {
  const open = await openForm(desk, page, null);
  if (!open) return;
  const { visit } = open;
  const pressedBefore = visit.notice.acknowledgements.some(({ contactId }) => contactId === visit.contact.id);
  if (!visit.acts.acknowledge && !pressedBefore) return showNotPossible(desk, page, open);
  const outcome = await acknowledgeNotice(desk.context, { actor: visit.actor, now: page.now });
  if (!outcome.ok) return showRefused(desk, page, open, outcome.refusal);
  page.response.redirect(303, noticeAddress.confirmation(visit.notice.shortId, outcome.value.reference));
}

/** A yes opens the gate, so it goes on to the mailed code. */
export async function postApproval(desk: NoticeDesk, page: PageRequest<ApprovalBody>): Promise<void> {
  const answers = readAnswers({ ...page.body, grounds: '' });
  const open = await openForm(desk, page, { form: 'approve', answers });
  if (!open) return;
  const { visit, locale } = open;
  if (visit.acts.approve.length === 0) return showNotPossible(desk, page, open);
  const kinds = readKinds(page.body.kind, visit.acts.approve);
  const problems = [...kindProblems('approve', kinds, open), ...problemsWith('approve', answers, { groundsRequired: false, locale })];
  if (problems.length > 0) return showNotice(desk, page, open, { status: 422, problems, filled: { form: 'approve', answers, kinds } });
  await goToCode(desk, page, open, { verb: 'approve', kinds }, { name: answers.name, title: answers.title });
}

/** A no opens nothing and can be turned into a yes: it is done at once. */
export async function postRefusal(desk: NoticeDesk, page: PageRequest<ApprovalBody>): Promise<void> {
  const answers = readAnswers(page.body);
  const open = await openForm(desk, page, { form: 'refuse', answers });
  if (!open) return;
  const { visit, locale } = open;
  if (visit.acts.refuse.length === 0) return showNotPossible(desk, page, open);
  const kinds = readKinds(page.body.kind, visit.acts.refuse);
  const groundsRequired = refusalNeedsGrounds(termsFor(visit.notice.terms, visit.notice.traits), kinds);
  const problems = [...kindProblems('refuse', kinds, open), ...problemsWith('refuse', answers, { groundsRequired, locale })];
  if (problems.length > 0) return showNotice(desk, page, open, { status: 422, problems, filled: { form: 'refuse', answers, kinds } });
  const { name, title, grounds } = answers;
  const outcome = await refuseApproval(desk.context, {
    actor: visit.actor,
    now: page.now,
    kinds,
    decider: { name, title },
    grounds: grounds === '' ? null : grounds,
  });
  if (!outcome.ok) return showRefused(desk, page, open, outcome.refusal);
  page.response.redirect(303, noticeAddress.confirmation(visit.notice.shortId, outcome.value.reference));
}

function kindProblems(form: 'approve' | 'refuse', kinds: readonly string[], { locale }: OpenNotice) {
  return kinds.length > 0 ? [] : [{ field: `${form}-kind`, text: formTexts[locale].problems.kindsMissing }];
}

export async function postWithdrawal(desk: NoticeDesk, page: PageRequest<ButtonBody>): Promise<void> {
  const open = await openForm(desk, page, null);
  if (!open) return;
  const objection = open.visit.openObjection;
  if (!open.visit.acts.withdraw || !objection) return showNotPossible(desk, page, open);
  await goToCode(desk, page, open, { verb: 'withdraw', objectionId: objection._id }, { objectionId: objection._id });
}

/** The objection stands after a correction. It opens nothing: it is done at once. */
export async function postStanding(desk: NoticeDesk, page: PageRequest<ButtonBody>): Promise<void> {
  const open = await openForm(desk, page, null);
  if (!open) return;
  const { visit } = open;
  if (!visit.acts.stands || !visit.openObjection) return showNotPossible(desk, page, open);
  const outcome = await standByObjection(desk.context, { actor: visit.actor, now: page.now, objectionId: visit.openObjection._id });
  if (!outcome.ok) return showRefused(desk, page, open, outcome.refusal);
  page.response.redirect(303, `${noticeAddress.confirmation(visit.notice.shortId, outcome.value.reference)}?done=stands`);
}

/** Keeps what the contact wants to do, mails the code, and goes on to the page that asks for it. */
export async function goToCode(
  desk: NoticeDesk,
  page: PageRequest<unknown>,
  open: OpenNotice,
  act: CodedAct,
  fields: Record<string, string>,
): Promise<void> {
  const begun = await beginCodedAct(desk.context, { actor: open.visit.actor, now: page.now, act, fields });
  if (!begun.ok) return showRefused(desk, page, open, begun.refusal);
  page.response.redirect(303, noticeAddress.code(open.visit.notice.shortId, begun.value.draftId));
}
