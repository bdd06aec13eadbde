import type { ChangeRecord } from '../../data/change.model';
import { calendarDate } from '../../domain/calendar/calendarDate';
import { missingBeforeSubmission } from '../../domain/change/completeness';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { adequacyInForce } from '../adequacy/adequacyInForce';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { type AffectedChunk, affectedChunk } from './affectedChunk';
import { earliestUnder, plannedDayRefusal, preview } from './previewChange';

/**
 * Whether a change may be submitted or published at `now`: it says all that a notice must, somebody is affected, and with `together` its day can be met. Refuses with
 * `incomplete`, `nobody-affected` and `too-early`. Answers how many agreements are on its services, for the audit trail.
 *
 * The days are judged by the sets of rules that the agreements share, which are few however many agreements there are. Only where one of them stands in the way is every
 * agreement looked at, to name those that do.
 */
export async function judgeRelease(context: WorkflowContext, change: ChangeRecord, now: Date): Promise<Outcome<{ onServices: number }>> {
  const problems = missingBeforeSubmission(change, { today: processorDay(now), adequacy: await adequacyInForce(context) });
  if (problems.length > 0) return refuse('incomplete', { errors: problems });
  const [isAnyone, rules] = await Promise.all([
    isAnyoneAffected(context, change),
    context.data.agreements.rulesOnServices(change.services),
  ]);
  if (!isAnyone) return refuse('nobody-affected');
  const onServices = rules.reduce((sum, { count }) => sum + count, 0);
  if (change.takenOver || change.rollout !== 'together') return done({ onServices });
  const planned = calendarDate(change.plannedEffectiveOn);
  const prevented = rules.some((each) => {
    const earliest = earliestUnder(change, each, now);
    return earliest !== null && earliest > planned;
  });
  if (!prevented) return done({ onServices });
  const refused = plannedDayRefusal(change, await preview(context, change, now));
  return refused.ok ? done({ onServices }) : refused;
}

async function isAnyoneAffected(context: WorkflowContext, change: ChangeRecord): Promise<boolean> {
  let afterId: string | null = null;
  do {
    const chunk: AffectedChunk = await affectedChunk(context, { change, afterId, limit: 200 });
    if (chunk.affected.length > 0) return true;
    afterId = chunk.nextAfterId;
  } while (afterId);
  return false;
}
