import type { ChangeRecord, ProposedRevision } from '../../data/change.model';
import { calendarDate } from '../../domain/calendar/calendarDate';
import { missingBeforeSubmission } from '../../domain/change/completeness';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import { adequacyInForce } from '../adequacy/adequacyInForce';
import { earliestUnder, plannedDayRefusal, preview } from '../changes/previewChange';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { asProposed, materialityOfProposal } from './revisionContent';
import { allRenewed, renewsAnyone } from './revisionReach';

/**
 * Whether a proposed correction may be submitted, released or published at `now`: it changes something and says all that a notice must; a material one
 * reaches somebody, and with `together` its day can be met by those that get new clocks; an immaterial one with `together` by the clocks that run.
 * Refuses with `nothing-changes`, `incomplete`, `nobody-affected` and `too-early`. Answers what differs, for the audit trail.
 */
export async function judgeRevision(
  context: WorkflowContext,
  { change, proposed, material, now }: { change: ChangeRecord; proposed: ProposedRevision; material: boolean; now: Date },
): Promise<Outcome<{ changed: string[]; alwaysMaterial: string[] }>> {
  const materiality = materialityOfProposal(change, proposed);
  if (materiality.changed.length === 0) return refuse('nothing-changes');
  const revised = asProposed(change, proposed);
  const missing = missingBeforeSubmission(revised, { today: processorDay(now), adequacy: await adequacyInForce(context) });
  const errors = revisionProblems(change, revised, missing);
  if (errors.length > 0) return refuse('incomplete', { errors });
  if (material && !(await renewsAnyone(context, revised))) return refuse('nobody-affected');
  const dayMet = material ? await metByNewClocks(context, revised, now) : await metByRunningClocks(context, change, revised);
  return dayMet.ok ? done({ changed: materiality.changed, alwaysMaterial: materiality.material }) : dayMet;
}

/** What a correction lacks, of all that a change would. The published day may have come and gone for those who still wait: only another day has to lie ahead. */
export function revisionProblems(change: ChangeRecord, revised: ChangeRecord, missing: readonly FieldProblem[]): FieldProblem[] {
  const isPublishedDay = revised.plannedEffectiveOn === change.plannedEffectiveOn;
  return missing.filter(({ code }) => !(isPublishedDay && code === 'planned-day-passed'));
}

/** By the few sets of rules first, and by every agreement only where one of them stands in the way (judgeRelease does the same). */
async function metByNewClocks(context: WorkflowContext, revised: ChangeRecord, now: Date): Promise<Outcome<null>> {
  if (revised.rollout !== 'together') return done(null);
  const planned = calendarDate(revised.plannedEffectiveOn);
  const rules = await context.data.agreements.rulesOnServices(revised.services);
  const isPrevented = rules.some((each) => {
    const earliest = earliestUnder(revised, each, now);
    return earliest !== null && earliest > planned;
  });
  if (!isPrevented) return done(null);
  return plannedDayRefusal(revised, await preview(context, revised, now, await allRenewed(context, revised)));
}

async function metByRunningClocks({ data }: WorkflowContext, change: ChangeRecord, revised: ChangeRecord): Promise<Outcome<null>> {
  if (revised.rollout !== 'together' || change.rollout === 'together') return done(null);
  const latest = await data.noticeRevisions.latestLawfulDay(change._id);
  if (!latest || latest <= revised.plannedEffectiveOn) return done(null);
  return refuse('too-early', { extra: { earliestEffectiveOn: latest, agreements: [], cannotMeet: [] } });
}
