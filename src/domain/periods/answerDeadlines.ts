import type { CalendarDate } from '../calendar/calendarDate';
import type { ApprovalKind, Deadlines, Explanation } from '../terms/terms';
import { computeDeadlines, type DeadlinesQuestion } from './computeDeadlines';
import { describeDate } from './describe';
import { latestReceiptFor } from './latestReceiptFor';
import { clauseInWords } from './words';

/** What `POST /deadlines` answers (CONTRACT.md). `closesAt` is RFC 3339 in UTC, to the second. */
export interface DeadlinesAnswer {
  receivedOn: CalendarDate | null;
  notice: Deadlines['notice'];
  objection: { rawLastDay: CalendarDate; lastDay: CalendarDate; closesAt: string } | null;
  earliestEffectiveOn: CalendarDate | null;
  /** Only where a day of effect was wished for; null if no start would be early enough. */
  latestReceiptOn?: CalendarDate | null;
  approvals: ApprovalKind[];
  explanation: Explanation;
}

function explainWish(wish: CalendarDate, latest: CalendarDate | null, earliest: CalendarDate | null, clause?: string | null): Explanation {
  const inClause = clauseInWords(clause);
  if (!latest) {
    return {
      nb: [`Ingen dag er tidlig nok til at endringen kan tre i kraft ${describeDate(wish, 'nb')}${inClause.nb}.`],
      en: [`No day is early enough for the change to take effect on ${describeDate(wish, 'en')}${inClause.en}.`],
    };
  }
  const lines = {
    nb: [
      `For at endringen skal kunne tre i kraft ${describeDate(wish, 'nb')}, må fristene begynne å løpe senest ${describeDate(latest, 'nb')}${inClause.nb}.`,
    ],
    en: [
      `For the change to take effect on ${describeDate(wish, 'en')}, the clocks must have started on ${describeDate(latest, 'en')} at the latest${inClause.en}.`,
    ],
  };
  if (earliest && wish < earliest) {
    lines.nb.push(`${describeDate(wish, 'nb')} er altså for tidlig.`.replace(/^./, (first) => first.toUpperCase()));
    lines.en.push(`${describeDate(wish, 'en')} is thus too early.`);
  }
  return lines;
}

/** The deadlines as the API gives them, with the latest day of receipt where `plannedEffectiveOn` is given. */
export function answerDeadlines(question: DeadlinesQuestion & { plannedEffectiveOn?: CalendarDate }): DeadlinesAnswer {
  const { terms, traits, plannedEffectiveOn, clause } = question;
  const { receivedOn, notice, objection, earliestEffectiveOn, approvals, explanation } = computeDeadlines(question);
  const answer: DeadlinesAnswer = {
    receivedOn,
    notice,
    objection: objection && { ...objection, closesAt: objection.closesAt.toISOString().replace(/\.\d+Z$/, 'Z') },
    earliestEffectiveOn,
    approvals,
    explanation,
  };
  if (!plannedEffectiveOn) return answer;
  const latestReceiptOn = latestReceiptFor({ terms, traits, plannedEffectiveOn });
  const wish = explainWish(plannedEffectiveOn, latestReceiptOn, earliestEffectiveOn, clause);
  return { ...answer, latestReceiptOn, explanation: { nb: [...explanation.nb, ...wish.nb], en: [...explanation.en, ...wish.en] } };
}
