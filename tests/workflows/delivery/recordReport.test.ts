import { termsPresets } from '../../../src/domain/terms/presets';
import { acknowledgeNotice } from '../../../src/workflows/answers/acknowledgeNotice';
import { recordReport, sweepWaitingReports } from '../../../src/workflows/delivery/recordReport';
import { answerGate } from '../../../src/workflows/gate/answerGate';
import { listDue } from '../../../src/workflows/listDue';
import { expectValue } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';
import { reportOn, type SentNotice, sentNotice } from './sentNotice';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

async function record(report: ReturnType<typeof reportOn>) {
  return recordReport(testbed.context, { report, now: await testbed.now() });
}

async function firstSending(sent: SentNotice) {
  const [sending] = await sent.sendings();
  if (!sending) throw new Error('nothing was planned');
  return sending;
}

async function gateReasons({ agreement, changeId }: SentNotice): Promise<string[]> {
  const change = await testbed.context.data.changes.find(changeId);
  const query = { agreementId: agreement._id, subprocessorId: change?.subprocessorId ?? '' };
  const answer = expectValue(await answerGate(testbed.context, { now: await testbed.now(), query }));
  return answer.reasons.map(({ code }) => code);
}

async function acknowledge(sent: SentNotice) {
  const contactId = sent.controller.contacts[0]?.id ?? '';
  const actor = { kind: 'controller', noticeId: sent.noticeId, contactId } as const;
  expectValue(await acknowledgeNotice(testbed.context, { actor, now: await testbed.now() }));
}

describe('a bounce after acceptance', () => {
  test('voids the receipt, stops the clock, tells the DPO, and the next contact gets the notice', async () => {
    const sent = await sentNotice(testbed, 'NEXT', { contacts: 2 });
    const sending = await firstSending(sent);
    expect(await sent.notice()).toMatchObject({ state: 'accepted', receivedAt: new Date('2026-06-02T08:00:00Z') });
    await testbed.advanceTo('2026-06-03T08:00:00Z');

    expect(await record(reportOn(sending._id))).toEqual({ outcome: 'applied', sendingId: sending._id, repeated: false });

    const bounced = await sent.notice();
    expect(bounced).toMatchObject({ state: 'bounced', receivedAt: null, receiptEvidence: null });
    expect(bounced.evidence).toMatchObject([{ kind: 'accepted', voidedAt: new Date('2026-06-03T08:00:00Z') }]);
    expect(bounced.attention).toMatchObject([
      {
        code: 'bouncedAfterAcceptance',
        sendingId: sending._id,
        contactId: sending.contactId,
        detail: expect.stringContaining('5.1.1'),
        clearedAt: null,
      },
    ]);
    expect(await gateReasons(sent)).toContain('not-received');
    expect(await sent.events()).toEqual(expect.arrayContaining(['RelayToNonERDSFailure', 'notice.receiptVoided']));

    await testbed.settle();

    expect((await sent.sendings()).map(({ state, to }) => [state, to])).toEqual([
      ['refused', 'contact@next.example'],
      ['accepted', 'second@next.example'],
    ]);
    expect(await sent.notice()).toMatchObject({
      state: 'accepted',
      receivedAt: new Date('2026-06-03T08:00:00Z'),
      deadlines: { receivedOn: '2026-06-03', earliestEffectiveOn: '2026-07-02' },
    });
  });

  test('with no contact left: undeliverable, and the gate says so', async () => {
    const sent = await sentNotice(testbed, 'LAST');

    await record(reportOn((await firstSending(sent))._id));

    expect(await sent.notice()).toMatchObject({ state: 'undeliverable', receivedAt: null });
    expect(await gateReasons(sent)).toContain('undeliverable');
    expect(await sent.events()).toContain('notice.undeliverable');
    expect(await sent.sendings()).toHaveLength(1);
  });

  test('while another contact has it: its receipt counts from then, and nobody else is written to', async () => {
    const sent = await sentNotice(testbed, 'BOTH', { contacts: 3 });
    const sending = await firstSending(sent);
    const second = { ...sending, _id: 'aaaaaaaaaaaaaaaaaaaaaaaa', dedupeKey: 'both:second', to: 'second@both.example' };
    await testbed.context.inTransaction(async (session) => {
      const notice = await testbed.context.data.notices.find(sent.noticeId, session);
      if (!notice) throw new Error('the notice is gone');
      const at = new Date('2026-06-03T09:00:00Z');
      const evidence = { kind: 'accepted' as const, at, contactId: null, sendingId: second._id, detail: null, voidedAt: null };
      await testbed.context.data.sendings.insertMany([second], session);
      await testbed.context.data.notices.replace({ ...notice, evidence: [...notice.evidence, evidence] }, session);
    });

    await record(reportOn(sending._id));

    expect(await sent.notice()).toMatchObject({ state: 'accepted', receivedAt: new Date('2026-06-03T09:00:00Z') });
    expect(await sent.sendings()).toHaveLength(2);
  });

  test('of a notice that a person acknowledged: recorded, and voids nothing', async () => {
    const sent = await sentNotice(testbed, 'READ', { contacts: 2 });
    await acknowledge(sent);
    const before = await sent.notice();

    expect(await record(reportOn((await firstSending(sent))._id))).toMatchObject({ outcome: 'applied' });

    expect(await sent.notice()).toMatchObject({ state: 'acknowledged', receivedAt: before.receivedAt, attention: [] });
    expect(await sent.reports()).toMatchObject([{ outcome: 'applied', why: 'vouched-for' }]);
    expect(await sent.sendings()).toMatchObject([{ state: 'refused' }]);
  });

  test('keeps whose mailbox it was out of the audit trail', async () => {
    const sent = await sentNotice(testbed, 'QUIET');
    await record(reportOn((await firstSending(sent))._id));

    const events = await testbed.context.data.auditEvents.list({ noticeId: sent.noticeId, limit: 100 });
    const failure = events.find(({ type }) => type === 'RelayToNonERDSFailure');
    expect(failure?.facts).toMatchObject({ status: '5.1.1', response: '550 5.1.1 <…@controller.example>: User unknown' });
  });
});

