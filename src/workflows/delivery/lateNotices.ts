import type { ClientSession } from 'mongoose';
import type { ChangeRecord } from '../../data/change.model';
import type { AffectedAgreement } from '../changes/affectedChunk';
import type { WorkflowContext } from '../context';
import { renewNotices } from '../revisions/renewNotices';

/**
 * Writes the notices of a published change that agreements lack, inside the caller's transaction: to an agreement that came after publication, or had no row.
 * Their clocks run from `now` where they run from publication, since nobody published anything to them before. One whose signed annex lists the new
 * subprocessor needs none; for a modify or a remove it does, because the annex lists the subprocessor as it was. Returns the mail to enqueue.
 */
export async function writeLateNotices(
  context: WorkflowContext,
  { session, change, affected, now }: { session: ClientSession; change: ChangeRecord; affected: AffectedAgreement[]; now: Date },
): Promise<string[]> {
  const brings = change.type === 'add' || change.type === 'replace';
  const asked = affected.filter(({ agreement }) => !(brings && agreement.signedAnnex.includes(change.subprocessorId)));
  // What was told by hand was told to those who were there.
  return renewNotices(context, session, { change: { ...change, takenOver: null }, affected: asked, publishedAt: now, late: true, now });
}
