import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { computeDeadlines } from '../../../src/domain/periods/computeDeadlines';
import { latestReceiptFor } from '../../../src/domain/periods/latestReceiptFor';
import { termsPresets } from '../../../src/domain/terms/presets';
import { traitsOf } from '../../support/clauses';

const traits = traitsOf();

describe('the table "Received on the day" of the design', () => {
  test.each([
    ['2026-03-18T23:30Z', '2026-03-19', '2026-04-02', '2026-04-07', '2026-04-07T22:00Z', '2026-04-17', '2026-04-20'],
    ['2026-05-03T10:00Z', '2026-05-03', '2026-05-17', '2026-05-18', '2026-05-18T22:00Z', '2026-06-01', '2026-06-04'],
    ['2026-05-11T10:00Z', '2026-05-11', '2026-05-25', '2026-05-26', '2026-05-26T22:00Z', '2026-06-09', '2026-06-12'],
    ['2026-12-11T10:00Z', '2026-12-11', '2026-12-25', '2026-12-28', '2026-12-28T23:00Z', '2027-01-09', '2027-01-12'],
    ['2026-01-31T10:00Z', '2026-01-31', '2026-02-14', '2026-02-16', '2026-02-16T23:00Z', '2026-03-01', '2026-03-01'],
    ['2028-01-31T10:00Z', '2028-01-31', '2028-02-14', '2028-02-14', '2028-02-14T23:00Z', '2028-02-29', '2028-03-01'],
    ['2026-10-12T10:00Z', '2026-10-12', '2026-10-26', '2026-10-26', '2026-10-26T23:00Z', '2026-11-10', '2026-11-13'],
  ])(
    'received %s: on %s, object from raw %s by %s, closes %s, effect %s, by one month %s',
    (received, on, raw, last, closes, fourWeeks, oneMonth) => {
      const starts = { receivedAt: new Date(received) };

      const videonor = computeDeadlines({ terms: termsPresets.videonor, traits, starts, clause: '5.4' });
      expect(videonor.receivedOn).toBe(on);
      expect(videonor.objection).toEqual({ rawLastDay: raw, lastDay: last, closesAt: new Date(closes) });
      expect(videonor.earliestEffectiveOn).toBe(fourWeeks);
      expect(videonor.notice?.earliestEffectiveOn).toBe(fourWeeks);

      const template = computeDeadlines({ terms: termsPresets['dfo-2020-general'], traits, starts, clause: 'B.1' });
      expect(template.receivedOn).toBe(on);
      expect(template.objection).toBeNull();
      expect(template.earliestEffectiveOn).toBe(oneMonth);
    },
  );
});

describe('the line "Latest receipt" of the design', () => {
  test.each([
    ['2026-03-31', '2026-03-02', '2026-02-28'],
    ['2026-06-01', '2026-05-03', '2026-04-30'],
    ['2026-07-01', '2026-06-02', '2026-05-31'],
  ])('effect %s: received by %s under 4 weeks and 2 weeks, by %s under 1 month', (effect, fourWeeks, oneMonth) => {
    const plannedEffectiveOn = calendarDate(effect);
    expect(latestReceiptFor({ terms: termsPresets.videonor, traits, plannedEffectiveOn })).toBe(fourWeeks);
    expect(latestReceiptFor({ terms: termsPresets['dfo-2020-general'], traits, plannedEffectiveOn })).toBe(oneMonth);
  });
});

test('computeDeadlines, received 2 June 2026 for 1 July: the Videonor terms are in time, the 2020 template is not before 3 July', () => {
  const starts = { receivedAt: new Date('2026-06-02T10:00Z') };
  const videonor = computeDeadlines({ terms: termsPresets.videonor, traits, starts });
  expect(videonor.earliestEffectiveOn).toBe('2026-07-01');
  expect(videonor.objection?.closesAt).toEqual(new Date('2026-06-16T22:00Z'));
  expect(computeDeadlines({ terms: termsPresets['dfo-2020-general'], traits, starts }).earliestEffectiveOn).toBe('2026-07-03');
});
