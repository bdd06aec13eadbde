import type { ChangeRecord } from '../../data/change.model';
import type { Outcome } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { allowStep, type ChangeAct, saveStep } from './stepChange';

/** Releases a change for publication. Whoever drafted, edited or submitted it is refused with `own-change` (four eyes). */
export async function approveChange(context: WorkflowContext, act: ChangeAct): Promise<Outcome<ChangeRecord>> {
  const step = await allowStep(context, act, 'approve');
  if (!step.ok) return step;
  const { change, next, selfReleased } = step.value;
  return saveStep(context, {
    act,
    event: 'approve',
    changed: { ...change, status: next },
    ...(selfReleased ? { facts: { selfReleased } } : {}),
  });
}