describe('reports in any order', () => {
  test('the same report again: says so, and does nothing', async () => {
    const sent = await sentNotice(testbed, 'TWICE', { contacts: 2 });
    const report = reportOn((await firstSending(sent))._id);

    const [one, other] = await Promise.all([record(report), record(report)]);
    const third = await record(report);

    expect([one.repeated, other.repeated].sort()).toEqual([false, true]);
    expect(third).toMatchObject({ repeated: true, outcome: 'applied' });
    expect(await sent.reports()).toHaveLength(1);
    expect((await sent.notice()).attention).toHaveLength(1);
    expect(await sent.sendings()).toHaveLength(2);
  });

  test('another report of the same failure: kept, and changes nothing', async () => {
    const sent = await sentNotice(testbed, 'AGAIN', { contacts: 2 });
    const { _id } = await firstSending(sent);
    await record(reportOn(_id));

    expect(await record(reportOn(_id, { source: 'postmark' }))).toMatchObject({ outcome: 'ignored', repeated: false });
    expect((await sent.notice()).attention).toHaveLength(1);
  });

  test('before the sending has been recorded: it waits, and is applied then', async () => {
    const sent = await sentNotice(testbed, 'EARLY', { sent: false });
    const { _id } = await firstSending(sent);

    expect(await record(reportOn(_id))).toMatchObject({ outcome: 'waiting' });
    await sweepWaitingReports(testbed.context, { now: await testbed.now() });
    expect(await sent.notice()).toMatchObject({ state: 'planned' });
    await testbed.settle();
    expect(await sent.notice()).toMatchObject({ state: 'accepted' });

    const sweep = async () => sweepWaitingReports(testbed.context, { now: await testbed.now() });
    await Promise.all([sweep(), sweep()]);

    expect(await sent.notice()).toMatchObject({ state: 'undeliverable' });
    expect(await sent.reports()).toMatchObject([{ outcome: 'applied' }]);
    expect((await sent.events()).filter((type) => type === 'notice.receiptVoided')).toHaveLength(1);
  });

  test.each([
    ['delivered after failed', ['failed', 'delivered']],
    ['failed after delivered', ['delivered', 'failed']],
  ] as const)('%s: the failure outlasts it', async (name, kinds) => {
    const sent = await sentNotice(testbed, name.replaceAll(' ', '-').toUpperCase());
    const { _id } = await firstSending(sent);
    for (const kind of kinds) await record(reportOn(_id, { kind }));

    expect(await sent.notice()).toMatchObject({ state: 'undeliverable', receivedAt: null });
    expect((await sent.notice()).evidence.every(({ voidedAt }) => voidedAt !== null)).toBe(true);
    expect(await sent.reports()).toHaveLength(2);
  });
});

