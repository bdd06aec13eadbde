import { addDays, type CalendarDate, localClockTimeOf, localDateOf, startOfDay, weekdayOf } from '../calendar/calendarDate';
import type { BothLanguages } from '../outcome';

export type Locale = keyof BothLanguages;

// Own words and not Intl's: a notice must read the same when it is made again years later, on another Node.
const weekdays: Record<Locale, readonly string[]> = {
  nb: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const months: Record<Locale, readonly string[]> = {
  nb: ['januar', 'februar', 'mars', 'april', 'mai', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'desember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};
const zones: Record<string, BothLanguages> = {
  'Europe/Oslo': { nb: 'norsk tid', en: 'Norwegian time' },
  'Europe/Stockholm': { nb: 'svensk tid', en: 'Swedish time' },
  'Europe/Copenhagen': { nb: 'dansk tid', en: 'Danish time' },
  'Europe/Helsinki': { nb: 'finsk tid', en: 'Finnish time' },
  'Atlantic/Reykjavik': { nb: 'islandsk tid', en: 'Icelandic time' },
  UTC: { nb: 'UTC', en: 'UTC' },
};

/** The zone in words; one without words of its own by its IANA name ("tidssonen America/Santiago"). */
export function describeZone(timeZone: string, locale: Locale): string {
  const words = Object.hasOwn(zones, timeZone) ? zones[timeZone] : undefined;
  return words?.[locale] ?? (locale === 'nb' ? `tidssonen ${timeZone}` : `time zone ${timeZone}`);
}

/** Weekday, day and month: "tirsdag 16. juni", "Tuesday 16 June". */
export function describeDayAndMonth(date: CalendarDate, locale: Locale): string {
  const weekday = weekdays[locale][weekdayOf(date) - 1];
  const month = months[locale][Number(date.slice(5, 7)) - 1];
  const day = Number(date.slice(8));
  return locale === 'nb' ? `${weekday} ${day}. ${month}` : `${weekday} ${day} ${month}`;
}

/** Weekday and date: "tirsdag 16. juni 2026", "Tuesday 16 June 2026". */
export function describeDate(date: CalendarDate, locale: Locale): string {
  return `${describeDayAndMonth(date, locale)} ${Number(date.slice(0, 4))}`;
}

/**
 * Weekday, date, clock time to the minute (seconds are cut, never rounded up) and zone of `instant` in `timeZone` (IANA):
 * "tirsdag 16. juni 2026 kl. 14.05 (norsk tid)", "Tuesday 16 June 2026 at 14:05 (Norwegian time)".
 *
 * The instant at which a day begins is written as 24:00 of the day before, also where the clock jumps over midnight: a deadline that ends then is that
 * day's, and "00:00" makes people a day late. For something that happened, and not a deadline, pass `midnight: 'sameDay'`.
 */
export function describeInstant(instant: Date, timeZone: string, locale: Locale, midnight: 'dayBefore' | 'sameDay' = 'dayBefore'): string {
  const day = localDateOf(instant, timeZone);
  const endsADay = midnight === 'dayBefore' && startOfDay(day, timeZone).getTime() === instant.getTime();
  const date = describeDate(endsADay ? addDays(day, -1) : day, locale);
  const clock = endsADay ? '24:00' : localClockTimeOf(instant, timeZone);
  const zone = describeZone(timeZone, locale);
  return locale === 'nb' ? `${date} kl. ${clock.replace(':', '.')} (${zone})` : `${date} at ${clock} (${zone})`;
}
