import { requiredApprovals } from '../approval/requiredApprovals';
import { addDays, startOfDay } from '../calendar/calendarDate';
import type { ChangeTraits, Deadlines, Starts, Terms } from '../terms/terms';
import { computeDays } from './computeDays';
import { explain } from './explain';
import { startDaysOf } from './startDays';

/** What is asked: whose terms, which change, what has happened, and the clause to name in the explanation. */
export interface DeadlinesQuestion {
  terms: Terms;
  traits: ChangeTraits;
  starts: Starts;
  /** The clause as the agreement numbers it ("5.4"), null or left out where it is not known. */
  clause?: string | null;
}

/**
 * All dates of one notice (DESIGN.md, Periods, rules 1 to 7), counted in calendar dates in `terms.timeZone`, with their explanation.
 * `terms` are the agreement's own and are narrowed to the change here.
 *
 * Received 2026-03-18T23:30Z in Oslo is received on 2026-03-19; with 4 weeks and 2 weeks the last day to object moves from Maundy Thursday
 * 2026-04-02 to 2026-04-07, it closes at 2026-04-07T22:00:00Z, and the earliest day of effect is 2026-04-17.
 *
 * What cannot be known without a start is null. `notice` is null where there is no period; the earliest day of effect is then the day after the start.
 * `objection` is null where there is no window. A removal under `announce` has neither, and its earliest day of effect only tells from when it was
 * announced: stopping use needs no gate, so nobody has to wait for that day.
 */
export function computeDeadlines({ terms, traits, starts, clause }: DeadlinesQuestion): Deadlines {
  const startDays = startDaysOf(starts, terms.timeZone);
  const days = computeDays(terms, traits, startDays);
  const { notice, objection, earliestEffectiveOn } = days;
  const closesAt = objection ? startOfDay(addDays(objection.lastDay, 1), terms.timeZone) : null;
  const approvals = requiredApprovals(terms, traits);
  return {
    receivedOn: startDays.receipt ?? null,
    notice: notice?.lastDay ? { lastDay: notice.lastDay, earliestEffectiveOn: notice.earliestEffectiveOn } : null,
    objection: objection && closesAt ? { rawLastDay: objection.rawLastDay, lastDay: objection.lastDay, closesAt } : null,
    earliestEffectiveOn,
    approvals,
    explanation: explain(days, { closesAt, approvals, outsideDescription: traits.outsideDescription, emergency: traits.emergency, clause }),
  };
}

/**
 * Whether an objection at `instant` is in time as far as the window goes: before `closesAt`, which is 24:00 of the last day and the first instant that
 * is too late. Where there is no window, or it has not started, true: whether the change has already taken effect is the caller's to know.
 */
export function isWithinObjectionWindow(deadlines: Pick<Deadlines, 'objection'>, instant: Date): boolean {
  return deadlines.objection === null || instant.getTime() < deadlines.objection.closesAt.getTime();
}
