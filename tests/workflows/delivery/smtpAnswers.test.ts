import type { NoticeState } from '../../../src/domain/receipt/deliveryState';
import { createTransport, type Transport } from '../../../src/mail/transport';
import { sendMail } from '../../../src/workflows/delivery/sendMail';
import type { Script } from '../../mail/tinySmtpServer';
import type { Testbed } from '../../support/testbed';
import { type AnsweringBed, startAnsweringBed } from './answeringBed';
import { type SentNotice, sentNotice } from './sentNotice';

const now = '2026-06-01T08:00:00Z';
let bed: AnsweringBed;
let testbed: Testbed;
/** Waits for an answer for half a second. */
let impatient: Transport;

beforeAll(async () => {
  bed = await startAnsweringBed(now);
  testbed = bed.testbed;
  impatient = createTransport({ mode: 'live', smtpUrl: bed.url, team: [], connections: 1, limitMs: 500 });
});
afterAll(async () => {
  await impatient.close();
  await bed.close();
});

/** A notice that was tried once, by somebody who does not wait long. */
async function triedNotice(reference: string): Promise<SentNotice> {
  const sent = await sentNotice(testbed, reference, { sent: false });
  const [sending] = await sent.sendings();
  const mailer = { ...testbed.context.mailer, deliver: impatient.deliver };
  await sendMail({ ...testbed.context, mailer }, { sendingIds: [sending?._id ?? ''], owner: 'test', legalNow: () => new Date(now) });
  return sent;
}

interface Case {
  reference: string;
  turns: Script;
  state: NoticeState;
  attempt: { outcome: string; code: number | null };
  retried: boolean;
  attention: string[];
}

const cases: Case[] = [
  {
    reference: 'A421',
    turns: { mail: '421 4.3.2 Closing down, try again in 600 seconds' },
    state: 'deferred',
    attempt: { outcome: 'deferred', code: 421 },
    retried: true,
    attention: [],
  },
  {
    reference: 'A450',
    turns: { rcpt: '450 4.2.1 Mailbox is busy' },
    state: 'deferred',
    attempt: { outcome: 'deferred', code: 450 },
    retried: true,
    attention: [],
  },
  {
    reference: 'A451',
    turns: { data: '451 4.7.1 Greylisted for 5 minutes' },
    state: 'deferred',
    attempt: { outcome: 'deferred', code: 451 },
    retried: true,
    attention: [],
  },
  {
    reference: 'A452',
    turns: { message: '452 4.3.1 Insufficient storage' },
    state: 'deferred',
    attempt: { outcome: 'deferred', code: 452 },
    retried: true,
    attention: [],
  },
  {
    reference: 'A550',
    turns: { rcpt: '550 5.1.1 User unknown' },
    state: 'undeliverable',
    attempt: { outcome: 'refused', code: 550 },
    retried: false,
    attention: [],
  },
  {
    reference: 'A552',
    turns: { message: '552 5.2.2 Mailbox full' },
    state: 'undeliverable',
    attempt: { outcome: 'refused', code: 552 },
    retried: false,
    attention: [],
  },
  {
    reference: 'A554',
    turns: { message: '554 5.7.1 Rejected by policy' },
    state: 'undeliverable',
    attempt: { outcome: 'refused', code: 554 },
    retried: false,
    attention: ['refusedForOurSake'],
  },
  {
    reference: 'ALATE',
    turns: { message: '451 4.3.0 Error in processing' },
    state: 'deferred',
    attempt: { outcome: 'deferred', code: 451 },
    retried: true,
    attention: [],
  },
  {
    reference: 'AHANG',
    turns: { rcpt: 'hang' },
    state: 'deferred',
    attempt: { outcome: 'deferred', code: null },
    retried: true,
    attention: [],
  },
  {
    reference: 'ASILENT',
    turns: { message: 'hang' },
    state: 'unknown',
    attempt: { outcome: 'unknown', code: null },
    retried: true,
    attention: [],
  },
  {
    reference: 'ATORN',
    turns: { body: 'drop' },
    state: 'unknown',
    attempt: { outcome: 'unknown', code: null },
    retried: true,
    attention: [],
  },
  {
    reference: 'ADROP',
    turns: { data: 'drop' },
    state: 'deferred',
    attempt: { outcome: 'deferred', code: null },
    retried: true,
    attention: [],
  },
  {
    reference: 'AGONE',
    turns: { message: 'drop' },
    state: 'unknown',
    attempt: { outcome: 'unknown', code: null },
    retried: true,
    attention: [],
  },
];

