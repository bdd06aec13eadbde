import type { ChangeRecord } from '../data/change.model';
import { evaluateGate } from '../domain/gate/gate';
import { whoWaits } from '../domain/gate/together';
import type { WorkflowContext } from './context';
import { loadGates } from './gateFacts';

/** Agreements of a `together` change that wait for another; none for `perAgreement`. While notices are still being written, everybody waits. */
export async function waitingForOthers(
  context: WorkflowContext,
  { change, now }: { change: ChangeRecord; now: Date },
): Promise<ReadonlySet<string>> {
  if (change.rollout !== 'together' || change.status !== 'published') return new Set();
  const agreements: Parameters<typeof whoWaits>[0] = [];
  let afterId: string | null = null;
  for (;;) {
    const rows = await context.data.notices.listUndecided(change._id, { limit: 500, afterId });
    const gates = await loadGates(context, { change, notices: rows, now });
    agreements.push(...gates.map(({ notice, facts }) => ({ agreementId: notice.agreementId, inEffect: false, gate: evaluateGate(facts) })));
    afterId = rows.at(-1)?._id ?? null;
    if (rows.length < 500 || !afterId) break;
  }
  if (!change.fanOut?.done) return new Set(agreements.map(({ agreementId }) => agreementId));
  return new Set(whoWaits(agreements).waiting);
}
