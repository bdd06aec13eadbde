import type { ClientSession } from 'mongoose';
import type { ChangeRecord } from '../../data/change.model';
import { type AffectedAgreement, affectedAmong } from '../changes/affectedChunk';
import type { WorkflowContext } from '../context';
import { renewNotices } from '../revisions/renewNotices';

/**
 * Writes the notices of a published change that agreements lack, inside the caller's transaction: to an agreement that came after publication, or had no row.
 * Their clocks run from `now` where they run from publication, since nobody published anything to them before. One whose signed annex lists the new
 * subprocessor needs none; for a modify or a remove it does, because the annex lists the subprocessor as it was. A change that has been completed or withdrawn
 * since it was read has no more notices. Returns the mail to enqueue.
 */
export async function writeLateNotices(
  context: WorkflowContext,
  { session, change, affected, now }: { session: ClientSession; change: ChangeRecord; affected: AffectedAgreement[]; now: Date },
): Promise<string[]> {
  const lacking = await withoutNotice(context, { change, affected, revision: change.noticesRevision }, session);
  if (lacking.length === 0) return [];
  // Whoever completes the change in this very moment begins anew, and sees that these are not decided.
  if (!(await context.data.changes.touchPublished(change._id, session))) return [];
  // What was told by hand was told to those who were there.
  return renewNotices(context, session, { change: { ...change, takenOver: null }, affected: lacking, publishedAt: now, late: true, now });
}

/** Whether `writeLateNotices` would write any: for who would rather not begin a transaction for nothing. */
export async function lacksNotices(
  context: WorkflowContext,
  { change, affected }: { change: ChangeRecord; affected: AffectedAgreement[] },
): Promise<boolean> {
  return (await withoutNotice(context, { change, affected, revision: change.noticesRevision })).length > 0;
}

/** Those that need a notice of `revision` and have none. Nearly all have theirs, and a whole notice is some kilobytes: only whose they are is read. */
async function withoutNotice(
  { data }: WorkflowContext,
  { change, affected, revision }: { change: ChangeRecord; affected: AffectedAgreement[]; revision: number },
  session: ClientSession | null = null,
): Promise<AffectedAgreement[]> {
  const asked = affected.filter((each) => needsLateNotice(change, each));
  const agreementIds = asked.map(({ agreement }) => agreement._id);
  const noticed = new Set(await data.noticeRevisions.listNoticed(change._id, { agreementIds, revision }, session));
  return asked.filter(({ agreement }) => !noticed.has(agreement._id));
}

function needsLateNotice({ type, subprocessorId }: ChangeRecord, { agreement }: AffectedAgreement): boolean {
  const brings = type === 'add' || type === 'replace';
  return !(brings && agreement.signedAnnex.includes(subprocessorId));
}

/** More than come between two sweeps; beyond it nobody is let through before the sweep has been there. */
const mostOwed = 500;

/**
 * Whether an agreement that this published change affects came, or got a service of it, after publication and still lacks its notice, because the sweep that
 * writes it (lateAgreementsSweep) has not been there yet, or failed. Until then nobody can say that all are clear, nor that the change is complete.
 */
export async function isNoticeOwed(context: WorkflowContext, change: ChangeRecord, session: ClientSession | null = null): Promise<boolean> {
  const { data } = context;
  if (!(await data.agreements.hasNoticesDue(session))) return false;
  const agreements = await data.agreements.listNoticesDueOn(change.services, mostOwed, session);
  if (agreements.length === mostOwed) return true;
  const affected = await affectedAmong(context, { change, agreements });
  return (await withoutNotice(context, { change, affected, revision: 1 }, session)).length > 0;
}
