import { formOf, textOf } from '../../support/contactBrowser';
import { addition, publish, registerAgreement, registerInUse } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

const described = {
  legalName: 'Fjordlager AS',
  country: 'Norge',
  address: 'Kaia 1\r\n5003 Bergen',
  contactPoint: 'personvern@fjordlager.example',
  processingNb: 'Lagrer sikkerhetskopier',
  dataCategories: 'navn\r\ne-post',
  dataSubjects: 'brukere',
  'locations-0-country': 'Sverige (SE)',
  'locations-0-kind': 'storage',
  services: 'video opptak',
};

let testbed: Testbed;
let publisher: StaffBrowser;
beforeEach(async () => {
  testbed = await createTestbed();
  publisher = await staffBrowser(testbed, 'publisher');
});
afterEach(() => testbed.close());

const registered = async () => (await testbed.dependencies.data.subprocessors.list({ limit: 10 })).items;

describe('the register', () => {
  test('with nobody in it says so', async () => {
    expect(textOf((await publisher.get('/desk/subprocessors')).text)).toContain('Ingen underdatabehandlere er registrert ennå.');
  });

  test('flags Privacy Shield, a country without a valid basis, a missing contract and what is not stated', async () => {
    await registerInUse(testbed, {
      legalName: 'Oversea Inc',
      organisationNumber: null,
      country: 'US',
      transferBasis: [{ country: 'US', basis: 'privacy-shield' }],
      contract: undefined,
    });
    const list = textOf((await publisher.get('/desk/subprocessors?lang=en')).text);
    expect(list).toContain('Privacy Shield is not valid');
    expect(list).toContain('Transfer basis missing: United States');
    expect(list).toContain('No contract recorded');
    expect(list).toContain('Not stated: organisation number, security measures');
  });

  test('flags the country of somebody below in the chain', async () => {
    const top = await registerInUse(testbed, { legalName: 'Top AS' });
    await registerInUse(testbed, { legalName: 'Below Inc', country: 'US', parentId: top._id });
    const page = textOf((await publisher.get(`/desk/subprocessors/${top._id}?lang=en`)).text);
    expect(page).toContain('No valid basis covers these countries: United States.');
    expect(page).toContain('Below Inc, United States (US)');
  });
});

