import type { ChangeRecord } from '../../data/change.model';
import { isDuplicateKey } from '../../data/connection';
import { type AffectedAgreement, affectedAmong } from '../changes/affectedChunk';
import type { WorkflowContext } from '../context';
import { enqueueMail } from '../delivery/enqueueMail';
import { lacksNotices, writeLateNotices } from '../delivery/lateNotices';
import { processorDay } from '../processorDay';
import { createAttempts, isWithoutServer } from './attempts';
import type { LegalSweep } from './legalSweep';

const chunk = 1_000;
/** So that one sweep does not keep the others waiting: the next one goes on from there. */
const chunksAtOnce = 5;

/**
 * Once a day every published change is held against the agreements: one that it affects and that has no notice, whatever became of it, gets it. Nothing should
 * ever be found; a notice that is missing would cost the processor its right to make the change.
 */
export const missingRowsSweep: LegalSweep = {
  name: 'missingRows',
  async run(context, { now, stop }) {
    const today = processorDay(now);
    const checks = createAttempts();
    for (const change of await context.data.changes.listPublished()) {
      const isNew = change.publishedAt !== null && processorDay(change.publishedAt) >= today;
      if (change.fanOut?.done && !isNew) await checks.attempt(() => checkRows(context, { change, today, now, stop }));
    }
    checks.end();
  },
  nextAt: async () => null,
};

/** Chunk by chunk. One that fails is tried again in halves, until what fails stands alone: it waits for the next day, and keeps back no other. */
async function checkRows(
  context: WorkflowContext,
  { change, today, now, stop }: { change: ChangeRecord; today: string; now: Date; stop: AbortSignal | undefined },
): Promise<void> {
  const { data } = context;
  const before = change.rowsChecked?.on === today ? change.rowsChecked : null;
  if (before?.done) return;
  const failures = createAttempts();
  let afterId = before?.afterAgreementId ?? null;
  let limit = chunk;
  for (let done = 0; done < chunksAtOnce && !stop?.aborted; ) {
    const agreements = await data.agreements.listOnServices(change.services, { limit, afterId });
    const nextAfterId = agreements.length === limit ? (agreements.at(-1)?._id ?? null) : null;
    const rowsChecked = { on: today, afterAgreementId: nextAfterId, done: nextAfterId === null };
    try {
      const affected = await affectedAmong(context, { change, agreements });
      if (await lacksNotices(context, { change, affected })) await writeMissing(context, { change, affected, rowsChecked, now });
      else await data.changes.noteRowsChecked(change._id, rowsChecked);
      done += 1;
    } catch (error) {
      if (isDuplicateKey(error)) break;
      if (agreements.length > 1 && !isWithoutServer(error)) {
        limit = Math.ceil(agreements.length / 2);
        continue;
      }
      await failures.attempt(() => Promise.reject(error));
      await data.changes.noteRowsChecked(change._id, rowsChecked);
    }
    if (nextAfterId === null) break;
    afterId = nextAfterId;
    limit = Math.min(chunk, limit * 2);
  }
  failures.end();
}

async function writeMissing(
  context: WorkflowContext,
  {
    change,
    affected,
    rowsChecked,
    now,
  }: { change: ChangeRecord; affected: AffectedAgreement[]; rowsChecked: NonNullable<ChangeRecord['rowsChecked']>; now: Date },
): Promise<void> {
  const sendingIds = await context.inTransaction(async (session) => {
    const written = await writeLateNotices(context, { session, change, affected, now });
    await context.data.changes.noteRowsChecked(change._id, rowsChecked, session);
    return written;
  });
  if (sendingIds.length > 0) await enqueueMail(context, sendingIds);
}
