import { hourOfDay } from '../calendar/calendarDate';
import { workingDaysBefore } from '../calendar/holidays';
import type { Terms } from '../terms/terms';
import { afterObjection, type ObjectionStages, type StageLimit } from './afterObjection';

/** What the stages' days follow from, and what has been done about them. Instants are legal time. */
export interface StageFacts {
  /** The instant they are counted from: the objection, its admission, or the revision that took it along. */
  objectedAt: Date;
  /** The first answer: a proposal, or the reply below. */
  answeredAt: Date | null;
  /** A written answer that offers nothing. */
  reply: { text: string; by: string } | null;
  answerRemindedAt: Date | null;
  /** No answer had come by its last day. */
  lapsedAt: Date | null;
  terminationRemindedAt: Date | null;
}

/** The chained clocks that follow one objection: their days as computed, and what has been done about them. */
export interface RunningStages extends ObjectionStages, StageFacts {
  /** When something happens by itself next; null once nothing does. */
  nextAt: Date | null;
}

/** What the portal does by itself under chained clocks, in the order in which it happens. */
export type StageAct = 'remindOfAnswer' | 'answerLapses' | 'remindOfTermination' | 'silence';

type ClockTerms = Parameters<typeof afterObjection>[0]['terms'];

const nothingYet = { answeredAt: null, reply: null, answerRemindedAt: null, lapsedAt: null, terminationRemindedAt: null };

/** The clocks of an objection that counts from `objectedAt`; null where the terms (narrowed to the change) have none. */
export function startStages(question: { terms: ClockTerms; clause?: string | null }, objectedAt: Date): RunningStages | null {
  return runStages(question, { objectedAt, ...nothingYet });
}

/** The clocks once these facts are known. */
export function runStages({ terms, clause }: { terms: ClockTerms; clause?: string | null }, facts: StageFacts): RunningStages | null {
  const { objectedAt, answeredAt, reply, answerRemindedAt, lapsedAt, terminationRemindedAt } = facts;
  const stages = afterObjection({ terms, objectedAt, answeredAt, clause });
  if (!stages) return null;
  const known = { ...stages, objectedAt, answeredAt, reply, answerRemindedAt, lapsedAt, terminationRemindedAt };
  return { ...known, nextAt: nextStageAct(known, terms).at };
}

const remindAtHour = 8;
const workingDaysAhead = 3;

/**
 * What happens by itself next, and when: the DPO is reminded three working days before the answer is due, the controller three working days before its right to terminate ends, at 08:00 in the
 * agreement's zone (not where that day would not lie after the one it is counted from); the answer's absence and the silence at the end come at 24:00 of their last days.
 */
export function nextStageAct(
  stages: ObjectionStages & StageFacts,
  { timeZone, calendar }: Pick<Terms, 'timeZone' | 'calendar'>,
): { act: StageAct; at: Date } {
  const { answer, termination, answeredAt, answerRemindedAt, lapsedAt, terminationRemindedAt } = stages;
  const reminder = (act: StageAct, limit: StageLimit) => {
    const on = workingDaysBefore(limit.lastDay, workingDaysAhead, calendar);
    return on > limit.startedOn ? [{ act, at: hourOfDay(on, remindAtHour, timeZone) }] : [];
  };
  const waits = answeredAt === null && lapsedAt === null;
  const acts = [
    ...(waits && !answerRemindedAt ? reminder('remindOfAnswer', answer) : []),
    ...(waits ? [{ act: 'answerLapses' as const, at: answer.closesAt }] : []),
    ...(terminationRemindedAt ? [] : reminder('remindOfTermination', termination)),
  ];
  return acts.reduce((first, each) => (each.at < first.at ? each : first), { act: 'silence', at: termination.closesAt });
}
