import request from 'supertest';
import { sampleReport } from '../../mail/reports/samples';
import { createTestbed, type Testbed } from '../../support/testbed';
import { type SentNotice, sentNotice } from '../../workflows/delivery/sentNotice';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z', env: { POSTMARK_WEBHOOK: 'postmark:a:secret' } });
});
afterAll(() => testbed.close());

const path = '/api/v1/webhooks/postmark';
const deliver = (event: object) => request(testbed.app).post(path).auth('postmark', 'a:secret').send(event);

async function sendingIdOf(sent: SentNotice): Promise<string> {
  return (await sent.sendings())[0]?._id ?? '';
}

let messages = 0;
/** What every event of Postmark's has. */
function common(sendingId?: string) {
  messages += 1;
  const MessageID = `883953f4-6105-42a2-a16a-${String(messages).padStart(12, '0')}`;
  return { MessageStream: 'outbound', ServerID: 23, Tag: '', MessageID, Metadata: sendingId ? { sending: sendingId } : {} };
}

const delivery = (sendingId?: string) => ({
  ...common(sendingId),
  RecordType: 'Delivery',
  Recipient: 'contact@controller.example',
  DeliveredAt: '2026-06-02T08:00:04.9070259Z',
  Details: 'smtp;250 2.0.0 OK',
});
const bounce = (sendingId: string | undefined, Type: string, more: object = {}) => ({
  ...common(sendingId),
  RecordType: 'Bounce',
  ID: 4323372036854775000 + messages,
  Type,
  TypeCode: 1,
  Name: Type,
  Description: 'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
  Details: 'smtp;550 5.1.1 The email account that you tried to reach does not exist.',
  Email: 'contact@controller.example',
  From: 'varsel@processor.example',
  BouncedAt: '2026-06-02T08:00:04.9070259Z',
  Inactive: true,
  Subject: 'Varsel',
  ...more,
});

describe('events of a notice', () => {
  test('Delivery: evidence; again: nothing more', async () => {
    const sent = await sentNotice(testbed, 'DELIVERED');
    const event = delivery(await sendingIdOf(sent));

    expect((await deliver(event)).body).toEqual({ outcome: 'applied', repeated: false });
    expect((await deliver(event)).body).toEqual({ outcome: 'applied', repeated: true });

    const { state, evidence } = await sent.notice();
    expect(state).toBe('delivered');
    expect(evidence.map(({ kind }) => kind)).toEqual(['accepted', 'delivered']);
  });

  test.each(['HardBounce', 'BadEmailAddress', 'Blocked', 'ManuallyDeactivated', 'SpamNotification'])(
    'Bounce of type %s: the receipt is void, and the server’s words are kept',
    async (type) => {
      const sent = await sentNotice(testbed, type.toUpperCase());
      expect((await deliver(bounce(await sendingIdOf(sent), type))).body).toMatchObject({ outcome: 'applied' });
      expect(await sent.notice()).toMatchObject({ state: 'undeliverable', receivedAt: null });
      expect(await sent.reports()).toMatchObject([{ source: 'postmark', kind: 'failed', status: '5.1.1' }]);
    },
  );

  test.each(['Transient', 'SoftBounce', 'DnsError', 'AutoResponder', 'Subscribe', 'SomethingNew'])(
    'Bounce of type %s: the receipt stands',
    async (type) => {
      const sent = await sentNotice(testbed, type.toUpperCase());
      const before = await sent.notice();
      expect((await deliver(bounce(await sendingIdOf(sent), type))).status).toBe(200);
      expect(await sent.notice()).toEqual(before);
      expect(await sent.reports()).toHaveLength(1);
    },
  );

  test('SpamComplaint: a task, and the receipt stands', async () => {
    const sent = await sentNotice(testbed, 'COMPLAINT');
    const event = { ...bounce(await sendingIdOf(sent), 'SpamComplaint'), RecordType: 'SpamComplaint' };
    expect((await deliver(event)).body).toMatchObject({ outcome: 'applied' });
    expect(await sent.notice()).toMatchObject({ state: 'accepted', attention: [{ code: 'complaint' }] });
  });

  test('out of order and early: the bounce outlasts the delivery, and waits for its sending', async () => {
    const sent = await sentNotice(testbed, 'EARLY', { sent: false });
    const id = await sendingIdOf(sent);
    expect((await deliver(bounce(id, 'HardBounce'))).body).toMatchObject({ outcome: 'waiting' });
    expect(await sent.notice()).toMatchObject({ state: 'planned' });
  });

  test('without metadata: by the signed address in the bounce that Postmark got', async () => {
    const sent = await sentNotice(testbed, 'DUMPED');
    const [captured] = await testbed.context.data.capturedMessages.list({ to: 'contact@dumped.example', limit: 1 });
    const Content = sampleReport('qmail', { bounce: captured?.from ?? '' }).toString();
    expect((await deliver(bounce(undefined, 'HardBounce', { Content }))).body).toMatchObject({ outcome: 'applied' });
    expect(await sent.notice()).toMatchObject({ state: 'undeliverable' });
  });
});

describe('anything else', () => {
  test('events that say nothing of delivery, or nothing at all: 200, ignored', async () => {
    for (const event of [{ RecordType: 'Open' }, { RecordType: 'Click' }, { RecordType: '__proto__' }, {}, []]) {
      const answer = await deliver(event);
      expect([answer.status, answer.body]).toEqual([200, { outcome: 'ignored' }]);
    }
  });

  test('a message that is not ours, or a made-up one: 200, unknown', async () => {
    for (const id of [undefined, 'ffffffffffffffffffffffff', '{"$ne":null}', '../../x']) {
      expect((await deliver(bounce(id, 'HardBounce'))).body).toEqual({ outcome: 'unknown', repeated: false });
    }
    expect((await deliver({ ...bounce(undefined, 'HardBounce'), Metadata: { sending: { $ne: null } } })).body).toMatchObject({
      outcome: 'unknown',
    });
  });

  test('a wrong password, none, or a key of ours: 401 with how to sign in', async () => {
    const post = () => request(testbed.app).post(path);
    for (const call of [
      post().auth('postmark', 'wrong'),
      post().auth('somebody', 'a:secret'),
      post(),
      post().set('Authorization', `Bearer ${testbed.keys.admin}`),
    ]) {
      const answer = await call.send(delivery());
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
      expect(answer.body).toMatchObject({ code: 'unauthorized', detail: expect.stringContaining('POSTMARK_WEBHOOK') });
    }
  });

  test('no JSON: 400; read instead of written: 405', async () => {
    const broken = request(testbed.app).post(path).auth('postmark', 'a:secret').set('Content-Type', 'application/json').send('{');
    expect((await broken).status).toBe(400);
    expect((await request(testbed.app).get(path)).status).toBe(405);
  });

  test('not configured: 404, whatever the password', async () => {
    const without = await createTestbed();
    try {
      expect((await request(without.app).post(path).auth('postmark', 'a:secret').send(delivery())).status).toBe(404);
    } finally {
      await without.close();
    }
  });
});
