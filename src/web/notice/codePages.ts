import type { z } from 'zod';
import { calendarDate } from '../../domain/calendar/calendarDate';
import type { Outcome } from '../../domain/outcome';
import { describeDate } from '../../domain/periods/describe';
import type { ApprovalKind } from '../../domain/terms/terms';
import { grantApproval } from '../../workflows/answers/decideApproval';
import { type CodedAct, readCodedAct } from '../../workflows/answers/oneTimeCodes';
import { maskedAddress, requestCode } from '../../workflows/answers/requestCode';
import { giveConsent } from '../../workflows/consents/giveConsent';
import { acceptProposal } from '../../workflows/objections/answerProposal';
import { withdrawObjection } from '../../workflows/objections/withdrawObjection';
import { type PageProblem, showPage } from '../page';
import type { PageRequest } from '../pageRoute';
import { refusalText, statusOf } from '../refusals';
import { dialogueTexts } from './dialogueTexts';
import { formTexts } from './formTexts';
import { noticeAddress } from './noticeAddress';
import { type NoticeDesk, type OpenNotice, openNotice } from './noticeDesk';
import type { noticeBodies } from './noticeForms';
import { type Draft, readDraft } from './readDraft';
import { showNotPossible } from './showNotice';

type CodeBody = z.infer<typeof noticeBodies.code>;
type ButtonBody = z.infer<typeof noticeBodies.button>;

interface OpenCode {
  open: OpenNotice;
  draft: Draft;
  act: CodedAct;
}

/** What the code is for. Confirmed before, it goes to the confirmation; what is no longer kept is said. Then null. */
async function openCode(desk: NoticeDesk, page: PageRequest<{ token?: string } | null>): Promise<OpenCode | null> {
  const open = await openNotice(desk, page);
  if (!open) return null;
  const texts = formTexts[open.locale];
  if (page.body && !desk.sessions.matchesFormToken(open.session, page.body.token)) {
    await showNotPossible(desk, page, open, { status: 403, text: texts.problems.staleForm });
    return null;
  }
  const draft = await readDraft(desk, open, page.request.params.draftId);
  const act = draft && readCodedAct(draft.act);
  if (!draft || !act) {
    await showNotPossible(desk, page, open, { status: 404 });
    return null;
  }
  if (draft.reference) {
    page.response.redirect(303, noticeAddress.confirmation(open.visit.notice.shortId, draft.reference));
    return null;
  }
  if (open.visit.standing !== 'usable') {
    await showNotPossible(desk, page, open);
    return null;
  }
  return { open, draft, act };
}

export async function showCodePage(desk: NoticeDesk, page: PageRequest<null>): Promise<void> {
  const code = await openCode(desk, page);
  if (code) showCodeForm(page, code, {});
}

/** The code confirms the act. A wrong one shows the same form; what is no longer possible shows the notice as it is now. */
export async function postCode(desk: NoticeDesk, page: PageRequest<CodeBody>): Promise<void> {
  const code = await openCode(desk, page);
  if (!code) return;
  const { open } = code;
  const outcome = await carryOut(desk, page, code);
  if (outcome.ok) return page.response.redirect(303, noticeAddress.confirmation(open.visit.notice.shortId, outcome.value.reference));
  const { refusal } = outcome;
  const text = refusalText(refusal).detail[open.locale];
  if (refusal.code.startsWith('code-')) return showCodeForm(page, code, { status: 422, problems: [{ field: 'code', text }] });
  const now = await openNotice(desk, page);
  if (now) await showNotPossible(desk, page, now, { status: statusOf(refusal.code), text: refusal.detail ? text : undefined });
}

function carryOut(
  desk: NoticeDesk,
  { now, body }: PageRequest<CodeBody>,
  { open, draft, act }: OpenCode,
): Promise<Outcome<{ reference: string }>> {
  const { actor, openObjection } = open.visit;
  const given = { actor, now, code: body.code, draftId: draft.id };
  switch (act.verb) {
    case 'approve':
      return grantApproval(desk.context, {
        ...given,
        kinds: act.kinds as ApprovalKind[],
        decider: { name: draft.answers.name, title: draft.answers.title },
      });
    case 'consent':
      return giveConsent(desk.context, {
        ...given,
        effectiveOn: calendarDate(act.effectiveOn),
        by: { name: draft.answers.name, title: draft.answers.title },
      });
    case 'withdraw':
      return withdrawObjection(desk.context, { ...given, objectionId: act.objectionId });
    case 'accept':
      return acceptProposal(desk.context, {
        ...given,
        objectionId: draft.fields.objectionId ?? openObjection?._id ?? '',
        proposalId: act.proposalId,
      });
  }
}

export async function postCodeAgain(desk: NoticeDesk, page: PageRequest<ButtonBody>): Promise<void> {
  const code = await openCode(desk, page);
  if (!code) return;
  const { open, draft } = code;
  const sent = await requestCode(desk.context, { actor: open.visit.actor, now: page.now, draftId: draft.id });
  if (sent.ok) return page.response.redirect(303, `${noticeAddress.code(open.visit.notice.shortId, draft.id)}?sent=again`);
  const text = refusalText(sent.refusal).detail[open.locale];
  showCodeForm(page, code, { status: statusOf(sent.refusal.code), problems: [{ field: 'code', text }] });
}

function showCodeForm(
  { request, response }: Pick<PageRequest, 'request' | 'response'>,
  { open, draft, act }: OpenCode,
  { status = 200, problems = [] }: { status?: number; problems?: PageProblem[] },
): void {
  const texts = formTexts[open.locale].code;
  const { shortId } = open.visit.notice;
  const checked = act.verb === 'consent' ? consentCheck(open, draft, act.effectiveOn) : null;
  showPage(request, response, {
    view: 'pages/notice/code',
    title: checked?.title ?? texts.title,
    status,
    problems,
    self: noticeAddress.code(shortId, draft.id),
    notice: request.query.sent === 'again' ? texts.sentAgain : null,
    model: {
      lines: checked?.lines ?? [texts.text(maskedAddress(open.visit.contact.email)), texts.verbs[act.verb]],
      answers: checked?.answers ?? [],
      change: checked?.change ?? null,
      label: texts.label,
      button: texts.button,
      again: texts.again,
      action: noticeAddress.code(shortId, draft.id),
      againAction: noticeAddress.codeAgain(shortId, draft.id),
      token: open.token,
    },
  });
}

/** A consent is shown before its code confirms it: the day is a choice, and what it means is more than one word. */
function consentCheck({ visit, locale }: OpenNotice, { id, answers }: Draft, effectiveOn: string) {
  const texts = dialogueTexts[locale];
  const { name, title } = formTexts[locale];
  return {
    title: texts.checkConsent.title,
    lines: [texts.checkConsent.text(maskedAddress(visit.contact.email)), texts.consent.lifts],
    answers: [
      { label: texts.consent.day, text: describeDate(calendarDate(effectiveOn), locale) },
      { label: name, text: answers.name },
      { label: title, text: answers.title },
    ],
    change: { href: noticeAddress.change(visit.notice.shortId, id, 'consent'), label: formTexts[locale].check.change },
  };
}
