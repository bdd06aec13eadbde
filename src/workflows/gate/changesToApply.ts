import type { ChangeRecord } from '../../data/change.model';
import { groupBy } from '../../domain/groupBy';
import type { WorkflowContext } from '../context';
import { decideEffect } from './decideEffect';
import { isOutdated, loadFewUndecidedGates, type UndecidedGate } from './gateFacts';
import { gatesAtOnce, waitingForOthers } from './waitingForOthers';

/**
 * Those of these published changes that something is to be written of at `now` (legal time): an effect, or that they are completed. Asks for all of them at once,
 * since most have nothing due at most times; where they have more than a thousand undecided notices together, all are named.
 */
export async function changesToApply(
  context: WorkflowContext,
  { changes, now }: { changes: ChangeRecord[]; now: Date },
): Promise<ChangeRecord[]> {
  const gates = await loadFewUndecidedGates(context, { changes, most: gatesAtOnce, now });
  if (!gates) return changes;
  const gatesOf = groupBy(gates, ({ notice }) => notice.changeId);
  const due: ChangeRecord[] = [];
  for (const change of changes) {
    const own = gatesOf.get(change._id) ?? [];
    if (own.length === 0 || (await isAnythingDue(context, { change, gates: own, now }))) due.push(change);
  }
  return due;
}

async function isAnythingDue(
  context: WorkflowContext,
  { change, gates, now }: { change: ChangeRecord; gates: UndecidedGate[]; now: Date },
): Promise<boolean> {
  const isWaiting = await waitingForOthers(context, { change, now, first: gates });
  return gates.some(
    ({ notice, facts }) => !isOutdated(notice, change) && decideEffect({ notice, facts, waits: isWaiting(notice.agreementId) }) !== null,
  );
}
