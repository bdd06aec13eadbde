import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { overtakenKinds, type SendingRecord } from '../../data/sending.model';
import { isOvertaken } from '../../domain/receipt/afterFailure';
import type { WorkflowContext } from '../context';
import { loadOutgoing, type Outgoing } from './loadOutgoing';
import { type DeadlineCounter, rememberDeadlines } from './noteEvidence';
import { persistUntil } from './persistUntil';
import { recordDeliveries } from './recordDeliveries';
import { type Delivered, recordDelivery } from './recordDelivery';

const putAsideMs = 10 * 60 * 1000;
/** How long a claim waits while MongoDB is away, in case it was carried out and only the answer was lost. The text speaks as of now, so not for long. */
const claimWithinMs = 20 * 1000;
/** How long an answer waits to be recorded while MongoDB is away. Longer than the lease: without a primary nobody else can take the sending either. */
const recordWithinMs = 2 * 60 * 1000;
/** How long a claimed message waits for a domain that takes few at once. */
const beginWithinMs = 4 * 1000;
/** How long the first answer of a group waits for the others at most, to be recorded with them: about as long as a commit takes. */
const gatherMs = 25;
const countDates: DeadlineCounter = rememberDeadlines();

/**
 * Hands these messages over: load, state the dates as of now, render, claim and note what is about to leave, deliver, record what the server said.
 * Returns the sendings that this led to (a refusal goes on to the next contact), to be enqueued. What somebody else has, or what is finished, is left
 * alone; what a notice that no longer counts would have said is cancelled. What is claimed together is on its way together: after a crash no more than that can have left unrecorded, and each says that it repeats.
 * `legalNow` tells legal time: what is received is received when the server answers, which may be after midnight. Claims, leases, pacing and retries
 * run on real time.
 */
export async function sendMail(
  context: WorkflowContext,
  {
    sendingIds,
    owner,
    legalNow,
    random = Math.random,
  }: { sendingIds: readonly string[]; owner: string; legalNow: () => Date; random?: () => number },
): Promise<string[]> {
  const led: string[] = [];
  const size = context.settings.sendingBatch;
  for (let start = 0; start < sendingIds.length; start += size) {
    led.push(...(await sendBatch(context, { sendingIds: sendingIds.slice(start, start + size), owner, legalNow, random })));
  }
  return led;
}

async function sendBatch(
  context: WorkflowContext,
  { sendingIds, owner, legalNow, random }: { sendingIds: string[]; owner: string; legalNow: () => Date; random: () => number },
): Promise<string[]> {
  const claimable = await context.data.sendings.listClaimable(sendingIds, new Date());
  if (claimable.length === 0) return [];
  const { begin, putOff } = context.pacing.sort(claimable);
  for (const [until, ids] of putOff) await context.data.sendings.putOff(ids, until);
  const { rendered, overtaken, broken } = await renderAll(context, begin, legalNow());
  await context.data.sendings.cancelDue(overtaken);
  // Only now, with everything ready to leave: a permit is for this very second.
  if (!(await context.pacing.permits(rendered.length))) return [];
  // Its own name for each group: what an earlier group of the same worker still holds is not taken for this one's.
  const lease = `${owner}:${randomUUID()}`;
  const claims = rendered.map(({ each, message }) => ({ seen: each.sending, statedAt: each.input.statedAt, messageHash: message.hash }));
  const ours = await claimPatiently(context, claims, lease);
  // A message may take almost a whole lease: one that begins late would still be on its way when somebody else takes it.
  const beginBy = new Date(Date.now() + beginWithinMs);
  const leaving = rendered.filter(({ each }) => ours.has(each.sending._id));
  const record = groupCommit(leaving.length, (delivered: Delivered[]) =>
    persistUntil(new Date(Date.now() + recordWithinMs), () => recordGroup(context, { delivered, owner: lease, random, count: countDates })),
  );
  const led = await Promise.all(
    leaving.map(async ({ each, message }) => {
      const delivery = await context.pacing.deliver(message.envelope.to, beginBy, () => context.mailer.deliver(message));
      if (!delivery) return giveBack(context, each.sending, lease);
      return record({ ...each, delivery, messageHash: message.hash, at: new Date(), legalAt: legalNow() });
    }),
  );
  if (broken.length > 0) await putAside(context, broken);
  return [...new Set(led.flat())];
}

/** A message that has not left is as if never claimed, and comes again in its time. */
async function giveBack({ data }: WorkflowContext, seen: SendingRecord, owner: string): Promise<string[]> {
  await persistUntil(new Date(Date.now() + recordWithinMs), () => data.sendings.unclaim([{ seen }], owner));
  return [];
}

