import { Temporal } from 'temporal-polyfill';

declare const calendarDateBrand: unique symbol;

/** A legal day: a date in the ISO calendar, written `YYYY-MM-DD`, that means nothing until a zone is named. Compares with `<`. */
export type CalendarDate = string & { readonly [calendarDateBrand]: true };

/** Reads `YYYY-MM-DD`; undefined for anything else, also for a day that does not exist (2026-02-30). Years 1900 to 2999. */
export function parseCalendarDate(text: string): CalendarDate | undefined {
  if (!/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as CalendarDate;
  } catch {
    return undefined;
  }
}

/** The same for text that code vouches for. Throws RangeError on anything that `parseCalendarDate` refuses. */
export function calendarDate(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (!date) throw new RangeError(`not a calendar date: ${text}`);
  return date;
}

/** The day it is in `timeZone` (IANA) at `instant`. */
export function localDateOf(instant: Date, timeZone: string): CalendarDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString() as CalendarDate;
}

/** What a clock in `timeZone` (IANA) shows at `instant`, to the minute: "14:05". */
export function localClockTimeOf(instant: Date, timeZone: string): string {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The instant at which `date` begins in `timeZone`: its 00:00, or the first instant that exists where the clock jumps over it. */
export function startOfDay(date: CalendarDate, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).epochMilliseconds);
}

/** The instant at which it is `hour` o'clock (0 to 23) on `date` in `timeZone`, or the first after it where the clock jumps over it. */
export function hourOfDay(date: CalendarDate, hour: number, timeZone: string): Date {
  const plainTime = Temporal.PlainTime.from({ hour });
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
}

/** `days` may be negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ days }).toString() as CalendarDate;
}

/** Whole days from `from` to `to`; negative when `to` is the earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/** `months` later on the same date; a date that the month lacks becomes its last day. 2026-01-31 and 1 → 2026-02-28. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString() as CalendarDate;
}

/** The later of the two. */
export function laterOf(one: CalendarDate, other: CalendarDate): CalendarDate {
  return one > other ? one : other;
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: CalendarDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}
