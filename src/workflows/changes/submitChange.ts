import type { ChangeRecord } from '../../data/change.model';
import type { Outcome } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { isOfRevision, submitRevision } from '../revisions/stepRevision';
import { withFreshSubject } from './changeInput';
import { judgeRelease } from './judgeRelease';
import { allowStep, type ChangeAct, saveStep } from './stepChange';

/**
 * Hands a draft over for review. Refuses with `incomplete` and pointers where a notice would lack something, with `nobody-affected`, and with
 * `too-early` (`earliestEffectiveOn`, `agreements`) where a `together` change cannot be met on its planned day. Submitting makes the actor an author.
 * While a correction of a published change is proposed, it is that which is submitted.
 */
export async function submitChange(context: WorkflowContext, act: ChangeAct): Promise<Outcome<ChangeRecord>> {
  const step = await allowStep(context, act, 'submit');
  if (!step.ok) return step;
  if (isOfRevision(step.value)) return submitRevision(context, act, step.value);
  const { next } = step.value;
  const change = await withFreshSubject(context, step.value.change);
  const judged = await judgeRelease(context, change, act.now);
  if (!judged.ok) return judged;
  return saveStep(context, {
    act,
    event: 'submit',
    changed: { ...change, status: next, authorIds: [...new Set([...change.authorIds, act.actor.personId])] },
    facts: judged.value,
  });
}
