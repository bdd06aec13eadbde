import type { z } from 'zod';
import { calendarDate } from '../../domain/calendar/calendarDate';
import { withdrawConsent } from '../../workflows/consents/withdrawConsent';
import { askQuestion } from '../../workflows/questions/askQuestion';
import type { PageRequest } from '../pageRoute';
import { refusalProblems } from '../refusalProblems';
import { goToCode, openForm, showRefused } from './decisionPages';
import { consentProblems, questionProblems, readConsent, readQuestion } from './dialogueForms';
import { noticeAddress } from './noticeAddress';
import type { NoticeDesk } from './noticeDesk';
import { lineProblems, type noticeBodies } from './noticeForms';
import { showNotice, showNotPossible } from './showNotice';

type QuestionBody = z.infer<typeof noticeBodies.ask>;
type ConsentBody = z.infer<typeof noticeBodies.consent>;

/** A question opens nothing and stops nothing: it is sent at once. */
export async function postQuestion(desk: NoticeDesk, page: PageRequest<QuestionBody>): Promise<void> {
  const question = readQuestion(page.body);
  const open = await openForm(desk, page, { form: 'ask', question });
  if (!open) return;
  const { visit, locale } = open;
  if (!visit.acts.ask) return showNotPossible(desk, page, open);
  const problems = questionProblems(question, locale);
  if (problems.length > 0) return showNotice(desk, page, open, { status: 422, problems, filled: { form: 'ask', question } });
  const { text, name, title } = question;
  const outcome = await askQuestion(desk.context, { actor: visit.actor, now: page.now, text, asker: { name, title } });
  if (!outcome.ok && outcome.refusal.code === 'too-many-questions') {
    return showNotice(desk, page, open, {
      status: 422,
      problems: refusalProblems(outcome.refusal, locale),
      filled: { form: 'ask', question },
    });
  }
  if (!outcome.ok) return showRefused(desk, page, open, outcome.refusal);
  page.response.redirect(303, noticeAddress.confirmation(visit.notice.shortId, outcome.value.reference));
}

/** A consent may open the gate, so it goes on to the page that shows it and asks for the mailed code; taking it back shuts it, and is done at once. */
export async function postConsent(desk: NoticeDesk, page: PageRequest<ConsentBody>): Promise<void> {
  const answers = readConsent(page.body);
  const filled = { form: 'consent' as const, consent: answers };
  const open = await openForm(desk, page, filled);
  if (!open) return;
  const { visit, locale } = open;
  const { consent } = visit.acts;
  const isWithdrawal = page.body.act === 'withdraw';
  if (!consent || (consent.kind === 'withdraw') !== isWithdrawal) return showNotPossible(desk, page, open);
  const problems = consent.kind === 'withdraw' ? lineProblems('consent', answers, locale) : consentProblems(answers, consent, locale);
  if (problems.length > 0) return showNotice(desk, page, open, { status: 422, problems, filled });
  const { name, title, effectiveOn } = answers;
  if (consent.kind === 'give') {
    return goToCode(desk, page, open, { verb: 'consent', effectiveOn: calendarDate(effectiveOn) }, { effectiveOn, name, title });
  }
  const outcome = await withdrawConsent(desk.context, { actor: visit.actor, now: page.now, by: { name, title } });
  if (!outcome.ok) return showRefused(desk, page, open, outcome.refusal);
  page.response.redirect(303, noticeAddress.confirmation(visit.notice.shortId, outcome.value.reference));
}
