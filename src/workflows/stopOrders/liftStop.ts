import type { AgreementRecord } from '../../data/agreement.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { resumeEntry } from '../gate/suspension';
import { afterStopOrder, stopMail } from './stopMail';

/**
 * One person says that the stop order is lifted, and why; nothing opens before another has confirmed it. Said again before that, it takes the place of what was said.
 * Refuses `not-stopped`. `now` is legal time.
 */
export async function enterLifting(
  context: WorkflowContext,
  { actor, now, agreementId, reason }: { actor: PersonActor; now: Date; agreementId: string; reason: string },
): Promise<Outcome<AgreementRecord>> {
  const { data } = context;
  return allOrNothing(context, async (session): Promise<Outcome<AgreementRecord>> => {
    const before = await data.agreements.find(agreementId, session);
    if (!before) return refuse('not-found');
    if (!before.stopOrder) return refuse('not-stopped');
    const lifting = { personId: actor.personId, name: actor.name, at: now, reason };
    const saved = await data.agreements.replace({ ...before, stopOrder: { ...before.stopOrder, lifting }, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    await data.auditEvents.record(
      {
        at: now,
        type: 'agreement.liftingEntered',
        actor,
        subject: { kind: 'agreement', id: agreementId },
        agreementId,
        controllerId: saved.controllerId,
        facts: { reason },
      },
      session,
    );
    return done(saved);
  });
}

/**
 * Another person confirms that the stop order is lifted: the uses it suspended are resumed, with a line each, unless something else still bars them; gates are asked
 * again; the contacts are told. Refuses `own-lifting` for whoever entered it (persons are compared), `not-stopped` where nothing waits, and `stale-version` where the
 * agreement is no longer the `version` that was read: nobody confirms a reason unread. `now` is legal time.
 */
export async function confirmLifting(
  context: WorkflowContext,
  { actor, now, agreementId, version }: { actor: PersonActor; now: Date; agreementId: string; version: number },
): Promise<Outcome<AgreementRecord>> {
  const { data } = context;
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<{ agreement: AgreementRecord; sendingIds: string[] }>> => {
    const before = await data.agreements.find(agreementId, session);
    if (!before) return refuse('not-found');
    const lifting = before.stopOrder?.lifting;
    if (!before.stopOrder || !lifting) return refuse('not-stopped');
    if (lifting.personId === actor.personId) return refuse('own-lifting');
    if (version !== before.version) return refuse('stale-version');
    const saved = await data.agreements.replace({ ...before, stopOrder: null, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    await data.auditEvents.record(
      {
        at: now,
        type: 'agreement.resumed',
        actor,
        subject: { kind: 'agreement', id: agreementId },
        agreementId,
        controllerId: saved.controllerId,
        facts: { enteredBy: lifting.personId, orderedAt: before.stopOrder.at, reason: lifting.reason },
      },
      session,
    );
    for (const entry of await data.annexes.listInForce(agreementId, session)) {
      await resumeEntry(context, session, { entry, agreement: saved, code: 'stopped', actor, now });
    }
    const detail = { at: now.toISOString(), orderedAt: before.stopOrder.at.toISOString(), reason: lifting.reason };
    const mail = await stopMail(context, session, { agreement: saved, kind: 'stopLifted', detail });
    return done({ agreement: saved, sendingIds: mail });
  });
  if (!outcome.ok) return outcome;
  await afterStopOrder(context, { agreementId, sendingIds: outcome.value.sendingIds });
  return done(outcome.value.agreement);
}
