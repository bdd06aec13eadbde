import request from 'supertest';
import { recordReport } from '../../../src/workflows/delivery/recordReport';
import type { DueItem } from '../../../src/workflows/dueItem';
import { listDue } from '../../../src/workflows/listDue';
import { staffSending } from '../../../src/workflows/staff/staffSending';
import { type AnsweringBed, startAnsweringBed } from './answeringBed';
import { reportOn, type SentNotice, sentNotice } from './sentNotice';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
let bed: AnsweringBed;

beforeAll(async () => {
  bed = await startAnsweringBed('2026-06-01T08:00:00Z', { route: 'relay' });
});
afterAll(() => bed.close());

const triedInVain = {
  ...{ legalAt: new Date(), outcome: 'deferred' as const, code: null, response: 'connect ECONNREFUSED', host: null },
  ...{ queueId: null, tls: null, repeat: false, heldUp: true as const },
};

async function firstSending(sent: SentNotice) {
  const [sending] = await sent.sendings();
  if (!sending) throw new Error('nothing was planned');
  return sending;
}

/** As if everything that was recorded of it had been this long ago. */
async function age(sent: SentNotice, ms: number): Promise<void> {
  const { _id, attempts, heldUp } = await firstSending(sent);
  const back = (at: Date) => new Date(at.getTime() - ms);
  const earlier = attempts.map((attempt) => ({ ...attempt, at: back(attempt.at) }));
  const since = heldUp ? { heldUp: { ...heldUp, since: back(heldUp.since) } } : {};
  await bed.testbed.dependencies.mongoConnection
    .collection('sendings')
    .updateOne({ _id: _id as never }, { $set: { attempts: earlier, ...since } });
}

async function dueMail(): Promise<DueItem[]> {
  const items = await listDue(bed.testbed.context, { now: await bed.testbed.now() });
  return items.filter(({ kind }) => kind === 'mailHeldUp' || kind === 'messageNotMade');
}

async function metric(name: string, cause: string): Promise<number> {
  const { text } = await request(bed.testbed.app).get('/metrics');
  return Number(new RegExp(`^${name}\\{cause="${cause}"\\} (\\S+)$`, 'm').exec(text)?.[1]);
}

test('our own server refuses us for days: no contact is used up, one task for all of it, which is gone when mail flows', async () => {
  await bed.answers({ rcpt: '554 5.2.252 SendAsDenied' });
  const notices = [await sentNotice(bed.testbed, 'HELD-ONE', { contacts: 2 }), await sentNotice(bed.testbed, 'HELD-TWO', { contacts: 2 })];
  expect(await dueMail()).toEqual([]);
  expect(await metric('forvarsel_mail_held_up', 'server')).toBe(2);
  for (const sent of notices) {
    for (let tries = 1; tries < 5; tries += 1) {
      await age(sent, 2 * dayMs);
      await bed.again(await firstSending(sent));
    }
    const sending = await firstSending(sent);
    expect(sending.attempts).toMatchObject([{ heldUp: true }, { heldUp: true, times: 4, code: 554 }]);
    expect(sending).toMatchObject({ state: 'deferred', nextAttemptAt: expect.any(Date), heldUp: { cause: 'server' } });
    expect(await sent.sendings()).toHaveLength(1);
    expect(await sent.notice()).toMatchObject({ state: 'deferred', attention: [] });
    expect((await sent.events()).filter((type) => type === 'RelayToNonERDSFailure')).toHaveLength(2);
  }

  const [task, ...more] = await dueMail();
  expect(more).toEqual([]);
  expect(task).toMatchObject({ kind: 'mailHeldUp', href: `/desk/notices/${notices[0]?.noticeId}` });
  expect(task?.title.nb).toContain('2 meldinger har ventet i opptil 8 døgn. Svaret var: 554 5.2.252 SendAsDenied');
  expect(task?.title.en).toContain('2 messages have waited for up to 8 days. The answer was: 554 5.2.252 SendAsDenied');
  expect(await metric('forvarsel_mail_waiting_seconds', 'server')).toBeGreaterThan((8 * dayMs) / 1000 - 1);

  await bed.answers({});
  for (const sent of notices) {
    await bed.again(await firstSending(sent));
    expect(await sent.notice()).toMatchObject({ state: 'handedOver' });
  }
  expect(await dueMail()).toEqual([]);
  expect(await metric('forvarsel_mail_held_up', 'server')).toBe(0);
  expect(await metric('forvarsel_mail_waiting_seconds', 'server')).toBe(0);
});

