import Holidays from 'date-holidays';
import { type CalendarDate, calendarDate } from '../../../src/domain/calendar/calendarDate';
import { addBusinessDays, holidayOn, isWorkingDay, nextWorkingDayFrom, workingDaysBefore } from '../../../src/domain/calendar/holidays';

const on = calendarDate;

const years2000To2100 = Array.from({ length: 101 }, (_, index) => 2000 + index);

/** By milliseconds, which is right in UTC, and by other means than the source's. */
function everyDayOf(year: number): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10) as CalendarDate);
  return days;
}

describe('holidayOn, against an independent source', () => {
  const source = new Holidays('NO');
  test.each(years2000To2100)('%d: the same public holidays, and no others', (year) => {
    const expected = new Set(
      source
        .getHolidays(year)
        .filter((holiday) => holiday.type === 'public')
        .map((holiday) => holiday.date.slice(0, 10)),
    );
    const ours = everyDayOf(year).filter((day) => holidayOn(day, 'NO'));
    expect(ours).toEqual([...expected].sort());
  });
});

describe('holidayOn', () => {
  test.each([
    ['2026-01-01', '1. nyttårsdag', "New Year's Day"],
    ['2026-04-02', 'skjærtorsdag', 'Maundy Thursday'],
    ['2026-04-03', 'langfredag', 'Good Friday'],
    ['2026-04-05', '1. påskedag', 'Easter Sunday'],
    ['2026-04-06', '2. påskedag', 'Easter Monday'],
    ['2026-05-14', 'Kristi himmelfartsdag', 'Ascension Day'],
    ['2026-05-25', '2. pinsedag', 'Whit Monday'],
    ['2008-05-01', '1. mai, offentlig høytidsdag, og Kristi himmelfartsdag', 'Labour Day and Ascension Day'],
  ])('%s is %s, %s', (date, nb, en) => {
    expect(holidayOn(on(date), 'NO')).toEqual({ nb, en });
  });

  test.each(['2026-04-04', '2026-12-24', '2026-12-31', '2026-04-01'])('%s is an ordinary day', (date) => {
    expect(holidayOn(on(date), 'NO')).toBeUndefined();
  });
});

describe('working days', () => {
  test('2000 to 2100: they are Monday to Friday without the holidays, each the next one of the day before it', () => {
    for (const year of years2000To2100) {
      const days = everyDayOf(year);
      const working = days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()) && !holidayOn(day, 'NO'));
      expect(days.filter((day) => isWorkingDay(day, 'NO'))).toEqual(working);
      expect(working.map((_, index) => addBusinessDays(on(`${year}-01-01`), index + 1, 'NO'))).toEqual(working);
    }
  });

  test.each([
    ['2026-12-24', true],
    ['2026-12-31', true],
    ['2026-12-25', false],
    ['2026-05-16', false],
    ['2026-05-17', false],
    ['2026-05-18', true],
  ])('isWorkingDay: %s is %s', (date, working) => {
    expect(isWorkingDay(on(date), 'NO')).toBe(working);
  });

  test.each([
    ['2026-04-02', '2026-04-07'],
    ['2026-04-07', '2026-04-07'],
    ['2026-05-23', '2026-05-26'],
    ['2027-12-25', '2027-12-27'],
  ])('nextWorkingDayFrom: from %s it is %s', (date, next) => {
    expect(nextWorkingDayFrom(on(date), 'NO')).toBe(next);
  });

  test.each([
    ['2026-03-30', 0, '2026-03-30'],
    ['2026-03-30', 3, '2026-04-07'],
    ['2026-05-23', 1, '2026-05-26'],
    ['2026-05-11', 10, '2026-05-27'],
  ])('addBusinessDays: %s and %d is %s', (date, count, result) => {
    expect(addBusinessDays(on(date), count, 'NO')).toBe(result);
  });

  test.each([
    ['2026-04-07', 3, '2026-03-30'],
    ['2026-05-26', 3, '2026-05-20'],
    ['2026-05-24', 1, '2026-05-22'],
  ])('workingDaysBefore: %s less %d is %s', (date, count, result) => {
    expect(workingDaysBefore(on(date), count, 'NO')).toBe(result);
  });

  test.each([-1, 1.5, Number.NaN])('a number of working days that is %d is refused', (count) => {
    expect(() => addBusinessDays(on('2026-01-02'), count, 'NO')).toThrow(RangeError);
    expect(() => workingDaysBefore(on('2026-01-02'), count, 'NO')).toThrow(RangeError);
  });
});
