import type { WorkflowContext } from '../context';
import { enqueueDueMail } from '../delivery/enqueueMail';
import { releaseAlerts } from '../staff/releaseAlerts';
import { createAttempts } from './attempts';

const mostAtOnce = 1_000;
/** With so many groups of mail in the queue nobody is idle, and what is due is most likely among them: only what waits longest is enqueued again. */
const groupsThatKeepBusy = 10;
const mostWhileBusy = 40;
/** Among so many of the oldest are all that a lost worker had: they are gone from there as soon as another has them. */
const lookedAtWhileBusy = 200;

/**
 * Finds mail that was planned and never queued, was left by a dead worker, or has come to be due again, and enqueues it. Found from the record alone, so it does
 * not matter what Redis still knows. What a worker was lost with, and what a person waits for, leaves before the rest of a fan-out, however much that is:
 * the first is among what is oldest, since a fan-out is worked through in its order, and the second has an index of its own. Leases and turns run on real time.
 */
export async function sweepMail(context: WorkflowContext): Promise<void> {
  const parts = createAttempts();
  await parts.attempt(() => releaseAlerts(context));
  await parts.attempt(() => enqueueDue(context));
  parts.end();
}

async function enqueueDue(context: WorkflowContext): Promise<void> {
  const { sendings } = context.data;
  const now = new Date();
  const waiting = await context.courier.mailWaiting();
  const isBusy = waiting.ahead + waiting.others > groupsThatKeepBusy;
  const [oldest, awaited] = await Promise.all([
    sendings.listDue(now, isBusy ? lookedAtWhileBusy : mostAtOnce),
    sendings.listAwaited(now, mostAtOnce),
  ]);
  const retakes = oldest.filter(({ isRetake }) => isRetake);
  const ahead = new Map([...retakes, ...awaited].map((due) => [due.sendingId, due]));
  const others = oldest.filter(({ sendingId }) => !ahead.has(sendingId));
  await enqueueDueMail(context, [...ahead.values()].slice(0, waiting.ahead > groupsThatKeepBusy ? mostWhileBusy : mostAtOnce), {
    ahead: true,
  });
  await enqueueDueMail(context, others.slice(0, isBusy ? mostWhileBusy : mostAtOnce), { ahead: false });
}
