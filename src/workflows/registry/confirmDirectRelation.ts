import type { AgreementRecord, EnteredDirectRelation } from '../../data/agreement.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { directRelationEvent, directRelationRefusal } from './directRelations';

interface Act {
  actor: PersonActor;
  /** Legal time. */
  now: Date;
  agreementId: string;
  /** Of what was entered: nobody confirms what was entered anew unread. */
  entryId: string;
}

/**
 * Another person confirms that the controller has an agreement of its own with a third party: it is listed in the annex as such, no notices are sent about it and the
 * gate lets through. Of a fan-out at the same moment, one comes first: either no notice is written, or this is refused. Refuses `own-direct-relation` for whoever entered it (persons are compared, also behind API keys; one-person companies may, and the event says
 * `selfReleased`), `no-direct-relation-waiting`, and what `directRelationRefusal` says now.
 */
export async function confirmDirectRelation(context: WorkflowContext, act: Act): Promise<Outcome<AgreementRecord>> {
  const { data, settings } = context;
  const { actor, now, agreementId, entryId } = act;
  return allOrNothing(context, async (session): Promise<Outcome<AgreementRecord>> => {
    const before = await data.agreements.find(agreementId, session);
    if (!before) return refuse('not-found');
    const entered = enteredOf(before, entryId);
    if (!entered) return refuse('no-direct-relation-waiting');
    const { id: _id, enteredBy, ...relation } = entered;
    const isOwn = enteredBy.personId === actor.personId;
    if (isOwn && !settings.allowSelfRelease) return refuse('own-direct-relation');
    const refused = await directRelationRefusal(context, session, { agreement: before, ...relation });
    if (refused) return refused;
    const directRelations = [...before.directRelations, { ...relation, until: null }];
    const saved = await data.agreements.replace({ ...without(before, entryId), directRelations, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    const { subprocessorId, since, reference } = relation;
    // Whoever is writing the notices of such a change in this very moment must not miss what happened here, nor this what is written there.
    await data.changes.touchBringing(subprocessorId, session);
    const facts = {
      ...{ since, agreementReference: reference, enteredBy: enteredBy.personId },
      ...(isOwn ? { selfReleased: true } : {}),
    };
    await data.auditEvents.record(
      directRelationEvent(saved, { type: 'agreement.directRelation', actor, now, subprocessorId, facts }),
      session,
    );
    return done(saved);
  });
}

/** What was entered and waits is taken away, by whoever entered it or anybody who could confirm it: it opened nothing. Refuses `no-direct-relation-waiting`. */
export async function discardDirectRelation(
  context: WorkflowContext,
  { actor, now, agreementId, entryId }: Act,
): Promise<Outcome<AgreementRecord>> {
  const { data } = context;
  return allOrNothing(context, async (session): Promise<Outcome<AgreementRecord>> => {
    const before = await data.agreements.find(agreementId, session);
    if (!before) return refuse('not-found');
    const entered = enteredOf(before, entryId);
    if (!entered) return refuse('no-direct-relation-waiting');
    const saved = await data.agreements.replace({ ...without(before, entryId), updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    const { subprocessorId, enteredBy } = entered;
    const facts = { enteredBy: enteredBy.personId };
    await data.auditEvents.record(
      directRelationEvent(saved, { type: 'agreement.directRelationDiscarded', actor, now, subprocessorId, facts }),
      session,
    );
    return done(saved);
  });
}

function enteredOf({ directRelationsWaiting }: AgreementRecord, entryId: string): EnteredDirectRelation | undefined {
  return directRelationsWaiting.find(({ id }) => id === entryId);
}

function without(agreement: AgreementRecord, entryId: string): AgreementRecord {
  return { ...agreement, directRelationsWaiting: agreement.directRelationsWaiting.filter(({ id }) => id !== entryId) };
}
