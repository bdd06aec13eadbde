import type { WorkflowContext } from '../context';
import { sweepWaitingReports } from '../delivery/recordReport';
import { processorDay } from '../processorDay';
import { createAttempts } from './attempts';
import { legalSweeps } from './legalSweeps';

/** A change whose day has not turned is asked again after this long, in case the job that an act enqueued was lost with Redis. */
const askAgainAfterMs = 60_000;

/**
 * Makes a sweep: finds whatever was saved and never queued, or is due, set by set, and does it or enqueues it again. Each set is found from the record alone,
 * so it does not matter what Redis still knows. What the sweep keeps in memory only saves it from asking too often. Mail has a sweep of its own (sweepMail),
 * because this one may take minutes where a hundred thousand fall due at one instant.
 *
 * `stop` ends a sweep after what it is writing.
 *
 * A part that fails keeps back none of the others; what failed is thrown when all is done. Effects are asked for all the same, and
 * nothing opens because a part failed, since a gate follows from the record: an agreement whose last day has passed has ended for it, a transfer basis is
 * asked for on the day itself, an open objection shuts it until something ends that, a receipt is none until it is written, and nobody takes effect together
 * while an agreement that came after publication lacks its notice (`isNoticeOwed`). What failed only comes later than it should.
 */
export function createSweeper(context: WorkflowContext): (now: Date, stop?: AbortSignal) => Promise<void> {
  const asked = new Map<string, { day: string; at: number }>();

  return async (now, stop) => {
    const { changes } = context.data;
    const parts = createAttempts();
    for (const sweep of legalSweeps) if (!stop?.aborted) await parts.attempt(() => sweep.run(context, { now, stop }));
    await parts.attempt(() => sweepWaitingReports(context, { now, stop }));
    await parts.attempt(async () => {
      const { toPlan, toClose } = await changes.listUnfinished();
      await enqueueChanges('planNotices', toPlan);
      await enqueueChanges('closeNotices', toClose);
    });
    await parts.attempt(async () => {
      const published = await changes.listPublished();
      await enqueueChanges(
        'applyEffects',
        published.filter(({ _id }) => shouldAsk(_id, processorDay(now))),
      );
    });
    parts.end();
  };

  async function enqueueChanges(name: 'planNotices' | 'closeNotices' | 'applyEffects', changes: { _id: string }[]): Promise<void> {
    if (changes.length === 0) return;
    await context.courier.enqueue(
      name,
      changes.map(({ _id }) => ({ changeId: _id })),
    );
  }

  function shouldAsk(changeId: string, day: string): boolean {
    const last = asked.get(changeId);
    const at = Date.now();
    if (last?.day === day && at - last.at < askAgainAfterMs) return false;
    asked.set(changeId, { day, at });
    return true;
  }
}
