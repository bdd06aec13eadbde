import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { answerDeadlines } from '../../../src/domain/periods/answerDeadlines';
import { termsPresets } from '../../../src/domain/terms/presets';
import { traitsOf } from '../../support/clauses';

const terms = termsPresets.videonor;
const traits = traitsOf();
const starts = { receivedAt: new Date('2026-03-18T23:30Z') };

test('answerDeadlines, received and with a wish: the contract’s answer to the letter', () => {
  const answer = answerDeadlines({ terms, traits, starts, clause: '5.4', plannedEffectiveOn: calendarDate('2026-03-31') });
  expect(JSON.parse(JSON.stringify(answer))).toEqual({
    receivedOn: '2026-03-19',
    notice: { lastDay: '2026-04-16', earliestEffectiveOn: '2026-04-17' },
    objection: { rawLastDay: '2026-04-02', lastDay: '2026-04-07', closesAt: '2026-04-07T22:00:00Z' },
    earliestEffectiveOn: '2026-04-17',
    latestReceiptOn: '2026-03-02',
    approvals: [],
    explanation: { nb: expect.any(Array), en: expect.any(Array) },
  });
  expect(answer.explanation.nb.at(-1)).toBe('Tirsdag 31. mars 2026 er altså for tidlig.');
  expect(answer.explanation.en.at(-2)).toContain('Monday 2 March 2026 at the latest (clause 5.4 of the agreement)');
});

test('answerDeadlines, without a wish: there is no latest day of receipt', () => {
  expect(answerDeadlines({ terms, traits, starts })).not.toHaveProperty('latestReceiptOn');
});

test('answerDeadlines, a wish alone: the latest day of receipt, and null for what needs a start', () => {
  const answer = answerDeadlines({ terms, traits, starts: {}, plannedEffectiveOn: calendarDate('2026-07-01') });
  expect(answer).toMatchObject({
    receivedOn: null,
    notice: null,
    objection: null,
    earliestEffectiveOn: null,
    latestReceiptOn: '2026-06-02',
  });
});
