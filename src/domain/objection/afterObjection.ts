import { addDays, type CalendarDate, laterOf, localDateOf, startOfDay } from '../calendar/calendarDate';
import { nextWorkingDayFrom } from '../calendar/holidays';
import { addPeriod } from '../periods/addPeriod';
import type { AfterObjectionTerms, Explanation, Period, Terms } from '../terms/terms';
import { explainStages } from './stagesInWords';

/** A time limit within which somebody may act. Days in the agreement's zone; `closesAt` is 24:00 of the last day, the first instant that is too late. */
export interface StageLimit {
  /** The day it is counted from; not counted itself. */
  startedOn: CalendarDate;
  rawLastDay: CalendarDate;
  lastDay: CalendarDate;
  closesAt: Date;
}

/** The chained clocks of one objection (`terms.afterObjection`), as far as is known now. */
export interface ObjectionStages {
  /** Within it the processor answers or offers something. */
  answer: StageLimit & { answeredOn: CalendarDate | null };
  /** Within it the controller may terminate: counted from the answer, or from the last day for one where none came in time. Until one of them, as if none came. */
  termination: StageLimit & { from: 'answer' | 'absence' };
  silence: AfterObjectionTerms['silence'];
  explanation: Explanation;
}

type ClockTerms = Pick<Terms, 'objection' | 'afterObjection' | 'timeZone' | 'calendar'>;

/**
 * The stages that follow an objection under the terms (narrowed to the change); null where the terms have none.
 * Both limits are time limits to act within, so they are counted and moved as the objection window is (DESIGN.md, Periods, rules 1 to 3): the first day is not counted, and the last
 * one moves to a working day where the terms say `rollsForward`. `answeredAt` is the first answer; one that came after its last day moves nothing, since the controller's right runs already.
 *
 * 30 days and 30 days, objected 2026-05-22, no answer → the answer is due 2026-06-22 (raw 06-21 is a Sunday), and the controller may terminate until 2026-07-22.
 */
export function afterObjection(question: {
  terms: ClockTerms;
  objectedAt: Date;
  answeredAt: Date | null;
  /** The clause as the agreement numbers it; null where it is not known. */
  clause?: string | null;
}): ObjectionStages | null {
  const { terms, objectedAt, answeredAt, clause } = question;
  const rules = terms.afterObjection;
  if (!rules) return null;
  const answer = limitOf(terms, rules.answer, localDateOf(objectedAt, terms.timeZone));
  const answeredOn = answeredAt && localDateOf(answeredAt, terms.timeZone);
  const inTime = answeredOn !== null && answeredOn <= answer.lastDay;
  const termination = limitOf(terms, rules.terminate, inTime ? answeredOn : answer.lastDay);
  const stages = {
    answer: { ...answer, answeredOn },
    termination: { ...termination, from: inTime ? ('answer' as const) : ('absence' as const) },
    silence: rules.silence,
  };
  return { ...stages, explanation: explainStages(stages, { rules, terms, clause }) };
}

function limitOf(terms: ClockTerms, period: Period, startedOn: CalendarDate): StageLimit {
  const rawLastDay = addPeriod(startedOn, period, terms.calendar);
  const lastDay = terms.objection.rollsForward ? nextWorkingDayFrom(rawLastDay, terms.calendar) : rawLastDay;
  return { startedOn, rawLastDay, lastDay, closesAt: startOfDay(addDays(lastDay, 1), terms.timeZone) };
}

/**
 * The days that a termination by the controller on `terminatedOn` may name as the agreement's last: the first is as much later as the terms say (at once where they say 0), and never rolls; the controller may
 * wish for a later one, at most the planned day of the change, so that "from the day of the change" can be said. Null where the terms have no such right.
 */
export function terminationDays(
  terms: ClockTerms,
  { terminatedOn, plannedEffectiveOn }: { terminatedOn: CalendarDate; plannedEffectiveOn: CalendarDate },
): { first: CalendarDate; last: CalendarDate } | null {
  if (!terms.afterObjection) return null;
  const first = addPeriod(terminatedOn, terms.afterObjection.terminationEffect, terms.calendar);
  return { first, last: laterOf(first, plannedEffectiveOn) };
}

/** Whether the controller may terminate on `today`: from the answer, or the day after the last day for one, until the right's own last day. */
export function mayTerminate({ answer, termination }: ObjectionStages, today: CalendarDate): 'notYet' | 'now' | 'over' {
  if (!answer.answeredOn && today <= answer.lastDay) return 'notYet';
  return today <= termination.lastDay ? 'now' : 'over';
}
