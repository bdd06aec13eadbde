import type { ChangeRecord } from '../../data/change.model';
import { isDuplicateKey } from '../../data/connection';
import { affectedChunk } from '../changes/affectedChunk';
import type { WorkflowContext } from '../context';
import { type FanOutChunk, nextOfRevision } from '../revisions/revisionFanOut';
import { enqueueMail } from './enqueueMail';
import { noticeRows, plannedEvent } from './noticeRows';

/**
 * Writes the notices of a published change, chunk by chunk, from where the fan-out stands, and enqueues each chunk's mail when it is committed.
 * Rows, mail and the fan-out's place go in one transaction, so it can be killed anywhere and run twice at once: one row per change revision and
 * agreement, by index. A correction goes the same way (revisionFanOut). `chunk`: how many agreements a transaction takes. `stop` ends it after the present one.
 */
export async function planNotices(
  context: WorkflowContext,
  { changeId, now, chunk = 250, stop }: { changeId: string; now: Date; chunk?: number; stop?: AbortSignal | undefined },
): Promise<void> {
  while (!stop?.aborted) {
    const change = await context.data.changes.find(changeId);
    if (change?.status !== 'published' || !change.fanOut || change.fanOut.done) return;
    const place = { version: change.version, revision: change.revision, from: change.fanOut.afterAgreementId };
    const { next, write } =
      change.revision > 1
        ? await nextOfRevision(context, { change, limit: chunk, now, stop })
        : await nextOfFirst(context, { change, limit: chunk, now });
    // The end of a correction works through many by itself, and may not have come to its own end.
    if (stop?.aborted) return;
    try {
      const sendingIds = await context.inTransaction(async (session) => {
        if (!(await context.data.changes.advanceFanOut(changeId, place, next, session))) throw new FanOutTaken();
        return write(session);
      });
      await enqueueMail(context, sendingIds);
    } catch (error) {
      // Another worker is writing the same change; it goes on where this one stops.
      if (isDuplicateKey(error) || (error instanceof FanOutTaken && !(await isStillAt(context, changeId, place)))) return;
      if (!(error instanceof FanOutTaken)) throw error;
      // Somebody did something by which it is decided whom the change affects: this chunk is read again.
    }
  }
}

async function isStillAt(
  { data }: WorkflowContext,
  changeId: string,
  { revision, from }: { revision: number; from: string | null },
): Promise<boolean> {
  const change = await data.changes.find(changeId);
  return change?.revision === revision && change.fanOut?.done === false && change.fanOut.afterAgreementId === from;
}

class FanOutTaken extends Error {}

async function nextOfFirst(
  context: WorkflowContext,
  { change, limit, now }: { change: ChangeRecord; limit: number; now: Date },
): Promise<FanOutChunk> {
  const { data } = context;
  const afterId = change.fanOut?.afterAgreementId ?? null;
  const { affected, nextAfterId } = await affectedChunk(context, { change, afterId, limit });
  const rows = noticeRows(context, { change, affected, now });
  const notices = rows.map(({ notice }) => notice);
  const sendings = rows.flatMap((row) => row.sendings);
  return {
    next: { afterAgreementId: nextAfterId, planned: rows.length, done: nextAfterId === null },
    async write(session) {
      await data.notices.insertMany(notices, session);
      await data.sendings.insertMany(sendings, session);
      await data.auditEvents.record(
        notices.map((notice) => plannedEvent(notice, now)),
        session,
      );
      return sendings.map(({ _id }) => _id);
    },
  };
}
