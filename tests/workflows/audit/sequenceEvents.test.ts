import { createAuditSigner } from '../../../src/audit/auditKeys';
import { genesisHash } from '../../../src/audit/eventHash';
import type { ChainedEvent } from '../../../src/data/auditChain.repository';
import { newId } from '../../../src/data/id';
import { keepChain } from '../../../src/workflows/audit/keepChain';
import { sequenceEvents } from '../../../src/workflows/audit/sequenceEvents';
import { sendingsFor } from '../../../src/workflows/delivery/planMail';
import { createTestbed, type Testbed } from '../../support/testbed';
import { act, recordActs } from './auditEvents';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
  await sequenceEvents(testbed.context);
});
afterAll(() => testbed.close());

async function chain(): Promise<ChainedEvent[]> {
  const events: ChainedEvent[] = [];
  for await (const event of testbed.context.data.auditChain.streamChained()) events.push(event);
  return events;
}

const isWhole = (events: ChainedEvent[]) =>
  events.every(({ seq, prevHash }, index) => seq === index + 1 && prevHash === (index === 0 ? genesisHash : events[index - 1]?.hash));

const unchained = () => testbed.context.data.auditChain.countUnchained();

describe('the sequencer', () => {
  test('numbers every event once, without gaps, each naming the hash before it', async () => {
    const before = (await chain()).length;
    await recordActs(testbed, { count: 1_100 });
    expect(await sequenceEvents(testbed.context)).toBe(1_100);
    const events = await chain();
    expect(events).toHaveLength(before + 1_100);
    expect(isWhole(events)).toBe(true);
    expect(await unchained()).toBe(0);
    expect(await sequenceEvents(testbed.context)).toBe(0);
  });

  test('keeps what is personal apart, under a salted digest, and readers get the event whole', async () => {
    const stored = (await chain()).at(-1);
    expect(stored?.personal).toEqual({ actor: { name: 'Person 1100' }, facts: { note: 'Spoke about 1100' } });
    expect(JSON.stringify([stored?.actor, stored?.facts])).not.toMatch(/Person|Spoke/);
    expect(stored?.personalSalt).toMatch(/^[0-9a-f]{32}$/);
    const [read] = await testbed.context.data.auditEvents.latest(1);
    expect(read).toMatchObject({ actor: { name: 'Person 1100' }, facts: { number: 1_100, note: 'Spoke about 1100' }, seq: stored?.seq });
  });

  test('gives an event whose transaction commits late a later number, and loses none', async () => {
    const { context } = testbed;
    let commit: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let inserted: () => void = () => {};
    const isInserted = new Promise<void>((resolve) => {
      inserted = resolve;
    });
    const slow = context.inTransaction(async (session) => {
      await context.data.auditEvents.record(act(9_001), session);
      inserted();
      await held;
    });
    await isInserted;
    await recordActs(testbed, { from: 9_002, count: 1 });
    expect(await sequenceEvents(context)).toBe(1);
    commit();
    await slow;
    expect(await sequenceEvents(context)).toBe(1);
    const [younger, older] = (await chain()).slice(-2);
    expect([younger?.facts.number, older?.facts.number]).toEqual([9_002, 9_001]);
    expect(String(older?._id) < String(younger?._id)).toBe(true);
    expect(isWhole(await chain())).toBe(true);
  });

  test('run by two processes at once, with acts going on, makes one chain', async () => {
    const before = (await chain()).length;
    await recordActs(testbed, { from: 20_000, count: 1_100, perTransaction: 550 });
    const turns = () => Promise.all([sequenceEvents(testbed.context), sequenceEvents(testbed.context)]);
    const [counts] = await Promise.all([turns(), recordActs(testbed, { from: 30_000, count: 300, perTransaction: 20 })]);
    const rest = await sequenceEvents(testbed.context);
    expect(counts[0] + counts[1] + rest).toBe(1_400);
    const events = await chain();
    expect(events).toHaveLength(before + 1_400);
    expect(isWhole(events)).toBe(true);
  });

  test('that died between batches is followed by another when its lease has run out', async () => {
    const { context } = testbed;
    const signer = createAuditSigner(testbed.dependencies.config.auditKeys);
    await recordActs(testbed, { from: 40_000, count: 1_100 });
    // It numbers one batch and is gone: nobody renews its lease.
    const start = new Date();
    await context.data.settings.write('auditSequencer', { owner: 'dead', until: new Date(start.getTime() + 30_000) }, 0);
    await sequenceEvents(context, async () => false);
    expect(await unchained()).toBe(100);
    const turn = (clock: () => Date) => keepChain(context, { owner: 'alive', signer, headFile: null, headMail: null, clock });
    await turn(() => start);
    expect(await unchained()).toBe(100);
    await turn(() => new Date(start.getTime() + 31_000));
    expect(await unchained()).toBe(0);
    expect(isWhole(await chain())).toBe(true);
    expect((await context.data.auditHeads.newest())?.seq).toBe((await chain()).length);
  });

  test('lets mail that is due go first, for a minute at most', async () => {
    const { context } = testbed;
    const signer = createAuditSigner(testbed.dependencies.config.auditKeys);
    const now = new Date();
    const contact = { id: newId(), email: 'kontakt@kommune.example', name: null, locale: null, confirmedAt: now, checkAt: now };
    const contacts = [{ ...contact, purpose: 'subprocessorChanges' as const }];
    const mail = sendingsFor({ kind: 'notice', dedupe: 'notice:waits', contacts, host: 'forvarsel.example', readyAt: now });
    await context.inTransaction((session) => context.data.sendings.insertMany(mail, session));
    await recordActs(testbed, { from: 50_000, count: 1 });
    const recorded = Date.now();
    const turn = (afterMs: number) =>
      keepChain(context, { owner: 'alive', signer, headFile: null, headMail: null, clock: () => new Date(recorded + afterMs) });
    await turn(0);
    expect(await unchained()).toBe(1);
    await turn(61_000);
    expect(await unchained()).toBe(0);
  });
});
