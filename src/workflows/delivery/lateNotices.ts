import type { ClientSession } from 'mongoose';
import type { ChangeRecord } from '../../data/change.model';
import type { AffectedAgreement } from '../changes/affectedChunk';
import type { WorkflowContext } from '../context';
import { noticeRows, plannedEvent } from './planNotices';

/**
 * Writes the notices of a published change that agreements lack, inside the caller's transaction: to an agreement that came after publication, or had no row.
 * Their clocks run from `now` where they run from publication, since nobody published anything to them before. One whose signed annex lists the new
 * subprocessor needs none; for a modify or a remove it does, because the annex lists the subprocessor as it was. Returns the mail to enqueue.
 */
export async function writeLateNotices(
  context: WorkflowContext,
  { session, change, affected, now }: { session: ClientSession; change: ChangeRecord; affected: AffectedAgreement[]; now: Date },
): Promise<string[]> {
  const { data } = context;
  const brings = change.type === 'add' || change.type === 'replace';
  const asked = affected.filter(({ agreement }) => !(brings && agreement.signedAnnex.includes(change.subprocessorId)));
  if (asked.length === 0) return [];
  const there = await data.notices.findFor(
    change._id,
    asked.map(({ agreement }) => agreement._id),
  );
  const has = new Set(there.filter(({ revision }) => revision === change.revision).map(({ agreementId }) => agreementId));
  const lacking = asked.filter(({ agreement }) => !has.has(agreement._id));
  // What was told by hand was told to those who were there.
  const rows = noticeRows(context, { change: { ...change, publishedAt: now, takenOver: null }, affected: lacking, now });
  const sendings = rows.flatMap((row) => row.sendings);
  await data.notices.insertMany(
    rows.map(({ notice }) => notice),
    session,
  );
  await data.sendings.insertMany(sendings, session);
  await data.auditEvents.record(
    rows.map(({ notice }) => {
      const event = plannedEvent(notice, now);
      return { ...event, facts: { ...event.facts, late: true } };
    }),
    session,
  );
  return sendings.map(({ _id }) => _id);
}
