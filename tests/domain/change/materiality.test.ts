import { materialityOf, type RevisionFacts, type RevisionField, revisionPointer } from '../../../src/domain/change/materiality';

const facts: RevisionFacts = {
  type: 'add',
  subprocessorId: 's1',
  replacesId: null,
  details: {
    legalName: 'Skybygg AS',
    organisationNumber: '923609016',
    country: 'NO',
    address: 'Havnegata 1, 7010 Trondheim',
    contactPoint: 'personvern@skybygg.example',
    processing: { nb: 'Lagrer opptak' },
    dataCategories: ['lyd', 'bilde'],
    dataSubjects: ['deltakere'],
    specialCategories: [],
    locations: [
      { country: 'NO', kind: 'storage' },
      { country: 'SE', kind: 'processing' },
    ],
    transferBasis: [],
    securityMeasures: null,
    intraGroup: false,
    parentId: null,
    services: ['video'],
  },
  chain: [],
  services: ['video', 'arkiv'],
  reason: { nb: 'Bedre lagring' },
  plannedEffectiveOn: '2026-07-01',
  rollout: 'perAgreement',
  emergency: null,
};

type Correction = Partial<Omit<RevisionFacts, 'details'>> & { details?: Partial<RevisionFacts['details']> };

function corrected({ details, ...rest }: Correction, from: RevisionFacts = facts): RevisionFacts {
  return { ...from, ...rest, details: { ...from.details, ...details } };
}

const link = { subprocessorId: 's2', legalName: 'Under AS', country: 'NO', locations: [], transferBasis: [] };

const always: [RevisionField, Correction][] = [
  ['type', { type: 'replace' }],
  ['subprocessorId', { subprocessorId: 's2' }],
  ['replacesId', { replacesId: 's3' }],
  ['chain', { chain: [link] }],
  ['services', { services: ['video'] }],
  ['services', { details: { services: ['video', 'arkiv'] } }],
  ['legalName', { details: { legalName: 'Skybygg ASA' } }],
  ['organisationNumber', { details: { organisationNumber: null } }],
  ['country', { details: { country: 'SE' } }],
  ['processing', { details: { processing: { nb: 'Lagrer og tolker opptak' } } }],
  ['processing', { details: { processing: { nb: 'Lagrer opptak', en: 'Stores and reads recordings' } } }],
  ['dataCategories', { details: { dataCategories: ['lyd', 'bilde', 'helse'] } }],
  ['dataSubjects', { details: { dataSubjects: ['elever'] } }],
  ['specialCategories', { details: { specialCategories: ['helse'] } }],
  ['locations', { details: { locations: [{ country: 'NO', kind: 'storage' }] } }],
  ['transferBasis', { details: { transferBasis: [{ country: 'US', basis: 'scc-46-2-c', reference: 'TIA-1' }] } }],
  ['intraGroup', { details: { intraGroup: true } }],
  ['parentId', { details: { parentId: 's9' } }],
  ['plannedEffectiveOn', { plannedEffectiveOn: '2026-06-30' }],
  ['emergency', { emergency: { reason: 'Leverandøren er konkurs' } }],
];

const mayBeImmaterial: [RevisionField, Correction][] = [
  ['reason', { reason: { nb: 'Bedre lagring av opptak' } }],
  ['plannedEffectiveOn', { plannedEffectiveOn: '2026-07-02' }],
  ['rollout', { rollout: 'together' }],
  ['address', { details: { address: 'Havnegata 10, 7010 Trondheim' } }],
  ['contactPoint', { details: { contactPoint: 'dpo@skybygg.example' } }],
  ['securityMeasures', { details: { securityMeasures: { nb: 'Kryptert' } } }],
];

describe('materialityOf', () => {
  test.each(always)('%s changed (%j): material whatever the releaser says', (field, correction) => {
    expect(materialityOf(facts, corrected(correction))).toEqual({ changed: [field], material: [field] });
  });

  test.each(mayBeImmaterial)('%s changed (%j): may be immaterial', (field, correction) => {
    expect(materialityOf(facts, corrected(correction))).toEqual({ changed: [field], material: [] });
  });

  test('every field of the record is decided by one of the two tables', () => {
    const decided = new Set([...always, ...mayBeImmaterial].map(([field]) => field));
    const fields = [...Object.keys(facts), ...Object.keys(facts.details)].filter((name) => name !== 'details');
    expect([...decided].sort()).toEqual([...new Set(fields)].sort());
  });

  test('rollout from together to perAgreement: somebody may get it earlier, so it is material', () => {
    const together = corrected({ rollout: 'together' });
    expect(materialityOf(together, facts).material).toEqual(['rollout']);
  });

  test('an emergency: taken away it is material, worded otherwise it may be immaterial', () => {
    const urgent = corrected({ emergency: { reason: 'Konkurs' } });
    expect(materialityOf(urgent, facts).material).toEqual(['emergency']);
    expect(materialityOf(urgent, corrected({ emergency: { reason: 'Konkurs hos leverandøren' } }))).toEqual({
      changed: ['emergency'],
      material: [],
    });
  });

  test('the same in another order, or with members that say nothing: no change', () => {
    const same = corrected({
      services: ['arkiv', 'video'],
      reason: { nb: 'Bedre lagring', en: undefined },
      details: { dataCategories: ['bilde', 'lyd'], locations: [...facts.details.locations].reverse() },
    });
    expect(materialityOf(facts, same)).toEqual({ changed: [], material: [] });
  });

  test('several at once: all are named, the material ones again', () => {
    const both = corrected({ plannedEffectiveOn: '2026-06-20', details: { address: 'Annen gate 2', legalName: 'Ny AS' } });
    expect(materialityOf(facts, both)).toEqual({
      changed: ['plannedEffectiveOn', 'legalName', 'address'],
      material: ['plannedEffectiveOn', 'legalName'],
    });
  });
});

test('revisionPointer: where the API takes the field', () => {
  expect([revisionPointer('plannedEffectiveOn'), revisionPointer('legalName'), revisionPointer('services')]).toEqual([
    '/plannedEffectiveOn',
    '/subprocessor/legalName',
    '/services',
  ]);
});
