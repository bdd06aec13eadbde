import {
  addDays,
  addMonths,
  calendarDate,
  daysBetween,
  laterOf,
  localDateOf,
  parseCalendarDate,
  startOfDay,
  weekdayOf,
} from '../../../src/domain/calendar/calendarDate';

const on = calendarDate;

describe('parseCalendarDate', () => {
  test.each(['2026-02-28', '2028-02-29', '1900-01-01', '2999-12-31'])('%s is a day', (text) => {
    expect(parseCalendarDate(text)).toBe(text);
  });

  test.each([
    '2026-02-30',
    '2026-02-29',
    '2026-13-01',
    '2026-1-1',
    '20260101',
    '1899-12-31',
    '3000-01-01',
    '2026-01-01T00:00Z',
    ' 2026-01-01',
    '',
    '2026-01-01\n',
  ])('%j is none', (text) => {
    expect(parseCalendarDate(text)).toBeUndefined();
    expect(() => calendarDate(text)).toThrow(RangeError);
  });
});

describe('localDateOf', () => {
  test.each([
    ['2026-03-18T23:30:00Z', 'Europe/Oslo', '2026-03-19'],
    ['2026-03-18T22:59:59.999Z', 'Europe/Oslo', '2026-03-18'],
    ['2026-03-18T23:30:00Z', 'America/New_York', '2026-03-18'],
    ['2026-06-30T22:00:00Z', 'Europe/Oslo', '2026-07-01'],
  ])('%s in %s is %s', (instant, zone, date) => {
    expect(localDateOf(new Date(instant), zone)).toBe(date);
  });
});

describe('startOfDay', () => {
  test.each([
    ['an ordinary day', '2026-03-19', 'Europe/Oslo', '2026-03-18T23:00:00Z'],
    ['the day summer time begins in Norway', '2026-03-29', 'Europe/Oslo', '2026-03-28T23:00:00Z'],
    ['the day after it', '2026-03-30', 'Europe/Oslo', '2026-03-29T22:00:00Z'],
    ['a day without a midnight, Santiago', '2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z'],
    ['a day without a midnight, Beirut', '2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00Z'],
    ['a day whose eve has 25 hours, Santiago', '2026-04-05', 'America/Santiago', '2026-04-05T04:00:00Z'],
  ])('%s: %s in %s begins %s', (_case, date, zone, instant) => {
    expect(startOfDay(on(date), zone)).toEqual(new Date(instant));
  });
});

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-01-30', 1, '2026-02-28'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2026-12-15', 1, '2027-01-15'],
])('addMonths: %s and %d month(s) is %s', (date, months, result) => {
  expect(addMonths(on(date), months)).toBe(result);
});

test('addDays, daysBetween, laterOf and weekdayOf agree over a leap day', () => {
  expect(addDays(on('2028-02-28'), 2)).toBe('2028-03-01');
  expect(daysBetween(on('2028-02-28'), on('2028-03-01'))).toBe(2);
  expect(daysBetween(on('2028-03-01'), on('2028-02-28'))).toBe(-2);
  expect(laterOf(on('2028-02-28'), on('2028-03-01'))).toBe('2028-03-01');
  expect(weekdayOf(on('2026-06-16'))).toBe(2);
});
