import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { termsPresets } from '../../../src/domain/terms/presets';
import type { Period, Terms, TermsOverride } from '../../../src/domain/terms/terms';
import { termsFor } from '../../../src/domain/terms/termsFor';
import { aglyn, microsoft, traitsOf } from '../../support/clauses';

const { videonor, 'dfo-2020-general': general, 'dfo-2020-specific': specific } = termsPresets;
const days = (length: number): Period => ({ length, unit: 'days' });
const months = (length: number): Period => ({ length, unit: 'months' });
const withOverrides = (...overrides: TermsOverride[]): Terms => ({ ...videonor, overrides });
const always = { changeType: ['add' as const] };

describe('termsFor, without anything that narrows', () => {
  test('gives the same terms, and leaves the agreement’s own untouched', () => {
    const before = JSON.stringify(videonor);
    expect(termsFor(videonor, traitsOf())).toEqual(videonor);
    expect(JSON.stringify(videonor)).toBe(before);
  });
});

describe('termsFor, overrides', () => {
  test('one that does not match is dropped', () => {
    expect(termsFor(microsoft, traitsOf({ dataCategories: ['logs'] }))).toEqual({ ...microsoft, overrides: [] });
  });

  test('a data category matches whatever its capitals and spaces', () => {
    expect(termsFor(microsoft, traitsOf({ dataCategories: [' Customer Data'] })).notice.period).toEqual(months(6));
  });

  test('one that names type and category needs both', () => {
    const terms = withOverrides({ when: { changeType: ['replace'], dataCategories: ['health'] }, notice: { period: days(90) } });
    expect(termsFor(terms, traitsOf({ changeType: 'replace' })).notice.period).toEqual(videonor.notice.period);
    expect(termsFor(terms, traitsOf({ changeType: 'add', dataCategories: ['health'] })).notice.period).toEqual(videonor.notice.period);
    expect(termsFor(terms, traitsOf({ changeType: 'replace', dataCategories: ['health'] })).notice.period).toEqual(days(90));
  });

  test('one alone may shorten, and keeps what it does not name', () => {
    const terms = withOverrides({ when: always, notice: { period: days(7) } });
    expect(termsFor(terms, traitsOf())).toEqual({ ...videonor, notice: { ...videonor.notice, period: days(7) }, overrides: [] });
  });

  test('of several the longest notice and the longest window win, each for itself', () => {
    const terms = withOverrides(
      { when: always, notice: { period: days(90) } },
      { when: always, notice: { period: days(30) }, objection: { window: days(20) } },
      { when: always, objection: { window: days(10), grounds: 'objective' } },
    );
    const narrowed = termsFor(terms, traitsOf());
    expect(narrowed.notice.period).toEqual(days(90));
    expect(narrowed.objection).toEqual({ ...videonor.objection, window: days(20) });
  });

  test('the longest window must close before effect if any window that matches must', () => {
    const until = (window: number, mustCloseBeforeEffect: boolean): TermsOverride => ({
      when: always,
      objection: { window: days(window), mustCloseBeforeEffect },
    });
    const narrowed = termsFor(withOverrides(until(5, true), until(6, false)), traitsOf());
    expect(narrowed.objection).toMatchObject({ window: days(6), mustCloseBeforeEffect: true });
    expect(termsFor(withOverrides(until(5, false), until(6, false)), traitsOf()).objection.mustCloseBeforeEffect).toBe(false);
  });

  test('a period beats none, and no window (open until effect) beats any window', () => {
    const terms = withOverrides(
      { when: always, notice: { period: null }, objection: { window: null } },
      { when: always, notice: { period: days(1) }, objection: { window: days(50) } },
    );
    expect(termsFor(terms, traitsOf()).notice.period).toEqual(days(1));
    expect(termsFor(terms, traitsOf()).objection.window).toBeNull();
  });

  test.each<[Period, Period]>([
    [months(1), days(30)],
    [days(31), months(1)],
    [
      { length: 20, unit: 'businessDays' },
      { length: 4, unit: 'weeks' },
    ],
    [months(6), { length: 26, unit: 'weeks' }],
    [months(1), { length: 20, unit: 'businessDays' }],
  ])('where no clock has started, %j is longer than %j, in either order', (longer, shorter) => {
    const one = { when: always, notice: { period: longer } };
    const other = { when: always, notice: { period: shorter } };
    expect(termsFor(withOverrides(one, other), traitsOf()).notice.period).toEqual(longer);
    expect(termsFor(withOverrides(other, one), traitsOf()).notice.period).toEqual(longer);
  });

  test('from a known start the one that ends last wins: 30 days beat a month in February', () => {
    const terms = withOverrides({ when: always, notice: { period: months(1) } }, { when: always, notice: { period: days(30) } });
    expect(termsFor(terms, traitsOf(), { receipt: calendarDate('2026-02-10') }).notice.period).toEqual(days(30));
    expect(termsFor(terms, traitsOf(), { receipt: calendarDate('2026-03-10') }).notice.period).toEqual(months(1));
  });

  test('a clock that has not started ends after one that has', () => {
    const terms = withOverrides(
      { when: always, notice: { period: days(60), from: 'publication' } },
      { when: always, notice: { period: days(10), from: 'receipt' } },
    );
    expect(termsFor(terms, traitsOf(), { publication: calendarDate('2026-03-01') }).notice).toMatchObject({ from: 'receipt' });
    const both = { publication: calendarDate('2026-03-01'), receipt: calendarDate('2026-03-02') };
    expect(termsFor(terms, traitsOf(), both).notice).toMatchObject({ from: 'publication' });
  });
});