describe('what the recipient’s server answers, and what becomes of the notice', () => {
  test.each(cases)('$reference $turns: $state', async ({ reference, turns, state, attempt, retried, attention }) => {
    await bed.answers(turns);
    const sent = await triedNotice(reference);
    const [sending] = await sent.sendings();
    const notice = await sent.notice();
    expect(notice).toMatchObject({ state, receivedAt: null, receiptEvidence: null });
    expect(sending?.attempts).toEqual([expect.objectContaining({ ...attempt, repeat: false })]);
    expect(sending?.nextAttemptAt === null).toBe(!retried);
    expect(notice.attention.map(({ code }) => code)).toEqual(attention);
    expect(await bed.gateCodes(sent)).toContain(state === 'undeliverable' ? 'undeliverable' : 'not-received');
    expect(await sent.events()).toContain('RelayToNonERDSFailure');
    if (state === 'undeliverable') expect(await bed.dueKinds(sent)).toContain('undeliverable');
  });

  test('told to come back in ten minutes: not sooner', async () => {
    await bed.answers({ mail: '421 4.3.2 Closing down, try again in 600 seconds' });
    const sent = await sentNotice(testbed, 'LATER');
    const [sending] = await sent.sendings();
    const [attempt] = sending?.attempts ?? [];
    expect((sending?.nextAttemptAt?.getTime() ?? 0) - (attempt?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(600_000);
  });

  test('refused for good, with a second contact: that one is written to, and its answer starts the clock', async () => {
    await bed.answers({ rcpt: '550 5.1.1 User unknown' });
    const sent = await sentNotice(testbed, 'SECOND', { contacts: 2, sent: false });
    const [first] = await sent.sendings();
    const owner = 'test';
    await sendMail(testbed.context, { sendingIds: [first?._id ?? ''], owner, legalNow: () => new Date(now) });
    expect(await sent.notice()).toMatchObject({ state: 'bounced', receivedAt: null });
    await bed.answers({});
    await bed.again((await sent.sendings())[1] ?? { _id: '' });
    expect((await sent.sendings()).map(({ to, state }) => [to, state])).toEqual([
      ['contact@second.example', 'refused'],
      ['second@second.example', 'accepted'],
    ]);
    expect(await sent.notice()).toMatchObject({ state: 'accepted', receivedAt: new Date(now) });
  });

  test('no reply after the message: sent again under the same Message-ID, says so, and the DPO sees a possible duplicate', async () => {
    await bed.answers({ message: ['drop', '250 2.0.0 Ok: queued as 4BxYz'] });
    const sent = await sentNotice(testbed, 'TWICE');
    const [unknown] = await sent.sendings();
    if (!unknown) throw new Error('nothing was sent');
    expect(await sent.notice()).toMatchObject({ state: 'unknown', receivedAt: null });
    await bed.again(unknown);
    const [again] = await sent.sendings();
    expect(again?.attempts.map(({ outcome, repeat }) => [outcome, repeat])).toEqual([
      ['unknown', false],
      ['accepted', true],
    ]);
    expect(again?.attempts[1]).toMatchObject({ code: 250, queueId: '4BxYz' });
    const copies = bed.messages.filter((message) => message.includes(`Message-ID: ${unknown.messageId}\r\n`));
    expect(copies.map((message) => /^Subject: Gjentatt/m.test(message))).toEqual([false, true]);
    const notice = await sent.notice();
    expect(notice).toMatchObject({ state: 'accepted', receiptEvidence: 'accepted' });
    expect(notice.attention.map(({ code }) => code)).toEqual(['possibleDuplicate']);
    expect(await bed.dueKinds(sent)).not.toEqual([]);
  });

  test('accepted: the clock runs, and the evidence holds the server’s words, its queue id, its host and the time', async () => {
    await bed.answers({ message: '250 2.0.0 Ok: queued as 9ZzA' });
    const sent = await sentNotice(testbed, 'TAKEN');
    const [sending] = await sent.sendings();
    expect(sending?.attempts).toEqual([
      expect.objectContaining({
        outcome: 'accepted',
        code: 250,
        response: '250 2.0.0 Ok: queued as 9ZzA',
        queueId: '9ZzA',
        host: '127.0.0.1',
        tls: null,
      }),
    ]);
    const notice = await sent.notice();
    expect(notice).toMatchObject({ state: 'accepted', receivedAt: new Date(now), receiptEvidence: 'accepted' });
    expect(await bed.gateCodes(sent)).toEqual(expect.arrayContaining(['notice-period', 'objection-window']));
    const events = await testbed.context.data.auditEvents.list({ noticeId: sent.noticeId, limit: 20 });
    expect(events.find(({ type }) => type === 'RelayToNonERDS')?.facts).toMatchObject({
      evidence: 'accepted',
      queueId: '9ZzA',
      host: '127.0.0.1',
    });
  });
});

test('taken after midnight, though it was begun before: received on the day of the answer', async () => {
  await bed.answers({});
  const sent = await sentNotice(testbed, 'MIDNIGHT', { sent: false });
  const [sending] = await sent.sendings();
  const instants = ['2026-06-01T21:59:59.900Z', '2026-06-01T22:00:00.100Z'].map((instant) => new Date(instant));
  const legalNow = () => instants.shift() ?? new Date('2026-06-01T22:00:00.100Z');
  await sendMail(testbed.context, { sendingIds: [sending?._id ?? ''], owner: 'test', legalNow });
  const notice = await sent.notice();
  expect(notice.receivedAt).toEqual(new Date('2026-06-01T22:00:00.100Z'));
  expect(notice.deadlines?.receivedOn).toBe('2026-06-02');
});

describe('a message that cannot be made', () => {
  test('keeps back itself alone: the others of its group leave, and it is tried again later', async () => {
    await bed.answers({});
    const broken = await sentNotice(testbed, 'BROKEN', { sent: false });
    const whole = await sentNotice(testbed, 'WHOLE', { sent: false });
    const [one] = await broken.sendings();
    if (!one) throw new Error('nothing was planned');
    await testbed.dependencies.mongoConnection
      .collection('sendings')
      .updateOne({ _id: one._id as never }, { $set: { noticeId: 'f'.repeat(24), agreementId: null } });
    await expect(testbed.settle()).rejects.toThrow(/could not be made/);
    expect(await whole.notice()).toMatchObject({ state: 'accepted' });
    const kept = await testbed.context.data.sendings.find(one._id);
    expect(kept).toMatchObject({ state: 'planned', attempts: [] });
    expect((kept?.nextAttemptAt ?? new Date(0)) > new Date()).toBe(true);
  });
});
