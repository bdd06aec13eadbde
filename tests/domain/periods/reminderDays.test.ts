import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { computeDeadlines } from '../../../src/domain/periods/computeDeadlines';
import { reminderDays } from '../../../src/domain/periods/reminderDays';
import { termsPresets } from '../../../src/domain/terms/presets';
import type { Terms } from '../../../src/domain/terms/terms';
import { traitsOf } from '../../support/clauses';

const { videonor, 'dfo-2020-general': general } = termsPresets;
const shortWindow: Terms = { ...videonor, objection: { ...videonor.objection, window: { length: 1, unit: 'days' } } };

test.each<[string, Terms, string | null, string, string | null, string | null]>([
  ['a window that rolls over Whit Monday', videonor, '2026-05-11T10:00Z', '2026-07-01', '2026-05-18', '2026-05-20'],
  ['a window of two weeks', videonor, '2026-06-02T10:00Z', '2026-07-01', '2026-06-09', '2026-06-11'],
  ['no window: before the planned day', general, '2026-05-04T10:00Z', '2026-07-01', '2026-06-02', '2026-06-26'],
  [
    'no window: before the earliest day where that is later than the plan',
    general,
    '2026-06-02T10:00Z',
    '2026-07-01',
    '2026-06-17',
    '2026-06-30',
  ],
  ['a window of one day leaves no day for either', shortWindow, '2026-06-02T10:00Z', '2026-07-01', null, null],
  ['not received yet', videonor, null, '2026-07-01', null, null],
])('reminderDays, %s', (_situation, terms, received, planned, halfTimeOn, lastReminderOn) => {
  const starts = received ? { receivedAt: new Date(received) } : {};
  const deadlines = computeDeadlines({ terms, traits: traitsOf(), starts });
  expect(reminderDays({ deadlines, terms, plannedEffectiveOn: calendarDate(planned) })).toEqual({ halfTimeOn, lastReminderOn });
});
