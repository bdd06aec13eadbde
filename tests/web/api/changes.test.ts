import { newId } from '../../../src/data/id';
import { completeSubprocessor, registerAgreement, registerInUse } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as, problems } from './apiCalls';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  await registerAgreement(testbed, { reference: 'WEEKS' });
  await registerAgreement(testbed, { reference: 'MONTH', preset: 'dfo-2020-general' });
});
afterAll(() => testbed.close());

const publisher = () => as(testbed, 'publisher');
const dpo = () => as(testbed, 'dpo');
let counter = 0;
const addition = (overrides: object = {}) => ({
  type: 'add',
  subprocessor: { ...completeSubprocessor, legalName: `Skybygg ${++counter}` },
  services: ['video'],
  reason: { nb: 'Bedre lagring', en: 'Better storage' },
  plannedEffectiveOn: '2026-07-01',
  rollout: 'perAgreement',
  ...overrides,
});

async function draftOf(overrides: object = {}): Promise<string> {
  const made = await publisher().post('/changes', addition(overrides));
  expect(made.status).toBe(201);
  return made.body.id;
}

describe('POST /changes', () => {
  test('a draft answers with what CONTRACT.md names, and texts as they were given', async () => {
    const made = await publisher().post('/changes', addition({ reason: 'Bedre lagring', emergency: null }));
    expect(made.status).toBe(201);
    expect(made.headers.location).toBe(`/api/v1/changes/${made.body.id}`);
    expect(made.body).toMatchObject({
      revision: 1,
      status: 'draft',
      type: 'add',
      reason: 'Bedre lagring',
      plannedEffectiveOn: '2026-07-01',
    });
    expect(made.body.subprocessor).toMatchObject({ country: 'NO', processing: completeSubprocessor.processing });
    const shown = await as(testbed, 'auditor').get(`/changes/${made.body.id}`);
    expect(shown.body).toMatchObject({ ...made.body, gates: { clear: 0, held: 0, inEffect: 0 } });
    expect(Object.keys(shown.body.notices).sort()).toEqual(
      [
        'accepted',
        'acknowledged',
        'bounced',
        'deferred',
        'delivered',
        'handedOver',
        'manual',
        'planned',
        'sending',
        'undeliverable',
        'unknown',
      ].sort(),
    );
  });

  const cases: [string, object, string[]][] = [
    ['a day that does not exist', { plannedEffectiveOn: '2026-02-30' }, ['/plannedEffectiveOn invalid-date']],
    ['a day that has passed', { plannedEffectiveOn: '2026-05-01' }, ['/plannedEffectiveOn planned-day-passed']],
    ['an unknown service', { services: ['video', 'unheard-of'] }, ['/services/1 unknown-service']],
    ['an unknown rollout', { rollout: 'slowly' }, ['/rollout not-one-of']],
    ['an unknown country', { subprocessor: { ...completeSubprocessor, country: 'ZZ' } }, ['/subprocessor/country unknown-country']],
    ['an unknown field below', { subprocessor: { ...completeSubprocessor, vat: 1 } }, ['/subprocessor/vat unknown-field']],
    ['no subject', { subprocessor: undefined }, ['/subprocessor required']],
    ['a new one without a name', { subprocessor: { country: 'NO', processing: 'x' } }, ['/subprocessor/legalName required']],
    ['a subject that is not there', { subprocessor: undefined, subprocessorId: newId() }, ['/subprocessorId not-found']],
    ['an add that replaces', { replacesId: newId() }, ['/replacesId not-for-this-type']],
    ['a replace of nobody', { type: 'replace' }, ['/replacesId required']],
    ['a modify of nobody', { type: 'modify' }, ['/subprocessorId required']],
    ['a remove that describes', { type: 'remove', subprocessorId: newId() }, ['/subprocessor not-for-this-type']],
    ['an emergency without a reason', { emergency: {} }, ['/emergency/reason required']],
    ['a reason of another language', { reason: { de: 'Besser' } }, expect.arrayContaining(['/reason/de unknown-field']) as never],
    ['two hundred thousand characters', { reason: 'x'.repeat(200_000) }, ['/reason too-long']],
  ];
  test.each(cases)('%s is refused with its place', async (_name, overrides, expected) => {
    const answer = await publisher().post('/changes', addition(overrides));
    expect(answer.status).toBe(422);
    expect(problems(answer)).toEqual(expected);
  });

  test('all that is missing is named at once', async () => {
    expect(problems(await publisher().post('/changes', {})).sort()).toEqual(
      ['/plannedEffectiveOn required', '/reason required', '/rollout required', '/services required', '/type required'].sort(),
    );
  });
});

describe('PATCH /changes/{id}', () => {
  test('edits a draft, refuses a stale version, and is over after submission', async () => {
    const id = await draftOf();
    const edited = await publisher().patch(`/changes/${id}`, { plannedEffectiveOn: '2026-08-01', version: 1 });
    expect(edited.body).toMatchObject({ plannedEffectiveOn: '2026-08-01', version: 2, status: 'draft' });
    const stale = await publisher().patch(`/changes/${id}`, { plannedEffectiveOn: '2026-09-01', version: 1 });
    expect([stale.status, stale.body.code]).toEqual([409, 'stale-version']);
    expect((await publisher().post(`/changes/${id}/submit`)).body.status).toBe('inReview');
    const late = await publisher().patch(`/changes/${id}`, { plannedEffectiveOn: '2026-09-01' });
    expect([late.status, late.body.code]).toEqual([409, 'wrong-state']);
  });
});

