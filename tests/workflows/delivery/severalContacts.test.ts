import { reportWrongPerson } from '../../../src/workflows/answers/reportWrongPerson';
import { recordReport } from '../../../src/workflows/delivery/recordReport';
import { resendNotice } from '../../../src/workflows/delivery/resendNotice';
import { sendMail } from '../../../src/workflows/delivery/sendMail';
import { expectValue } from '../../support/register';
import { type AnsweringBed, startAnsweringBed } from './answeringBed';
import { reportOn, type SentNotice, sentNotice } from './sentNotice';

const now = '2026-06-01T08:00:00Z';
const longAgo = { 'attempts.0.at': new Date(Date.now() - 4 * 24 * 60 * 60 * 1000) };
const unknownUser = '550 5.1.1 User unknown';
let bed: AnsweringBed;
beforeAll(async () => {
  bed = await startAnsweringBed(now);
});
afterAll(() => bed.close());

async function sendingAt(sent: SentNotice, index: number) {
  const sending = (await sent.sendings())[index];
  if (!sending) throw new Error(`no message ${index} was planned`);
  return sending;
}

/** Each message with the notice: whose it is, what became of it, and whether there is more to come. */
async function messagesOf(sent: SentNotice): Promise<[string, string, boolean][]> {
  const sendings = await sent.sendings();
  return sendings.map(({ to, state, nextAttemptAt }) => [to.replace(/@.*/, ''), state, nextAttemptAt !== null]);
}

async function attentionCodes(sent: SentNotice): Promise<string[]> {
  return (await sent.notice()).attention.map(({ code }) => code);
}

async function sendAgain({ noticeId }: SentNotice, contactId: string | null) {
  const actor = bed.testbed.person('dpo');
  const outcome = await resendNotice(bed.testbed.context, {
    ...{ actor, now: await bed.testbed.now(), noticeId },
    ...(contactId ? { contactId } : {}),
  });
  await bed.testbed.settle();
  return outcome;
}

describe('while one contact has the notice', () => {
  test('another is asked for once more and refused: the receipt and the gate stand, and the DPO is told of the contact', async () => {
    await bed.answers({});
    const sent = await sentNotice(bed.testbed, 'AGAIN', { contacts: 2 });
    const second = sent.controller.contacts[1]?.id ?? '';
    await bed.answers({ rcpt: unknownUser });

    expectValue(await sendAgain(sent, second));

    expect(await sent.notice()).toMatchObject({
      state: 'accepted',
      receivedAt: new Date(now),
      receiptEvidence: 'accepted',
      attention: [{ code: 'contactNotReached', contactId: second, detail: unknownUser, clearedAt: null }],
    });
    expect(await bed.gateCodes(sent)).toEqual(expect.arrayContaining(['notice-period', 'objection-window']));
    expect(await bed.gateCodes(sent)).not.toContain('undeliverable');
    expect(await bed.dueKinds(sent)).toEqual(['attention']);
    expect(await sent.events()).not.toContain('notice.undeliverable');
    const events = await bed.testbed.context.data.auditEvents.list({ noticeId: sent.noticeId, limit: 20 });
    expect(events.find(({ type }) => type === 'RelayToNonERDSFailure')).toMatchObject({
      facts: { code: 550, stands: ['accepted'], next: [] },
    });
  });

  test('another is put off for three days and given up: the same', async () => {
    await bed.answers({});
    const sent = await sentNotice(bed.testbed, 'SLOW', { contacts: 2 });
    await bed.answers({ rcpt: '451 4.7.1 Greylisted' });
    expectValue(await sendAgain(sent, sent.controller.contacts[1]?.id ?? ''));
    expect(await attentionCodes(sent)).toEqual([]);

    await bed.again(await sendingAt(sent, 1), longAgo);

    expect(await messagesOf(sent)).toEqual([
      ['contact', 'accepted', false],
      ['second', 'refused', false],
    ]);
    expect(await sent.notice()).toMatchObject({ state: 'accepted', receivedAt: new Date(now) });
    expect(await attentionCodes(sent)).toEqual(['contactNotReached']);
  });

  test('it comes back while another is sent it: the clock stops, and the third waits until the second has failed too', async () => {
    await bed.answers({});
    const sent = await sentNotice(bed.testbed, 'BACK', { contacts: 3 });
    await bed.answers({ message: 'drop' });
    expectValue(await sendAgain(sent, sent.controller.contacts[1]?.id ?? ''));
    const [first, second] = [await sendingAt(sent, 0), await sendingAt(sent, 1)];

    await recordReport(bed.testbed.context, { report: reportOn(first._id), now: await bed.testbed.now() });

    expect(await sent.notice()).toMatchObject({ state: 'bounced', receivedAt: null });
    expect(await messagesOf(sent)).toEqual([
      ['contact', 'refused', false],
      ['second', 'unknown', true],
    ]);
    await bed.answers({ rcpt: unknownUser });
    await bed.again(second);
    expect(await messagesOf(sent)).toEqual([
      ['contact', 'refused', false],
      ['second', 'refused', false],
      ['third', 'refused', false],
    ]);
    expect(await sent.notice()).toMatchObject({ state: 'undeliverable', receivedAt: null });
    expect(await bed.gateCodes(sent)).toContain('undeliverable');
    expect(await bed.dueKinds(sent)).toContain('undeliverable');
  });
});

