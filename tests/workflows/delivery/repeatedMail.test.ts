import { type AnsweringBed, startAnsweringBed } from './answeringBed';
import { type SentNotice, sentNotice } from './sentNotice';

const now = '2026-06-01T08:00:00Z';
let bed: AnsweringBed;
beforeAll(async () => {
  bed = await startAnsweringBed(now);
});
afterAll(() => bed.close());

async function firstSending(sent: SentNotice) {
  const [sending] = await sent.sendings();
  if (!sending) throw new Error('nothing was planned');
  return sending;
}

async function attentionCodes(sent: SentNotice): Promise<string[]> {
  return (await sent.notice()).attention.map(({ code }) => code);
}

/** Of what the server heard under this Message-ID, oldest first: whether it said that it repeats. */
function saidToRepeat({ messageId }: { messageId: string }): boolean[] {
  const copies = bed.messages.filter((message) => message.includes(`Message-ID: ${messageId}\r\n`));
  return copies.map((message) => /^Subject: Gjentatt/m.test(message));
}

describe('a message that may have arrived', () => {
  test('no reply, then put off, then taken: the third try repeats the first, says so, and the DPO sees it', async () => {
    await bed.answers({ message: ['drop', '451 4.3.0 Error in processing', '250 2.0.0 Ok'] });
    const sent = await sentNotice(bed.testbed, 'THRICE');
    const sending = await firstSending(sent);
    await bed.again(sending);
    expect(await attentionCodes(sent)).toEqual([]);
    await bed.again(sending);

    expect((await firstSending(sent)).attempts.map(({ outcome, repeat }) => [outcome, repeat])).toEqual([
      ['unknown', false],
      ['deferred', true],
      ['accepted', true],
    ]);
    expect(saidToRepeat(sending)).toEqual([false, true, true]);
    expect(await attentionCodes(sent)).toEqual(['possibleDuplicate']);
    expect(await bed.dueKinds(sent)).toContain('attention');
  });

  test('lost with its worker, then put off, then taken: it says that it repeats, and the DPO sees it', async () => {
    await bed.answers({ message: ['451 4.3.0 Error in processing', '250 2.0.0 Ok'] });
    const sent = await sentNotice(bed.testbed, 'LOST', { sent: false });
    const sending = await firstSending(sent);
    const claim = { seen: sending, statedAt: new Date(now), messageHash: 'a'.repeat(64) };
    await bed.testbed.context.data.sendings.claim([claim], { owner: 'dead', leaseUntil: new Date(Date.now() - 1) });
    await bed.testbed.settle();
    await bed.again(sending);

    expect(saidToRepeat(sending)).toEqual([true, true]);
    expect(await attentionCodes(sent)).toEqual(['possibleDuplicate']);
  });

  test('no reply to the repeats either: one mark, since any of them may have come', async () => {
    await bed.answers({ message: 'drop' });
    const sent = await sentNotice(bed.testbed, 'SILENT');
    const sending = await firstSending(sent);
    expect(await attentionCodes(sent)).toEqual([]);
    await bed.again(sending);
    await bed.again(sending);

    expect(await sent.notice()).toMatchObject({ state: 'unknown', attention: [{ code: 'possibleDuplicate', sendingId: sending._id }] });
    expect(await attentionCodes(sent)).toHaveLength(1);
  });
});
