import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { termsPresets } from '../../../src/domain/terms/presets';
import { initialAdequacyDecisions as adequacy, adequacyOf } from '../../../src/domain/transfer/adequacy';
import { isCountryCode, isInEea } from '../../../src/domain/transfer/countries';
import {
  acceptedBases,
  judgeBasis,
  privacyShieldFlags,
  type RecordedBasis,
  transferBases,
  transferBasisTexts,
  uncoveredCountries,
  uncoveredInChain,
} from '../../../src/domain/transfer/transferBasis';

const on = calendarDate('2026-06-01');
const accepted = [...transferBases];
const scc: RecordedBasis = { country: 'US', basis: 'scc-46-2-c', reference: 'TIA-7' };

describe('judgeBasis', () => {
  test.each<[string, string, RecordedBasis]>([
    ['covers', 'standard clauses (c) with the assessment', scc],
    ['covers', 'standard clauses (d) with the assessment', { ...scc, basis: 'scc-46-2-d' }],
    ['covers', 'binding corporate rules with the assessment', { ...scc, basis: 'bcr' }],
    ['covers', 'a derogation with its reason', { ...scc, basis: 'derogation', reference: 'Explicit consent, art. 49(1)(a)' }],
    ['covers', 'adequacy, a certified recipient in the United States', { ...scc, basis: 'adequacy', reference: 'DPF 123' }],
    ['covers', 'adequacy, the United Kingdom', { country: 'GB', basis: 'adequacy' }],
    ['reference-missing', 'standard clauses without the assessment', { ...scc, reference: ' ' }],
    ['reference-missing', 'binding corporate rules without the assessment', { country: 'US', basis: 'bcr' }],
    ['reference-missing', 'a derogation without a reason', { country: 'US', basis: 'derogation', reference: null }],
    ['reference-missing', 'adequacy, the United States without a certification', { country: 'US', basis: 'adequacy' }],
    ['not-adequate', 'adequacy, a country without a decision', { country: 'IN', basis: 'adequacy' }],
    ['privacy-shield', 'Privacy Shield', { country: 'US', basis: 'EU-US Privacy Shield', reference: 'list' }],
    ['unknown-basis', 'what is no basis', { country: 'US', basis: 'handshake', reference: 'x' }],
  ])('%s: %s', (verdict, _situation, basis) => {
    expect(judgeBasis({ basis, accepted, on, adequacy })).toBe(verdict);
  });

  test('a derogation under the 2020 template: not accepted', () => {
    const basis = { ...scc, basis: 'derogation' };
    expect(judgeBasis({ basis, accepted: acceptedBases(termsPresets['dfo-2020-general']), on, adequacy })).toBe('not-accepted');
    expect(judgeBasis({ basis, accepted: acceptedBases(termsPresets.videonor), on, adequacy })).toBe('covers');
  });

  test('a list without the country: not adequate', () => {
    expect(judgeBasis({ basis: { country: 'GB', basis: 'adequacy' }, accepted, on, adequacy: [] })).toBe('not-adequate');
  });
});

describe('uncoveredCountries', () => {
  test('countries in the EEA: never; others: unless a basis covers that very country', () => {
    expect(uncoveredCountries({ countries: ['NO', 'US', 'IN', 'US'], bases: [scc], accepted, on, adequacy })).toEqual(['IN']);
    expect(uncoveredCountries({ countries: ['US', 'IN'], bases: [], accepted, on, adequacy })).toEqual(['IN', 'US']);
  });

  test('Privacy Shield alone: uncovered; a valid basis beside it: covered', () => {
    const shield = { country: 'US', basis: 'privacy-shield' };
    expect(uncoveredCountries({ countries: ['US'], bases: [shield], accepted, on, adequacy })).toEqual(['US']);
    expect(uncoveredCountries({ countries: ['US'], bases: [shield, scc], accepted, on, adequacy })).toEqual([]);
  });
});

describe('uncoveredInChain', () => {
  const top = { country: 'NO', locations: [{ country: 'US' }], transferBasis: [scc] };
  const below = { country: 'US', locations: [{ country: 'IN' }], transferBasis: [] };

  test('a basis of the one above counts below, never the other way', () => {
    expect(uncoveredInChain({ recipients: [top, below], accepted, on, adequacy })).toEqual(['IN']);
    expect(
      uncoveredInChain({
        recipients: [
          { ...top, transferBasis: [] },
          { ...below, transferBasis: [scc] },
        ],
        accepted,
        on,
        adequacy,
      }),
    ).toEqual(['IN', 'US']);
    expect(uncoveredInChain({ recipients: [], accepted, on, adequacy })).toEqual([]);
  });
});

describe('privacyShieldFlags', () => {
  const bases = [scc, { country: 'US', basis: 'Privacy Shield' }, { country: 'US', basis: 'privacyShield' }];

  test('from 16 July 2020: flagged, however it is spelled', () => {
    expect(privacyShieldFlags(bases, calendarDate('2020-07-16')).map(({ index }) => index)).toEqual([1, 2]);
  });

  test('the day before: not flagged', () => {
    expect(privacyShieldFlags(bases, calendarDate('2020-07-15'))).toEqual([]);
  });
});

describe('initialAdequacyDecisions', () => {
  test('every entry: a third country with a real code, once, its decision and a day', () => {
    for (const { country, decision } of adequacy) {
      expect(isCountryCode(country) && !isInEea(country)).toBe(true);
      expect(decision).toMatch(/\d{4}\/\d+/);
    }
    expect(new Set(adequacy.map(({ country }) => country)).size).toBe(adequacy.length);
  });

  test.each([
    ['US', '2023-07-09', false],
    ['US', '2023-07-10', true],
    ['GB', '2031-12-27', true],
    ['GB', '2031-12-28', false],
    ['BR', '2026-01-25', false],
    ['BR', '2026-01-26', true],
    ['IN', '2026-06-01', false],
  ])('%s on %s: %s', (country, day, adequate) => {
    expect(adequacyOf(country, calendarDate(day), adequacy) !== undefined).toBe(adequate);
  });

  test('only the United States asks for a certification', () => {
    expect(adequacy.filter(({ certifiedOnly }) => certifiedOnly).map(({ country }) => country)).toEqual(['US']);
  });
});

test('transferBasisTexts, every basis: nb and en', () => {
  for (const basis of transferBases) expect(Object.values(transferBasisTexts[basis]).every((text) => text.length > 3)).toBe(true);
});
