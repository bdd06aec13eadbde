import type { ChangeRecord } from '../../data/change.model';
import type { Outcome } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { applyEffects } from '../gate/applyEffects';
import { allowStep, type ChangeAct, saveStep } from './stepChange';

/** After publication a second person may let each agreement go on its own first lawful day instead of waiting for all. Never back. */
export async function switchRollout(context: WorkflowContext, act: ChangeAct): Promise<Outcome<ChangeRecord>> {
  const step = await allowStep(context, act, 'switchToPerAgreement');
  if (!step.ok) return step;
  const switched = await saveStep(context, {
    act,
    event: 'switchToPerAgreement',
    changed: { ...step.value.change, rollout: 'perAgreement' },
    ...(step.value.selfReleased ? { facts: { selfReleased: true } } : {}),
  });
  if (switched.ok) await applyEffects(context, { changeId: act.changeId, now: act.now });
  return switched;
}
