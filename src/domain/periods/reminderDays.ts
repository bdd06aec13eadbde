import { addDays, type CalendarDate, daysBetween, laterOf } from '../calendar/calendarDate';
import { workingDaysBefore } from '../calendar/holidays';
import type { Deadlines, Terms } from '../terms/terms';

/** Days in `terms.timeZone`. Both can be the same day: then one message says both. */
export interface ReminderDays {
  /** The next contact is sent the notice too, if nobody has acknowledged it. */
  halfTimeOn: CalendarDate | null;
  /** Three working days before the window closes. */
  lastReminderOn: CalendarDate | null;
}

/**
 * When to remind a controller that has not acknowledged (DESIGN.md, "Time, reminders, retention"): half-way, rounded down, from receipt to the
 * window's last day, and three working days before that day. Where there is no window the day of effect takes the last day's place: the planned one, or
 * the earliest lawful one if that is later. null for a day that would not lie after the day of receipt, and for both until there is a receipt.
 *
 * Received 2026-05-11, last day to object 2026-05-26 → half time 2026-05-18, last reminder 2026-05-20 (Whit Monday and the week-end do not count).
 */
export function reminderDays(question: {
  deadlines: Pick<Deadlines, 'receivedOn' | 'objection' | 'earliestEffectiveOn'>;
  terms: Pick<Terms, 'calendar'>;
  plannedEffectiveOn: CalendarDate;
}): ReminderDays {
  const { deadlines, terms, plannedEffectiveOn } = question;
  const { receivedOn, objection, earliestEffectiveOn } = deadlines;
  if (!receivedOn) return { halfTimeOn: null, lastReminderOn: null };

  const effectiveOn = earliestEffectiveOn ? laterOf(earliestEffectiveOn, plannedEffectiveOn) : plannedEffectiveOn;
  const end = objection ? objection.lastDay : effectiveOn;
  const halfTimeOn = addDays(receivedOn, Math.floor(daysBetween(receivedOn, end) / 2));
  const lastReminderOn = workingDaysBefore(end, 3, terms.calendar);
  return {
    halfTimeOn: halfTimeOn > receivedOn ? halfTimeOn : null,
    lastReminderOn: lastReminderOn > receivedOn ? lastReminderOn : null,
  };
}