describe('a message of unknown outcome that was given up', () => {
  test('hands on to the next contact, and stands in nobody’s way: not of a bounce, and not of sending it again', async () => {
    await bed.answers({ message: 'drop' });
    const sent = await sentNotice(bed.testbed, 'GIVENUP', { contacts: 3 });
    const first = await sendingAt(sent, 0);
    await bed.answers({ message: ['drop', '250 2.0.0 Ok'] });
    await bed.again(first, longAgo);
    expect(await messagesOf(sent)).toEqual([
      ['contact', 'unknown', false],
      ['second', 'accepted', false],
    ]);
    expect(await attentionCodes(sent)).toEqual(['possibleDuplicate']);

    const second = await sendingAt(sent, 1);
    await recordReport(bed.testbed.context, { report: reportOn(second._id), now: await bed.testbed.now() });
    await bed.testbed.settle();
    expect(await messagesOf(sent)).toEqual([
      ['contact', 'unknown', false],
      ['second', 'refused', false],
      ['third', 'accepted', false],
    ]);

    expectValue(await sendAgain(sent, first.contactId));
    expect((await messagesOf(sent)).at(-1)).toEqual(['contact', 'accepted', false]);
  });
});

test('two contacts are refused in the same instant, each while the other is still being sent it: nobody is left, and the DPO is told', async () => {
  await bed.answers({ rcpt: '451 4.7.1 Greylisted' });
  const notices = await Promise.all([1, 2, 3, 4].map((index) => sentNotice(bed.testbed, `BOTH${index}`, { contacts: 2 })));
  for (const sent of notices) expectValue(await sendAgain(sent, sent.controller.contacts[1]?.id ?? ''));
  const waiting = (await Promise.all(notices.map((sent) => sent.sendings()))).flat();
  expect(waiting.map(({ state }) => state)).toEqual(waiting.map(() => 'deferred'));
  await bed.answers({ rcpt: unknownUser });
  await bed.dueNow(waiting);

  const legalNow = () => new Date(now);
  await Promise.all(
    waiting.map(({ _id }, index) => sendMail(bed.testbed.context, { sendingIds: [_id], owner: `worker ${index}`, legalNow })),
  );

  for (const sent of notices) {
    expect((await messagesOf(sent)).map(([, state]) => state)).toEqual(['refused', 'refused']);
    expect(await sent.notice()).toMatchObject({ state: 'undeliverable', receivedAt: null });
    expect(await sent.events()).toContain('notice.undeliverable');
  }
});

test('the wrong person says so before the repeat has left: it is not sent, and its answer is no receipt', async () => {
  await bed.answers({ message: ['drop', '250 2.0.0 Ok'] });
  const sent = await sentNotice(bed.testbed, 'WRONG', { contacts: 2 });
  const first = await sendingAt(sent, 0);
  const actor = { kind: 'controller', noticeId: sent.noticeId, contactId: first.contactId ?? '' } as const;
  expectValue(await reportWrongPerson(bed.testbed.context, { actor, now: new Date(now), proposal: null }));
  await bed.again(first);

  expect(await messagesOf(sent)).toEqual([
    ['contact', 'cancelled', false],
    ['second', 'accepted', false],
  ]);
  const { evidence, attention } = await sent.notice();
  expect(evidence.map(({ contactId }) => contactId)).toEqual([sent.controller.contacts[1]?.id]);
  expect(attention.map(({ code }) => code)).toEqual(['wrongPerson']);
});

// Last: the clock moves on for all of them.
describe('past half time, unacknowledged', () => {
  test('the second contact is refused: the receipt stands, and the third is sent it', async () => {
    await bed.answers({});
    const sent = await sentNotice(bed.testbed, 'HALF', { contacts: 3 });
    const alone = await sentNotice(bed.testbed, 'PAIR', { contacts: 2 });
    await bed.answers({ rcpt: unknownUser });

    await bed.testbed.advanceTo('2026-06-10T12:00:00Z');
    await bed.testbed.settle();

    for (const each of [sent, alone]) {
      expect(await each.notice()).toMatchObject({ state: 'accepted', receivedAt: new Date(now) });
      expect(await attentionCodes(each)).toContain('contactNotReached');
      expect(await bed.gateCodes(each)).not.toContain('undeliverable');
    }
    expect((await messagesOf(sent)).map(([to, state]) => [to, state])).toEqual([
      ['contact', 'accepted'],
      ['second', 'refused'],
      ['third', 'refused'],
    ]);
    expect(await messagesOf(alone)).toHaveLength(2);
  });
});
