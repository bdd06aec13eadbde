import type { AgreementRecord } from '../../data/agreement.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';

/**
 * Puts an agreement on hold, so that nothing of it or of its controller's contacts is erased (a dispute, an inspection), or with `reason: null` lets retention
 * go on. `now` is legal time. Refuses `wrong-state` for what is so already, and for an agreement that names nobody any more.
 */
export async function setRetentionHold(
  context: WorkflowContext,
  { actor, now, agreementId, reason }: { actor: PersonActor; now: Date; agreementId: string; reason: string | null },
): Promise<Outcome<AgreementRecord>> {
  const { data } = context;
  return allOrNothing(context, async (session): Promise<Outcome<AgreementRecord>> => {
    const before = await data.agreements.find(agreementId, session);
    if (!before) return refuse('not-found');
    if ((reason === null) === (before.retentionHold === null) || (reason !== null && before.erased)) return refuse('wrong-state');
    const retentionHold = reason === null ? null : { by: actor.personId, at: now, reason };
    const saved = await data.agreements.replace({ ...before, retentionHold, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    await data.auditEvents.record(
      {
        at: now,
        type: reason === null ? 'agreement.retentionReleased' : 'agreement.retentionHeld',
        actor,
        subject: { kind: 'agreement', id: agreementId },
        agreementId,
        controllerId: saved.controllerId,
        facts: reason === null ? {} : { reason },
      },
      session,
    );
    return done(saved);
  });
}