describe('registering', () => {
  test('keeps all that was said, as proposed, and shows it with a word of what was done', async () => {
    const answer = await publisher.submit(await publisher.get('/desk/subprocessors/new'), 'subprocessor', described);
    expect(answer.status).toBe(303);
    const [one] = await registered();
    expect(one).toMatchObject({
      legalName: 'Fjordlager AS',
      organisationNumber: null,
      country: 'NO',
      processing: { nb: 'Lagrer sikkerhetskopier' },
      dataCategories: ['navn', 'e-post'],
      locations: [{ country: 'SE', kind: 'storage' }],
      services: ['video', 'opptak'],
      status: 'proposed',
      contract: null,
    });
    expect(textOf((await publisher.follow(answer)).text)).toContain('Underdatabehandleren er registrert.');
  });

  test('with mistakes in it is answered 422, with each at its field and everything that was typed', async () => {
    const answer = await publisher.submit(await publisher.get('/desk/subprocessors/new'), 'subprocessor', {
      ...described,
      legalName: '',
      country: 'Atlantis',
      services: 'Video!',
      contractSignedOn: '2026-02-30',
      contractReference: 'DPA-1',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/<title>Feil: /);
    for (const field of ['legalName', 'country', 'services', 'contractSignedOn']) {
      expect(answer.text).toContain(`href="#${field}"`);
      expect(answer.text).toContain(`id="${field}-problem"`);
    }
    expect(formOf(answer.text, 'subprocessor').fields).toMatchObject({
      country: 'Atlantis',
      services: 'Video!',
      address: 'Kaia 1, 5003 Bergen',
    });
    expect(await registered()).toEqual([]);
  });

  test('asks for more rows without losing a word', async () => {
    const page = await publisher.get('/desk/subprocessors/new');
    const before = Object.keys(formOf(page.text, 'subprocessor').fields).filter((name) => name.endsWith('-country')).length;
    const answer = await publisher.submit(page, 'subprocessor', { ...described, more: 'locations' });
    const { fields } = formOf(answer.text, 'subprocessor');
    expect(answer.status).toBe(200);
    expect(Object.keys(fields).filter((name) => name.endsWith('-country')).length).toBeGreaterThan(before);
    expect(fields).toMatchObject({ legalName: 'Fjordlager AS', 'locations-0-country': 'Sverige (SE)' });
  });
});

describe('correcting', () => {
  test('a proposed one says only what is different, and keeps the rest', async () => {
    const one = await registerInUse(testbed, { services: ['video', 'opptak'] });
    const answer = await publisher.submit(await publisher.get(`/desk/subprocessors/${one._id}/edit`), 'subprocessor', {
      address: 'Bryggen 2, 7010 Trondheim',
      'locations-0-kind': 'storage',
    });
    expect(answer.headers.location).toBe(`/desk/subprocessors/${one._id}?done=updated`);
    const after = await testbed.dependencies.data.subprocessors.find(one._id);
    expect(after).toMatchObject({ ...one, address: 'Bryggen 2, 7010 Trondheim', version: 2 });
  });

  test('one that an annex lists is refused and sent to a change, also when the form is posted anyway', async () => {
    const one = await registerInUse(testbed);
    const page = await publisher.get(`/desk/subprocessors/${one._id}/edit`);
    await registerAgreement(testbed, { reference: 'A-1', annex: [one._id] });

    const blocked = await publisher.get(`/desk/subprocessors/${one._id}/edit`);
    expect(textOf(blocked.text)).toContain('Rettes ved en endring');
    expect(blocked.text).toContain(`/desk/changes/new?type=modify&amp;subprocessorId=${one._id}`);

    const answer = await publisher.submit(page, 'subprocessor', { address: 'Et annet sted', 'locations-0-kind': 'storage', version: '2' });
    expect(answer.status).toBe(409);
    expect(textOf(answer.text)).toContain('Opprett en endring av typen modify');
    expect((await testbed.dependencies.data.subprocessors.find(one._id))?.address).toBe(one.address);
  });

  test('made on a page that is out of date is refused', async () => {
    const one = await registerInUse(testbed);
    const page = await publisher.get(`/desk/subprocessors/${one._id}/edit`);
    await publisher.submit(page, 'subprocessor', { address: 'Først', 'locations-0-kind': 'storage' });
    const second = await publisher.submit(page, 'subprocessor', { address: 'Sist', 'locations-0-kind': 'storage' });
    expect(second.status).toBe(409);
    expect((await testbed.dependencies.data.subprocessors.find(one._id))?.address).toBe('Først');
  });
});

describe('the contract with it', () => {
  test('is recorded at any time, and lets take effect what waited for nothing else', async () => {
    const { agreement } = await registerAgreement(testbed, { reference: 'A-1' });
    const change = await publish(testbed, addition({ subprocessor: { ...(addition().subprocessor ?? {}), contract: null } }));
    await testbed.advanceTo('2026-07-02T08:00:00Z');
    const [held] = await testbed.dependencies.data.notices.findFor(change._id, [agreement._id]);
    expect(held?.effect).toBe('held');

    const page = await publisher.get(`/desk/subprocessors/${change.subprocessorId}/contract`);
    const answer = await publisher.submit(page, 'contract', { signedOn: '2026-06-15', reference: 'DPA-17' });

    expect(answer.status).toBe(303);
    const [released] = await testbed.dependencies.data.notices.findFor(change._id, [agreement._id]);
    expect(released?.effect).toBe('inEffect');
  });

  test('of a day to come, and without a reference, is answered 422 at the fields', async () => {
    const one = await registerInUse(testbed, { contract: undefined });
    const page = await publisher.get(`/desk/subprocessors/${one._id}/contract?lang=en`);
    const future = await publisher.submit(page, 'contract', { signedOn: '2027-01-01', reference: 'DPA-17' });
    expect(future.status).toBe(422);
    expect(future.text).toContain('id="signedOn-problem"');
    const empty = await publisher.submit(page, 'contract', { signedOn: '2026-01-01', reference: '' });
    expect(empty.status).toBe(422);
    expect(textOf(empty.text)).toContain('Reference: Is missing and must be given.');
    expect((await testbed.dependencies.data.subprocessors.find(one._id))?.contract).toBeNull();
  });
});

test('the page of one shows its annexes and changes, and HTML in every field as the text it is', async () => {
  const html = '<img src=x onerror=alert(1)>';
  const one = await registerInUse(testbed, {
    legalName: `A${html}`,
    address: html,
    contactPoint: html,
    processing: { nb: html },
    dataCategories: [html],
    dataSubjects: [html],
    specialCategories: [html],
    securityMeasures: html,
    transferBasis: [{ country: 'US', basis: 'derogation', reference: html }],
    contract: { signedOn: '2026-01-05', reference: html },
  });
  await registerAgreement(testbed, { reference: 'A-1', annex: [one._id] });
  for (const path of [`/desk/subprocessors/${one._id}`, '/desk/subprocessors', '/subprocessors']) {
    const { text, status } = await publisher.get(path);
    expect(status).toBe(200);
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  }
  expect(textOf((await publisher.get(`/desk/subprocessors/${one._id}`)).text)).toContain('A-1 siden onsdag 15. januar 2025');
});
