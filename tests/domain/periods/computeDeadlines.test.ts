import { computeDeadlines, isWithinObjectionWindow } from '../../../src/domain/periods/computeDeadlines';
import { termsPresets } from '../../../src/domain/terms/presets';
import type { Terms } from '../../../src/domain/terms/terms';
import { traitsOf } from '../../support/clauses';

const { videonor, 'dfo-2020-general': general, 'dfo-2020-specific': specific } = termsPresets;
const traits = traitsOf();
const publishedAt = new Date('2026-05-01T08:00Z');
const twoClocks: Terms = {
  ...videonor,
  notice: { ...videonor.notice, period: { length: 30, unit: 'days' }, from: 'publication' },
  objection: { ...videonor.objection, from: 'receipt' },
};

describe('computeDeadlines, when the starts are not all known', () => {
  test('nothing has happened: every date is null, and the rules are explained', () => {
    const deadlines = computeDeadlines({ terms: videonor, traits, starts: {}, clause: '5.4' });
    expect(deadlines).toMatchObject({ receivedOn: null, notice: null, objection: null, earliestEffectiveOn: null });
    expect(deadlines.explanation.nb.join(' ')).toContain('4 uker fra mottak (avtalens punkt 5.4)');
    expect(deadlines.explanation.en.join(' ')).toContain('not known yet');
  });

  test('sent but not received: sending starts no clock that runs from receipt', () => {
    expect(computeDeadlines({ terms: videonor, traits, starts: { sentAt: publishedAt } }).earliestEffectiveOn).toBeNull();
  });

  test('published but not received, with a window from receipt that must close first: the day of effect is unknown', () => {
    const deadlines = computeDeadlines({ terms: twoClocks, traits, starts: { publishedAt } });
    expect(deadlines.notice).toEqual({ lastDay: '2026-05-31', earliestEffectiveOn: '2026-06-01' });
    expect(deadlines.objection).toBeNull();
    expect(deadlines.earliestEffectiveOn).toBeNull();
  });

  test('the same where the window need not close first: the notice period decides', () => {
    const terms: Terms = { ...twoClocks, objection: { ...twoClocks.objection, mustCloseBeforeEffect: false } };
    expect(computeDeadlines({ terms, traits, starts: { publishedAt } }).earliestEffectiveOn).toBe('2026-06-01');
  });

  test('received late: the window holds the effect back and the explanation names both starts', () => {
    const deadlines = computeDeadlines({ terms: twoClocks, traits, starts: { publishedAt, receivedAt: new Date('2026-05-25T08:00Z') } });
    expect(deadlines.notice?.earliestEffectiveOn).toBe('2026-06-01');
    expect(deadlines.objection?.lastDay).toBe('2026-06-08');
    expect(deadlines.earliestEffectiveOn).toBe('2026-06-09');
    expect(deadlines.explanation.en).toEqual(
      expect.arrayContaining([
        expect.stringContaining('The change was published on Friday 1 May 2026'),
        expect.stringContaining('The notice was received on Monday 25 May 2026'),
        expect.stringContaining('cannot take effect before the time to object is over'),
      ]),
    );
  });
});

describe('computeDeadlines, a list of starts', () => {
  const terms: Terms = { ...videonor, notice: { ...videonor.notice, from: ['receipt', 'publication'] } };

  test('the first in it that has happened counts, not the earliest', () => {
    const receivedAt = new Date('2026-05-04T08:00Z');
    expect(computeDeadlines({ terms, traits, starts: { publishedAt, receivedAt } }).notice?.lastDay).toBe('2026-06-01');
  });

  test('where the first has not happened, the next', () => {
    expect(computeDeadlines({ terms, traits, starts: { publishedAt } }).notice?.lastDay).toBe('2026-05-29');
  });
});

