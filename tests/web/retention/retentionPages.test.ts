import request from 'supertest';
import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { endAgreement } from '../../../src/workflows/registry/endAgreement';
import { textOf } from '../../support/contactBrowser';
import { expectValue, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as } from '../api/apiCalls';

let testbed: Testbed;
let agreementId: string;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z' });
  const { agreement } = await registerAgreement(testbed, { reference: 'ENDED', contacts: 2 });
  agreementId = agreement._id;
  const input = { endsOn: calendarDate('2026-05-31') };
  expectValue(await endAgreement(testbed.context, { actor: testbed.person('admin'), now: await testbed.now(), agreementId, input }));
});
afterAll(() => testbed.close());

test('retention, nothing ready: the rules in words with the day on which something is next', async () => {
  const auditor = await staffBrowser(testbed, 'auditor');
  const page = textOf((await auditor.get('/desk/retention')).text);
  expect(page).toContain('Ingenting er klart til sletting.');
  expect(page).toContain('avtalen har vært avsluttet i 3 år');
  expect(page).toContain('søndag 30. august 2026');
  expect((await (await staffBrowser(testbed, 'publisher')).get('/desk/retention')).status).toBe(403);
});

test('a hold without a reason is asked for one; with one it stands on the agreement, and a second lets erasure go on', async () => {
  const dpo = await staffBrowser(testbed, 'dpo');
  const address = `/desk/agreements/${agreementId}/hold`;
  const refused = await dpo.submit(await dpo.get(address), 'hold', { reason: '' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('id="reason-problem"');
  const held = await dpo.submit(await dpo.get(address), 'hold', { reason: 'Tilsyn' });
  expect(held.headers.location).toBe(`/desk/agreements/${agreementId}?done=held`);
  expect(textOf((await dpo.get(`/desk/agreements/${agreementId}`)).text)).toContain('På vent siden mandag 1. juni 2026: Tilsyn');
  expect(textOf((await dpo.get('/desk/retention')).text)).toContain('ENDED, siden mandag 1. juni 2026 Tilsyn');

  await testbed.advanceTo('2026-09-01T08:00:00Z');
  expect(textOf((await dpo.get('/desk/retention')).text)).toContain('Ingenting er slettet ennå.');
  const lifted = await dpo.submit(await dpo.get(address), 'hold', {});
  expect(lifted.headers.location).toBe(`/desk/agreements/${agreementId}?done=lifted`);
});

test('what is ready stands on the page and in the API, and after the night what was erased', async () => {
  const dpo = await staffBrowser(testbed, 'dpo');
  expect(textOf((await dpo.get('/desk/retention')).text)).toContain('Kontaktpunkter Kontaktpunkt');
  const { body } = await as(testbed, 'auditor').get('/retention');
  const contacts = body.rules.find(({ rule }: { rule: string }) => rule === 'contacts');
  expect(contacts.records).toHaveLength(2);
  expect(contacts.records[0]).toMatchObject({ kind: 'contact', since: '2026-08-29T22:00:00Z' });
  await testbed.advanceTo('2026-09-02T08:00:00Z');
  expect(textOf((await dpo.get('/desk/retention')).text)).toMatch(/Slettet Når .* Kontaktpunkter: 2 Portalen selv/);
  const metrics = (await request(testbed.app).get('/metrics')).text;
  expect(metrics).toContain('forvarsel_retention_erased{rule="contacts"} 2');
  expect(metrics).toMatch(/forvarsel_audit_unnumbered \d/);
});

test('over the API a hold is set by the DPO, refused twice, and not the publisher’s to set', async () => {
  const hold = (key: 'dpo' | 'publisher', body: object) => as(testbed, key).post(`/agreements/${agreementId}/retention-hold`, body);
  expect((await hold('publisher', { hold: true, reason: 'Tvist' })).status).toBe(403);
  expect((await hold('dpo', { hold: true })).status).toBe(422);
  expect((await hold('dpo', { hold: true, reason: 'Tvist' })).body.retentionHold).toMatchObject({ reason: 'Tvist' });
  expect((await hold('dpo', { hold: true, reason: 'Tvist' })).body.code).toBe('wrong-state');
  expect((await hold('dpo', { hold: false })).body.retentionHold).toBeNull();
});

test('an administrator says in which language the DPO is written to, and whether every morning', async () => {
  const admin = await staffBrowser(testbed, 'admin');
  const dpo = await testbed.context.data.accounts.findUserByEmail('dpo@forvarsel.example');
  const address = `/desk/users/${dpo?._id}/mail`;
  const answer = await admin.submit(await admin.get(address), 'mail', { locale: 'en', digest: 'yes' });
  expect(answer.headers.location).toBe('/desk/users?done=mailSet');
  expect(textOf((await admin.get('/desk/users')).text)).toContain('Engelsk, daglig oversikt');
  expect(await testbed.context.data.accounts.findUserByEmail('dpo@forvarsel.example')).toMatchObject({ locale: 'en', digest: true });
});
