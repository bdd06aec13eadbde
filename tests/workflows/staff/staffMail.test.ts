import type { UserRecord } from '../../../src/data/account.model';
import { recordReport } from '../../../src/workflows/delivery/recordReport';
import { enterObjection } from '../../../src/workflows/objections/enterObjection';
import { alertStaff } from '../../../src/workflows/staff/alertStaff';
import { digestSweep } from '../../../src/workflows/staff/digestSweep';
import { releaseAlerts } from '../../../src/workflows/staff/releaseAlerts';
import { expectValue } from '../../support/register';
import { type Captured, createTestbed, type Testbed } from '../../support/testbed';
import { reportOn, type SentNotice, sentNotice } from '../delivery/sentNotice';

let testbed: Testbed;
let sent: SentNotice;
let reader: UserRecord;
/** The digest's first stop before there was any change. */
let stopBefore: Date | null;

// A Tuesday, at 10:00 in Oslo: the digest of the day has gone, and nothing was due.
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z', digest: true });
  await testbed.settle();
  stopBefore = await digestSweep.nextAt(testbed.context, await testbed.now());
  sent = await sentNotice(testbed, 'STAFF');
  const found = await testbed.context.data.accounts.findUserByEmail('dpo@forvarsel.example');
  if (!found) throw new Error('there is no demo user');
  reader = found;
});
afterAll(() => testbed.close());

const toDpo = (subject: RegExp): Promise<Captured[]> =>
  testbed.mailbox({ to: 'dpo@forvarsel.example' }).then((mails) => mails.filter((mail) => subject.test(mail.subject ?? '')));
const digests = () => toDpo(/forfaller|due/);

async function enter(personId: string, grounds: string) {
  const input = {
    noticeId: sent.noticeId,
    receivedAt: await testbed.now(),
    grounds,
    name: 'Rådgiver',
    title: 'Kontakt',
    channel: 'letter' as const,
  };
  return expectValue(await enterObjection(testbed.context, { actor: testbed.person('dpo', personId), now: await testbed.now(), input }));
}

test('while nothing is due no morning has a digest, and with no change on its way the clock does not stop for one', async () => {
  await testbed.advanceTo('2026-06-04T08:00:00Z');
  expect(await digests()).toEqual([]);
  expect(stopBefore).toBeNull();
});

test('a new objection is mailed to the DPO at once, without a link that opens anything by itself; not to whoever entered it', async () => {
  const objection = await enter('somebody else', 'Vi vil ikke.');
  await testbed.settle();
  const [mail] = await toDpo(/Ny innsigelse \(STAFF\)/);
  expect(mail?.text).toContain('Controller of STAFF');
  expect(mail?.links).toContain(`${testbed.dependencies.config.baseUrl}/desk/objections/${objection._id}`);
  expect(mail?.links.some((link) => link.includes('/n/'))).toBe(false);

  const inTransaction = testbed.context.inTransaction;
  const notice = await sent.notice();
  const actor = { kind: 'person', personId: reader._id, name: '', role: 'dpo', via: 'session' } as const;
  await inTransaction((session) => alertStaff(testbed.context, session, { notice, actor, about: 'objection', objection }));
  await testbed.settle();
  expect(await toDpo(/Ny innsigelse/)).toHaveLength(1);
});

test('every morning at seven on which something is due there is one digest, also when two workers sweep', async () => {
  await testbed.advanceTo('2026-06-06T04:59:59Z');
  expect(await digests()).toHaveLength(1);
  await testbed.advanceTo('2026-06-06T05:00:00Z');
  const now = await testbed.now();
  await Promise.all([digestSweep, digestSweep].map((sweep) => sweep.run(testbed.context, { now })));
  await testbed.settle();
  const [, second, ...more] = await digests();
  expect(more).toEqual([]);
  expect(second?.subject).toBe('2 saker forfaller');
  expect(second?.text).toContain('DETTE KAN DU GJØRE');
  expect(second?.text).toMatch(/- Innsigelse INN-.* \(ny\) \(så snart som mulig\)\n {2}http/);
});

test('in English for whoever wants that, and none for whoever turned it off', async () => {
  const wish = (wishes: Pick<UserRecord, 'locale' | 'digest'>) =>
    testbed.context.inTransaction((session) => testbed.context.data.accounts.setMailWishes(reader._id, wishes, session));
  await wish({ locale: 'en', digest: true });
  await testbed.advanceTo('2026-06-07T06:00:00Z');
  expect((await digests()).at(-1)?.subject).toBe('2 matters are due');
  await wish({ locale: 'nb', digest: false });
  await testbed.advanceTo('2026-06-09T06:00:00Z');
  expect(await digests()).toHaveLength(3);
  await wish({ locale: 'nb', digest: true });
});

test('a list that stays the same is told every morning all the same', async () => {
  const before = (await digests()).length;
  await testbed.advanceTo('2026-06-23T06:00:00Z');
  const told = (await digests()).slice(before).map(({ text }) => /Dette forfaller \S+ (\d+)/.exec(text ?? '')?.[1]);
  expect(told).toEqual(Array.from({ length: 14 }, (_, index) => String(index + 10)));
});

test('a receipt that is voided with nobody left is told as undeliverable; of many within an hour twenty are mailed and the rest waits for the digest', async () => {
  const [sending] = await sent.sendings();
  await recordReport(testbed.context, { report: reportOn(sending?._id ?? ''), now: await testbed.now() });
  await testbed.settle();
  expect(await toDpo(/Varselet kan ikke leveres \(STAFF\)/)).toHaveLength(1);

  const notice = await sent.notice();
  await testbed.context.inTransaction(async (session) => {
    for (let count = 0; count < 25; count += 1) await alertStaff(testbed.context, session, { notice, about: 'receiptVoided' });
  });
  await Promise.all([releaseAlerts(testbed.context), releaseAlerts(testbed.context)]);
  await testbed.settle();
  // With the objection and the undeliverable notice of the same hour.
  expect(await toDpo(/Mottaket gjelder ikke lenger|Ny innsigelse|kan ikke leveres/)).toHaveLength(20);
  await testbed.advanceTo('2026-06-24T06:00:00Z');
  expect((await digests()).at(-1)?.text).toContain('7 hendelser ble ikke sendt som egne e-poster');
  await testbed.advanceTo('2026-06-25T06:00:00Z');
  expect((await digests()).at(-1)?.text).not.toContain('hendelser');
});

test('somebody who cannot be told what is due: said, and whoever comes after is told once', async () => {
  const users = testbed.dependencies.mongoConnection.collection<{ _id: string; email: string }>('users');
  const found = await users.findOne({ _id: reader._id });
  const nameless = { ...found, _id: '', email: 'nobody@forvarsel.example' };
  await users.insertOne(nameless);
  const before = (await digests()).length;
  const now = new Date('2026-06-26T06:00:00Z');
  for (let turn = 0; turn < 2; turn += 1) await expect(digestSweep.run(testbed.context, { now })).rejects.toThrow(/userId.*required/i);
  await testbed.settle();
  expect((await digests()).slice(before)).toHaveLength(1);
  await users.deleteOne({ _id: nameless._id });
});
