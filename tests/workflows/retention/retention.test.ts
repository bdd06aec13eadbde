import { runCli } from '../../../src/cli/runCli';
import { newId } from '../../../src/data/id';
import type { SendingKind, SendingRecord } from '../../../src/data/sending.model';
import { addDays, calendarDate, localDateOf } from '../../../src/domain/calendar/calendarDate';
import { acknowledgeNotice } from '../../../src/workflows/answers/acknowledgeNotice';
import { beginCodedAct } from '../../../src/workflows/answers/requestCode';
import { recordReport } from '../../../src/workflows/delivery/recordReport';
import { confirmObjection } from '../../../src/workflows/objections/confirmObjection';
import { writeNote } from '../../../src/workflows/objections/planWork';
import { prepareObjection } from '../../../src/workflows/objections/prepareObjection';
import { endAgreement } from '../../../src/workflows/registry/endAgreement';
import { agreementsRule } from '../../../src/workflows/retention/agreementsRule';
import { deliveryReportsRule } from '../../../src/workflows/retention/deliveryReportsRule';
import type { DueRecord, RetentionRule } from '../../../src/workflows/retention/retentionRule';
import { listRetention, runRetention } from '../../../src/workflows/retention/runRetention';
import { serviceMailRule } from '../../../src/workflows/retention/serviceMailRule';
import { setRetentionHold } from '../../../src/workflows/retention/setRetentionHold';
import { undeliverableMailRule } from '../../../src/workflows/retention/undeliverableMailRule';
import { createSweeper } from '../../../src/workflows/sweeps/sweeper';
import { expectRefusal, expectValue } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';
import { reportOn, type SentNotice, sentNotice } from '../delivery/sentNotice';

const auditKeys = `k1:${Buffer.alloc(32, 5).toString('base64url')}`;
let testbed: Testbed;
let gone: SentNotice;
let held: SentNotice;

/** An agreement whose notice came back from one contact, was acknowledged and objected to by another, with a code asked for; it ends on 2026-08-31. */
async function walkedThrough(reference: string): Promise<SentNotice> {
  const { context } = testbed;
  const now = await testbed.now();
  const sent = await sentNotice(testbed, reference, { contacts: 3, plannedEffectiveOn: '2026-12-01' });
  const [first] = await sent.sendings();
  expectApplied(await recordReport(context, { report: reportOn(first?._id ?? '', { words: `550 <contact@${reference}> unknown` }), now }));
  await testbed.settle();
  const contactId = sent.controller.contacts[1]?.id ?? '';
  const actor = { kind: 'controller', noticeId: sent.noticeId, contactId } as const;
  expectValue(await acknowledgeNotice(context, { actor, now }));
  const answers = { grounds: `Hemmelig begrunnelse ${reference}`, name: `Anne ${reference}`, title: `Rektor ${reference}` };
  const { draftId } = expectValue(await prepareObjection(context, { actor, now, answers, postedAt: [now] }));
  const { reference: objectionReference } = expectValue(await confirmObjection(context, { actor, now, draftId }));
  const objection = await context.data.objections.findByReference(objectionReference);
  const objectionId = objection?._id ?? '';
  expectValue(await writeNote(context, { actor: testbed.person('dpo'), now, objectionId, text: `Internt om ${reference}` }));
  expectValue(await beginCodedAct(context, { actor, now, act: { verb: 'withdraw', objectionId }, fields: {} }));
  const input = { endsOn: calendarDate('2026-08-31'), mainAgreementEndsOn: calendarDate('2026-09-30') };
  expectValue(await endAgreement(context, { actor: testbed.person('admin'), now, agreementId: sent.agreement._id, input }));
  await testbed.settle();
  return sent;
}

function expectApplied({ outcome }: { outcome: string }): void {
  expect(outcome).toBe('applied');
}

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z', env: { AUDIT_KEYS: auditKeys } });
  gone = await walkedThrough('GONE');
  held = await walkedThrough('HELD');
  const hold = { actor: testbed.person('dpo'), now: await testbed.now(), agreementId: held.agreement._id };
  expectValue(await setRetentionHold(testbed.context, { ...hold, reason: 'Tvist om erstatning' }));
  expect(expectRefusal(await setRetentionHold(testbed.context, { ...hold, reason: 'Igjen' }))).toBe('wrong-state');
});
afterAll(() => testbed.close());

