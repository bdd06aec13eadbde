import type { ClientSession } from 'mongoose';
import type { Repositories } from '../../data/repositories';
import type { SubprocessorRecord } from '../../data/subprocessor.model';
import type { Actor } from '../../domain/actor';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import type { SubprocessorPatch } from '../../schemas/subprocessors';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { applyEffects } from '../gate/applyEffects';
import { fieldsChanged } from './fieldsChanged';
import { contractProblems, nextSlug } from './registerSubprocessor';
import { registryProblem } from './registryProblems';

/**
 * Changes an entry of the register; what the patch leaves out stays. The processor's contract with the subprocessor (GDPR 28(4)) can be recorded at
 * any time, and lets take effect what waited for nothing else. Everything else is refused with `in-force` once the subprocessor stands in an annex
 * in force or in a change that has left the drawing board: what is in force is never patched, that is a change. Refuses an unknown parent, a
 * chain that would lead back to itself, a contract of a day to come, and `stale-version` when `version` is given and not the present one.
 */
export async function updateSubprocessor(
  context: WorkflowContext,
  { actor, now, subprocessorId, patch }: { actor: Actor; now: Date; subprocessorId: string; patch: SubprocessorPatch },
): Promise<Outcome<SubprocessorRecord>> {
  const { data } = context;
  let recordedContract = false;
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<SubprocessorRecord>> => {
    recordedContract = false;
    const before = await data.subprocessors.find(subprocessorId, session);
    if (!before) return refuse('not-found');
    if (patch.version !== undefined && patch.version !== before.version) return refuse('stale-version');
    const after = patched(before, patch);
    const changed = fieldsChanged(before, after);
    if (changed.length === 0) return done(before);

    const problems = [
      ...(changed.includes('contract') ? contractProblems(after.contract, now) : []),
      ...(changed.includes('parentId') ? await parentProblems(data, after, session) : []),
    ];
    if (problems.length > 0) return refuse('invalid', { errors: problems });
    const details = changed.filter((field) => field !== 'contract');
    if (details.length > 0 && (await isInForce(data, subprocessorId, session)))
      return refuse('in-force', { errors: details.map(draftAChange) });

    const slug = changed.includes('legalName') ? await nextSlug(context, after.legalName) : before.slug;
    const saved = await data.subprocessors.replace({ ...after, slug, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    recordedContract = changed.includes('contract');
    await data.auditEvents.record(
      {
        at: now,
        type: details.length === 0 ? 'subprocessor.contractRecorded' : 'subprocessor.updated',
        actor,
        subject: { kind: 'subprocessor', id: subprocessorId },
        subprocessorId,
        facts: { fields: changed, ...(recordedContract ? { contractSignedOn: saved.contract?.signedOn ?? null } : {}) },
      },
      session,
    );
    return done(saved);
  });
  if (outcome.ok && recordedContract) {
    for (const { _id } of await data.changes.listOfSubprocessor(subprocessorId, ['published'])) {
      await applyEffects(context, { changeId: _id, now });
    }
  }
  return outcome;
}

function patched(before: SubprocessorRecord, { version: _, transferBasis, ...patch }: SubprocessorPatch): SubprocessorRecord {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return {
    ...before,
    ...given,
    ...(transferBasis
      ? { transferBasis: transferBasis.map(({ country, basis, reference }) => ({ country, basis, reference: reference ?? null })) }
      : {}),
  };
}

async function parentProblems(data: Repositories, after: SubprocessorRecord, session: ClientSession): Promise<FieldProblem[]> {
  const { _id, parentId } = after;
  if (parentId === null) return [];
  const below = await data.subprocessors.listBelow(_id);
  if (parentId === _id || below.some((each) => each._id === parentId)) return [registryProblem('/parentId', 'parent-loop')];
  return (await data.subprocessors.find(parentId, session)) ? [] : [registryProblem('/parentId', 'unknown-subprocessor')];
}

async function isInForce(data: Repositories, subprocessorId: string, session: ClientSession): Promise<boolean> {
  if ((await data.annexes.countInForce(subprocessorId, session)) > 0) return true;
  const changes = await data.changes.listOfSubprocessor(subprocessorId, ['inReview', 'approved', 'published', 'completed'], session);
  return changes.length > 0;
}

function draftAChange(field: string): FieldProblem {
  return registryProblem(`/${field}`, 'change-it-by-a-change');
}
