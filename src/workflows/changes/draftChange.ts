import type { ChangeRecord } from '../../data/change.model';
import { newId } from '../../data/id';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { type ChangeInput, draftProblems, resolveSubject } from './changeInput';

/**
 * Writes a draft. It may lack what a notice must say (that is asked for on submission), but what it does say must make sense:
 * a day that exists and has not passed, known services, a subject that exists. Refuses with `invalid` and pointers.
 */
export async function draftChange(
  context: WorkflowContext,
  { actor, now, input }: { actor: PersonActor; now: Date; input: ChangeInput },
): Promise<Outcome<ChangeRecord>> {
  const problems = await draftProblems(context, input, processorDay(now));
  if (problems.length > 0) return refuse('invalid', { errors: problems });
  const subject = await resolveSubject(context, { input, current: null, now });
  if (!subject.ok) return subject;
  const { proposed, isNew, ...facts } = subject.value;
  const change: ChangeRecord = {
    _id: newId(),
    type: input.type,
    ...facts,
    services: [...new Set(input.services)],
    reason: input.reason,
    plannedEffectiveOn: input.plannedEffectiveOn,
    rollout: input.rollout,
    emergency: input.emergency ?? null,
    takenOver: input.takenOver ?? null,
    revision: 1,
    noticesRevision: 1,
    publication: null,
    proposed: null,
    revisions: [],
    documents: [],
    status: 'draft',
    authorIds: [actor.personId],
    steps: [{ at: now, event: 'draft', personId: actor.personId, personName: actor.name, note: null }],
    publishedAt: null,
    fanOut: null,
    rowsChecked: null,
    withdrawnAt: null,
    withdrawnReason: null,
    completedAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const saved = await context.inTransaction(async (session) => {
    if (proposed && isNew) await context.data.subprocessors.insert(proposed, session);
    if (proposed && !isNew && !(await context.data.subprocessors.replace(proposed, session))) return false;
    await context.data.changes.insert(change, session);
    await context.data.auditEvents.record(
      {
        at: now,
        type: 'change.drafted',
        actor,
        subject: { kind: 'change', id: change._id },
        changeId: change._id,
        subprocessorId: change.subprocessorId,
        facts: {
          changeType: change.type,
          plannedEffectiveOn: change.plannedEffectiveOn,
          rollout: change.rollout,
          services: change.services,
        },
      },
      session,
    );
    return true;
  });
  return saved ? done(change) : refuse('stale-version');
}
