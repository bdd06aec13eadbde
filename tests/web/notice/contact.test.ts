import type { ChangeRecord } from '../../../src/data/change.model';
import type { NoticeRecord } from '../../../src/data/notice.model';
import { updateAgreement } from '../../../src/workflows/registry/updateAgreement';
import { contactBrowser, formOf, hasForm, latestLink, referenceOn, textOf } from '../../support/contactBrowser';
import { addition, expectValue, publish, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let change: ChangeRecord;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  for (const reference of ['MOVED', 'ALONE', 'OWN', 'UNTOUCHED']) {
    const { agreement, controller } = await registerAgreement(testbed, { reference, contacts: reference === 'ALONE' ? 1 : 2 });
    if (reference !== 'OWN') continue;
    const patch = { contactIds: controller.contacts.map(({ id }) => id) };
    const now = await testbed.now();
    expectValue(await updateAgreement(testbed.context, { actor: testbed.person('admin'), now, agreementId: agreement._id, patch }));
  }
  change = await publish(testbed, addition({ rollout: 'perAgreement' }));
});
afterAll(() => testbed.close());

async function noticeTo(reference: string): Promise<NoticeRecord> {
  const agreement = await testbed.dependencies.data.agreements.findByReference(reference);
  const [notice] = await testbed.dependencies.data.notices.findFor(change._id, [agreement?._id ?? '']);
  if (!notice) throw new Error(`no notice to ${reference}`);
  return notice;
}

async function open(reference: string) {
  const browser = contactBrowser(testbed);
  const page = await browser.open(await latestLink(testbed, `contact@${reference.toLowerCase()}.example`));
  return { browser, page };
}

test('the form is there, and looking at it changes nothing', async () => {
  const { page } = await open('UNTOUCHED');
  expect(hasForm(page.text, 'contact')).toBe(true);
  expect(await noticeTo('UNTOUCHED')).toMatchObject({ state: 'accepted', attention: [] });
});

test('an address that is none: the same form, filled, with what to do', async () => {
  const { browser, page } = await open('UNTOUCHED');
  const answer = await browser.submit(page, 'contact', { email: 'arkivet', name: 'Arkivet' });
  expect(answer.status).toBe(422);
  expect(formOf(answer.text, 'contact').fields).toMatchObject({ email: 'arkivet', name: 'Arkivet' });
  expect(answer.text).toContain('href="#contact-email"');
  const nameOnly = await browser.submit(page, 'contact', { email: '', name: 'Arkivet' });
  expect(nameOnly.status).toBe(422);
  expect(await noticeTo('UNTOUCHED')).toMatchObject({ state: 'accepted', attention: [] });
});

test('a form that was not made for this link does nothing', async () => {
  const { browser, page } = await open('UNTOUCHED');
  const { action } = formOf(page.text, 'contact');
  expect((await browser.post(action, { token: 'forged' })).status).toBe(403);
  expect(await noticeTo('UNTOUCHED')).toMatchObject({ attention: [] });
});

test('the wrong person: the receipt is voided, the next contact gets it, all are told, and the DPO has a task', async () => {
  const { browser, page } = await open('MOVED');
  await testbed.advanceTo('2026-06-03T08:00:00Z');
  const answer = await browser.follow(await browser.submit(page, 'contact', {}));
  expect(answer.status).toBe(200);
  const reference = referenceOn(answer.text);
  expect(reference).toMatch(/^KON-/);
  await testbed.settle();
  const notice = await noticeTo('MOVED');
  expect(notice.evidence).toMatchObject([
    { kind: 'accepted', voidedAt: new Date('2026-06-03T08:00:00Z') },
    { kind: 'accepted', voidedAt: null },
  ]);
  expect(notice.receivedAt).toEqual(new Date('2026-06-03T08:00:00Z'));
  expect(notice.attention).toMatchObject([{ code: 'wrongPerson', clearedAt: null }]);
  const subjects = async (to: string) => (await testbed.mailbox({ to })).map(({ subject }) => subject ?? '');
  expect((await subjects('second@moved.example')).filter((subject) => subject.startsWith('Varsel'))).toHaveLength(1);
  for (const to of ['contact@moved.example', 'second@moved.example']) {
    expect((await subjects(to)).filter((subject) => subject.startsWith('Kvittering: varselet kom til feil person'))).toHaveLength(1);
  }
  // Reloaded, and said again: one.
  const again = await browser.follow(await browser.submit(page, 'contact', {}));
  expect(referenceOn(again.text)).toBe(reference);
  await testbed.settle();
  expect((await noticeTo('MOVED')).attention).toHaveLength(1);
  // The notice, the confirmation, and that the day has moved with the receipt; nothing twice.
  expect(await subjects('contact@moved.example')).toHaveLength(3);
});

test('with no contact left and another one proposed: undeliverable until the DPO confirms the address; then it is sent there at once', async () => {
  const { browser, page } = await open('ALONE');
  const answer = await browser.follow(await browser.submit(page, 'contact', { email: 'rett@alone.example', name: 'Personvernombudet' }));
  expect(textOf(answer.text)).toContain('rett@alone.example');
  expect(await noticeTo('ALONE')).toMatchObject({ state: 'undeliverable', receivedAt: null, proposalWaiting: true });
  expect(await testbed.mailbox({ to: 'rett@alone.example' })).toEqual([]);

  const dpo = await staffBrowser(testbed, 'dpo');
  expect(textOf((await dpo.get('/desk')).text)).toContain('Ta stilling til et foreslått kontaktpunkt: ALONE');
  const notice = await noticeTo('ALONE');
  const [proposal] = notice.contactProposals;
  const check = await dpo.get(`/desk/notices/${notice._id}/contact?proposal=${proposal?.id}`);
  expect(textOf(check.text)).toContain('rett@alone.example');
  const form = formOf(check.text, 'confirm');
  const decided = await dpo.post(form.action, { ...form.fields, decision: 'accept' });
  expect(decided.headers.location).toBe(`/desk/notices/${notice._id}?done=accepted`);
  await testbed.settle();
  expect(await noticeTo('ALONE')).toMatchObject({ state: 'accepted', proposalWaiting: false });
  const controller = await testbed.dependencies.data.controllers.find(notice.controllerId);
  expect(controller?.contacts.map(({ email }) => email)).toEqual(['rett@alone.example', 'contact@alone.example']);
  const reader = contactBrowser(testbed);
  expect(hasForm((await reader.open(await latestLink(testbed, 'rett@alone.example'))).text, 'acknowledge')).toBe(true);
  expect((await dpo.post(form.action, { ...form.fields, decision: 'accept' })).status).toBe(409);
});

test('the address that the agreement names: recorded for the DPO, and the receipt stands', async () => {
  const { browser, page } = await open('OWN');
  const before = await noticeTo('OWN');
  const answer = await browser.follow(await browser.submit(page, 'contact', {}));
  expect(answer.status).toBe(200);
  await testbed.settle();
  const notice = await noticeTo('OWN');
  expect(notice).toMatchObject({ state: 'accepted', receivedAt: before.receivedAt });
  expect(notice.attention).toMatchObject([{ code: 'wrongPerson', clearedAt: null }]);
  const [mail] = (await testbed.mailbox({ to: 'contact@own.example' })).filter(({ subject }) => subject?.startsWith('Kvittering'));
  expect(mail?.text).toContain('Adressen er den som avtalen oppgir');
});
