import { withdrawChange } from '../../../src/workflows/changes/withdrawChange';
import { closeNotices } from '../../../src/workflows/delivery/closeNotices';
import { sendMail } from '../../../src/workflows/delivery/sendMail';
import { expectValue } from '../../support/register';
import { type AnsweringBed, startAnsweringBed } from './answeringBed';
import { type SentNotice, sentNotice } from './sentNotice';

const now = '2026-06-01T08:00:00Z';
let bed: AnsweringBed;
beforeAll(async () => {
  bed = await startAnsweringBed(now);
});
afterAll(() => bed.close());

/** The change is withdrawn while the first message is with the server, which answers `reply` to it. */
async function withdrawnInFlight(reference: string, reply: string): Promise<SentNotice> {
  await bed.answers({ message: [reply, '250 2.0.0 Ok'] });
  const sent = await sentNotice(bed.testbed, reference, { contacts: 2, sent: false });
  const [sending] = await sent.sendings();
  const { context } = bed.testbed;
  const withdraw = async () => {
    const change = await context.data.changes.find(sent.changeId);
    const act = { actor: bed.testbed.person('dpo'), now: new Date(now), changeId: sent.changeId };
    expectValue(await withdrawChange(context, { ...act, version: change?.version ?? 0, note: 'Not needed' }));
    await closeNotices(context, { changeId: sent.changeId, now: new Date(now) });
  };
  const mailer = {
    ...context.mailer,
    deliver: async (message: Parameters<typeof context.mailer.deliver>[0]) => {
      await withdraw();
      return context.mailer.deliver(message);
    },
  };
  await sendMail({ ...context, mailer }, { sendingIds: [sending?._id ?? ''], owner: 'test', legalNow: () => new Date(now) });
  return sent;
}

/** Of what the server took or saw after the first message. */
function laterSubjects(): string[] {
  return bed.messages.slice(1).map((message) => /^Subject: (.*)/m.exec(message)?.[1] ?? '');
}

describe('a change that is withdrawn while its notice is on its way', () => {
  test('put off: it is not tried again, and both contacts are told of the withdrawal alone', async () => {
    const sent = await withdrawnInFlight('PUTOFF', '451 4.3.0 Error in processing');
    const [sending] = await sent.sendings();
    expect(sending).toMatchObject({ state: 'deferred' });

    await bed.again(sending ?? { _id: '' });

    expect((await sent.sendings()).map(({ state, attempts }) => [state, attempts.length])).toEqual([['cancelled', 1]]);
    expect(await bed.testbed.context.data.sendings.find(sending?._id ?? '')).toMatchObject({ nextAttemptAt: null, leaseOwner: null });
    expect(laterSubjects()).toHaveLength(2);
    expect(laterSubjects().every((subject) => /trukket/.test(subject))).toBe(true);
  });

  test('refused: nobody more gets the notice, and nobody is told to find another contact', async () => {
    const sent = await withdrawnInFlight('REFUSED', '550 5.1.1 User unknown');
    await bed.testbed.settle();

    expect((await sent.sendings()).map(({ state }) => state)).toEqual(['refused']);
    expect(await sent.notice()).toMatchObject({ state: 'bounced', effect: 'cancelled', attention: [] });
    expect(await sent.events()).not.toContain('notice.undeliverable');
    expect(laterSubjects().every((subject) => /trukket/.test(subject))).toBe(true);
  });

  test('lost with its worker: whoever takes it over sends it no more', async () => {
    await bed.answers({});
    const sent = await sentNotice(bed.testbed, 'TAKEOVER', { sent: false });
    const [sending] = await sent.sendings();
    if (!sending) throw new Error('nothing was planned');
    const { sendings, notices } = bed.testbed.context.data;
    const claim = { seen: sending, statedAt: new Date(now), messageHash: 'a'.repeat(64) };
    await sendings.claim([claim], { owner: 'dead', leaseUntil: new Date(Date.now() - 1) });
    await bed.testbed.context.inTransaction(async (session) => {
      await notices.replace({ ...(await sent.notice()), effect: 'dropped' }, session);
    });

    await bed.testbed.settle();

    expect(await sendings.find(sending._id)).toMatchObject({ state: 'cancelled', attempts: [], leaseOwner: null });
    expect(bed.messages).toEqual([]);
  });
});
