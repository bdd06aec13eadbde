import type { ChangeRecord } from '../../data/change.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { editRevision } from '../revisions/proposeRevision';
import type { RevisionInput } from '../revisions/resolveRevision';
import { type ChangeInput, draftProblems, resolveSubject } from './changeInput';

/** Edits a draft; whoever edits becomes one of its authors. After submission: `wrong-state` (return it first), after publication a revision, which is what is edited while one is proposed. */
export async function editChange(
  context: WorkflowContext,
  { actor, now, changeId, input, version }: { actor: PersonActor; now: Date; changeId: string; input: RevisionInput; version?: number },
): Promise<Outcome<ChangeRecord>> {
  const change = await context.data.changes.find(changeId);
  if (!change) return refuse('not-found');
  if (change.proposed) return editRevision(context, { actor, now, changeId, input, version });
  if (change.status !== 'draft') return refuse('wrong-state');
  if (input.reasonForRevision) return refuse('not-a-revision');
  if (version !== undefined && version !== change.version) return refuse('stale-version');
  const whole: ChangeInput = {
    type: input.type ?? change.type,
    services: input.services ?? change.services,
    reason: input.reason ?? change.reason,
    plannedEffectiveOn: input.plannedEffectiveOn ?? change.plannedEffectiveOn,
    rollout: input.rollout ?? change.rollout,
    emergency: input.emergency === undefined ? change.emergency : input.emergency,
    takenOver: input.takenOver === undefined ? change.takenOver : input.takenOver,
    ...subjectInput(change, input),
  };
  const problems = await draftProblems(context, whole, processorDay(now));
  if (problems.length > 0) return refuse('invalid', { errors: problems });
  const subject = await resolveSubject(context, { input: whole, current: change, now });
  if (!subject.ok) return subject;
  const { proposed, isNew, ...facts } = subject.value;
  const edited: ChangeRecord = {
    ...change,
    ...facts,
    type: whole.type,
    services: [...new Set(whole.services)],
    reason: whole.reason,
    plannedEffectiveOn: whole.plannedEffectiveOn,
    rollout: whole.rollout,
    emergency: whole.emergency ?? null,
    takenOver: whole.takenOver ?? null,
    authorIds: [...new Set([...change.authorIds, actor.personId])],
    steps: [...change.steps, { at: now, event: 'edit', personId: actor.personId, personName: actor.name, note: null }],
    updatedAt: now,
  };
  const saved = await context.inTransaction(async (session) => {
    const written = await context.data.changes.replace(edited, session);
    if (!written) return null;
    if (proposed && isNew) await context.data.subprocessors.insert(proposed, session);
    if (proposed && !isNew) await context.data.subprocessors.replace(proposed, session);
    await context.data.auditEvents.record(
      {
        at: now,
        type: 'change.edited',
        actor,
        subject: { kind: 'change', id: changeId },
        changeId,
        subprocessorId: edited.subprocessorId,
        facts: { fields: Object.keys(input) },
      },
      session,
    );
    return written;
  });
  return saved ? done(saved) : refuse('stale-version');
}

/** Keeps the draft's subject where the edit does not name another. */
function subjectInput(
  change: ChangeRecord,
  input: Partial<ChangeInput>,
): Pick<ChangeInput, 'subprocessorId' | 'subprocessor' | 'replacesId'> {
  const replacesId = input.replacesId ?? change.replacesId ?? undefined;
  const named = { ...(replacesId ? { replacesId } : {}), ...(input.subprocessor ? { subprocessor: input.subprocessor } : {}) };
  if (input.subprocessorId) return { ...named, subprocessorId: input.subprocessorId };
  const keepsModifications = (input.type ?? change.type) === 'modify' && !input.subprocessor;
  const kept = keepsModifications
    ? { subprocessor: Object.fromEntries(change.modifiedFields.map((name) => [name, change.details[name as never]])) }
    : {};
  return { ...named, ...kept, subprocessorId: change.subprocessorId };
}
