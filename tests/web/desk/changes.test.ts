import type { ChangeInput } from '../../../src/workflows/changes/changeInput';
import { textOf } from '../../support/contactBrowser';
import { addition, completeSubprocessor, draft, publish, registerAgreement, registerInUse } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let publisher: StaffBrowser;
let dpo: StaffBrowser;
/** Each test has a service of its own, so that its changes affect its own agreements only. */
let service = '';
let tests = 0;

beforeAll(async () => {
  testbed = await createTestbed();
  publisher = await staffBrowser(testbed, 'publisher');
  dpo = await staffBrowser(testbed, 'dpo');
});
afterAll(() => testbed.close());
beforeEach(() => {
  tests += 1;
  service = `service-${tests}`;
});

/** References are unique in the record: `name` with the test's number. */
async function agreement(name: string, more: Partial<Parameters<typeof registerAgreement>[1]> = {}): Promise<string> {
  const reference = `${name}-${tests}`;
  await registerAgreement(testbed, { reference, services: [service], ...more });
  return reference;
}

function newSubprocessor(different: Record<string, unknown> = {}): ChangeInput['subprocessor'] {
  return { ...completeSubprocessor, services: [service], ...different } as ChangeInput['subprocessor'];
}

function aChange(different: Partial<ChangeInput> = {}): ChangeInput {
  return addition({ services: [service], subprocessor: newSubprocessor(), ...different });
}

const facts = {
  reasonNb: 'Bedre lagring for Ås og Øygarden',
  plannedEffectiveOn: '2026-07-01',
  legalName: 'Skybygg AS',
  country: 'Norge',
  address: 'Havnegata 1\r\n7010 Trondheim',
  contactPoint: 'personvern@skybygg.example',
  processingNb: 'Lagrer opptak',
  dataCategories: 'lyd\r\nbilde',
  dataSubjects: 'deltakere',
  'locations-0-country': 'Sverige (SE)',
  contractSignedOn: '2026-01-05',
  contractReference: 'DPA-17',
};

function described(): Record<string, string | string[]> {
  return { services: [service], ...facts };
}

async function idOfNewest(): Promise<string> {
  const { items } = await testbed.dependencies.data.changes.list({ limit: 1 });
  const [newest] = items;
  if (!newest) throw new Error('there is no change');
  return newest._id;
}

/** Of the present test's service. */
async function changesOfService(): Promise<number> {
  return testbed.dependencies.mongoConnection.collection('changes').countDocuments({ services: service });
}

async function stored(id: string) {
  const change = await testbed.dependencies.data.changes.find(id);
  if (!change) throw new Error('the change is gone');
  return change;
}

