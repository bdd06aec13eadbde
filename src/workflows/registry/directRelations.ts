import type { ClientSession } from 'mongoose';
import type { AgreementRecord, DirectRelation, EnteredDirectRelation } from '../../data/agreement.model';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import { newId } from '../../data/id';
import type { PersonActor } from '../../domain/actor';
import { directRelationsOn } from '../../domain/annex/directRelation';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { done, type Outcome, type Refusal, refuse } from '../../domain/outcome';
import type { DirectRelationEnd, DirectRelationInput } from '../../schemas/directRelations';
import { allOrNothing } from '../allOrNothing';
import { detailsOf } from '../changes/changeInput';
import type { WorkflowContext } from '../context';
import { registryProblem } from './registryProblems';

interface Act<Input> {
  actor: PersonActor;
  /** Legal time. */
  now: Date;
  agreementId: string;
  input: Input;
}

/**
 * One person says that the controller has an agreement of its own with a third party whose standard service is used (2020 template 9.7). It takes the service
 * outside the gate, so it counts once another person has confirmed it (`confirmDirectRelation`); said again of the same one before that, it takes the place of what
 * was said. Refuses an unknown one and a day to come (pointers), and what `directRelationRefusal` says.
 */
export async function enterDirectRelation(
  context: WorkflowContext,
  { actor, now, agreementId, input }: Act<DirectRelationInput>,
): Promise<Outcome<AgreementRecord>> {
  const { data } = context;
  const { subprocessorId, since, reference } = input;
  return allOrNothing(context, async (session): Promise<Outcome<AgreementRecord>> => {
    const before = await data.agreements.find(agreementId, session);
    if (!before) return refuse('not-found');
    const subprocessor = await data.subprocessors.find(subprocessorId, session);
    if (!subprocessor) return refuse('invalid', { errors: [registryProblem('/subprocessorId', 'unknown-subprocessor')] });
    if (since > localDateOf(now, before.terms.timeZone)) return refuse('invalid', { errors: [registryProblem('/since', 'in-the-future')] });
    const refused = await directRelationRefusal(context, session, { agreement: before, subprocessorId, since });
    if (refused) return refused;
    const entered: EnteredDirectRelation = {
      ...{ id: newId(), subprocessorId, details: detailsOf(subprocessor), since, reference },
      enteredBy: { personId: actor.personId, name: actor.name, at: now },
    };
    const others = before.directRelationsWaiting.filter((each) => each.subprocessorId !== subprocessorId);
    const saved = await data.agreements.replace({ ...before, directRelationsWaiting: [...others, entered], updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    const facts = { since, agreementReference: reference };
    await data.auditEvents.record(
      directRelationEvent(saved, { type: 'agreement.directRelationEntered', actor, now, subprocessorId, facts }),
      session,
    );
    return done(saved);
  });
}

/**
 * Why a third party cannot be one that the controller deals with itself from `since`, if it cannot: the agreement has ended (`wrong-state`), it is recorded already
 * (`duplicate`), or it is or may become a subprocessor here (`in-force`): the way out of that is a change. Reads in the caller's transaction.
 */
export async function directRelationRefusal(
  { data }: WorkflowContext,
  session: ClientSession,
  { agreement, subprocessorId, since }: { agreement: AgreementRecord } & Pick<DirectRelation, 'subprocessorId' | 'since'>,
): Promise<{ ok: false; refusal: Refusal } | null> {
  if (agreement.state === 'ended') return refuse('wrong-state');
  const isLasting = agreement.directRelations.some(
    (each) => each.subprocessorId === subprocessorId && (each.until === null || each.until >= since),
  );
  if (isLasting) return refuse('duplicate', { errors: [registryProblem('/subprocessorId', 'direct-already')] });
  const entry = await data.annexes.findInForce(agreement._id, subprocessorId, session);
  const running = await data.notices.listRunningFor([agreement._id], [subprocessorId], session);
  if (!entry && running.length === 0) return null;
  return refuse('in-force', { errors: [registryProblem('/subprocessorId', 'subprocessor-here')] });
}

/**
 * Sets the last day of a direct relation. From the day after it the gate asks for an annex entry again. Refuses a day before the relation began, one that
 * has passed (`in-the-past`: what was lawful yesterday stays so), and a relation that is not there (`not-found`).
 */
export async function endDirectRelation(
  context: WorkflowContext,
  { actor, now, agreementId, input }: Act<DirectRelationEnd>,
): Promise<Outcome<AgreementRecord>> {
  const { data } = context;
  const { subprocessorId, until } = input;
  return allOrNothing(context, async (session): Promise<Outcome<AgreementRecord>> => {
    const before = await data.agreements.find(agreementId, session);
    if (!before) return refuse('not-found');
    const today = localDateOf(now, before.terms.timeZone);
    const [relation] = directRelationsOn(before.directRelations, today).filter((each) => each.subprocessorId === subprocessorId);
    if (!relation) return refuse('not-found');
    if (until < today) return refuse('invalid', { errors: [registryProblem('/until', 'in-the-past')] });
    const directRelations = before.directRelations.map((each) => (each === relation ? { ...each, until } : each));
    const saved = await data.agreements.replace({ ...before, directRelations, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    await data.auditEvents.record(
      directRelationEvent(saved, { type: 'agreement.directRelationEnded', actor, now, subprocessorId, facts: { until } }),
      session,
    );
    return done(saved);
  });
}

export function directRelationEvent(
  { _id, controllerId }: AgreementRecord,
  {
    type,
    actor,
    now,
    subprocessorId,
    facts,
  }: { type: string; actor: PersonActor; now: Date; subprocessorId: string; facts: Record<string, unknown> },
): NewAuditEvent {
  return { at: now, type, actor, subject: { kind: 'agreement', id: _id }, agreementId: _id, controllerId, subprocessorId, facts };
}