describe('computeDeadlines, the day of effect', () => {
  const receivedAt = new Date('2026-05-04T08:00Z');

  test('without clear days it is the last day of the period itself', () => {
    const terms: Terms = { ...general, notice: { ...general.notice, clearDays: false } };
    expect(computeDeadlines({ terms, traits, starts: { receivedAt } }).notice).toEqual({
      lastDay: '2026-06-04',
      earliestEffectiveOn: '2026-06-04',
    });
  });

  test('without a period it is the day after the start, clear days or not', () => {
    const terms: Terms = { ...specific, notice: { ...specific.notice, clearDays: false } };
    expect(computeDeadlines({ terms, traits, starts: { receivedAt } }).earliestEffectiveOn).toBe('2026-05-05');
  });

  test('a notice period that ends on a Sunday does not roll', () => {
    expect(computeDeadlines({ terms: videonor, traits, starts: { receivedAt: new Date('2026-05-03T08:00Z') } }).notice?.lastDay).toBe(
      '2026-05-31',
    );
  });

  test('a window that need not close first may end after it', () => {
    const terms: Terms = {
      ...videonor,
      notice: { ...videonor.notice, period: { length: 3, unit: 'days' } },
      objection: { ...videonor.objection, mustCloseBeforeEffect: false },
    };
    const deadlines = computeDeadlines({ terms, traits, starts: { receivedAt } });
    expect(deadlines.earliestEffectiveOn).toBe('2026-05-08');
    expect(deadlines.objection?.lastDay).toBe('2026-05-18');
  });

  test('an emergency does not shorten the window, which still has to close', () => {
    const terms: Terms = { ...videonor, emergency: { period: null } };
    const deadlines = computeDeadlines({ terms, traits: traitsOf({ emergency: true }), starts: { receivedAt } });
    expect(deadlines.notice).toBeNull();
    expect(deadlines.earliestEffectiveOn).toBe('2026-05-19');
  });

  test('an announced removal has no clocks, and says that nobody has to wait', () => {
    const deadlines = computeDeadlines({ terms: videonor, traits: traitsOf({ changeType: 'remove' }), starts: { receivedAt } });
    expect(deadlines).toMatchObject({ notice: null, objection: null, earliestEffectiveOn: '2026-05-05', approvals: [] });
    expect(deadlines.explanation.en.join(' ')).toContain('nobody has to wait');
  });

  test('a removal as any change waits like any change', () => {
    expect(
      computeDeadlines({ terms: general, traits: traitsOf({ changeType: 'remove' }), starts: { receivedAt } }).earliestEffectiveOn,
    ).toBe('2026-06-05');
  });

  test('approvals are told beside the days', () => {
    const deadlines = computeDeadlines({ terms: specific, traits: traitsOf({ countries: ['US'] }), starts: { receivedAt } });
    expect(deadlines.approvals).toEqual(['specific', 'third-country']);
    expect(deadlines.explanation.nb.join(' ')).toContain('Taushet er ikke et ja');
  });

  test('the zone of the agreement decides the date: the same instant is a day earlier in New York', () => {
    const atNight = new Date('2026-03-18T23:30Z');
    expect(computeDeadlines({ terms: videonor, traits, starts: { receivedAt: atNight } }).receivedOn).toBe('2026-03-19');
    expect(
      computeDeadlines({ terms: { ...videonor, timeZone: 'America/New_York' }, traits, starts: { receivedAt: atNight } }).receivedOn,
    ).toBe('2026-03-18');
  });
});

describe('computeDeadlines, explanations', () => {
  test('a rolled window names every day it passes and the day it lands on', () => {
    const { explanation } = computeDeadlines({
      terms: videonor,
      traits,
      starts: { receivedAt: new Date('2026-03-18T23:30Z') },
      clause: '5.4',
    });
    const nb = explanation.nb.join(' ');
    expect(nb).toContain(
      'torsdag 2. april (skjærtorsdag), fredag 3. april (langfredag), lørdag 4. april, søndag 5. april (1. påskedag) og mandag 6. april (2. påskedag)',
    );
    expect(nb).toContain('til neste virkedag: tirsdag 7. april 2026');
    expect(nb).toContain('tirsdag 7. april 2026 kl. 24.00 (norsk tid)');
    expect(explanation.en.join(' ')).toContain('Thursday 2 April (Maundy Thursday)');
  });

  test.each([
    ['5.4', 'avtalens punkt 5.4', 'clause 5.4 of the agreement'],
    ['B.1', 'avtalens punkt B.1', 'clause B.1 of the agreement'],
    ['§ 6', 'avtalens § 6', '§ 6 of the agreement'],
  ])('the clause %s is named', (clause, nb, en) => {
    const { explanation } = computeDeadlines({ terms: videonor, traits, starts: {}, clause });
    expect(explanation.nb[0]).toContain(`(${nb})`);
    expect(explanation.en[0]).toContain(`(${en})`);
  });

  test.each([undefined, null, '', '  '])('no clause is named where it is %j', (clause) => {
    expect(computeDeadlines({ terms: videonor, traits, starts: {}, clause }).explanation.nb[0]).toBe(
      'Varslingsfristen er 4 uker fra mottak.',
    );
  });

  test('a month that is too short is mentioned', () => {
    const { explanation } = computeDeadlines({ terms: general, traits, starts: { receivedAt: new Date('2026-01-31T10:00Z') } });
    expect(explanation.nb).toContain('Måneden fristen ender i, er kortere. Da gjelder månedens siste dag.');
  });

  test.each([
    ['override', { ...videonor, overrides: [{ when: { changeType: ['add'] }, notice: { clearDays: true } }] }, {}, 'rules of its own'],
    ['emergency', { ...videonor, emergency: { period: null } }, { emergency: true }, 'urgent'],
    ['an emergency under terms that know none', videonor, { emergency: true }, 'no shorter notice period'],
    ['group company in the EEA', general, { intraGroup: true }, 'same group'],
  ] as [string, Terms, object, string][])('what narrowed the terms is said: %s', (_what, terms, different, words) => {
    expect(computeDeadlines({ terms, traits: traitsOf(different), starts: {} }).explanation.en[0]).toContain(words);
  });
});

describe('isWithinObjectionWindow', () => {
  const deadlines = computeDeadlines({ terms: videonor, traits, starts: { receivedAt: new Date('2026-06-02T10:00Z') } });

  test.each([
    ['23:59:59 on the last day', '2026-06-16T21:59:59Z', true],
    ['the last millisecond of it', '2026-06-16T21:59:59.999Z', true],
    ['24:00', '2026-06-16T22:00:00Z', false],
    ['a minute after', '2026-06-16T22:01:00Z', false],
    ['before the notice was received', '2026-06-01T00:00:00Z', true],
  ])('%s: %s is %s', (_when, instant, within) => {
    expect(isWithinObjectionWindow(deadlines, new Date(instant))).toBe(within);
  });

  test('without a window every instant is in time as far as the window goes', () => {
    expect(isWithinObjectionWindow({ objection: null }, new Date('2999-01-01T00:00Z'))).toBe(true);
  });
});
