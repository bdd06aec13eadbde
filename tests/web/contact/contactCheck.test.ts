import request from 'supertest';
import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { confirmContact } from '../../../src/workflows/registry/confirmContact';
import { contactsToConfirm } from '../../../src/workflows/registry/contactsToConfirm';
import { endAgreement } from '../../../src/workflows/registry/endAgreement';
import { formOf, hasForm, textOf } from '../../support/contactBrowser';
import { expectRefusal, expectValue, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeEach(async () => {
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z' });
});
afterEach(() => testbed.close());

const to = 'contact@year.example';

async function unconfirmed(): Promise<string[]> {
  const { items } = await contactsToConfirm(testbed.context, { now: await testbed.now(), limit: 10 });
  return items.map(({ contact }) => contact.email);
}

/** The path of the link in the mail that asks. */
async function linkPath(): Promise<string> {
  const [mail] = (await testbed.mailbox({ to })).slice(-1);
  const link = mail?.links.find((each) => each.includes('/c/'));
  if (!link) throw new Error('no mail asked');
  return new URL(link).pathname;
}

test('a year after it was registered, at the beginning of the day: each contact is asked once, and again after another year', async () => {
  await registerAgreement(testbed, { reference: 'YEAR', contacts: 2 });
  await testbed.advanceTo('2027-05-31T21:59:59Z');
  expect(await testbed.mailbox()).toEqual([]);
  await testbed.advanceTo('2027-05-31T22:00:00Z');
  await testbed.settle();
  for (const address of [to, 'second@year.example']) {
    const [mail, ...more] = await testbed.mailbox({ to: address });
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Er dette fortsatt riktig kontaktpunkt? (YEAR)');
    expect(mail?.text).toContain(address);
  }
  await testbed.advanceTo('2028-05-31T22:00:00Z');
  expect(await testbed.mailbox({ to })).toHaveLength(2);
});

test('the link in the mail: opening it changes nothing, the button confirms for a year, and the trail tells it without the address', async () => {
  const { controller } = await registerAgreement(testbed, { reference: 'YEAR' });
  await testbed.advanceTo('2027-06-02T08:00:00Z');
  expect(await unconfirmed()).toEqual([to]);
  const path = await linkPath();

  const page = await request(testbed.app).get(path);
  expect(page.status).toBe(200);
  expect(page.headers['cache-control']).toBe('no-store');
  expect(textOf(page.text)).toContain(to);
  await request(testbed.app).head(path);
  expect(await unconfirmed()).toEqual([to]);

  const { action } = formOf(page.text, 'confirm-contact');
  const confirmed = await request(testbed.app).post(action).type('form').send({});
  expect(confirmed.status).toBe(200);
  expect(textOf(confirmed.text)).toContain('Takk');
  expect(await unconfirmed()).toEqual([]);
  const stored = await testbed.dependencies.data.controllers.find(controller._id);
  expect(stored?.contacts[0]).toMatchObject({ confirmedAt: await testbed.now(), checkAt: new Date('2028-06-01T22:00:00Z') });
  const events = (await testbed.dependencies.data.auditEvents.list({ limit: 100 })).filter(({ type }) => type.startsWith('contact.'));
  expect(events.map(({ type }) => type).sort()).toEqual(['contact.asked', 'contact.confirmedByLink']);
  expect(JSON.stringify(events)).not.toContain(to);
});

test('a link that is altered, of a notice, too old, or of a contact that has gone: the same plain page, 404, and nothing happens', async () => {
  const { controller } = await registerAgreement(testbed, { reference: 'YEAR' });
  await testbed.advanceTo('2027-06-02T08:00:00Z');
  const path = await linkPath();
  const contactId = controller.contacts[0]?.id ?? '';
  const expiresAt = new Date('2030-01-01T00:00:00Z');
  const { links } = testbed.context;
  const others = [
    `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`,
    `${path}=`,
    `/c/${links.sign({ noticeId: controller._id, contactId, purpose: 'notice', expiresAt })}`,
    `/c/${links.signContact({ controllerId: controller._id, contactId, expiresAt: await testbed.now() })}`,
    `/c/${links.signContact({ controllerId: controller._id, contactId: '0'.repeat(24), expiresAt })}`,
  ];
  for (const other of others) {
    const seen = await request(testbed.app).get(other);
    expect({ status: seen.status, form: hasForm(seen.text, 'confirm-contact') }).toEqual({ status: 404, form: false });
    expect((await request(testbed.app).post(other).type('form').send({})).status).toBe(404);
  }
  expect((await request(testbed.app).get(path.replace('/c/', '/n/'))).status).toBe(404);
  expect(await unconfirmed()).toEqual([to]);
});

test('on the desk: the DPO sees who has not answered and confirms; the auditor sees it and cannot', async () => {
  await registerAgreement(testbed, { reference: 'YEAR' });
  await testbed.advanceTo('2027-06-02T08:00:00Z');
  const auditor = await staffBrowser(testbed, 'auditor');
  const seen = await auditor.get('/desk/contacts');
  expect(textOf(seen.text)).toContain(to);
  expect(seen.text).not.toContain('/desk/contacts/confirm');
  expect((await auditor.postWithToken('/desk/contacts/confirm', {})).status).toBe(403);

  const dpo = await staffBrowser(testbed, 'dpo');
  const page = await dpo.get('/desk/contacts');
  const [, formId = ''] = /<form id="(contact-[0-9a-f]{24})"/.exec(page.text) ?? [];
  const answer = await dpo.submit(page, formId, {});
  expect(answer.headers.location).toBe('/desk/contacts?done=confirmed');
  expect(textOf((await dpo.get('/desk/contacts?done=confirmed')).text)).toContain('Alle kontaktpunkter er bekreftet det siste året.');
  expect((await dpo.postWithToken('/desk/contacts/confirm', { controllerId: 'x', contactId: 'y' })).headers.location).toContain(
    'done=gone',
  );
});

test('an address that is corrected counts as confirmed; one that stays as it was does not', async () => {
  const { controller } = await registerAgreement(testbed, { reference: 'YEAR', contacts: 2 });
  await testbed.advanceTo('2027-06-02T08:00:00Z');
  const admin = await staffBrowser(testbed, 'admin');
  const form = await admin.get(`/desk/controllers/${controller._id}/edit`);
  expect((await admin.submit(form, 'controller', { 'contacts-0-email': 'new@year.example' })).status).toBe(303);
  expect(await unconfirmed()).toEqual(['second@year.example']);
});

test('a controller whose agreement has ended: is not asked; a contact that has gone: cannot be confirmed', async () => {
  const { agreement, controller } = await registerAgreement(testbed, { reference: 'YEAR' });
  const act = { actor: testbed.person('admin'), now: await testbed.now(), agreementId: agreement._id };
  expectValue(await endAgreement(testbed.context, { ...act, input: { endsOn: calendarDate('2026-12-31') } }));
  await testbed.advanceTo('2027-06-02T08:00:00Z');
  expect((await testbed.mailbox({ to })).filter(({ subject }) => subject?.includes('kontaktpunkt'))).toEqual([]);
  const gone = { now: await testbed.now(), controllerId: controller._id, contactId: '0'.repeat(24), by: testbed.person('dpo') };
  expect(expectRefusal(await confirmContact(testbed.context, gone))).toBe('not-found');
});
