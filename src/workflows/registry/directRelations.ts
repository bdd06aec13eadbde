import type { AgreementRecord } from '../../data/agreement.model';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { Actor } from '../../domain/actor';
import { directRelationsOn } from '../../domain/annex/directRelation';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { DirectRelationEnd, DirectRelationInput } from '../../schemas/directRelations';
import { allOrNothing } from '../allOrNothing';
import { detailsOf } from '../changes/changeInput';
import type { WorkflowContext } from '../context';
import { registryProblem } from './registryProblems';

interface Act<Input> {
  actor: Actor;
  /** Legal time. */
  now: Date;
  agreementId: string;
  input: Input;
}

/**
 * Records that the controller has an agreement of its own with a third party whose standard service is used (2020 template 9.7). From then on it is listed
 * in the annex as such, no notices are sent about it and the gate lets through. Refuses an unknown one and a day to come (pointers), one that is recorded
 * already (`duplicate`), an ended agreement (`wrong-state`), and one that is or may become a subprocessor here (`in-force`): the way out of that is a change.
 */
export async function recordDirectRelation(
  context: WorkflowContext,
  { actor, now, agreementId, input }: Act<DirectRelationInput>,
): Promise<Outcome<AgreementRecord>> {
  const { data } = context;
  const { subprocessorId } = input;
  return allOrNothing(context, async (session): Promise<Outcome<AgreementRecord>> => {
    const before = await data.agreements.find(agreementId, session);
    if (!before) return refuse('not-found');
    if (before.state === 'ended') return refuse('wrong-state');
    const today = localDateOf(now, before.terms.timeZone);
    const subprocessor = await data.subprocessors.find(subprocessorId, session);
    if (!subprocessor) return refuse('invalid', { errors: [registryProblem('/subprocessorId', 'unknown-subprocessor')] });
    if (input.since > today) return refuse('invalid', { errors: [registryProblem('/since', 'in-the-future')] });
    const lasting = before.directRelations.some(
      (each) => each.subprocessorId === subprocessorId && (each.until === null || each.until >= input.since),
    );
    if (lasting) return refuse('duplicate', { errors: [registryProblem('/subprocessorId', 'direct-already')] });
    const [entry, running] = await Promise.all([
      data.annexes.findInForce(agreementId, subprocessorId, session),
      data.notices.listRunningFor([agreementId], [subprocessorId]),
    ]);
    if (entry || running.length > 0) return refuse('in-force', { errors: [registryProblem('/subprocessorId', 'subprocessor-here')] });
    const relation = { subprocessorId, details: detailsOf(subprocessor), since: input.since, reference: input.reference, until: null };
    const saved = await data.agreements.replace(
      { ...before, directRelations: [...before.directRelations, relation], updatedAt: now },
      session,
    );
    if (!saved) return refuse('stale-version');
    const facts = { since: input.since, agreementReference: input.reference };
    await data.auditEvents.record(eventOf(saved, { type: 'agreement.directRelation', actor, now, subprocessorId, facts }), session);
    return done(saved);
  });
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
      eventOf(saved, { type: 'agreement.directRelationEnded', actor, now, subprocessorId, facts: { until } }),
      session,
    );
    return done(saved);
  });
}

function eventOf(
  { _id, controllerId }: AgreementRecord,
  {
    type,
    actor,
    now,
    subprocessorId,
    facts,
  }: { type: string; actor: Actor; now: Date; subprocessorId: string; facts: Record<string, unknown> },
): NewAuditEvent {
  return { at: now, type, actor, subject: { kind: 'agreement', id: _id }, agreementId: _id, controllerId, subprocessorId, facts };
}