async function sendingsOf({ noticeId }: SentNotice, kind: SendingKind): Promise<SendingRecord[]> {
  return testbed.context.data.sendings.listOfNotices([noticeId], kind);
}

/** Everything in the database that is no evidence's own clean-up (real time), as text. */
async function everything(): Promise<string> {
  const { mongoConnection } = testbed.dependencies;
  const others = new Set(['formDrafts', 'draftFiles', 'sessions', 'accessLog', 'idempotency']);
  const collections = (await mongoConnection.listCollections()).filter(({ name }) => !others.has(name));
  const rows = await Promise.all(collections.map(({ name }) => mongoConnection.collection(name).find({}).toArray()));
  return JSON.stringify(rows);
}

async function cli(...args: string[]): Promise<{ code: number; out: string }> {
  const { mongodbUri = '', redisUrl = '', redisPrefix, dataDir } = testbed.dependencies.config;
  const env = {
    DATA_DIR: dataDir,
    AUDIT_KEYS: auditKeys,
    MONGODB_URI: mongodbUri,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: redisPrefix,
    LOG_LEVEL: 'error',
  };
  let out = '';
  const write = (line: string) => {
    out += `${line}\n`;
  };
  const code = await runCli(args, { env, startedIn: dataDir, readStandardInput: async () => '', out: write, err: write });
  return { code, out };
}

const mailTo = async (address: string) => (await testbed.mailbox({ to: address })).map(({ subject }) => subject ?? '');

test('an agreement that is put on hold in the middle of a run keeps what was found to be due before that', async () => {
  const { context } = testbed;
  const [now, actor, agreementId] = [new Date('2029-06-01T08:00:00Z'), testbed.person('dpo'), gone.agreement._id];
  const { mongoConnection } = testbed.dependencies;
  const traces = async () => {
    const sendings = await mongoConnection.collection('sendings').find({ agreementId }).toArray();
    const sendingId = { $in: sendings.map(({ _id }) => String(_id)) };
    return [...sendings, ...(await mongoConnection.collection('deliveryReports').find({ sendingId }).toArray())];
  };
  const before = await traces();
  const ids = new Set(before.map(({ _id }) => String(_id)));
  const found: { rule: RetentionRule; due: DueRecord[] }[] = [];
  for (const rule of [serviceMailRule, undeliverableMailRule, deliveryReportsRule]) {
    const due: DueRecord[] = [];
    for await (const record of rule.due(context, { now })) if (ids.has(record.id)) due.push(record);
    found.push({ rule, due });
  }
  expect(found.map(({ due }) => due.length > 0)).toEqual([true, true, true]);

  const hold = { actor, now: await testbed.now(), agreementId };
  expectValue(await setRetentionHold(context, { ...hold, reason: 'Tilsyn' }));
  for (const { rule, due } of found) expect(await rule.erase(context, { due, now, actor })).toBe(0);
  expect(await traces()).toEqual(before);
  expectValue(await setRetentionHold(context, { ...hold, reason: null }));
});

test('for 45 days service mail keeps what it said; after that its body is gone, that it was sent stays, and the notice itself is untouched', async () => {
  await testbed.advanceTo('2026-07-17T21:59:59Z');
  const [code] = await sendingsOf(gone, 'oneTimeCode');
  expect(code).toMatchObject({ detail: { act: 'withdraw' }, bodyKept: true });
  expect(await mailTo('second@gone.example')).toHaveLength(4);

  await testbed.advanceTo('2026-07-18T02:00:00Z');
  const [erased] = await sendingsOf(gone, 'oneTimeCode');
  expect(erased).toMatchObject({ detail: null, toName: '', to: 'second@gone.example', state: 'accepted', erased: { rule: 'serviceMail' } });
  expect(erased?.attempts.map(({ response, outcome }) => [response, outcome])).toEqual([[null, 'accepted']]);
  expect(erased?.bodyKept).toBeUndefined();
  expect(await mailTo('second@gone.example')).toHaveLength(3);
  const notices = await sendingsOf(gone, 'notice');
  expect(notices.every((sending) => !sending.erased && sending.attempts[0]?.response)).toBe(true);
  expect((await sendingsOf(held, 'oneTimeCode'))[0]).toMatchObject({ detail: { act: 'withdraw' } });
});

