import type { AgreementRecord } from '../../data/agreement.model';
import type { Actor } from '../../domain/actor';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { AgreementEnd } from '../../schemas/agreements';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { registryProblem } from './registryProblems';

/**
 * Sets the agreement's last day, a day in its terms' zone: it is ending until that day has passed and ended after it. The day of an agreement that
 * is ending can be set again. What this means for running notices and objections is decided where effects are decided, on the day.
 * Refuses a day before the agreement was signed, an agreement that has ended (`wrong-state`), and `stale-version`.
 */
export async function endAgreement(
  context: WorkflowContext,
  { actor, now, agreementId, input }: { actor: Actor; now: Date; agreementId: string; input: AgreementEnd },
): Promise<Outcome<AgreementRecord>> {
  const { data } = context;
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<AgreementRecord>> => {
    const before = await data.agreements.find(agreementId, session);
    if (!before) return refuse('not-found');
    if (input.version !== undefined && input.version !== before.version) return refuse('stale-version');
    if (before.state === 'ended') return refuse('wrong-state');
    if (input.endsOn < before.signedOn) return refuse('invalid', { errors: [registryProblem('/endsOn', 'before-signed')] });

    const state = input.endsOn < localDateOf(now, before.terms.timeZone) ? 'ended' : 'ending';
    const mainAgreementEndsOn = input.mainAgreementEndsOn === undefined ? before.mainAgreementEndsOn : input.mainAgreementEndsOn;
    const saved = await data.agreements.replace({ ...before, state, endsOn: input.endsOn, mainAgreementEndsOn, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    await data.auditEvents.record(
      {
        at: now,
        type: state === 'ended' ? 'agreement.ended' : 'agreement.ending',
        actor,
        subject: { kind: 'agreement', id: agreementId },
        agreementId,
        controllerId: saved.controllerId,
        facts: { endsOn: saved.endsOn, mainAgreementEndsOn: saved.mainAgreementEndsOn },
      },
      session,
    );
    return done(saved);
  });
  if (outcome.ok) await context.courier.enqueue('applyEffects', await runningChanges(context, agreementId));
  return outcome;
}

/** Changes whose notice to this agreement has not been decided: its end may let the others go on, or make the notice pointless. */
async function runningChanges({ data }: WorkflowContext, agreementId: string): Promise<{ changeId: string }[]> {
  const notices = await data.notices.listOfAgreement(agreementId);
  const undecided = notices.filter(({ effect }) => effect === 'pending' || effect === 'held');
  return [...new Set(undecided.map(({ changeId }) => changeId))].map((changeId) => ({ changeId }));
}
