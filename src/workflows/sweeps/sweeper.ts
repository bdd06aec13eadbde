import type { WorkflowContext } from '../context';
import { enqueueDueMail } from '../delivery/enqueueMail';
import { sweepWaitingReports } from '../delivery/recordReport';
import { processorDay } from '../processorDay';
import { releaseAlerts } from '../staff/releaseAlerts';
import { legalSweeps } from './legalSweeps';

const enqueueAtMost = 1_000;
/** With so many groups of mail in the queue nobody is idle, and what is due is most likely among them: only what waits longest is enqueued again. */
const groupsThatKeepBusy = 10;
const enqueueWhileBusy = 40;
/** A change whose day has not turned is asked again after this long, in case the job that an act enqueued was lost with Redis. */
const askAgainAfterMs = 60_000;

/**
 * Makes a sweep: finds whatever was saved and never queued, was left by a dead worker, or is due, set by set, and enqueues it again. Each set is
 * found from the record alone, so it does not matter what Redis still knows. What the sweep keeps in memory only saves it from asking too often.
 */
export function createSweeper(context: WorkflowContext): (now: Date) => Promise<void> {
  const asked = new Map<string, { day: string; at: number }>();

  return async (now) => {
    const failures: unknown[] = [];
    for (const sweep of legalSweeps) {
      try {
        await sweep.run(context, { now });
      } catch (error) {
        if (!sweep.quiet) throw error;
        // What cannot be erased or told to the staff must not keep back notices, nor anything else that has its day.
        failures.push(error);
      }
    }
    await sweepWaitingReports(context, { now });
    const busy = (await context.courier.mailWaiting()) > groupsThatKeepBusy;
    await releaseAlerts(context);
    const [unfinished, withdrawn, published, due] = await Promise.all([
      context.data.changes.listWithUnfinishedFanOut(),
      context.data.changes.listWithdrawnUnfinished(),
      context.data.changes.listPublished(),
      context.data.sendings.listDue(new Date(), busy ? enqueueWhileBusy : enqueueAtMost),
    ]);
    await enqueueChanges('planNotices', unfinished);
    await enqueueChanges('closeNotices', withdrawn);
    await enqueueDueMail(context, due);
    await enqueueChanges(
      'applyEffects',
      published.filter(({ _id }) => shouldAsk(_id, processorDay(now))),
    );
    if (failures.length > 0) throw failures[0];
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
