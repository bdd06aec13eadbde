import type { BothLanguages } from '../outcome';
import { addDays, type CalendarDate, calendarDate, weekdayOf } from './calendarDate';

/** Whose public holidays count. Another country is another table here and another name in this type. */
export type HolidayCalendar = 'NO';

const saturday = 6;

const fixedHolidays: readonly [monthAndDay: string, name: BothLanguages][] = [
  ['01-01', { nb: '1. nyttårsdag', en: "New Year's Day" }],
  ['05-01', { nb: '1. mai, offentlig høytidsdag', en: 'Labour Day' }],
  ['05-17', { nb: '17. mai, grunnlovsdagen', en: 'Constitution Day' }],
  ['12-25', { nb: '1. juledag', en: 'Christmas Day' }],
  ['12-26', { nb: '2. juledag', en: 'Boxing Day' }],
];

const movableHolidays: readonly [daysAfterEasterSunday: number, name: BothLanguages][] = [
  [-3, { nb: 'skjærtorsdag', en: 'Maundy Thursday' }],
  [-2, { nb: 'langfredag', en: 'Good Friday' }],
  [0, { nb: '1. påskedag', en: 'Easter Sunday' }],
  [1, { nb: '2. påskedag', en: 'Easter Monday' }],
  [39, { nb: 'Kristi himmelfartsdag', en: 'Ascension Day' }],
  [49, { nb: '1. pinsedag', en: 'Whit Sunday' }],
  [50, { nb: '2. pinsedag', en: 'Whit Monday' }],
];

/**
 * Easter Sunday of a year in the Gregorian calendar: the Sunday after the first ecclesiastical full moon on or after 21 March.
 * Worked from the tables of the Gregorian reform (golden number, solar and lunar corrections of the epact). 2026 → 2026-04-05.
 */
function easterSunday(year: number): CalendarDate {
  const goldenNumber = (year % 19) + 1;
  const century = Math.floor(year / 100) + 1;
  const leapDaysLeftOut = Math.floor((3 * century) / 4) - 12;
  const moonCorrection = Math.floor((8 * century + 5) / 25) - 5;
  const epact = (((11 * goldenNumber + 20 + moonCorrection - leapDaysLeftOut) % 30) + 30) % 30;
  // Two epacts would give a full moon that the tables do not allow, so they are moved by one.
  const tabularEpact = (epact === 25 && goldenNumber > 11) || epact === 24 ? epact + 1 : epact;
  const daysToFullMoon = tabularEpact > 23 ? 74 - tabularEpact : 44 - tabularEpact;
  const fullMoon = addDays(calendarDate(`${year}-03-01`), daysToFullMoon - 1);
  return addDays(fullMoon, 7 - (weekdayOf(fullMoon) % 7));
}

function holidaysOfYear(year: number): Map<CalendarDate, BothLanguages> {
  const easter = easterSunday(year);
  const holidays = new Map<CalendarDate, BothLanguages>();
  const add = (date: CalendarDate, name: BothLanguages) => {
    const already = holidays.get(date);
    holidays.set(date, already ? { nb: `${already.nb}, og ${name.nb}`, en: `${already.en} and ${name.en}` } : name);
  };
  for (const [monthAndDay, name] of fixedHolidays) add(calendarDate(`${year}-${monthAndDay}`), name);
  for (const [days, name] of movableHolidays) add(addDays(easter, days), name);
  return holidays;
}

const holidaysByYear = new Map<number, Map<CalendarDate, BothLanguages>>();

/**
 * The public holiday on `date`, by name, or undefined. Where two fall on one day (17 May and Whit Sunday in 2043), both are named.
 * Norway: lov om helligdager og helligdagsfred § 2, lov om 1 og 17 mai § 1. Easter Eve, 24 and 31 December are ordinary days.
 */
export function holidayOn(date: CalendarDate, _calendar: HolidayCalendar): BothLanguages | undefined {
  const year = Number(date.slice(0, 4));
  const known = holidaysByYear.get(year) ?? holidaysOfYear(year);
  holidaysByYear.set(year, known);
  return known.get(date);
}

/** Monday to Friday and no public holiday. */
export function isWorkingDay(date: CalendarDate, calendar: HolidayCalendar): boolean {
  return weekdayOf(date) < saturday && holidayOn(date, calendar) === undefined;
}

/** `date` itself if it is a working day, otherwise the first one after it. 2026-04-02 (Maundy Thursday) → 2026-04-07. */
export function nextWorkingDayFrom(date: CalendarDate, calendar: HolidayCalendar): CalendarDate {
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return day;
}

function countWorkingDays(date: CalendarDate, count: number, step: 1 | -1, calendar: HolidayCalendar): CalendarDate {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`a number of working days is a whole number from 0, not ${count}`);
  let day = date;
  for (let left = count; left > 0; ) {
    day = addDays(day, step);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** The `count`th working day after `date`; `date` is never counted, and is the answer for 0. Throws RangeError unless `count` is a whole number from 0. */
export function addBusinessDays(date: CalendarDate, count: number, calendar: HolidayCalendar): CalendarDate {
  return countWorkingDays(date, count, 1, calendar);
}

/** The `count`th working day before `date`; `date` is never counted, and is the answer for 0. Throws RangeError unless `count` is a whole number from 0. */
export function workingDaysBefore(date: CalendarDate, count: number, calendar: HolidayCalendar): CalendarDate {
  return countWorkingDays(date, count, -1, calendar);
}
