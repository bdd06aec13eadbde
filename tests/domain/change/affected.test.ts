import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { type AgreementReach, affectedAgreements, type ChangeReach, isAffected } from '../../../src/domain/change/affected';

const change: ChangeReach = {
  type: 'add',
  subprocessorId: 'new',
  replacesId: null,
  services: ['video', 'chat'],
  plannedEffectiveOn: calendarDate('2026-07-01'),
};
const agreement: AgreementReach = {
  agreementId: 'a',
  services: ['video', 'storage'],
  state: 'active',
  endsOn: null,
  annexSubprocessorIds: ['old'],
  noticedSubprocessorIds: [],
  directSubprocessorIds: [],
};

describe('isAffected', () => {
  test.each<[string, boolean, Partial<ChangeReach>, Partial<AgreementReach>]>([
    ['add on a shared service', true, {}, {}],
    ['add on other services', false, { services: ['chat'] }, {}],
    ['add of one not in the register yet', true, { subprocessorId: null }, {}],
    ['add of one that the signed annex lists', false, { subprocessorId: 'old' }, {}],
    ['replace of one in the annex', true, { type: 'replace', replacesId: 'old' }, {}],
    ['replace of one not in the annex', false, { type: 'replace', replacesId: 'other' }, {}],
    ['modify of one in the annex', true, { type: 'modify', subprocessorId: 'old' }, {}],
    ['modify of one not in the annex', false, { type: 'modify', subprocessorId: 'other' }, {}],
    [
      'modify of one whose own notice still runs',
      true,
      { type: 'modify', subprocessorId: 'coming' },
      { noticedSubprocessorIds: ['coming'] },
    ],
    ['remove of one in the annex', true, { type: 'remove', subprocessorId: 'old' }, {}],
    ['remove of one not in the annex', false, { type: 'remove' }, {}],
    ['an ended agreement', false, {}, { state: 'ended' }],
    ['an agreement that ends before the planned day', false, {}, { state: 'ending', endsOn: calendarDate('2026-06-30') }],
    ['an agreement whose last day is the planned day', true, {}, { state: 'ending', endsOn: calendarDate('2026-07-01') }],
  ])('%s: %s', (_situation, affected, changed, agreed) => {
    expect(isAffected({ ...change, ...changed }, { ...agreement, ...agreed })).toBe(affected);
  });
});

test('affectedAgreements: those affected, in the order given', () => {
  const others = ['b', 'c'].map((agreementId) => ({ ...agreement, agreementId }));
  const untouched = { ...agreement, agreementId: 'd', services: ['storage'] };
  expect(affectedAgreements(change, [agreement, untouched, ...others]).map(({ agreementId }) => agreementId)).toEqual(['a', 'b', 'c']);
});
