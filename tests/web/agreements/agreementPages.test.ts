import { termsPresets } from '../../../src/domain/terms/presets';
import { formOf, textOf } from '../../support/contactBrowser';
import { addition, publish, registerAgreement, registerInUse } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let admin: StaffBrowser;
/** The same person, reading English. */
let english: StaffBrowser;
beforeAll(async () => {
  testbed = await createTestbed();
  admin = await staffBrowser(testbed, 'admin');
  english = await staffBrowser(testbed, 'admin');
  await english.get('/desk/agreements?lang=en');
});
afterAll(() => testbed.close());

let serial = 0;
/** A reference nobody else has. */
function aReference(): string {
  serial += 1;
  return `REF-${serial}`;
}

const byReference = (reference: string) => testbed.dependencies.data.agreements.findByReference(reference);

describe('registering', () => {
  test('with a preset keeps its terms and clause, the signed annex and whom to notify', async () => {
    const { controller } = await registerAgreement(testbed, { reference: aReference(), contacts: 2 });
    const subprocessor = await registerInUse(testbed);
    const page = await admin.get(`/desk/agreements/new?controllerId=${controller._id}`);
    const answer = await admin.submit(page, 'agreement', {
      reference: 'NEW-1',
      rules: 'dfo-2020-general',
      services: 'video, opptak',
      signedOn: '2026-01-10',
      annex: subprocessor._id,
      contactIds: controller.contacts[1]?.id ?? '',
    });
    expect(answer.status).toBe(303);
    expect(await byReference('NEW-1')).toMatchObject({
      controllerId: controller._id,
      preset: 'dfo-2020-general',
      terms: termsPresets['dfo-2020-general'],
      clause: 'B.1',
      services: ['video', 'opptak'],
      signedOn: '2026-01-10',
      signedAnnex: [subprocessor._id],
      contactIds: [controller.contacts[1]?.id],
    });
    const shown = textOf((await admin.follow(answer)).text);
    expect(shown).toContain('Avtalen er registrert.');
    expect(shown).toContain('1 måned fra mottak');
    expect(shown).toContain('Skybygg AS');
  });

  test('with terms of its own keeps them, and says them in words', async () => {
    const { controller } = await registerAgreement(testbed, { reference: aReference() });
    const terms = { ...termsPresets.videonor, notice: { period: { length: 10, unit: 'businessDays' }, from: 'sending', clearDays: false } };
    const answer = await english.submit(await english.get(`/desk/agreements/new?controllerId=${controller._id}`), 'agreement', {
      reference: 'OWN-1',
      rules: 'own',
      terms: JSON.stringify(terms),
      services: 'video',
      signedOn: '2026-01-10',
    });
    expect(answer.status).toBe(303);
    expect((await byReference('OWN-1'))?.terms).toEqual(terms);
    const shown = textOf((await english.follow(answer)).text);
    expect(shown).toContain('10 business days from sending');
    expect(shown).toContain('The change may take effect on the last day of the period.');
  });

  test('with everything wrong is answered 422 with all of it at once, deep in the terms too, and nothing is saved', async () => {
    const { controller } = await registerAgreement(testbed, { reference: aReference() });
    const terms = { ...termsPresets.videonor, notice: { ...termsPresets.videonor.notice, period: { length: 0, unit: 'fortnights' } } };
    const page = await english.get(`/desk/agreements/new?controllerId=${controller._id}`);
    const answer = await english.submit(page, 'agreement', {
      reference: '',
      rules: 'own',
      terms: JSON.stringify(terms),
      services: '',
      signedOn: '2026-02-30',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/<title>Error: /);
    const shown = textOf(answer.text);
    expect(shown).toContain('Reference: Is missing and must be given.');
    expect(shown).toContain('Own terms (JSON): notice/period/unit: Must be one of: days, weeks, months, businessDays.');
    expect(shown).toContain('Day of signature: Is not a date.');
    expect(answer.text).toContain('href="#services"');
    expect(formOf(answer.text, 'agreement').fields.terms).toBe(JSON.stringify(terms));
  });

  test('without terms chosen, and with terms that are not JSON, says so at the field', async () => {
    const { controller } = await registerAgreement(testbed, { reference: aReference() });
    const page = await admin.get(`/desk/agreements/new?controllerId=${controller._id}`);
    const filled = { reference: 'NEW-2', services: 'video', signedOn: '2026-01-10' };
    const none = await admin.submit(page, 'agreement', filled);
    expect(none.status).toBe(422);
    expect(none.text).toContain('id="rules-problem"');
    const broken = await admin.submit(page, 'agreement', { ...filled, rules: 'own', terms: '{ "authorisation": ' });
    expect(broken.status).toBe(422);
    expect(textOf(broken.text)).toContain('Er ikke gyldig JSON.');
    expect(await byReference('NEW-2')).toBeNull();
  });

  test('with a reference that is taken is refused at the field', async () => {
    const { controller, agreement } = await registerAgreement(testbed, { reference: aReference() });
    const answer = await admin.submit(await admin.get(`/desk/agreements/new?controllerId=${controller._id}`), 'agreement', {
      reference: agreement.reference,
      rules: 'videonor',
      services: 'video',
      signedOn: '2026-01-10',
    });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('id="reference-problem"');
  });
});

test('editing keeps what was not touched, and the terms unless others are chosen', async () => {
  const subprocessor = await registerInUse(testbed);
  const { agreement } = await registerAgreement(testbed, { reference: 'EDIT-1', annex: [subprocessor._id] });
  const page = await admin.get(`/desk/agreements/${agreement._id}/edit`);
  expect((await admin.submit(page, 'agreement', { clause: '7.2' })).status).toBe(303);
  expect(await byReference('EDIT-1')).toMatchObject({ ...agreement, clause: '7.2', version: 2, updatedAt: expect.any(Date) });
  expect((await admin.submit(page, 'agreement', { clause: '8.1' })).status).toBe(409);
});

test('taking somebody out of the signed annex is refused, at the field', async () => {
  const subprocessor = await registerInUse(testbed);
  const { agreement } = await registerAgreement(testbed, { reference: 'EDIT-2', annex: [subprocessor._id] });
  const page = await admin.get(`/desk/agreements/${agreement._id}/edit`);
  const { action, fields } = formOf(page.text, 'agreement');
  const { annex: _taken, ...rest } = fields;
  const answer = await admin.post(action, rest);
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('id="annex-problem"');
  expect((await byReference('EDIT-2'))?.signedAnnex).toEqual([subprocessor._id]);
});

test('ending sets the last day; a day before it was signed is refused at the field', async () => {
  const { agreement } = await registerAgreement(testbed, { reference: 'END-1' });
  const page = await admin.get(`/desk/agreements/${agreement._id}/end`);
  const early = await admin.submit(page, 'end', { endsOn: '2024-12-31' });
  expect(early.status).toBe(422);
  expect(early.text).toContain('id="endsOn-problem"');
  const ended = await admin.follow(await admin.submit(page, 'end', { endsOn: '2026-09-30' }));
  expect(textOf(ended.text)).toContain('Avsluttes onsdag 30. september 2026');
});

test('many agreements are shown page by page, and a page that is not there is 404', async () => {
  const { controller } = await registerAgreement(testbed, { reference: 'FIRST' });
  const csv = ['controller;organisationNumber;agreement;preset;services;signedOn;contactEmail;contactName;locale'];
  for (let row = 0; row < 105; row += 1) csv.push(`Mange AS;;MANY-${row};videonor;video;2025-01-01;a@mange.example;;nb`);
  await admin.submit(await admin.submit(await admin.get('/desk/import'), 'import', { pasted: csv.join('\n') }), 'confirm');
  const first = await admin.get('/desk/agreements');
  const next = /rel="next"/.test(first.text) ? /href="(\/desk\/agreements\?cursor=[^"]+)"/.exec(first.text)?.[1] : undefined;
  expect(next).toBeDefined();
  expect((await admin.get(String(next))).text).toContain('MANY-104');
  expect((await admin.get('/desk/agreements/0123456789abcdef01234567')).status).toBe(404);
  expect((await admin.get('/desk/agreements/nonsense')).status).toBe(404);
  expect((await admin.get(`/desk/controllers/${controller._id}`)).text).toContain('FIRST');
});

