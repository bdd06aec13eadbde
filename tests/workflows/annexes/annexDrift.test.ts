import type { AgreementRecord } from '../../../src/data/agreement.model';
import type { AnnexEntryRecord } from '../../../src/data/annex.model';
import type { SubprocessorDetails, SubprocessorRecord } from '../../../src/data/subprocessor.model';
import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { termsPresets } from '../../../src/domain/terms/presets';
import { initialAdequacyDecisions } from '../../../src/domain/transfer/adequacy';
import { annexDrift, type DriftFacts } from '../../../src/workflows/annexes/annexDrift';

const details: SubprocessorDetails = {
  legalName: 'Skybygg AS',
  organisationNumber: '923609016',
  country: 'NO',
  address: 'Havnegata 1',
  contactPoint: 'personvern@skybygg.example',
  processing: { nb: 'Lagrer' },
  dataCategories: ['lyd'],
  dataSubjects: ['deltakere'],
  specialCategories: [],
  locations: [{ country: 'NO', kind: 'storage' }],
  transferBasis: [],
  securityMeasures: null,
  intraGroup: false,
  parentId: null,
  services: ['video'],
};
const at = new Date('2026-01-01T00:00:00Z');

function registered(different: Partial<SubprocessorRecord> = {}): SubprocessorRecord {
  const contract = { signedOn: '2026-01-01', reference: 'DPA-1' };
  return { ...details, _id: 's1', slug: 'skybygg', status: 'inUse', contract, version: 1, createdAt: at, updatedAt: at, ...different };
}

function entry(different: Partial<SubprocessorDetails> = {}): AnnexEntryRecord {
  return {
    _id: 'e1',
    agreementId: 'a1',
    subprocessorId: 's1',
    details: { ...details, ...different },
    inForceFrom: '2025-01-01',
    inForceUntil: null,
    addedByChangeId: null,
    endedByChangeId: null,
    suspended: null,
  };
}

const agreement: Pick<AgreementRecord, 'services' | 'terms' | 'directRelations'> = {
  services: ['video'],
  terms: termsPresets.videonor,
  directRelations: [],
};

function codes(facts: Partial<Omit<DriftFacts, 'register'>> & { register?: SubprocessorRecord[] }): string[] {
  const { register = [registered()], ...rest } = facts;
  const whole: DriftFacts = {
    agreement,
    entries: [entry()],
    onTheWay: [],
    adequacy: initialAdequacyDecisions,
    today: calendarDate('2026-06-01'),
    register: { byId: new Map(register.map((each) => [each._id, each])), below: new Map() },
    ...rest,
  };
  return annexDrift(whole).map(({ code, about }) => [code, ...about].join(' '));
}

const notice = { subprocessorId: 's1', dropped: false };
const direct = { subprocessorId: 's1', details, since: '2026-01-01', reference: 'X', until: null };

describe('an annex and the register', () => {
  test.each<[string, string[], Parameters<typeof codes>[0]]>([
    ['agree', [], {}],
    ['in use and not listed', ['not-listed video'], { entries: [] }],
    ['not listed, for another service', [], { entries: [], register: [registered({ services: ['chat'] })] }],
    ['not listed, on its way', [], { entries: [], onTheWay: [{ ...notice, changeType: 'add' }] }],
    ['not listed, kept out by an objection', [], { entries: [], onTheWay: [{ ...notice, changeType: 'replace', dropped: true }] }],
    ['not listed, only a modify on its way', ['not-listed video'], { entries: [], onTheWay: [{ ...notice, changeType: 'modify' }] }],
    ['not listed, an own agreement', [], { entries: [], agreement: { ...agreement, directRelations: [direct] } }],
    [
      'not listed, an own agreement that ended',
      ['not-listed video'],
      { entries: [], agreement: { ...agreement, directRelations: [{ ...direct, until: '2026-05-31' }] } },
    ],
    ['not listed, below another', [], { entries: [], register: [registered({ parentId: 's0' })] }],
    ['not listed, proposed only', [], { entries: [], register: [registered({ status: 'proposed' })] }],
    ['listed and gone', ['left-register'], { register: [] }],
    ['listed and former', ['left-register'], { register: [registered({ status: 'former' })] }],
    [
      'listed and former, its removal on its way',
      [],
      { register: [registered({ status: 'former' })], onTheWay: [{ ...notice, changeType: 'remove' }] },
    ],
    ['other details', ['differs address contactPoint'], { entries: [entry({ address: 'Elvegata 2', contactPoint: 'x@y.example' })] }],
    [
      'other details, a modify on its way',
      [],
      { entries: [entry({ address: 'Elvegata 2' })], onTheWay: [{ ...notice, changeType: 'modify' }] },
    ],
    [
      'other details, the modify was given up',
      ['differs address'],
      { entries: [entry({ address: 'Elvegata 2' })], onTheWay: [{ ...notice, changeType: 'modify', dropped: true }] },
    ],
    ['its service is gone', ['service-gone chat'], { register: [registered({ services: ['chat'] })] }],
    ['no contract', ['contract-missing'], { register: [registered({ contract: null })] }],
    [
      'a third country without a basis',
      ['differs locations', 'basis-missing US'],
      { entries: [entry({ locations: [{ country: 'US', kind: 'storage' }] })] },
    ],
  ])('%s', (_name, expected, facts) => {
    expect(codes(facts)).toEqual(expected);
  });
});