test('a bounce for our own sake after our relay took it: the same contact gets it again in an hour, nobody else, and one task for all', async () => {
  await bed.answers({});
  const sent = await sentNotice(bed.testbed, 'LIMIT', { contacts: 2 });
  const { _id, to, messageId } = await firstSending(sent);
  const words = '550 5.7.233 Your message cannot be sent because your tenant exceeded its daily limit';
  const report = reportOn(_id, { status: '5.7.233', words });
  await recordReport(bed.testbed.context, { report, now: await bed.testbed.now() });
  const [first, again, ...others] = await sent.sendings();
  expect(others).toEqual([]);
  expect(first).toMatchObject({ state: 'refused', nextAttemptAt: null });
  expect(again).toMatchObject({ to, state: 'planned', heldUp: { cause: 'server', words } });
  expect(again?.messageId).not.toBe(messageId);
  expect((again?.nextAttemptAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(59 * minuteMs);
  const notice = await sent.notice();
  expect(notice).toMatchObject({ state: 'bounced', receivedAt: null, attention: [] });
  expect(notice.evidence.every(({ voidedAt }) => voidedAt !== null)).toBe(true);
  expect(await sent.events()).toContain('notice.receiptVoided');

  if (again) await bed.again(again);
  expect(await sent.notice()).toMatchObject({ state: 'handedOver', attention: [] });
  expect(bed.messages.at(-1)).not.toMatch(/^Subject: Gjentatt/m);
});

test('put off by the recipient after our server was away for days: it has three days of its own', async () => {
  await bed.answers({ mail: 'drop' });
  const sent = await sentNotice(bed.testbed, 'AWAY', { contacts: 2 });
  await age(sent, 10 * dayMs);
  await bed.answers({ rcpt: '450 4.2.1 Mailbox is busy' });
  await bed.again(await firstSending(sent));
  const sending = await firstSending(sent);
  expect(sending).toMatchObject({ state: 'deferred', attempts: [{ heldUp: true, code: null }, { code: 450 }] });
  expect(sending.heldUp).toBeUndefined();
  expect(sending.attempts[1]).not.toHaveProperty('heldUp');

  await age(sent, 3 * dayMs);
  await bed.again(sending);
  expect((await sent.sendings()).map(({ state }) => state)).toEqual(['refused', 'deferred']);
});

test('what serves the moment: not sent any more when our server comes back after days', async () => {
  await bed.answers({ mail: 'drop' });
  const { data, inTransaction } = bed.testbed.context;
  const planned = staffSending({
    ...{ kind: 'staffAlert', dedupe: 'too-late', reader: { mailbox: 'dpo@processor.example' }, detail: { about: 'undeliverable' } },
    ...{ host: 'processor.example', madeAt: new Date(), leaveAt: new Date(Date.now() + dayMs) },
  });
  const earlier = { ...triedInVain, at: new Date(Date.now() - 4 * dayMs) };
  await inTransaction((session) => data.sendings.insertMany([{ ...planned, state: 'deferred', attempts: [earlier] }], session));
  await bed.again(planned);
  const sending = await data.sendings.find(planned._id);
  expect(sending).toMatchObject({ state: 'cancelled', nextAttemptAt: null, attempts: [{ heldUp: true }, { heldUp: true }] });
  expect(await dueMail()).toEqual([]);
});

test('nobody sends what is ready: a task', async () => {
  await bed.answers({});
  const sent = await sentNotice(bed.testbed, 'LEFT', { sent: false });
  const { _id } = await firstSending(sent);
  const readySince = (ms: number) =>
    bed.testbed.dependencies.mongoConnection
      .collection('sendings')
      .updateOne({ _id: _id as never }, { $set: { nextAttemptAt: new Date(Date.now() - ms) } });
  await readySince(20 * minuteMs);
  expect(await dueMail()).toEqual([]);
  await readySince(180 * minuteMs);
  expect(await dueMail()).toMatchObject([{ kind: 'mailHeldUp', title: { en: expect.stringContaining('ready for 3 hours') } }]);
  expect(await metric('forvarsel_mail_waiting_seconds', 'left')).toBeGreaterThanOrEqual(3 * 3600);
  await bed.testbed.settle();
  expect(await dueMail()).toEqual([]);
});

test('a message that cannot be made: a task that names it, gone when it can', async () => {
  await bed.answers({});
  const sent = await sentNotice(bed.testbed, 'UNMADE', { sent: false });
  const { _id, noticeId } = await firstSending(sent);
  const sendings = bed.testbed.dependencies.mongoConnection.collection('sendings');
  await sendings.updateOne({ _id: _id as never }, { $set: { noticeId: 'f'.repeat(24) } });
  await expect(bed.testbed.settle()).rejects.toThrow(/could not be made/);
  expect(await dueMail()).toEqual([]);
  const past = new Date(Date.now() - 40 * minuteMs);
  await sendings.updateOne({ _id: _id as never }, { $set: { 'heldUp.since': past, nextAttemptAt: new Date() } });
  await expect(bed.testbed.settle()).rejects.toThrow(/could not be made/);
  expect(await dueMail()).toMatchObject([{ kind: 'messageNotMade', title: { en: expect.stringContaining(_id) } }]);
  expect(await bed.testbed.context.data.sendings.find(_id)).toMatchObject({ attempts: [], heldUp: { since: past, cause: 'making' } });
  expect(await metric('forvarsel_mail_held_up', 'making')).toBe(1);

  await sendings.updateOne({ _id: _id as never }, { $set: { noticeId, nextAttemptAt: new Date() } });
  await bed.testbed.settle();
  expect(await sent.notice()).toMatchObject({ state: 'handedOver' });
  expect(await dueMail()).toEqual([]);
});
