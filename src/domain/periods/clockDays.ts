import { addDays, type CalendarDate } from '../calendar/calendarDate';
import { type HolidayCalendar, nextWorkingDayFrom } from '../calendar/holidays';
import type { NoticeTerms, ObjectionTerms } from '../terms/terms';
import { addPeriod } from './addPeriod';
import { type StartDay, type StartDays, startDayOf } from './startDays';

export interface NoticeDays {
  started: StartDay;
  /** null where the terms have no period. */
  lastDay: CalendarDate | null;
  earliestEffectiveOn: CalendarDate;
}

export interface ObjectionDays {
  started: StartDay;
  rawLastDay: CalendarDate;
  lastDay: CalendarDate;
}

/**
 * The notice period's days (DESIGN.md, Periods, rules 1, 2 and 4), or null while its start has not happened. It never rolls.
 * Without a period the change may take effect from the day after the start, whatever `clearDays` says.
 */
export function noticeDaysOf(notice: NoticeTerms, days: StartDays, calendar: HolidayCalendar): NoticeDays | null {
  const started = startDayOf(notice.from, days);
  if (!started) return null;
  if (!notice.period) return { started, lastDay: null, earliestEffectiveOn: addDays(started.on, 1) };
  const lastDay = addPeriod(started.on, notice.period, calendar);
  return { started, lastDay, earliestEffectiveOn: notice.clearDays ? addDays(lastDay, 1) : lastDay };
}

/** The objection window's days (rules 1 to 3), or null where there is no window or its start has not happened. */
export function objectionDaysOf(objection: ObjectionTerms, days: StartDays, calendar: HolidayCalendar): ObjectionDays | null {
  const started = startDayOf(objection.from, days);
  if (!started || !objection.window) return null;
  const rawLastDay = addPeriod(started.on, objection.window, calendar);
  return { started, rawLastDay, lastDay: objection.rollsForward ? nextWorkingDayFrom(rawLastDay, calendar) : rawLastDay };
}
