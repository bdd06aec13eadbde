import { addDays, addMonths, type CalendarDate, calendarDate, daysBetween } from '../calendar/calendarDate';
import { addBusinessDays, type HolidayCalendar } from '../calendar/holidays';
import type { Period } from '../terms/terms';

/**
 * The last day of a period that starts on `from`; `from` is not counted (DESIGN.md, Periods, rules 1 and 2). Never rolls.
 * 4 weeks from Thursday 2026-03-19 → Thursday 2026-04-16; 1 month from 2026-01-31 → 2026-02-28.
 */
export function addPeriod(from: CalendarDate, period: Period, calendar: HolidayCalendar): CalendarDate {
  switch (period.unit) {
    case 'days':
      return addDays(from, period.length);
    case 'weeks':
      return addDays(from, period.length * 7);
    case 'months':
      return addMonths(from, period.length);
    case 'businessDays':
      return addBusinessDays(from, period.length, calendar);
  }
}

/** The first of every month over four years: one leap day, and Easter in both March and April. */
const referenceStarts: readonly CalendarDate[] = [2026, 2027, 2028, 2029].flatMap((year) =>
  Array.from({ length: 12 }, (_, month) => calendarDate(`${year}-${String(month + 1).padStart(2, '0')}-01`)),
);

function typicalDays(period: Period, calendar: HolidayCalendar): number {
  if (period.unit === 'days') return period.length;
  if (period.unit === 'weeks') return period.length * 7;
  const days = referenceStarts.map((start) => daysBetween(start, addPeriod(start, period, calendar)));
  return days.reduce((sum, each) => sum + each, 0) / days.length;
}

/**
 * Positive when `one` is longer than `other`, negative when it is shorter, 0 when they are equally long; no period (null) is shorter than any.
 * With `from`, the one that ends later from that very day is longer. Without, units are compared by their average length over the first of
 * every month in 2026 to 2029: a month (30.4 days) is longer than 30 days and shorter than 31, 20 business days longer than 4 weeks.
 */
export function comparePeriods(one: Period | null, other: Period | null, calendar: HolidayCalendar, from: CalendarDate | null): number {
  if (!one || !other) return Number(one !== null) - Number(other !== null);
  if (one.unit === other.unit) return one.length - other.length;
  if (!from) return typicalDays(one, calendar) - typicalDays(other, calendar);
  return daysBetween(addPeriod(from, other, calendar), addPeriod(from, one, calendar));
}