test('HTML in a reference, a clause and a controller’s name is shown as the text it is', async () => {
  const { controller } = await registerAgreement(testbed, { reference: aReference() });
  const answer = await admin.submit(await admin.get(`/desk/agreements/new?controllerId=${controller._id}`), 'agreement', {
    reference: '<script>alert(1)</script>',
    rules: 'videonor',
    clause: '"><b>5.4',
    services: 'video',
    signedOn: '2026-01-10',
  });
  const shown = await admin.follow(answer);
  expect(shown.status).toBe(200);
  expect(shown.text).not.toMatch(/<script>|"><b>/);
  expect((await admin.get('/desk/agreements')).text).not.toContain('<script>');
});

// The last one: it moves the clock.
test('the page shows the annex of today, what changed when and by which change, and the gate of each notice', async () => {
  const { agreement } = await registerAgreement(testbed, { reference: 'STORY-1', services: ['story'] });
  const empty = textOf((await admin.get(`/desk/agreements/${agreement._id}`)).text);
  expect(empty).toContain('Ingen underdatabehandlere er godkjent for denne avtalen.');
  expect(empty).toContain('Ingen varsler er sendt under denne avtalen.');

  const change = await publish(testbed, addition({ services: ['story'] }));
  const running = textOf((await admin.get(`/desk/agreements/${agreement._id}`)).text);
  expect(running).toContain('Tatt imot av mottakerens e-posttjener');
  expect(running).toContain('Motsette seg innen mandag 15. juni 2026');
  expect(running).toContain('Varslingsfristen løper (til tirsdag 30. juni 2026)');
  expect(running).toContain('Ingen underdatabehandlere er godkjent for denne avtalen.');

  await testbed.advanceTo('2026-07-01T08:00:00Z');
  const page = await admin.get(`/desk/agreements/${agreement._id}`);
  const later = textOf(page.text);
  expect(later).toContain('Skybygg AS 923609016 Havnegata 1, 7010 Trondheim Lagrer opptak av møter Lagring: Norge (NO)');
  expect(later).toContain('onsdag 1. juli 2026 Lagt til: Skybygg AS Bedre lagring revisjon 1');
  expect(page.text).toContain(`href="/desk/changes/${change._id}"`);
  expect(later).toContain('I kraft siden onsdag 1. juli 2026');
});