test('90 days after the main agreement a contact that no evidence needs is gone; those who were sent the notice stay', async () => {
  const emails = async ({ controller }: SentNotice) =>
    (await testbed.context.data.controllers.find(controller._id))?.contacts.map(({ email }) => email.split('@')[0]);
  await testbed.advanceTo('2026-12-29T22:59:59Z');
  expect(await emails(gone)).toEqual(['contact', 'second', 'third']);
  await testbed.advanceTo('2026-12-30T03:00:00Z');
  expect(await emails(gone)).toEqual(['contact', 'second']);
  expect(await emails(held)).toEqual(['contact', 'second', 'third']);
});

test('after twelve months nothing tells to whom the mail went that came back, nor what the server said', async () => {
  await testbed.advanceTo('2027-06-03T06:00:00Z');
  const [refused, taken] = await sendingsOf(gone, 'notice');
  expect(refused).toMatchObject({ state: 'refused', to: '', erased: { rule: 'undeliverableMail' } });
  expect(taken).toMatchObject({ state: 'accepted', to: 'second@gone.example' });
  expect(await gone.reports()).toMatchObject([{ kind: 'failed', words: null }]);
  expect((await gone.notice()).attention.map(({ code, detail }) => [code, detail])).toEqual([['bouncedAfterAcceptance', null]]);
  expect(await held.reports()).toMatchObject([{ words: '550 <contact@HELD> unknown' }]);
});

test('the dry run lists what would go and erases nothing', async () => {
  await testbed.advanceTo('2029-05-01T00:00:00Z');
  const lists = await listRetention(testbed.context, { now: new Date('2029-09-01T08:00:00Z'), most: 10 });
  expect(lists.filter(({ records }) => records.length > 0)).toEqual([
    { rule: 'agreements', records: [{ kind: 'agreement', id: gone.agreement._id, since: new Date('2029-08-31T22:00:00Z') }], more: false },
  ]);
  const { code, out } = await cli('retention', '--dry-run', '--json');
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, dryRun: true });
  expect((await gone.notice()).erased).toBeUndefined();
});

test('three years after its end the agreement names nobody any more, anywhere, and the chain holds; a hold keeps all of the other', async () => {
  await testbed.advanceTo('2029-09-02T08:00:00Z');
  const { data } = testbed.context;
  const left = await everything();
  for (const secret of ['Anne GONE', 'begrunnelse GONE', 'Rektor GONE', 'Internt om GONE', '@gone.example', 'contact@GONE']) {
    expect({ secret, isThere: left.includes(secret) }).toEqual({ secret, isThere: false });
  }
  for (const secret of ['Anne HELD', 'begrunnelse HELD', 'Rektor HELD', 'Internt om HELD', 'second@held.example'])
    expect({ secret, isThere: left.includes(secret) }).toEqual({ secret, isThere: true });

  const notice = await gone.notice();
  expect(notice).toMatchObject({ effect: 'cancelled', receiptEvidence: 'acknowledged', erased: { rule: 'agreements' } });
  expect(notice.content.controllerName).toBe('Controller of GONE');
  const [objection] = await data.objections.listOfNotices([gone.noticeId]);
  const [grounds] = objection?.grounds ?? [];
  expect(grounds).toMatchObject({ text: '[…]', title: '[…]', name: expect.stringMatching(/^Person \d+$/) });
  expect(objection?.history[0]?.by).toBe(grounds?.name);
  expect((await data.controllers.find(gone.controller._id))?.contacts).toEqual([]);
  expect(await testbed.context.data.retentionRuns.totals()).toMatchObject({
    agreements: 1,
    contacts: 3,
    undeliverableMail: 1,
    deliveryReports: 1,
  });

  const { code, out } = await cli('verify');
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('erased') });
});

test('who made a change is named as long as one of its agreements names anybody, and nowhere after that', async () => {
  const { data } = testbed.context;
  const [changeOfGone, changeOfHeld] = [(await gone.notice()).changeId, (await held.notice()).changeId];
  const after = await data.changes.find(changeOfGone);
  expect(after?.erased).toMatchObject({ rule: 'changes' });
  const names = after?.steps.map(({ personName, personId }) => [personName, personId]) ?? [];
  expect(names.length).toBeGreaterThan(2);
  expect(names.every(([name]) => /^Person \d+$/.test(name ?? ''))).toBe(true);
  expect(new Set(names.map(String)).size).toBe(new Set(names.map(([, id]) => id)).size);
  const own = { changeId: changeOfGone, agreementId: null, 'actor.kind': 'person' };
  const events = await testbed.dependencies.mongoConnection.collection('auditEvents').find(own).toArray();
  expect(events.length).toBeGreaterThan(2);
  expect(events.filter(({ personal }) => personal !== null)).toEqual([]);

  const kept = await data.changes.find(changeOfHeld);
  expect(kept?.erased).toBeUndefined();
  expect(kept?.steps.map(({ personName }) => personName).join()).not.toMatch(/Person \d/);
});

