import type { ObjectionRecord } from '../../src/data/objection.model';
import { startStages } from '../../src/domain/objection/runningStages';
import { termsPresets } from '../../src/domain/terms/presets';
import type { Terms } from '../../src/domain/terms/terms';
import { afterAcknowledging, afterDeciding, afterObjecting, type NextStepFacts } from '../../src/mail/viewModels/nextSteps';
import { thirtySevenSignals } from '../support/clauses';
import { sampleInput, sampleObjection } from './samples';

function facts(different: { preset?: keyof typeof termsPresets; terms?: Terms; effect?: NextStepFacts['effect'] } = {}): NextStepFacts {
  const { notice, deadlines, statedAt } = sampleInput({ kind: 'notice', preset: different.preset });
  if (!notice) throw new Error('the sample has no notice');
  const terms = different.terms ?? notice.terms;
  return { notice: { ...notice, terms }, deadlines, effect: different.effect ?? null, locale: 'en', now: statedAt };
}

const objection = (different: Partial<ObjectionRecord>): ObjectionRecord => sampleObjection(different);

describe('what happens after an objection, and by when', () => {
  test.each<[string, Partial<ObjectionRecord>, string]>([
    ['submitted', { state: 'submitted' }, 'The agreement sets no time for our answer.'],
    ['awaitingGrounds', { state: 'awaitingGrounds', answerBy: '2026-06-30' }, 'by the end of Tuesday 30 June 2026'],
    ['negotiating', { state: 'negotiating' }, 'silence is not a yes'],
    ['late', { state: 'late', late: true }, 'does not stop the change'],
    ['upheld', { state: 'upheld' }, 'dropped for the agreement'],
    ['settled, dropped', { state: 'settled', outcome: 'dropped' }, 'As agreed, the change is dropped'],
    [
      'settled, from a day',
      { state: 'settled', outcome: 'proceeds', proceedsFrom: '2026-08-03' },
      'on Monday 3 August 2026 at the earliest',
    ],
    ['withdrawn', { state: 'withdrawn' }, 'no longer holds the change back'],
    ['terminating', { state: 'terminating', agreementEndsOn: '2026-12-31' }, 'Its last day is Thursday 31 December 2026'],
    ['dismissed', { state: 'dismissed', countsUntil: '2026-07-08' }, 'no longer holds the change back from Wednesday 8 July 2026'],
    ['dismissed, late', { state: 'dismissed', countsUntil: null }, 'It did not stop the change.'],
    ['moot', { state: 'moot' }, 'You need not do anything.'],
  ])('%s', (_name, different, words) => {
    expect(afterObjecting(objection(different), facts()).join(' ')).toContain(words);
  });

  test('names the day of our answer where the terms have one', () => {
    const terms = { ...termsPresets.videonor, ...thirtySevenSignals } as Terms;
    const receivedAt = new Date('2026-06-10T08:00:00Z');
    const steps = afterObjecting(
      objection({ state: 'submitted', receivedAt, stages: startStages({ terms }, receivedAt) }),
      facts({ terms }),
    );
    expect(steps.join(' ')).toContain('within 30 days, that is on Friday 10 July 2026 at the latest');
  });
});

describe('what happens after an acknowledgement', () => {
  test('with a window: its last moment and the first day of effect', () => {
    expect(afterAcknowledging(facts()).join(' ')).toMatch(
      /You can object to the change until .+ The change takes effect for you on .+ at the earliest\./,
    );
  });
  test('without a window: until it takes effect', () => {
    expect(afterAcknowledging(facts({ preset: 'dfo-2020-general' })).join(' ')).toContain('until it takes effect for you');
  });
  test('once decided: only what was', () => {
    expect(afterAcknowledging(facts({ effect: { effect: 'inEffect', inEffectSince: '2026-07-01' } }))).toEqual([
      'The change has been in effect for you since Wednesday 1 July 2026.',
    ]);
    expect(afterAcknowledging(facts({ effect: { effect: 'dropped', inEffectSince: null } }))).toEqual([
      'The change is not made for the agreement.',
    ]);
  });
});

test('a no says who can turn it round, a yes when the change takes effect', () => {
  expect(afterDeciding(false, facts()).join(' ')).toContain('Only you can change the answer');
  expect(afterDeciding(true, facts()).join(' ')).toContain('everything else that the agreement requires');
});
