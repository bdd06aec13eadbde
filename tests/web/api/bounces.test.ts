import { sampleReport } from '../../mail/reports/samples';
import { createTestbed, type Testbed } from '../../support/testbed';
import { sentNotice } from '../../workflows/delivery/sentNotice';
import { as, type KeyName } from './apiCalls';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

const handIn = (raw: Buffer, key: KeyName = 'system') => as(testbed, key).post('/bounces').set('Content-Type', 'message/rfc822').send(raw);

/** A notice that was sent, and what a server that reports on it would know. */
async function sentWithFacts(reference: string, contacts = 1) {
  const sent = await sentNotice(testbed, reference, { contacts });
  const recipient = `contact@${reference.toLowerCase()}.example`;
  const [captured] = await testbed.context.data.capturedMessages.list({ to: recipient, limit: 1 });
  const [sending] = await sent.sendings();
  if (!captured || !sending) throw new Error('nothing was sent');
  return { sent, sendingId: sending._id, facts: { bounce: captured.from, recipient, messageId: sending.messageId } };
}

test('a bounce to the envelope sender of a notice: applied, and the next contact gets it', async () => {
  const { sent, sendingId, facts } = await sentWithFacts('BOUNCED', 2);

  const answer = await handIn(sampleReport('postfix-unknown-user', facts));

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ outcome: 'applied', sendingId, repeated: false });
  expect(await sent.notice()).toMatchObject({ state: 'bounced', attention: [{ code: 'bouncedAfterAcceptance' }] });
  await testbed.settle();
  expect(await testbed.mailbox({ to: 'second@bounced.example' })).toHaveLength(1);

  const again = await handIn(sampleReport('postfix-unknown-user', facts), 'admin');
  expect(again.body).toEqual({ outcome: 'applied', sendingId, repeated: true });
});

test.each(['exchange-norwegian', 'gmail-no-such-user', 'qmail', 'exim'])('%s: understood from the address it came to', async (name) => {
  const { sent, facts } = await sentWithFacts(name.toUpperCase());
  expect((await handIn(sampleReport(name, facts))).body).toMatchObject({ outcome: 'applied' });
  expect(await sent.notice()).toMatchObject({ state: 'undeliverable' });
});

test('a delivery report: evidence', async () => {
  const { sent, facts } = await sentWithFacts('DELIVERED');
  expect((await handIn(sampleReport('postfix-delivered', facts))).body).toMatchObject({ outcome: 'applied' });
  expect(await sent.notice()).toMatchObject({ state: 'delivered' });
});

test('a vacation reply: ignored, and nothing changes', async () => {
  const { sent, facts } = await sentWithFacts('VACATION');
  const before = await sent.notice();
  expect((await handIn(sampleReport('vacation', facts))).body).toMatchObject({ outcome: 'ignored' });
  expect(await sent.notice()).toEqual(before);
});

test('a forged address, or one without a signature: nothing, even with the right Message-ID', async () => {
  const { sent, sendingId, facts } = await sentWithFacts('FORGED');
  const before = await sent.notice();
  const domain = facts.bounce.split('@')[1];

  for (const bounce of [`bounce+${sendingId}.0123456789abcdef@${domain}`, `bounce+${sendingId}@${domain}`]) {
    expect((await handIn(sampleReport('postfix-unknown-user', { ...facts, bounce }))).body).toEqual({
      outcome: 'unknown',
      repeated: false,
    });
  }
  expect(await sent.notice()).toEqual(before);
});

test('no bounce at all: unknown, and harmless', async () => {
  expect((await handIn(Buffer.from('hello'))).body).toEqual({ outcome: 'unknown', repeated: false });
});

test('over 10 MB: 413; not a message: 415; no body: 422', async () => {
  expect((await handIn(Buffer.alloc(10 * 1024 * 1024 + 1, 'x'))).status).toBe(413);
  expect((await as(testbed, 'system').post('/bounces', { raw: 'x' })).status).toBe(415);
  expect((await as(testbed, 'system').post('/bounces')).status).toBe(422);
});

test.each(['publisher', 'dpo', 'auditor'] as const)('%s: 403', async (key) => {
  expect((await handIn(Buffer.from('x'), key)).status).toBe(403);
});
