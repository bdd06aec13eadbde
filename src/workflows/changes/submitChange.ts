import type { ChangeRecord } from '../../data/change.model';
import { type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { withFreshSubject } from './changeInput';
import { plannedDayRefusal, preview } from './previewChange';
import { allowStep, type ChangeAct, saveStep } from './stepChange';

/**
 * Hands a draft over for review. Refuses with `incomplete` and pointers where a notice would lack something, with `nobody-affected`, and with
 * `too-early` (`earliestEffectiveOn`, `agreements`) where a `together` change cannot be met on its planned day. Submitting makes the actor an author.
 */
export async function submitChange(context: WorkflowContext, act: ChangeAct): Promise<Outcome<ChangeRecord>> {
  const step = await allowStep(context, act, 'submit');
  if (!step.ok) return step;
  const { next } = step.value;
  const change = await withFreshSubject(context, step.value.change);
  const { problems, ...dryRun } = await preview(context, change, act.now);
  if (problems.length > 0) return refuse('incomplete', { errors: problems });
  if (dryRun.agreements.length === 0) return refuse('nobody-affected');
  const planned = plannedDayRefusal(change, dryRun);
  if (!planned.ok) return planned;
  return saveStep(context, {
    act,
    event: 'submit',
    changed: { ...change, status: next, authorIds: [...new Set([...change.authorIds, act.actor.personId])] },
    facts: { affected: dryRun.agreements.length },
  });
}
