import { afterObjection, mayTerminate, terminationDays } from '../../../src/domain/objection/afterObjection';
import { nextStageAct, runStages, startStages } from '../../../src/domain/objection/runningStages';
import type { Terms } from '../../../src/domain/terms/terms';
import { danishStyle, thirtySevenSignals } from '../../support/clauses';
import { day } from './objectionFacts';

const at = (text: string) => new Date(text);
const noRoll = (terms: Terms): Terms => ({ ...terms, objection: { ...terms.objection, rollsForward: false } });

describe('afterObjection, days', () => {
  /** 30 days and 30 days; every day counted by hand from the calendar of 2026. */
  test.each<[string, Terms, string, string | null, string, string, string]>([
    // name, terms, objected, answered, answer due, terminate until, closes
    [
      'no answer: the right follows its absence',
      thirtySevenSignals,
      '2026-05-20T10:00:00Z',
      null,
      '2026-06-19',
      '2026-07-20',
      '2026-07-20T22:00:00Z',
    ],
    ['raw last day a Sunday: moved', thirtySevenSignals, '2026-05-22T10:00:00Z', null, '2026-06-22', '2026-07-22', '2026-07-22T22:00:00Z'],
    [
      'answered: the right follows the answer',
      thirtySevenSignals,
      '2026-05-20T10:00:00Z',
      '2026-06-01T08:00:00Z',
      '2026-06-19',
      '2026-07-01',
      '2026-07-01T22:00:00Z',
    ],
    [
      'answered on the last day at 23.59',
      thirtySevenSignals,
      '2026-05-20T10:00:00Z',
      '2026-06-19T21:59:00Z',
      '2026-06-19',
      '2026-07-20',
      '2026-07-20T22:00:00Z',
    ],
    [
      'answered a minute later: too late, nothing moves',
      thirtySevenSignals,
      '2026-05-20T10:00:00Z',
      '2026-06-19T22:00:00Z',
      '2026-06-19',
      '2026-07-20',
      '2026-07-20T22:00:00Z',
    ],
    ['terms that never roll', noRoll(thirtySevenSignals), '2026-05-22T10:00:00Z', null, '2026-06-21', '2026-07-21', '2026-07-21T22:00:00Z'],
    [
      'objected at 23.30 UTC: the next day in Oslo',
      danishStyle,
      '2026-03-18T23:30:00Z',
      null,
      '2026-04-07',
      '2026-04-21',
      '2026-04-21T22:00:00Z',
    ],
    ['into winter time', danishStyle, '2026-10-09T10:00:00Z', null, '2026-10-23', '2026-11-06', '2026-11-06T23:00:00Z'],
  ])('%s', (_name, terms, objectedAt, answeredAt, answerDue, terminateUntil, closesAt) => {
    const stages = afterObjection({ terms, objectedAt: at(objectedAt), answeredAt: answeredAt ? at(answeredAt) : null, clause: '5.3' });
    expect(stages?.answer.lastDay).toBe(answerDue);
    expect(stages?.termination).toMatchObject({ lastDay: terminateUntil, closesAt: at(closesAt) });
    expect(stages?.explanation.nb).toHaveLength(stages?.explanation.en.length ?? 0);
  });

  test('terms without chained clocks: none', () => {
    const terms = { ...thirtySevenSignals, afterObjection: null };
    expect(afterObjection({ terms, objectedAt: at('2026-05-20T10:00:00Z'), answeredAt: null })).toBeNull();
  });

  test('the explanation: clause, first day, roll with its days, last moments, what silence means', () => {
    const stages = afterObjection({ terms: thirtySevenSignals, objectedAt: at('2026-05-22T10:00:00Z'), answeredAt: null, clause: '5.3' });
    const [nb, en] = [stages?.explanation.nb.join('\n'), stages?.explanation.en.join('\n')];
    expect(nb).toContain('innen 30 dager fra den (avtalens punkt 5.3)');
    expect(nb).toContain('Siste frist for svaret er mandag 22. juni 2026 kl. 24.00 (norsk tid).');
    expect(en).toContain('It therefore moves past Sunday 21 June, to the next working day: Monday 22 June 2026.');
    expect(en).toContain('The last moment to terminate is Wednesday 22 July 2026 at 24:00 (Norwegian time).');
    expect(en).toContain('silence counts as a yes');
  });
});

describe('terminationDays and mayTerminate', () => {
  const question = { terminatedOn: day('2026-07-01'), plannedEffectiveOn: day('2026-06-01') };
  test('at once, a month later, up to the planned day of the change', () => {
    expect(terminationDays(thirtySevenSignals, question)).toEqual({ first: '2026-07-01', last: '2026-07-01' });
    const month = {
      ...danishStyle,
      afterObjection: { ...thirtySevenSignals.afterObjection, terminationEffect: { length: 1, unit: 'months' } },
    } as Terms;
    expect(terminationDays(month, question)).toEqual({ first: '2026-08-01', last: '2026-08-01' });
    expect(terminationDays(danishStyle, { ...question, plannedEffectiveOn: day('2026-07-10') })).toEqual({
      first: '2026-07-01',
      last: '2026-07-10',
    });
  });

  test.each([
    [null, '2026-06-19', 'notYet'],
    [null, '2026-06-20', 'now'],
    [null, '2026-07-20', 'now'],
    [null, '2026-07-21', 'over'],
    ['2026-06-01T08:00:00Z', '2026-06-01', 'now'],
    ['2026-06-01T08:00:00Z', '2026-07-02', 'over'],
  ] as const)('answered %s, today %s: %s', (answeredAt, today, when) => {
    const stages = afterObjection({
      terms: thirtySevenSignals,
      objectedAt: at('2026-05-20T10:00:00Z'),
      answeredAt: answeredAt && at(answeredAt),
    });
    expect(stages && mayTerminate(stages, day(today))).toBe(when);
  });
});

test('nextStageAct, one objection that nobody answers: reminder, absence, reminder, silence, each at its instant', () => {
  const question = { terms: thirtySevenSignals, clause: null };
  const done: (string | undefined)[][] = [];
  let stages = startStages(question, at('2026-05-20T10:00:00Z'));
  for (let step = 0; stages && step < 4; step += 1) {
    const { act, at: instant } = nextStageAct(stages, thirtySevenSignals);
    expect(stages.nextAt).toEqual(instant);
    done.push([act, instant.toISOString()]);
    stages = runStages(question, {
      ...stages,
      ...(act === 'remindOfAnswer' ? { answerRemindedAt: instant } : {}),
      ...(act === 'answerLapses' ? { lapsedAt: instant } : {}),
      ...(act === 'remindOfTermination' ? { terminationRemindedAt: instant } : {}),
    });
  }
  expect(done).toEqual([
    ['remindOfAnswer', '2026-06-16T06:00:00.000Z'],
    ['answerLapses', '2026-06-19T22:00:00.000Z'],
    ['remindOfTermination', '2026-07-15T06:00:00.000Z'],
    ['silence', '2026-07-20T22:00:00.000Z'],
  ]);
});
