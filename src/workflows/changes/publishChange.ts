import type { ChangeRecord } from '../../data/change.model';
import type { Outcome } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { isOfRevision, publishRevision } from '../revisions/stepRevision';
import { checkWaysBack } from './checkWaysBack';
import { judgeRelease } from './judgeRelease';
import { allowStep, type ChangeAct, saveStep } from './stepChange';

/**
 * Publishes a released change: from here its notices are written and sent by the workers, and nothing of it is edited again.
 * The day is judged and the ways back are tried once more, because time has passed since submission. Returns at once, whatever the number of agreements.
 */
export async function publishChange(context: WorkflowContext, act: ChangeAct): Promise<Outcome<ChangeRecord>> {
  const step = await allowStep(context, act, 'publish');
  if (!step.ok) return step;
  if (isOfRevision(step.value)) return publishRevision(context, act, step.value);
  const { change, next } = step.value;
  const judged = await judgeRelease(context, change, act.now);
  if (!judged.ok) return judged;
  const ways = await checkWaysBack(context);
  if (!ways.ok) return ways;
  const published = await saveStep(context, {
    act,
    event: 'publish',
    changed: {
      ...change,
      status: next,
      publishedAt: act.now,
      publication: { at: act.now, material: true, reasonForRevision: null },
      fanOut: { done: false, afterAgreementId: null, planned: 0 },
    },
    facts: { ...judged.value, plannedEffectiveOn: change.plannedEffectiveOn, rollout: change.rollout, ...ways.value },
  });
  if (published.ok) await context.courier.enqueue('planNotices', [{ changeId: change._id }]);
  return published;
}
