import type { BothLanguages } from '../outcome';
import { addDays, type CalendarDate, weekdayOf } from './calendarDate';

/** Whose public holidays count. Another country is another table here and another name in this type. */
export type HolidayCalendar = 'NO';

const saturday = 6;

const yearOf = (date: CalendarDate): number => Number(date.slice(0, 4));

// Not `calendarDate`, whose years end where a period that starts in the last of them still has to count on.
const firstOf = (year: number, month: '01' | '03'): CalendarDate => `${year}-${month}-01` as CalendarDate;

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
  const fullMoon = addDays(firstOf(year, '03'), daysToFullMoon - 1);
  return addDays(fullMoon, 7 - (weekdayOf(fullMoon) % 7));
}

function holidaysOfYear(year: number): Map<CalendarDate, BothLanguages> {
  const easter = easterSunday(year);
  const holidays = new Map<CalendarDate, BothLanguages>();
  const add = (date: CalendarDate, name: BothLanguages) => {
    const already = holidays.get(date);
    holidays.set(date, already ? { nb: `${already.nb}, og ${name.nb}`, en: `${already.en} and ${name.en}` } : name);
  };
  for (const [monthAndDay, name] of fixedHolidays) add(`${year}-${monthAndDay}` as CalendarDate, name);
  for (const [days, name] of movableHolidays) add(addDays(easter, days), name);
  return holidays;
}

function daysOfYear(year: number): CalendarDate[] {
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return lengths.flatMap((length, month) =>
    Array.from({ length }, (_, day) => `${year}-${twoDigits(month + 1)}-${twoDigits(day + 1)}` as CalendarDate),
  );
}

interface Year {
  holidays: Map<CalendarDate, BothLanguages>;
  workingDays: CalendarDate[];
}

// A year never changes, and a dry run over a thousand agreements asks for the same ones again and again.
const years = new Map<number, Year>();

function yearTable(year: number): Year {
  const known = years.get(year);
  if (known) return known;
  const holidays = holidaysOfYear(year);
  const workingDays: CalendarDate[] = [];
  let weekday = weekdayOf(firstOf(year, '01'));
  for (const day of daysOfYear(year)) {
    if (weekday < saturday && !holidays.has(day)) workingDays.push(day);
    weekday = (weekday % 7) + 1;
  }
  const table = { holidays, workingDays };
  years.set(year, table);
  return table;
}

/** How many of the sorted `days` lie before `date`. */
function countBefore(days: readonly CalendarDate[], date: CalendarDate): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? date) < date) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The working day `steps` places from the first one on or after `date`, back or forth over the turn of the year. */
function workingDayAt(date: CalendarDate, steps: number, calendar: HolidayCalendar): CalendarDate {
  let year = yearOf(date);
  let index = countBefore(workingDaysOf(year, calendar), date) + steps;
  while (index < 0) {
    year -= 1;
    index += workingDaysOf(year, calendar).length;
  }
  while (index >= workingDaysOf(year, calendar).length) {
    index -= workingDaysOf(year, calendar).length;
    year += 1;
  }
  const day = workingDaysOf(year, calendar)[index];
  if (!day) throw new RangeError(`no working day ${steps} places from ${date}`);
  return day;
}

function workingDaysOf(year: number, _calendar: HolidayCalendar): readonly CalendarDate[] {
  return yearTable(year).workingDays;
}

/**
 * The public holiday on `date`, by name, or undefined. Where two fall on one day (17 May and Whit Sunday in 2043), both are named.
 * Norway: lov om helligdager og helligdagsfred § 2, lov om 1 og 17 mai § 1. Easter Eve, 24 and 31 December are ordinary days.
 */
export function holidayOn(date: CalendarDate, _calendar: HolidayCalendar): BothLanguages | undefined {
  return yearTable(yearOf(date)).holidays.get(date);
}

/** Monday to Friday and no public holiday. */
export function isWorkingDay(date: CalendarDate, calendar: HolidayCalendar): boolean {
  return weekdayOf(date) < saturday && holidayOn(date, calendar) === undefined;
}

/** `date` itself if it is a working day, otherwise the first one after it. 2026-04-02 (Maundy Thursday) → 2026-04-07. */
export function nextWorkingDayFrom(date: CalendarDate, calendar: HolidayCalendar): CalendarDate {
  return workingDayAt(date, 0, calendar);
}

function assertCount(count: number): void {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`a number of working days is a whole number from 0, not ${count}`);
}

/** The `count`th working day after `date`; `date` is never counted, and is the answer for 0. Throws RangeError unless `count` is a whole number from 0. */
export function addBusinessDays(date: CalendarDate, count: number, calendar: HolidayCalendar): CalendarDate {
  assertCount(count);
  return count === 0 ? date : workingDayAt(addDays(date, 1), count - 1, calendar);
}

/** The `count`th working day before `date`; `date` is never counted, and is the answer for 0. Throws RangeError unless `count` is a whole number from 0. */
export function workingDaysBefore(date: CalendarDate, count: number, calendar: HolidayCalendar): CalendarDate {
  assertCount(count);
  return count === 0 ? date : workingDayAt(date, -count, calendar);
}
