import type { z } from 'zod';
import { calendarDate, parseCalendarDate } from '../../domain/calendar/calendarDate';
import { describeDate } from '../../domain/periods/describe';
import { prepareTermination, terminateAgreement, terminationAct } from '../../workflows/objections/terminateAgreement';
import { showPage } from '../page';
import type { PageRequest } from '../pageRoute';
import { openForm, showRefused } from './decisionPages';
import { formTexts } from './formTexts';
import { noticeAddress } from './noticeAddress';
import { type NoticeDesk, type OpenNotice, openNotice } from './noticeDesk';
import type { noticeBodies } from './noticeForms';
import { type Draft, readDraft } from './readDraft';
import { showNotice, showNotPossible } from './showNotice';
import { readTermination, terminationProblems } from './terminationForm';
import { terminationTexts } from './terminationTexts';

type TerminationBody = z.infer<typeof noticeBodies.terminate>;
type ButtonBody = z.infer<typeof noticeBodies.button>;

/** It cannot be undone, so it goes on to a page that shows it once more. */
export async function postTermination(desk: NoticeDesk, page: PageRequest<TerminationBody>): Promise<void> {
  const termination = readTermination(page.body);
  const filled = { form: 'terminate' as const, termination };
  const open = await openForm(desk, page, filled);
  if (!open) return;
  const { visit, locale } = open;
  const days = visit.acts.terminate;
  if (!days || !visit.openObjection) return showNotPossible(desk, page, open);
  const problems = terminationProblems(termination, days, locale);
  if (problems.length > 0) return showNotice(desk, page, open, { status: 422, problems, filled });
  const { name, title, endsOn } = termination;
  const { draftId } = await prepareTermination(desk.context, {
    actor: visit.actor,
    now: page.now,
    termination: { objectionId: visit.openObjection._id, endsOn: parseCalendarDate(endsOn) ?? null, name, title },
  });
  page.response.redirect(303, noticeAddress.checkTermination(visit.notice.shortId, draftId));
}

/** The termination, to be confirmed or changed. */
export async function showTerminationCheck(desk: NoticeDesk, page: PageRequest<null>): Promise<void> {
  const open = await openNotice(desk, page);
  if (!open) return;
  const draft = await draftOr404(desk, page, open);
  if (!draft) return;
  const { visit, token, locale } = open;
  const { shortId, content } = visit.notice;
  const days = visit.acts.terminate;
  if (!days) return showNotPossible(desk, page, open);
  const texts = terminationTexts[locale];
  showPage(page.request, page.response, {
    view: 'pages/notice/check',
    title: texts.check.title,
    model: {
      texts: texts.check,
      answers: [
        { label: texts.agreement, text: `${content.agreementReference} (${content.controllerName})` },
        { label: texts.day, text: describeDate(calendarDate(draft.fields.endsOn || days.first), locale) },
        { label: formTexts[locale].name, text: draft.answers.name },
        { label: formTexts[locale].title, text: draft.answers.title },
      ],
      late: '',
      change: noticeAddress.change(shortId, draft.id, 'terminate'),
      action: noticeAddress.checkTermination(shortId, draft.id),
      token,
    },
  });
}

/** Terminates. Confirmed before, it goes to the same confirmation. */
export async function confirmTermination(desk: NoticeDesk, page: PageRequest<ButtonBody>): Promise<void> {
  const open = await openForm(desk, page, null);
  if (!open) return;
  const draft = await draftOr404(desk, page, open);
  if (!draft) return;
  const { visit } = open;
  const { objectionId = '', endsOn = '' } = draft.fields;
  const { name, title } = draft.answers;
  const terminated = await terminateAgreement(desk.context, {
    actor: visit.actor,
    now: page.now,
    termination: { objectionId, endsOn: parseCalendarDate(endsOn) ?? null, name, title },
    draftId: draft.id,
  });
  if (!terminated.ok) return showRefused(desk, page, open, terminated.refusal);
  page.response.redirect(303, `${noticeAddress.confirmation(visit.notice.shortId, terminated.value.reference)}?done=terminated`);
}

/** The draft that is still to be confirmed; for any other the answer is given here. */
async function draftOr404(desk: NoticeDesk, page: PageRequest<unknown>, open: OpenNotice): Promise<Draft | null> {
  const draft = await readDraft(desk, open, page.request.params.draftId);
  if (draft?.act === terminationAct && !draft.reference) return draft;
  if (draft?.reference) page.response.redirect(303, noticeAddress.confirmation(open.visit.notice.shortId, draft.reference));
  else await showNotPossible(desk, page, open, { status: 404, text: formTexts[open.locale].check.gone });
  return null;
}
