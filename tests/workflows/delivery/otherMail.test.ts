import { acknowledgeNotice } from '../../../src/workflows/answers/acknowledgeNotice';
import { contactsToConfirm } from '../../../src/workflows/registry/contactsToConfirm';
import { textOf } from '../../support/contactBrowser';
import { expectValue, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { type AnsweringBed, startAnsweringBed } from './answeringBed';
import { sentNotice } from './sentNotice';

const now = '2026-06-01T08:00:00Z';
const unknownUser = '550 5.1.1 User unknown';
let bed: AnsweringBed;
beforeAll(async () => {
  bed = await startAnsweringBed(now);
});
afterAll(() => bed.close());

test('a confirmation that is refused: the DPO is told once which contact, and the notice stands', async () => {
  await bed.answers({});
  const sent = await sentNotice(bed.testbed, 'CONFIRMED');
  const contactId = sent.controller.contacts[0]?.id ?? '';
  await bed.answers({ rcpt: unknownUser });
  const { context } = bed.testbed;
  for (const colleague of [contactId, contactId]) {
    const actor = { kind: 'controller', noticeId: sent.noticeId, contactId: colleague } as const;
    expectValue(await acknowledgeNotice(context, { actor, now: new Date(now) }));
  }
  await bed.testbed.settle();

  expect(await sent.notice()).toMatchObject({
    state: 'acknowledged',
    attention: [{ code: 'contactNotReached', contactId, detail: unknownUser, clearedAt: null }],
  });
  expect((await sent.notice()).attention).toHaveLength(1);
  expect(await bed.dueKinds(sent)).toEqual(['attention']);
  const page = textOf((await (await staffBrowser(bed.testbed, 'dpo')).get(`/desk/notices/${sent.noticeId}`)).text);
  expect(page).toMatch(/Et av kontaktpunktene kan ikke nås på e-post Meldt [^–]* – contact@confirmed\.example 550 5\.1\.1 User unknown/);
  const events = await context.data.auditEvents.list({ noticeId: sent.noticeId, limit: 50 });
  const failed = events.filter(({ type }) => type === 'mail.failed');
  expect(failed[0]).toMatchObject({ subject: { kind: 'sending' }, facts: { kind: 'acknowledged', code: 550, outcome: 'bounced' } });
});

test('the yearly question is refused: the list of contacts to confirm says so of that one', async () => {
  await bed.answers({});
  const { agreement } = await registerAgreement(bed.testbed, { reference: 'YEARLY' });
  await bed.answers({ rcpt: unknownUser });
  await bed.testbed.advanceTo('2027-06-02T08:00:00Z');
  await bed.testbed.settle();

  const { context } = bed.testbed;
  const { items } = await contactsToConfirm(context, { now: await bed.testbed.now(), limit: 50 });
  const found = items.filter(({ controllerId }) => controllerId === agreement.controllerId);
  expect(found.map(({ wasUnreached }) => wasUnreached)).toEqual([true]);
  expect((await context.data.auditEvents.list({ agreementId: agreement._id, limit: 50 })).map(({ type }) => type)).toContain('mail.failed');
  const browser = await staffBrowser(bed.testbed, 'dpo');
  expect((await browser.get('/desk/contacts')).text).toContain('Spørsmålet kom ikke frem');
});