test('a byte that somebody changes is still named after that', async () => {
  const events = testbed.dependencies.mongoConnection.collection('auditEvents');
  const victim = await events.findOne({ agreementId: gone.agreement._id, personal: null, personalDigest: { $ne: null } });
  if (!victim) throw new Error('nothing was erased');
  await events.updateOne({ _id: victim._id }, { $set: { type: 'notice.something' } });
  expect(await cli('verify')).toEqual({ code: 1, out: expect.stringContaining(`Event ${victim.seq} has been changed`) });
  await events.updateOne({ _id: victim._id }, { $set: { type: victim.type } });
  expect((await cli('verify')).code).toBe(0);
});

test('a hold that is lifted lets it go at the next run, and two runs at once erase it once', async () => {
  const now = await testbed.now();
  const hold = { actor: testbed.person('dpo'), now, agreementId: held.agreement._id, reason: null };
  expectValue(await setRetentionHold(testbed.context, hold));
  const actor = testbed.person('admin');
  const runs = await Promise.all([1, 2].map(() => runRetention(testbed.context, { now, actor, most: 1_000 })));
  const counts = runs.map(({ counts: { agreements = 0 } }) => agreements);
  expect(counts.reduce((one, other) => one + other)).toBe(1);
  await runRetention(testbed.context, { now, actor, most: 1_000 });
  expect(await everything()).not.toMatch(/Anne HELD|begrunnelse HELD|@held\.example/);
});

test('a last day from before the newest notice, perhaps a slip of the pen: what the notice led to is kept as long as any', async () => {
  const { context } = testbed;
  const slip = await sentNotice(testbed, 'SLIP', { plannedEffectiveOn: '2029-12-01' });
  const input = { endsOn: calendarDate('2025-02-01') };
  expectValue(
    await endAgreement(context, { actor: testbed.person('admin'), now: await testbed.now(), agreementId: slip.agreement._id, input }),
  );
  const publishedAt = new Date((await slip.notice()).publishedAt);
  const listed = async (now: Date) =>
    (await listRetention(context, { now, most: 100 })).flatMap(({ records }) => records.map(({ id }) => id));

  const later = new Date(publishedAt);
  later.setUTCFullYear(later.getUTCFullYear() + 3);
  expect(await listed(later)).not.toContain(slip.agreement._id);
  const next = await agreementsRule.nextDueAt(context, later);
  expect(next && localDateOf(next, 'Europe/Oslo')).toBe(addDays(localDateOf(later, 'Europe/Oslo'), 1));
  expect(await listed(new Date(later.getTime() + 2 * 86_400_000))).toContain(slip.agreement._id);
});

test('something that cannot be erased: said, what comes after it goes, and the other rules too', async () => {
  const { context } = testbed;
  const agreement = await context.data.agreements.find(held.agreement._id);
  if (!agreement) throw new Error('no agreement');
  const { erased: _erased, ...kept } = agreement;
  const orphan = { ...kept, _id: newId(), reference: 'ORPHAN', endsOn: '2025-01-15', controllerId: newId(), retentionHold: null };
  const auditor = await context.data.accounts.findUserByEmail('auditor@forvarsel.example');
  const left = { $set: { disabled: true, disabledAt: new Date('2029-06-01T08:00:00Z') } };
  await testbed.dependencies.mongoConnection.collection('users').updateOne({ _id: auditor?._id as never }, left);
  await context.inTransaction((session) => context.data.agreements.insert(orphan, session));

  const now = new Date('2033-01-03T08:00:00Z');
  await expect(runRetention(context, { now, actor: testbed.person('admin'), most: 1 })).rejects.toThrow('lost its controller');
  expect(await context.data.agreements.findByReference('SLIP')).toMatchObject({ erased: { rule: 'agreements' } });
  expect(await context.data.accounts.findUserByEmail('auditor@forvarsel.example')).toBeNull();

  await expect(createSweeper(context)(now)).rejects.toThrow('lost its controller');
});