describe('a change, step by step', () => {
  test('together and too early for one agreement is refused on submission, naming the day and who prevents it', async () => {
    const id = await draftOf({ rollout: 'together' });
    const preview = await publisher().get(`/changes/${id}/preview`);
    expect(preview.body).toMatchObject({ earliestEffectiveOn: '2026-07-03', tooEarly: true, problems: [] });
    const byReference = Object.fromEntries(preview.body.agreements.map((each: { reference: string }) => [each.reference, each]));
    expect(byReference.WEEKS).toMatchObject({
      earliestEffectiveOn: '2026-07-01',
      latestReceiptOn: '2026-06-02',
      contacts: [{ email: 'contact@weeks.example' }],
    });
    expect(byReference.MONTH).toMatchObject({ earliestEffectiveOn: '2026-07-03', latestReceiptOn: '2026-05-31' });
    expect(byReference.WEEKS.deadlines.objection.closesAt).toBe('2026-06-16T22:00:00Z');
    expect(preview.body.margins.map(({ days }: { days: number }) => days)).toEqual([0, 3, 7]);

    const refused = await publisher().post(`/changes/${id}/submit`);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'too-early',
      earliestEffectiveOn: '2026-07-03',
      agreements: [{ reference: 'MONTH', earliestEffectiveOn: '2026-07-03' }],
    });
  });

  test('steps out of order are 409, ones own change is 403, and each step answers with the change', async () => {
    const id = await draftOf();
    const step = async (key: 'publisher' | 'publisher2' | 'dpo', name: string, body?: object) => {
      const answer = await as(testbed, key).post(`/changes/${id}/${name}`, body);
      return `${answer.status} ${answer.body.code ?? answer.body.status}`;
    };
    expect(await step('dpo', 'approve')).toBe('409 wrong-state');
    expect(await step('publisher', 'publish')).toBe('409 wrong-state');
    expect(await step('publisher', 'submit', { version: 9 })).toBe('409 stale-version');
    expect(await step('publisher', 'submit')).toBe('200 inReview');
    expect(await step('publisher', 'submit')).toBe('409 wrong-state');
    expect(await step('dpo', 'return', { note: 'Spell the name out' })).toBe('200 draft');
    expect(await step('publisher', 'submit')).toBe('200 inReview');
    expect(await step('dpo', 'return')).toBe('200 draft');
    expect(await step('publisher', 'submit')).toBe('200 inReview');
    expect(await step('dpo', 'approve', { unknown: 1 })).toBe('422 invalid');
    expect(await step('dpo', 'approve')).toBe('200 approved');
    expect(await step('publisher2', 'publish')).toBe('200 published');
    expect(await step('publisher', 'submit')).toBe('409 wrong-state');
    expect(await step('dpo', 'rollout', { rollout: 'together' })).toBe('422 invalid');
    expect(await step('dpo', 'rollout')).toBe('409 wrong-state');
    expect(await step('dpo', 'withdraw')).toBe('200 withdrawn');
    const { steps } = (await dpo().get(`/changes/${id}`)).body;
    expect(steps.map(({ event }: { event: string }) => event)).toEqual([
      'draft',
      'submit',
      'return',
      'submit',
      'return',
      'submit',
      'approve',
      'publish',
      'withdraw',
    ]);
    expect(steps[2].note).toBe('Spell the name out');
  });

  test('a change that affects nobody cannot be submitted', async () => {
    await registerInUse(testbed, { legalName: 'Alene AS', organisationNumber: '911222333', services: ['lonely'] });
    const id = await draftOf({ services: ['lonely'] });
    const answer = await publisher().post(`/changes/${id}/submit`);
    expect([answer.status, answer.body.code]).toEqual([422, 'nobody-affected']);
  });

  test('what a notice must say is asked for on submission, with pointers', async () => {
    const id = await draftOf({
      subprocessor: { legalName: 'Halv AS', country: 'US', processing: 'Lagring', locations: [{ country: 'US', kind: 'storage' }] },
    });
    const answer = await publisher().post(`/changes/${id}/submit`);
    expect([answer.status, answer.body.code]).toEqual([422, 'incomplete']);
    expect(answer.body.errors.length).toBeGreaterThan(2);
    expect(JSON.stringify(answer.body.errors)).toContain('transfer');
  });
});

describe('lists of changes', () => {
  test('are newest first, filtered by status, in pages', async () => {
    const [older, newer] = [await draftOf(), await draftOf()];
    const page = await as(testbed, 'auditor').get('/changes?status=draft&limit=1');
    expect(page.body.items.map(({ id }: { id: string }) => id)).toEqual([newer]);
    const following = await as(testbed, 'auditor').get(`/changes?status=draft&limit=1&cursor=${page.body.next}`);
    expect(following.body.items[0].id).toBe(older);
    expect(problems(await as(testbed, 'auditor').get('/changes?status=lost'))).toEqual(['/status not-one-of']);
  });
});
