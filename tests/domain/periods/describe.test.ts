import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { describeDate, describeInstant } from '../../../src/domain/periods/describe';

test.each([
  ['2026-06-16', 'tirsdag 16. juni 2026', 'Tuesday 16 June 2026'],
  ['2026-02-01', 'søndag 1. februar 2026', 'Sunday 1 February 2026'],
  ['2027-12-31', 'fredag 31. desember 2027', 'Friday 31 December 2027'],
])('describeDate: %s is %s, %s', (date, nb, en) => {
  expect(describeDate(calendarDate(date), 'nb')).toBe(nb);
  expect(describeDate(calendarDate(date), 'en')).toBe(en);
});

describe('describeInstant', () => {
  test.each([
    [
      'an instant in the day',
      '2026-06-16T12:05:59.999Z',
      'Europe/Oslo',
      'tirsdag 16. juni 2026 kl. 14.05 (norsk tid)',
      'Tuesday 16 June 2026 at 14:05 (Norwegian time)',
    ],
    [
      'the end of a day',
      '2026-06-16T22:00:00Z',
      'Europe/Oslo',
      'tirsdag 16. juni 2026 kl. 24.00 (norsk tid)',
      'Tuesday 16 June 2026 at 24:00 (Norwegian time)',
    ],
    [
      'a millisecond later',
      '2026-06-16T22:00:00.001Z',
      'Europe/Oslo',
      'onsdag 17. juni 2026 kl. 00.00 (norsk tid)',
      'Wednesday 17 June 2026 at 00:00 (Norwegian time)',
    ],
    [
      'the end of a year',
      '2026-12-31T23:00:00Z',
      'Europe/Oslo',
      'torsdag 31. desember 2026 kl. 24.00 (norsk tid)',
      'Thursday 31 December 2026 at 24:00 (Norwegian time)',
    ],
    [
      'the end of a day after which midnight does not exist',
      '2026-09-06T04:00:00Z',
      'America/Santiago',
      'lørdag 5. september 2026 kl. 24.00 (tidssonen America/Santiago)',
      'Saturday 5 September 2026 at 24:00 (time zone America/Santiago)',
    ],
    ['UTC', '2026-06-16T22:00:00Z', 'UTC', 'tirsdag 16. juni 2026 kl. 22.00 (UTC)', 'Tuesday 16 June 2026 at 22:00 (UTC)'],
  ])('%s: %s in %s', (_case, instant, zone, nb, en) => {
    expect(describeInstant(new Date(instant), zone, 'nb')).toBe(nb);
    expect(describeInstant(new Date(instant), zone, 'en')).toBe(en);
  });

  test('something that happened at midnight is told as 00:00 of its own day where that is asked for', () => {
    expect(describeInstant(new Date('2026-06-16T22:00:00Z'), 'Europe/Oslo', 'nb', 'sameDay')).toBe(
      'onsdag 17. juni 2026 kl. 00.00 (norsk tid)',
    );
  });
});
