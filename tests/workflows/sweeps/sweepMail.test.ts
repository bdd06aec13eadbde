import { sendMailJob } from '../../../jobs/sendMail';
import type { SendingRecord } from '../../../src/data/sending.model';
import { connectToRedis } from '../../../src/queue/connection';
import { startWorkers } from '../../../src/queue/workers';
import { acknowledgeNotice } from '../../../src/workflows/answers/acknowledgeNotice';
import { beginCodedAct } from '../../../src/workflows/answers/requestCode';
import { enqueueDueMail } from '../../../src/workflows/delivery/enqueueMail';
import { planNotices } from '../../../src/workflows/delivery/planNotices';
import { sendMail } from '../../../src/workflows/delivery/sendMail';
import { sweepMail } from '../../../src/workflows/sweeps/sweepMail';
import { importControllers } from '../../faults/realWorker';
import { addition, expectValue, publish } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';
import { until } from '../../support/until';

const notices = 100;

let testbed: Testbed;
beforeEach(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z', env: { CHECK_WAYS_BACK: 'off' } });
});
afterEach(() => testbed.close());

/** The mail of a fan-out, planned and in the queue, oldest first. */
async function fanOut(): Promise<SendingRecord[]> {
  await importControllers(testbed, { count: notices, service: 'video' });
  const { _id: changeId } = await publish(testbed, addition({ services: ['video'], rollout: 'perAgreement' }), { andSettle: false });
  await planNotices(testbed.context, { changeId, now: await testbed.now() });
  const planned = testbed.dependencies.mongoConnection.collection('sendings').find({ changeId }).sort({ _id: 1 });
  return (await planned.toArray()) as unknown as SendingRecord[];
}

/** Takes these as a worker does that is lost before it can say what became of them. */
async function loseWith(sendings: SendingRecord[]): Promise<void> {
  const claims = sendings.map((seen) => ({ seen, statedAt: new Date(), messageHash: 'a'.repeat(64) }));
  await testbed.context.data.sendings.claim(claims, { owner: 'lost', leaseUntil: new Date(Date.now() - 1_000) });
}

/** A worker that takes mail out of the queue group by group and finds nothing by itself, until it has sent so much. */
async function sendQueued(count: number): Promise<string[]> {
  const { config, log } = testbed.dependencies;
  const connection = connectToRedis(config.redisUrl ?? '', 'worker');
  const nothing = async () => undefined;
  const workers = startWorkers({
    connection,
    prefix: config.redisPrefix,
    handlers: { sendMail: sendMailJob(testbed.dependencies, 'test'), planNotices: nothing, applyEffects: nothing, closeNotices: nothing },
    mailConcurrency: 1,
    lockMs: 30_000,
    log,
  });
  const captured = testbed.dependencies.mongoConnection.collection('capturedMessages');
  await until(async () => (await captured.countDocuments()) >= count && (await queued()) === 0, { seconds: 60 });
  await workers.close();
  connection.disconnect();
  return (await testbed.mailbox()).map(({ subject }) => subject ?? '');
}

async function queued(): Promise<number> {
  const { ahead, others } = await testbed.context.courier.mailWaiting();
  return ahead + others;
}

/** What this testbed has in Redis is lost. */
async function emptyRedis(): Promise<void> {
  const { redis, config } = testbed.dependencies;
  const keys = await redis.keys(`${config.redisPrefix.replace(/[[\]*?{}]/g, '\\$&')}*`);
  if (keys.length > 0) await redis.del(...keys);
}

const isRepeat = (subject: string) => subject.startsWith('Gjentatt: ');

test('a full queue, then a worker is lost and a contact asks for a code: both leave before all the rest', async () => {
  const { context } = testbed;
  const sendings = await fanOut();
  const lost = sendings.slice(-5);
  const [first] = sendings;
  await loseWith(lost);
  // As an earlier release queued it: after everything else.
  await enqueueDueMail(context, await context.data.sendings.listDue(new Date(), notices), { ahead: false });
  const actor = { kind: 'controller', noticeId: first?.noticeId ?? '', contactId: first?.contactId ?? '' } as const;
  const act = { verb: 'consent', effectiveOn: '2026-07-01' } as const;
  expectValue(await beginCodedAct(context, { actor, now: await testbed.now(), act, fields: {} }));

  await sweepMail(context);
  await sweepMail(context);
  const subjects = await sendQueued(notices + 1);

  expect(subjects).toHaveLength(notices + 1);
  const ahead = subjects.slice(0, 6);
  expect(ahead.filter(isRepeat)).toHaveLength(lost.length);
  expect(ahead.filter((subject) => /kode/i.test(subject))).toHaveLength(1);
  expect(subjects.slice(6).some(isRepeat)).toBe(false);
});

test('mail that was planned and whose jobs are lost: one sweep finds it, two send it once', async () => {
  await fanOut();
  await emptyRedis();
  expect(await queued()).toBe(0);

  await sweepMail(testbed.context);
  await sweepMail(testbed.context);

  const subjects = await sendQueued(notices);
  expect(subjects).toHaveLength(notices);
  expect(subjects.some(isRepeat)).toBe(false);
});

test('mail that a lost worker held: left alone while the lease runs, and sent again once, as a repeat, when it has run out', async () => {
  const { context } = testbed;
  const [one, other, ...rest] = await fanOut();
  if (!one || !other) throw new Error('nothing was planned');
  await sendMail(context, { sendingIds: rest.map(({ _id }) => _id), owner: 'test', legalNow: () => new Date('2026-06-02T08:00:00Z') });
  await emptyRedis();
  await loseWith([one]);
  await context.data.sendings.claim([{ seen: other, statedAt: new Date(), messageHash: 'a'.repeat(64) }], {
    owner: 'alive',
    leaseUntil: new Date(Date.now() + 60_000),
  });

  await sweepMail(context);

  const subjects = await sendQueued(notices - 1);
  expect(subjects.filter(isRepeat)).toHaveLength(1);
  expect(subjects).toHaveLength(notices - 1);
  expect((await context.data.sendings.find(one._id))?.state).toBe('accepted');
  expect((await context.data.sendings.find(other._id))?.leaseOwner).toBe('alive');
});

test('a confirmation that was never queued, while more is due than a sweep takes: it is found, and goes ahead', async () => {
  const { context, dependencies } = testbed;
  const [first] = await fanOut();
  if (!first) throw new Error('nothing was planned');
  const older = Array.from({ length: 1_000 }, (_, index) => {
    const _id = String(index).padStart(24, '0');
    return { ...first, _id, dedupeKey: `older:${index}`, messageId: `<${_id}@example>`, nextAttemptAt: new Date('2026-01-01') };
  });
  await dependencies.mongoConnection.collection('sendings').insertMany(older as never);
  const actor = { kind: 'controller', noticeId: first.noticeId ?? '', contactId: first.contactId ?? '' } as const;
  expectValue(await acknowledgeNotice(context, { actor, now: await testbed.now() }));
  expect((await context.courier.mailWaiting()).ahead).toBe(1);
  await emptyRedis();

  await sweepMail(context);

  expect((await context.courier.mailWaiting()).ahead).toBe(1);
});
