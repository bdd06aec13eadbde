import type { ChangeRecord } from '../../data/change.model';
import { evaluateGate } from '../../domain/gate/gate';
import { whoWaits } from '../../domain/gate/together';
import type { WorkflowContext } from '../context';
import { isNoticeOwed } from '../delivery/lateNotices';
import { loadUndecidedGates, type UndecidedGate } from './gateFacts';

/** Large enough that what is asked once for all of them is shared by many. */
export const gatesAtOnce = 1_000;

/**
 * Tells of agreements of one change whether they wait for another; nobody does under `perAgreement`. While notices are still being written, everybody
 * waits, and while an agreement that came later lacks its own. Reads only as far as it must: two that hold the others settle it for everybody, one for everybody but itself.
 * `first`: the first `gatesAtOnce` undecided gates, where the caller has just read them. Once `stop` has fired it reads no further, and its answer is worth nothing.
 */
export async function waitingForOthers(
  context: WorkflowContext,
  { change, now, first, stop }: { change: ChangeRecord; now: Date; first?: UndecidedGate[]; stop?: AbortSignal | undefined },
): Promise<(agreementId: string) => boolean> {
  if (change.rollout !== 'together' || change.status !== 'published') return () => false;
  if (!change.fanOut?.done) return () => true;
  const holders = new Set<string>();
  let afterId: string | null = null;
  let read = first;
  while (holders.size < 2 && !stop?.aborted) {
    const gates: UndecidedGate[] = read ?? (await loadUndecidedGates(context, { change, limit: gatesAtOnce, afterId, now }));
    read = undefined;
    const agreements = gates.map(({ notice, facts }) => ({ agreementId: notice.agreementId, inEffect: false, gate: evaluateGate(facts) }));
    for (const holder of whoWaits(agreements).heldBy) holders.add(holder);
    afterId = gates.at(-1)?.notice._id ?? null;
    if (gates.length < gatesAtOnce || !afterId) break;
  }
  if (holders.size === 0 && (await isNoticeOwed(context, change))) return () => true;
  return (agreementId) => holders.size > (holders.has(agreementId) ? 1 : 0);
}