/**
 * Claims, also when the answer to a first try was lost. Where MongoDB is away for longer, what may have been claimed is given back: nothing of it has left,
 * and it must not look as if it might have.
 */
async function claimPatiently(
  { data, settings }: WorkflowContext,
  claims: { seen: SendingRecord; statedAt: Date; messageHash: string }[],
  owner: string,
): Promise<Set<string>> {
  const claim = () => data.sendings.claim(claims, { owner, leaseUntil: new Date(Date.now() + settings.sendingLeaseMs) });
  try {
    return await persistUntil(new Date(Date.now() + claimWithinMs), claim);
  } catch (error) {
    await persistUntil(new Date(Date.now() + recordWithinMs), () => data.sendings.unclaim(claims, owner));
    throw error;
  }
}

interface Rendered {
  each: Outgoing;
  message: Awaited<ReturnType<WorkflowContext['mailer']['render']>>;
}

interface Broken {
  sending: SendingRecord;
  reason: unknown;
}

/** Renders all that still has to be said; where that fails, one by one, so that a record that is wrong keeps back its own message alone. */
async function renderAll(
  context: WorkflowContext,
  sendings: SendingRecord[],
  now: Date,
): Promise<{ rendered: Rendered[]; overtaken: string[]; broken: Broken[] }> {
  const overtaken = new Set<string>();
  const render = async (some: SendingRecord[]): Promise<Rendered[]> => {
    const loaded = await loadOutgoing(context, { sendings: some, now, count: countDates });
    for (const each of loaded) if (isOvertakenMail(each)) overtaken.add(each.sending._id);
    const outgoing = loaded.filter(({ sending }) => !overtaken.has(sending._id));
    return Promise.all(outgoing.map(async (each) => ({ each, message: await context.mailer.render(each.input) })));
  };
  try {
    return { rendered: await render(sendings), overtaken: [...overtaken], broken: [] };
  } catch {
    const tries = await Promise.allSettled(sendings.map((sending) => render([sending])));
    return {
      rendered: tries.flatMap((tried) => (tried.status === 'fulfilled' ? tried.value : [])),
      overtaken: [...overtaken],
      broken: tries.flatMap((tried, index) => {
        const sending = sendings[index];
        return tried.status === 'rejected' && sending ? [{ sending, reason: tried.reason }] : [];
      }),
    };
  }
}

/** What was decided while this message was on its way, or waited for its next try, has made it misleading. */
function isOvertakenMail({ sending, notice }: Outgoing): boolean {
  return notice !== null && isOvertaken(notice.effect) && overtakenKinds.includes(sending.kind);
}

/** A message that cannot be made is a fault of ours: it waits, and whoever runs the portal is told by the job that fails and by what is due (dueOfMail). */
async function putAside(context: WorkflowContext, broken: Broken[]): Promise<never> {
  const ids = broken.map(({ sending }) => sending._id);
  const now = new Date();
  await context.data.waitingMail.holdUp(
    broken.map(({ sending }) => sending),
    { now, until: new Date(now.getTime() + putAsideMs) },
  );
  throw new AggregateError(
    broken.map(({ reason }) => reason),
    `${ids.length} messages could not be made and are tried again in ten minutes: sendings ${ids.join(', ')}`,
  );
}

interface Recording {
  delivered: Delivered[];
  /** The lease that they were claimed under. */
  owner: string;
  random: () => number;
  count: DeadlineCounter;
}

/** Records what was taken in one transaction for all of them; what was not, or what somebody else has touched meanwhile, each in its own. */
async function recordGroup(context: WorkflowContext, { delivered, owner, random, count }: Recording): Promise<string[]> {
  const left = await recordDeliveries(context, { delivered, owner, count });
  const led: string[] = [];
  for (const each of left) led.push(...(await recordDelivery(context, { ...each, owner, random: random() })));
  return led;
}

/**
 * Hands what comes in while a group is being recorded to the next one, whole: nothing waits longer than the group before it, or for the last of all `size`, and a
 * busy sender pays for one transaction where it would have paid for twenty. Each caller gets what its group led to.
 */
function groupCommit<Item>(size: number, commit: (items: Item[]) => Promise<string[]>): (item: Item) => Promise<string[]> {
  let waiting: Item[] = [];
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<string[]> | null = null;
  let come = 0;
  const allHere = new AbortController();
  return (item) => {
    waiting.push(item);
    come += 1;
    if (come === size) allHere.abort();
    const gathered = () => delay(gatherMs, undefined, { signal: allHere.signal }).catch(() => undefined);
    next ??= Promise.all([running, gathered()]).then(() => {
      const group = waiting;
      waiting = [];
      next = null;
      return commit(group);
    });
    const ours = next;
    running = ours.catch(() => undefined);
    return ours;
  };
}