describe('drafting', () => {
  test('a new subprocessor is described, saved with all that was said, and the page shows whom it affects', async () => {
    const vid = await agreement('VID');
    const start = await publisher.get('/desk/changes/new?step=details&type=add&subprocessorId=new');
    const answer = await publisher.submit(start, 'change', described());
    expect(answer.status).toBe(303);
    const change = await stored(await idOfNewest());
    expect(answer.headers.location).toBe(`/desk/changes/${change._id}?done=drafted`);
    expect(change).toMatchObject({
      type: 'add',
      status: 'draft',
      services: [service],
      plannedEffectiveOn: '2026-07-01',
      rollout: 'perAgreement',
      details: {
        legalName: 'Skybygg AS',
        organisationNumber: null,
        country: 'NO',
        dataCategories: ['lyd', 'bilde'],
        specialCategories: [],
        locations: [{ country: 'SE', kind: 'storage' }],
      },
    });
    const page = textOf((await publisher.follow(answer)).text);
    expect(page).toContain('Utkastet er lagret');
    expect(page).toContain('Endringen berører 1 avtale.');
    expect(page).toContain(vid);
    expect(page).toContain(`contact@${vid.toLowerCase()}.example`);
    expect(page).toContain('mandag 15. juni 2026');
    expect(page).toContain('Sju dagers margin');
  });

  test('the first step asks for a type and a subject, each at its field', async () => {
    const page = await publisher.get('/desk/changes/new?step=details');
    expect(page.status).toBe(422);
    expect(page.text).toContain('<title>Feil: ');
    expect(page.text).toContain('href="#type"');
    expect(page.text).toContain('href="#subprocessorId"');
    const replace = await publisher.get('/desk/changes/new?step=details&type=replace&subprocessorId=new');
    expect(replace.text).toContain('href="#replacesId"');
  });

  test('what is wrong is said all at once, at its fields, and what was typed stays', async () => {
    const english = await staffBrowser(testbed, 'publisher');
    const start = await english.get('/desk/changes/new?step=details&type=add&subprocessorId=new&lang=en');
    const answer = await english.submit(start, 'change', {
      plannedEffectiveOn: '2026-02-30',
      country: 'Atlantis',
      legalName: 'Name\u0000 with a control character',
      address: 'Storgata 1',
      contractSignedOn: '2026-01-05',
      'locations-0-country': 'XX',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('<title>Error: New change');
    for (const field of [
      'services',
      'reasonNb',
      'plannedEffectiveOn',
      'country',
      'legalName',
      'processingNb',
      'locations-0-country',
      'contractReference',
    ]) {
      expect([field, answer.text.includes(`href="#${field}"`), answer.text.includes(`id="${field}"`)]).toEqual([field, true, true]);
    }
    expect(answer.text).toContain('value="Atlantis"');
    expect(answer.text).toContain('Storgata 1</textarea>');
    expect(await changesOfService()).toBe(0);
  });

  test.each([
    ['a day that has passed', { plannedEffectiveOn: '2026-05-31' }, 'plannedEffectiveOn'],
    ['a service nobody has', { services: ['unknown'] }, 'services'],
    ['two hundred thousand characters', { reasonNb: 'x'.repeat(200_000) }, 'reasonNb'],
  ])('%s is refused at its field', async (_case, wrong, field) => {
    await agreement('VID');
    const start = await publisher.get('/desk/changes/new?step=details&type=add&subprocessorId=new');
    const answer = await publisher.submit(start, 'change', { ...described(), ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`href="#${field}"`);
  });

  test('more rows are offered without saving or losing anything', async () => {
    const start = await publisher.get('/desk/changes/new?step=details&type=add&subprocessorId=new');
    const answer = await publisher.submit(start, 'change', { ...described(), more: 'locations' });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('value="Sverige (SE)"');
    expect(answer.text).toContain('id="locations-3-country"');
    expect(await changesOfService()).toBe(0);
  });

  test('a modify names only what was changed, and the page says what it was before', async () => {
    const { _id } = await registerInUse(testbed, { services: [service], specialCategories: [], securityMeasures: 'Kryptert' });
    await agreement('VID', { annex: [_id] });
    const start = await publisher.get(`/desk/changes/new?step=details&type=modify&subprocessorId=${_id}`);
    const answer = await publisher.submit(start, 'change', {
      reasonNb: 'Nytt datasenter',
      plannedEffectiveOn: '2026-07-01',
      'locations-1-country': 'SE',
      'locations-1-kind': 'processing',
    });
    expect(answer.status).toBe(303);
    const change = await stored(await idOfNewest());
    expect(change.modifiedFields).toEqual(['locations']);
    expect(change.details.locations).toEqual([
      { country: 'NO', kind: 'storage' },
      { country: 'SE', kind: 'processing' },
    ]);
    expect(textOf((await publisher.follow(answer)).text)).toContain('Før: Lagring: Norge (NO)');
  });

  test('a modify that changes nothing is refused in words', async () => {
    const { _id } = await registerInUse(testbed, { services: [service] });
    const start = await publisher.get(`/desk/changes/new?step=details&type=modify&subprocessorId=${_id}`);
    const answer = await publisher.submit(start, 'change', { reasonNb: 'Ingenting', plannedEffectiveOn: '2026-07-01' });
    expect(answer.status).toBe(422);
    expect(textOf(answer.text)).toContain('Ingenting er endret. Rett minst ett felt.');
  });

  test('a replace and a remove are drafted from what the register has', async () => {
    const old = await registerInUse(testbed, { services: [service], legalName: 'Gamlesky AS', organisationNumber: '923609017' });
    await agreement('VID', { annex: [old._id] });
    const replace = await publisher.get(`/desk/changes/new?step=details&type=replace&subprocessorId=new&replacesId=${old._id}`);
    expect((await publisher.submit(replace, 'change', described())).status).toBe(303);
    expect(await stored(await idOfNewest())).toMatchObject({ type: 'replace', replacesName: 'Gamlesky AS' });
    const remove = await publisher.get(`/desk/changes/new?step=details&type=remove&subprocessorId=${old._id}`);
    expect(remove.text).not.toContain('id="legalName"');
    expect((await publisher.submit(remove, 'change', { reasonEn: 'No longer used', plannedEffectiveOn: '2026-07-01' })).status).toBe(303);
    expect(await stored(await idOfNewest())).toMatchObject({ type: 'remove', details: { legalName: 'Gamlesky AS' } });
  });

  test('an edit keeps what was not touched, and an edit of an older version is refused with 409 and the form filled', async () => {
    await agreement('VID');
    const { _id } = await draft(testbed, aChange());
    const form = await publisher.get(`/desk/changes/${_id}/edit`);
    expect((await publisher.submit(form, 'change', { rollout: 'perAgreement', address: 'Ny gate 2' })).status).toBe(303);
    expect(await stored(_id)).toMatchObject({
      rollout: 'perAgreement',
      details: { contactPoint: completeSubprocessor.contactPoint, locations: completeSubprocessor.locations, address: 'Ny gate 2' },
    });
    const late = await publisher.submit(form, 'change', { address: 'Gammel gate 3' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Gammel gate 3');
    expect((await stored(_id)).details.address).toBe('Ny gate 2');
  });

  test('HTML in every field is shown as text', async () => {
    const hostile = '"><script>alert(1)</script>';
    await agreement('VID');
    const start = await publisher.get('/desk/changes/new?step=details&type=add&subprocessorId=new');
    const texts = [
      'reasonNb',
      'reasonEn',
      'legalName',
      'address',
      'contactPoint',
      'processingNb',
      'processingEn',
      'dataCategories',
      'dataSubjects',
      'specialCategories',
      'securityMeasuresNb',
      'contractReference',
      'emergencyReason',
    ];
    const fields = { ...described(), ...Object.fromEntries(texts.map((name) => [name, hostile])) };
    const again = await publisher.submit(start, 'change', { ...fields, plannedEffectiveOn: '' });
    expect([again.status, again.text.includes('<script')]).toEqual([422, false]);
    const saved = await publisher.submit(start, 'change', fields);
    expect(saved.status).toBe(303);
    const id = await idOfNewest();
    for (const path of [
      `/desk/changes/${id}`,
      `/desk/changes/${id}/edit`,
      `/desk/changes/${id}/audit`,
      `/desk/changes/${id}/withdraw`,
      '/desk/changes',
      '/desk',
    ]) {
      const { status, text } = await publisher.get(path);
      expect([path, status, text.includes('<script')]).toEqual([path, 200, false]);
    }
  });
});

describe('from draft to publication', () => {
  test('too early a day is refused on the page, naming the earliest day and who prevents an earlier one', async () => {
    await agreement('VID');
    const pen = await agreement('PEN', { preset: 'dfo-2020-general' });
    const { _id } = await draft(testbed, aChange());
    const answer = await publisher.submit(await publisher.get(`/desk/changes/${_id}`), 'submit');
    expect(answer.status).toBe(422);
    const words = textOf(answer.text);
    expect(words).toContain('Dette ble ikke gjort');
    expect(words).toContain(`Tidligste lovlige dag for alle er torsdag 2. juli 2026. Disse hindrer en tidligere dag: ${pen}.`);
    expect(words).toContain('For tidlig: onsdag 1. juli 2026 kan ikke holdes for alle.');
    expect((await stored(_id)).status).toBe('draft');
  });

  test('what is missing is listed before and on submission, with links to the fields of the form', async () => {
    await agreement('VID');
    const { _id } = await draft(testbed, aChange({ subprocessor: newSubprocessor({ locations: [{ country: 'US', kind: 'storage' }] }) }));
    const page = await publisher.get(`/desk/changes/${_id}`);
    expect(page.text).toContain(`href="/desk/changes/${_id}/edit#transferBasis-0-country"`);
    const answer = await publisher.submit(page, 'submit');
    expect(answer.status).toBe(422);
    expect(textOf(answer.text)).toContain('Registrer et overføringsgrunnlag for USA');
  });

  test('nobody affected is refused in words', async () => {
    const other = await agreement('OTHER');
    const { _id } = await draft(testbed, aChange());
    await testbed.dependencies.mongoConnection
      .collection('agreements')
      .updateOne({ reference: other }, { $set: { services: ['elsewhere'] } });
    const answer = await publisher.submit(await publisher.get(`/desk/changes/${_id}`), 'submit');
    expect([answer.status, textOf(answer.text).includes('Endringen berører ingen avtale')]).toEqual([422, true]);
  });

  test('a step out of order and an old page are refused with 409 on the page as it is now', async () => {
    await agreement('VID');
    const { _id } = await draft(testbed, aChange());
    const page = await publisher.get(`/desk/changes/${_id}`);
    await publisher.submit(page, 'submit');
    const twice = await publisher.submit(page, 'submit');
    expect(twice.status).toBe(409);
    expect(twice.text).toContain('Til gjennomgang');
    const early = await publisher.postWithToken(`/desk/changes/${_id}/publish`);
    expect(early.status).toBe(409);
    expect((await stored(_id)).status).toBe('inReview');
  });

  test('whoever wrote it is told that a colleague must release it, and has no button for it', async () => {
    await agreement('VID');
    const { _id } = await draft(testbed, aChange());
    const user = await testbed.dependencies.data.accounts.findUserByEmail('dpo@forvarsel.example');
    await testbed.dependencies.mongoConnection
      .collection('changes')
      .updateOne({ _id } as never, { $set: { status: 'inReview' }, $addToSet: { authorIds: user?._id } } as never);
    const page = await dpo.get(`/desk/changes/${_id}`);
    expect(textOf(page.text)).toContain('En kollega må frigi den.');
    expect(page.text).not.toContain('id="approve"');
    const answer = await dpo.postWithToken(`/desk/changes/${_id}/approve`);
    expect(answer.status).toBe(403);
    expect((await stored(_id)).status).toBe('inReview');
  });

  test('withdrawing a published change asks for a reason, shows whom it concerns, and is told in the trail', async () => {
    const vid = await agreement('VID');
    const { _id } = await publish(testbed, aChange());
    const check = await dpo.get(`/desk/changes/${_id}/withdraw`);
    expect(textOf(check.text)).toContain(`Controller of ${vid} (${vid})`);
    const withoutReason = await dpo.submit(check, 'confirm');
    expect(withoutReason.status).toBe(422);
    expect(withoutReason.text).toContain('href="#note"');
    const tooLong = await dpo.submit(check, 'confirm', { note: 'x'.repeat(2_001) });
    expect([tooLong.status, tooLong.text.includes('href="#note"')]).toEqual([422, true]);
    const page = await dpo.follow(await dpo.submit(check, 'confirm', { note: 'Leverandøren gikk konkurs.' }));
    expect(textOf(page.text)).toContain('Leverandøren gikk konkurs.');
    expect((await stored(_id)).status).toBe('withdrawn');
  });

  test('another person switches a published change to agreement by agreement, after a check', async () => {
    await agreement('VID');
    const { _id } = await publish(testbed, aChange());
    const page = await dpo.follow(await dpo.submit(await dpo.get(`/desk/changes/${_id}/rollout`), 'confirm'));
    expect(textOf(page.text)).toContain('avtale for avtale');
    expect((await stored(_id)).rollout).toBe('perAgreement');
  });
});