describe('termsFor, emergency', () => {
  test('shortens the period and nothing else', () => {
    expect(termsFor(aglyn, traitsOf({ emergency: true }))).toEqual({ ...aglyn, notice: { ...aglyn.notice, period: days(3) } });
  });

  test('without a recorded emergency nothing changes', () => {
    expect(termsFor(aglyn, traitsOf())).toEqual(aglyn);
  });

  test('under terms that have none nothing changes', () => {
    expect(termsFor(videonor, traitsOf({ emergency: true }))).toEqual(videonor);
  });

  test('no period at all where the terms say so', () => {
    const terms: Terms = { ...aglyn, emergency: { period: null } };
    expect(termsFor(terms, traitsOf({ emergency: true })).notice.period).toBeNull();
  });

  test('never lengthens: a shorter ordinary period stays', () => {
    const terms: Terms = { ...aglyn, overrides: [{ when: always, notice: { period: days(2) } }] };
    expect(termsFor(terms, traitsOf({ emergency: true })).notice.period).toEqual(days(2));
  });
});

describe('termsFor, group companies in the EEA', () => {
  test('inform only drops the period and nothing else', () => {
    expect(termsFor(general, traitsOf({ intraGroup: true, countries: ['SE', 'NO'] }))).toEqual({
      ...general,
      notice: { ...general.notice, period: null },
    });
  });

  test('it does not lift specific authorisation', () => {
    expect(termsFor(specific, traitsOf({ intraGroup: true, countries: ['SE'] })).authorisation).toBe('specific');
  });

  test.each([
    ['one place outside the EEA', { intraGroup: true, countries: ['SE', 'US'] }],
    ['no place known', { intraGroup: true, countries: [] }],
    ['not of the group', { intraGroup: false, countries: ['SE'] }],
  ])('%s: the period stays', (_case, traits) => {
    expect(termsFor(general, traitsOf(traits)).notice.period).toEqual(months(1));
  });

  test('under terms that treat it as any change the period stays', () => {
    expect(termsFor(videonor, traitsOf({ intraGroup: true })).notice.period).toEqual(videonor.notice.period);
  });
});

describe('termsFor, removal', () => {
  test('announced: neither period nor window', () => {
    const narrowed = termsFor(videonor, traitsOf({ changeType: 'remove' }));
    expect(narrowed.notice.period).toBeNull();
    expect(narrowed.objection.window).toBeNull();
  });

  test('as any change: the same terms', () => {
    expect(termsFor(general, traitsOf({ changeType: 'remove' }))).toEqual(general);
  });
});
