import type { ChangeRecord } from '../../data/change.model';
import { type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { approveRevision, isOfRevision } from '../revisions/stepRevision';
import { checkWaysBack } from './checkWaysBack';
import { allowStep, type ChangeAct, saveStep } from './stepChange';

/**
 * Releases a change for publication. Whoever drafted, edited or submitted it is refused with `own-change` (four eyes); a link or a mailbox that
 * controllers could not answer by with `ways-back-fail`. `immaterial` is said of a correction only (approveRevision), else `not-a-revision`.
 */
export async function approveChange(context: WorkflowContext, act: ChangeAct & { immaterial?: boolean }): Promise<Outcome<ChangeRecord>> {
  const step = await allowStep(context, act, 'approve');
  if (!step.ok) return step;
  if (isOfRevision(step.value)) return approveRevision(context, act, step.value);
  if (act.immaterial) return refuse('not-a-revision');
  const { change, next, selfReleased } = step.value;
  const ways = await checkWaysBack(context);
  if (!ways.ok) return ways;
  return saveStep(context, {
    act,
    event: 'approve',
    changed: { ...change, status: next },
    facts: { ...(selfReleased ? { selfReleased } : {}), ...ways.value },
  });
}