describe('what is no failure', () => {
  test('delivered: evidence, and a receipt where the terms ask for it', async () => {
    const sent = await sentNotice(testbed, 'STRICT', { terms: { ...termsPresets.videonor, receiptEvidence: 'delivered' } });
    expect(await sent.notice()).toMatchObject({ state: 'accepted', receivedAt: null });

    await record(reportOn((await firstSending(sent))._id, { kind: 'delivered', status: '2.0.0', words: '250 2.0.0 Ok' }));

    expect(await sent.notice()).toMatchObject({ state: 'delivered', receivedAt: await testbed.now(), receiptEvidence: 'delivered' });
    expect(await sent.events()).toEqual(expect.arrayContaining(['ContentHandover', 'notice.received']));
  });

  test('delivered, told by two sources: evidence once', async () => {
    const sent = await sentNotice(testbed, 'ECHO');
    const { _id } = await firstSending(sent);
    await record(reportOn(_id, { kind: 'delivered' }));

    expect(await record(reportOn(_id, { kind: 'delivered', source: 'postmark' }))).toMatchObject({ outcome: 'ignored' });
    expect((await sent.notice()).evidence.map(({ kind }) => kind)).toEqual(['accepted', 'delivered']);
  });

  test.each([
    ['relayed', 'mail.relayed'],
    ['delayed', 'mail.delayed'],
  ] as const)('%s: told in the audit trail, and changes nothing', async (kind, type) => {
    const sent = await sentNotice(testbed, kind.toUpperCase());
    const before = await sent.notice();

    expect(await record(reportOn((await firstSending(sent))._id, { kind }))).toMatchObject({ outcome: 'applied' });

    expect(await sent.notice()).toEqual(before);
    expect(await sent.events()).toContain(type);
  });

  test('a complaint: a task for the DPO, and the receipt stands', async () => {
    const sent = await sentNotice(testbed, 'SPAM');
    const { receivedAt } = await sent.notice();

    await record(reportOn((await firstSending(sent))._id, { kind: 'complaint' }));

    expect(await sent.notice()).toMatchObject({ state: 'accepted', receivedAt, attention: [{ code: 'complaint', clearedAt: null }] });
  });

  test('an automatic reply: kept, and nothing else', async () => {
    const sent = await sentNotice(testbed, 'AWAY');
    const before = [await sent.notice(), await sent.events()];

    expect(await record(reportOn((await firstSending(sent))._id, { kind: 'autoReply' }))).toMatchObject({ outcome: 'ignored' });
    expect([await sent.notice(), await sent.events()]).toEqual(before);
  });
});

describe('what may be a bounce', () => {
  test('a task for the DPO with its words, once, and the receipt stands', async () => {
    const sent = await sentNotice(testbed, 'UNCLEAR', { contacts: 2 });
    const { state, receivedAt, evidence } = await sent.notice();
    const { _id } = await firstSending(sent);

    expect(await record(reportOn(_id, { kind: 'unclear', status: null, words: 'Varsel – 550 5.1.1' }))).toMatchObject({
      outcome: 'applied',
    });
    await record(reportOn(_id, { kind: 'unclear', status: null }));

    const attention = [{ code: 'unclearReport', sendingId: _id, detail: 'Varsel – 550 5.1.1', clearedAt: null }];
    expect(await sent.notice()).toMatchObject({ state, receivedAt, evidence, attention });
    expect(await sent.sendings()).toHaveLength(1);
    expect(await sent.events()).toContain('mail.reportUnclear');
    const due = await listDue(testbed.context, { now: await testbed.now() });
    expect(due.filter(({ noticeId }) => noticeId === sent.noticeId)).toMatchObject([{ kind: 'attention' }]);
  });

  test('where a person vouches for the notice: nothing', async () => {
    const sent = await sentNotice(testbed, 'UNCLEAR-ACK');
    await acknowledge(sent);
    expect(await record(reportOn((await firstSending(sent))._id, { kind: 'unclear' }))).toMatchObject({ outcome: 'ignored' });
    expect((await sent.notice()).attention).toEqual([]);
  });
});

describe('which sending a report is about', () => {
  test('none of ours: kept as unknown', async () => {
    const report = reportOn('ffffffffffffffffffffffff');
    expect(await record(report)).toEqual({ outcome: 'unknown', sendingId: null, repeated: false });
    expect(await testbed.context.data.deliveryReports.findByDedupeKey(report.dedupeKey)).toMatchObject({ why: 'no-such-sending' });
  });

  test('by Message-ID: only with the address that the message went to', async () => {
    const sent = await sentNotice(testbed, 'BY-ID');
    const { messageId, to } = await firstSending(sent);

    expect(await record(reportOn(null, { messageId, recipients: ['other@by-id.example'] }))).toMatchObject({ outcome: 'unknown' });
    expect(await record(reportOn(null, { messageId: messageId.replace('.notice', '.other'), recipients: [to] }))).toMatchObject({
      outcome: 'unknown',
    });
    expect(await sent.notice()).toMatchObject({ state: 'accepted' });

    expect(await record(reportOn(null, { messageId, recipients: [to] }))).toMatchObject({ outcome: 'applied' });
    expect(await sent.notice()).toMatchObject({ state: 'undeliverable' });
  });

  test('mail that is no notice: its sending is refused, the notice stands, and the DPO is told of the contact', async () => {
    const sent = await sentNotice(testbed, 'THANKS');
    await acknowledge(sent);
    await testbed.settle();
    const { data } = testbed.context;
    const [confirmation] = (await data.sendings.listOfNotice(sent.noticeId)).filter(({ kind }) => kind === 'acknowledged');
    const before = await sent.notice();

    expect(await record(reportOn(confirmation?._id ?? ''))).toMatchObject({ outcome: 'applied' });

    expect(await data.sendings.find(confirmation?._id ?? '')).toMatchObject({ state: 'refused' });
    const { attention, ...stands } = await sent.notice();
    expect(attention).toMatchObject([{ code: 'contactNotReached', contactId: confirmation?.contactId, clearedAt: null }]);
    expect({ ...stands, attention: [], version: before.version, updatedAt: before.updatedAt }).toEqual(before);
    expect(await sent.events()).toContain('mail.failed');
  });
});
