import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { type DescribedChange, type DescribedSubprocessor, missingBeforeSubmission } from '../../../src/domain/change/completeness';
import { initialAdequacyDecisions as adequacy } from '../../../src/domain/transfer/adequacy';

const today = calendarDate('2026-06-01');

const details: DescribedSubprocessor = {
  legalName: 'Nordlys Tale AS',
  country: 'NO',
  address: 'Storgata 1, 0155 Oslo',
  contactPoint: 'personvern@nordlys.example',
  processing: { nb: 'Taler til tekst', en: 'Speech to text' },
  dataCategories: ['lyd'],
  dataSubjects: ['ansatte'],
  locations: [{ country: 'SE' }],
  transferBasis: [],
};
const complete: DescribedChange = {
  type: 'add',
  subprocessorId: null,
  replacesId: null,
  details,
  modifiedFields: [],
  chain: [],
  services: ['video'],
  reason: { any: 'Bedre teksting' },
  plannedEffectiveOn: '2026-07-01',
  emergency: null,
};

function problemsOf(changed: Partial<DescribedChange>): string[] {
  return missingBeforeSubmission({ ...complete, ...changed }, { today, adequacy }).map(({ pointer, code }) => `${pointer} ${code}`);
}
function problemsWith(changed: Partial<DescribedSubprocessor>): string[] {
  return problemsOf({ details: { ...details, ...changed } });
}
const american = { locations: [{ country: 'US' }] };
const scc = { country: 'US', basis: 'scc-46-2-c', reference: 'TIA-7' };

describe('missingBeforeSubmission', () => {
  test('all is there, organisation number, security measures and predecessor not stated: nothing', () => {
    expect(problemsOf({})).toEqual([]);
  });

  test.each<[string, Partial<DescribedSubprocessor>]>([
    ['/subprocessor/legalName', { legalName: ' ' }],
    ['/subprocessor/country', { country: '' }],
    ['/subprocessor/address', { address: '' }],
    ['/subprocessor/contactPoint', { contactPoint: '' }],
    ['/subprocessor/processing', { processing: { nb: '', en: ' ' } }],
    ['/subprocessor/dataCategories', { dataCategories: [] }],
    ['/subprocessor/dataSubjects', { dataSubjects: [''] }],
    ['/subprocessor/locations', { locations: [] }],
  ])('%s missing: required', (pointer, changed) => {
    expect(problemsWith(changed)).toEqual([`${pointer} required`]);
  });

  test.each<[string, Partial<DescribedChange>]>([
    ['/reason required', { reason: {} }],
    ['/services required', { services: [] }],
    ['/plannedEffectiveOn required', { plannedEffectiveOn: '2026-02-30' }],
    ['/plannedEffectiveOn planned-day-passed', { plannedEffectiveOn: '2026-05-31' }],
    ['/replacesId required', { type: 'replace' }],
    ['/replacesId replaces-itself', { type: 'replace', subprocessorId: 'one', replacesId: 'one' }],
    ['/subprocessor nothing-changes', { type: 'modify' }],
    ['/emergency/reason required', { emergency: { reason: '' } }],
  ])('%s', (expected, changed) => {
    expect(problemsOf(changed)).toEqual([expected]);
  });

  test('everything missing: every problem at once, in nb and en', () => {
    const nothing = {
      ...details,
      legalName: '',
      country: '',
      address: '',
      contactPoint: '',
      processing: {},
      dataCategories: [],
      dataSubjects: [],
      locations: [],
    };
    const problems = missingBeforeSubmission(
      { ...complete, reason: {}, services: [], plannedEffectiveOn: '', details: nothing },
      { today, adequacy },
    );
    expect(problems.length).toBe(11);
    for (const { detail } of problems) {
      expect(detail.nb.length).toBeGreaterThan(10);
      expect(detail.en.length).toBeGreaterThan(10);
    }
  });

  test('a removal: nothing is asked of the subprocessor, nor of its transfers', () => {
    expect(problemsOf({ type: 'remove', details: { ...details, address: '', ...american } })).toEqual([]);
  });
});

describe('missingBeforeSubmission, third countries', () => {
  const pointer = '/subprocessor/transferBasis';

  test('a location in the United States without a basis: missing', () => {
    expect(problemsWith(american)).toEqual([`${pointer} transfer-basis-missing`]);
  });

  test('established in a third country, data in the EEA: missing too', () => {
    expect(problemsWith({ country: 'IN' })).toEqual([`${pointer} transfer-basis-missing`]);
  });

  test('standard clauses with their assessment: nothing; without: its reference', () => {
    expect(problemsWith({ ...american, transferBasis: [scc] })).toEqual([]);
    expect(problemsWith({ ...american, transferBasis: [{ ...scc, reference: null }] })).toEqual([`${pointer} transfer-reference-missing`]);
  });

  test('adequacy: the United States with a certification only, Japan by itself, India not at all', () => {
    expect(problemsWith({ ...american, transferBasis: [{ country: 'US', basis: 'adequacy', reference: 'DPF 123' }] })).toEqual([]);
    expect(problemsWith({ ...american, transferBasis: [{ country: 'US', basis: 'adequacy' }] })).toEqual([
      `${pointer} transfer-reference-missing`,
    ]);
    expect(problemsWith({ country: 'JP', transferBasis: [{ country: 'JP', basis: 'adequacy' }] })).toEqual([]);
    expect(problemsWith({ country: 'IN', transferBasis: [{ country: 'IN', basis: 'adequacy' }] })).toEqual([`${pointer} not-adequate`]);
  });

  test('Privacy Shield: refused with its own code, also beside a valid basis', () => {
    const shield = { country: 'US', basis: 'privacy-shield', reference: 'list' };
    expect(problemsWith({ ...american, transferBasis: [shield] })).toEqual([`${pointer}/0/basis privacy-shield-invalid`]);
    expect(problemsWith({ ...american, transferBasis: [scc, shield] })).toEqual([`${pointer}/1/basis privacy-shield-invalid`]);
  });

  test('someone below it in a third country: a basis there or with the one above', () => {
    const below = { legalName: 'Cloud Inc', country: 'US', locations: [], transferBasis: [] };
    expect(problemsOf({ chain: [below] })).toEqual(['/chain/0/transferBasis transfer-basis-missing']);
    expect(missingBeforeSubmission({ ...complete, chain: [below] }, { today, adequacy })[0]?.detail.en).toContain(
      'United States (Cloud Inc)',
    );
    expect(problemsOf({ chain: [{ ...below, transferBasis: [scc] }] })).toEqual([]);
    expect(problemsOf({ chain: [below], details: { ...details, transferBasis: [scc] } })).toEqual([]);
  });

  test("a basis of someone below: does not cover the subprocessor's own transfer", () => {
    const below = { legalName: 'Cloud Inc', country: 'US', locations: [], transferBasis: [scc] };
    expect(problemsOf({ chain: [below], details: { ...details, ...american } })).toEqual([`${pointer} transfer-basis-missing`]);
  });

  test('a decision that has lapsed on the planned day: not adequate', () => {
    const british = { country: 'GB', transferBasis: [{ country: 'GB', basis: 'adequacy' }] };
    expect(problemsWith(british)).toEqual([]);
    expect(problemsOf({ details: { ...details, ...british }, plannedEffectiveOn: '2032-01-01' })).toEqual([`${pointer} not-adequate`]);
  });
});
