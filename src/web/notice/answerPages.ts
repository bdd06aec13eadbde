import type { z } from 'zod';
import { localDateOf, parseCalendarDate } from '../../domain/calendar/calendarDate';
import type { ObjectionInput } from '../../domain/objection/objectionMachine';
import { declineProposal } from '../../workflows/objections/answerProposal';
import type { PageProblem } from '../page';
import type { PageRequest } from '../pageRoute';
import { attachmentTexts } from './attachmentTexts';
import { goToCode, openForm, showRefused } from './decisionPages';
import { filesOf } from './formFiles';
import { formTexts } from './formTexts';
import { noticeAddress } from './noticeAddress';
import type { NoticeDesk, OpenNotice } from './noticeDesk';
import { cleanText, longestGrounds, type noticeBodies } from './noticeForms';
import { showNotice, showNotPossible } from './showNotice';

type AnswerBody = z.infer<typeof noticeBodies.answer>;

interface CounterAnswers {
  text: string;
  effectiveOn: string;
}

/** Yes to a proposal goes on to the mailed code; no, also with something else proposed instead, is done at once, since the gate stays as it is. */
export async function postAnswer(desk: NoticeDesk, page: PageRequest<AnswerBody>): Promise<void> {
  const { answer, proposal } = page.body;
  const counter = { text: cleanText(page.body.counter), effectiveOn: page.body.effectiveOn.trim() };
  const filled = { form: 'answer' as const, answer, counter };
  const open = await openForm(desk, page, filled);
  if (!open) return;
  const { visit } = open;
  const objection = visit.openObjection;
  if (!visit.acts.answer || !objection) return showNotPossible(desk, page, open);
  const files = await filesOf(desk, open, page, { form: 'answer', kept: page.body.kept });
  const problems = [...answerProblems(open, { answer, counter, hasFiles: files.kept.length > 0 }), ...files.problems];
  if (problems.length > 0) return showNotice(desk, page, open, { status: 422, problems, filled: { ...filled, files: files.kept } });
  if (answer === 'accept') return goToCode(desk, page, open, { verb: 'accept', proposalId: proposal }, { objectionId: objection._id });
  const ids = files.kept.map(({ _id }) => _id);
  const outcome = await declineProposal(desk.context, {
    actor: visit.actor,
    now: page.now,
    objectionId: objection._id,
    proposalId: proposal,
    ...(answer === 'counter' ? { counter: counterOf(counter), files: await desk.context.data.draftFiles.read(ids, visit.actor) } : {}),
  });
  if (!outcome.ok) return showRefused(desk, page, open, outcome.refusal);
  const done = answer === 'counter' ? 'countered' : 'declined';
  page.response.redirect(303, `${noticeAddress.confirmation(visit.notice.shortId, objection.reference)}?done=${done}`);
}

function counterOf({ text, effectiveOn }: CounterAnswers): NonNullable<ObjectionInput['counter']> {
  const day = parseCalendarDate(effectiveOn);
  return { text, ...(day ? { effectiveOn: day } : {}) };
}

function answerProblems(
  { visit, locale }: OpenNotice,
  { answer, counter, hasFiles }: { answer: string; counter: CounterAnswers; hasFiles: boolean },
): PageProblem[] {
  const texts = attachmentTexts[locale].counter;
  if (answer !== 'accept' && answer !== 'decline' && answer !== 'counter') {
    return [{ field: 'answer-answer', text: formTexts[locale].problems.answerMissing }];
  }
  if (answer !== 'counter') {
    const isFilled = counter.text !== '' || counter.effectiveOn !== '' || hasFiles;
    return isFilled ? [{ field: 'answer-answer', text: texts.notChosen }] : [];
  }
  const problems: PageProblem[] = [];
  const length = [...counter.text].length;
  if (length === 0) problems.push({ field: 'answer-counter', text: texts.textMissing });
  if (length > longestGrounds) {
    problems.push({ field: 'answer-counter', text: texts.tooLong(length.toLocaleString(locale === 'nb' ? 'nb-NO' : 'en-GB')) });
  }
  if (counter.effectiveOn === '') return problems;
  const day = parseCalendarDate(counter.effectiveOn);
  if (!day) problems.push({ field: 'answer-effectiveOn', text: texts.dayInvalid });
  else if (day < localDateOf(visit.now, visit.notice.terms.timeZone)) {
    problems.push({ field: 'answer-effectiveOn', text: texts.dayPassed });
  }
  return problems;
}
