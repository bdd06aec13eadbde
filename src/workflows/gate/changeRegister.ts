import type { ClientSession } from 'mongoose';
import type { ChangeRecord } from '../../data/change.model';
import type { WorkflowContext } from '../context';

/**
 * Lets the register follow effects, inside the caller's transaction: a proposed entry is in use, a modified one says what is now so, and what no annex
 * has any more is former. Harmless to run again. `now` is legal time.
 */
export async function changeRegister(
  context: WorkflowContext,
  session: ClientSession,
  { change, now }: { change: ChangeRecord; now: Date },
): Promise<void> {
  const { subprocessors, annexes } = context.data;
  const entry = await subprocessors.find(change.subprocessorId, session);
  if (entry && change.type !== 'remove' && (entry.status !== 'inUse' || change.type === 'modify')) {
    const changed = { ...entry, ...(change.type === 'modify' ? change.details : {}), status: 'inUse' as const };
    if (change.type !== 'modify' || JSON.stringify(changed) !== JSON.stringify(entry))
      await subprocessors.replace({ ...changed, updatedAt: now }, session);
  }
  const gone = change.type === 'remove' ? change.subprocessorId : change.replacesId;
  if (!gone || (await annexes.isInForceAnywhere(gone, session))) return;
  const former = await subprocessors.find(gone, session);
  if (former && former.status !== 'former') await subprocessors.replace({ ...former, status: 'former', updatedAt: now }, session);
}
