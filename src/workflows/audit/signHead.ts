import type { AuditSigner, SignedHead } from '../../audit/auditKeys';
import { hashPair } from '../../audit/eventHash';
import type { AuditHeadRecord } from '../../data/auditChain.model';
import { rootOf } from '../../domain/audit/merkleTree';
import type { WorkflowContext } from '../context';
import { sequenceEvents } from './sequenceEvents';

type HeadContext = Pick<WorkflowContext, 'data' | 'inTransaction'>;

/** How long a numbered event waits for a signed head at most, and how many wait for one, whichever is first. Real time. */
const signAfterMs = 60_000;
const signAfterEvents = 10_000;

/** Signs the chain as it stands, however new the last head is: whoever makes a bundle wants its events covered. `at` is real time. Null while nothing has happened. */
export async function signHead(context: HeadContext, { signer, at }: { signer: AuditSigner; at: Date }): Promise<AuditHeadRecord | null> {
  await sequenceEvents(context);
  const tail = (await context.data.auditChain.tail())?.value;
  const root = tail && rootOf(tail.peaks, hashPair);
  if (!tail || !root) return null;
  const standing = await context.data.auditHeads.ofEvent(tail.seq);
  if (standing) return standing;
  const head: SignedHead = signer.sign('forvarsel audit head 1', { seq: tail.seq, hash: tail.hash, root, at: at.toISOString() });
  // Signed by another process in the same moment: one of the two is enough.
  await context.data.auditHeads.insert(head);
  return context.data.auditHeads.ofEvent(tail.seq);
}

/** Signs a head if the schedule wants one: something was numbered since the last, and it is a minute old or ten thousand events behind. */
export async function signDueHead(
  context: HeadContext,
  { signer, at }: { signer: AuditSigner; at: Date },
): Promise<AuditHeadRecord | null> {
  const [tail, newest] = await Promise.all([context.data.auditChain.tail(), context.data.auditHeads.newest()]);
  const waiting = (tail?.value.seq ?? 0) - (newest?.seq ?? 0);
  if (waiting <= 0) return null;
  const age = newest ? at.getTime() - new Date(newest.at).getTime() : Number.POSITIVE_INFINITY;
  return age >= signAfterMs || waiting >= signAfterEvents ? signHead(context, { signer, at }) : null;
}
