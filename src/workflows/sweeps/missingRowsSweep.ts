import type { ChangeRecord } from '../../data/change.model';
import { isDuplicateKey } from '../../data/connection';
import { type AffectedAgreement, affectedChunk } from '../changes/affectedChunk';
import type { WorkflowContext } from '../context';
import { enqueueMail } from '../delivery/enqueueMail';
import { lacksNotices, writeLateNotices } from '../delivery/lateNotices';
import { processorDay } from '../processorDay';
import { createAttempts } from './attempts';
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
  async run(context, { now }) {
    const today = processorDay(now);
    const checks = createAttempts();
    for (const change of await context.data.changes.listPublished()) {
      const isNew = change.publishedAt !== null && processorDay(change.publishedAt) >= today;
      if (change.fanOut?.done && !isNew) await checks.attempt(() => checkRows(context, { change, today, now }));
    }
    checks.end();
  },
  nextAt: async () => null,
};

async function checkRows(
  context: WorkflowContext,
  { change, today, now }: { change: ChangeRecord; today: string; now: Date },
): Promise<void> {
  const before = change.rowsChecked?.on === today ? change.rowsChecked : null;
  if (before?.done) return;
  let afterId = before?.afterAgreementId ?? null;
  for (let done = 0; done < chunksAtOnce; done += 1) {
    const { affected, nextAfterId } = await affectedChunk(context, { change, afterId, limit: chunk });
    const rowsChecked = { on: today, afterAgreementId: nextAfterId, done: nextAfterId === null };
    try {
      if (await lacksNotices(context, { change, affected })) await writeMissing(context, { change, affected, rowsChecked, now });
      else await context.data.changes.noteRowsChecked(change._id, rowsChecked);
    } catch (error) {
      if (isDuplicateKey(error)) return;
      throw error;
    }
    if (nextAfterId === null) return;
    afterId = nextAfterId;
  }
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
