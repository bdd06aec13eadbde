import type { ClientSession } from 'mongoose';
import type { ChangeRecord, ProposedRevision } from '../../data/change.model';
import { revisionPointer } from '../../domain/change/materiality';
import { type Outcome, refuse } from '../../domain/outcome';
import { checkWaysBack } from '../changes/checkWaysBack';
import { type AllowedStep, type ChangeAct, saveStep } from '../changes/stepChange';
import type { WorkflowContext } from '../context';
import { judgeRevision } from './judgeRevision';
import { asProposed, contentOf, isMaterial, materialityOfProposal } from './revisionContent';

/** A step that was allowed, of a correction. */
export interface RevisionStep extends AllowedStep {
  proposed: ProposedRevision;
}

/** Tells a step of a correction from one of the change itself. */
export function isOfRevision(step: AllowedStep): step is RevisionStep {
  return step.proposed !== null;
}

/** Hands a correction over for review. Whether it is material its releaser says; what is so always is judged with new clocks now. */
export async function submitRevision(context: WorkflowContext, act: ChangeAct, step: RevisionStep): Promise<Outcome<ChangeRecord>> {
  const { change, proposed } = step;
  const material = materialityOfProposal(change, proposed).material.length > 0;
  const judged = await judgeRevision(context, { change, proposed, material, now: act.now });
  if (!judged.ok) return judged;
  const authorIds = [...new Set([...proposed.authorIds, act.actor.personId])];
  return saveRevision(context, act, {
    step,
    event: 'submit',
    proposed: { ...proposed, status: 'inReview', authorIds },
    facts: judged.value,
  });
}

/** Gives a correction in review back to its authors. */
export async function returnRevision(context: WorkflowContext, act: ChangeAct, step: RevisionStep): Promise<Outcome<ChangeRecord>> {
  return saveRevision(context, act, {
    step,
    event: 'return',
    proposed: { ...step.proposed, status: 'draft', confirmedImmaterial: false },
    facts: {},
  });
}

/**
 * Releases a correction. `immaterial`: the releaser confirms that it is sent as information only, which is refused with `always-material`, naming the
 * fields, where the table does not let it (materiality.ts). Without that word it is material.
 */
export async function approveRevision(
  context: WorkflowContext,
  act: ChangeAct & { immaterial?: boolean },
  step: RevisionStep,
): Promise<Outcome<ChangeRecord>> {
  const { change, proposed, selfReleased } = step;
  const { material } = materialityOfProposal(change, proposed);
  if (act.immaterial && material.length > 0) {
    const detail = {
      nb: 'En rettelse av dette er alltid vesentlig og krever nye varsler.',
      en: 'A correction of this is always material and needs new notices.',
    };
    return refuse('always-material', {
      errors: material.map((field) => ({ pointer: revisionPointer(field), code: 'always-material', detail })),
    });
  }
  const approved: ProposedRevision = { ...proposed, status: 'approved', confirmedImmaterial: act.immaterial ?? false };
  const judged = await judgeRevision(context, { change, proposed: approved, material: !approved.confirmedImmaterial, now: act.now });
  if (!judged.ok) return judged;
  const ways = await checkWaysBack(context);
  if (!ways.ok) return ways;
  const facts = { immaterial: approved.confirmedImmaterial, ...judged.value, ...(selfReleased ? { selfReleased } : {}), ...ways.value };
  return saveRevision(context, act, { step, event: 'approve', proposed: approved, facts });
}

/**
 * Publishes a released correction: it is what the change says from here on. A material one renews the notices, an immaterial one is told beside them; the
 * workers do either. Refuses `still-notifying` while notices of the revision before are being written.
 */
export async function publishRevision(context: WorkflowContext, act: ChangeAct, step: RevisionStep): Promise<Outcome<ChangeRecord>> {
  const { change, proposed } = step;
  if (!change.fanOut?.done) return refuse('still-notifying');
  const material = isMaterial(proposed, materialityOfProposal(change, proposed));
  const judged = await judgeRevision(context, { change, proposed, material, now: act.now });
  if (!judged.ok) return judged;
  const ways = await checkWaysBack(context);
  if (!ways.ok) return ways;
  const { reasonForRevision, revision } = proposed;
  const earlier = change.publication ? [{ revision: change.revision, ...change.publication, content: contentOf(change) }] : [];
  const published: ChangeRecord = {
    ...change,
    ...contentOf(proposed),
    revision,
    noticesRevision: material ? revision : change.noticesRevision,
    publication: { at: act.now, material, reasonForRevision },
    revisions: [...change.revisions, ...earlier],
    proposed: null,
    // What was told by hand before the portal is told by mail when it is corrected.
    takenOver: material ? null : change.takenOver,
    authorIds: [...new Set([...change.authorIds, ...proposed.authorIds])],
    fanOut: { done: false, afterAgreementId: null, planned: 0 },
    rowsChecked: null,
  };
  const saved = await saveStep(context, {
    act,
    event: 'publish',
    auditType: 'change.revised',
    changed: published,
    revision,
    facts: { material, ...judged.value, plannedEffectiveOn: published.plannedEffectiveOn, rollout: published.rollout, ...ways.value },
    alsoInTransaction: (session) => correctRegister(context, session, { revised: asProposed(change, proposed), now: act.now }),
  });
  if (saved.ok) await context.courier.enqueue('planNotices', [{ changeId: change._id }]);
  return saved;
}

function saveRevision(
  context: WorkflowContext,
  act: ChangeAct,
  {
    step: { change },
    event,
    proposed,
    facts,
  }: { step: RevisionStep; event: 'submit' | 'return' | 'approve'; proposed: ProposedRevision; facts: Record<string, unknown> },
): Promise<Outcome<ChangeRecord>> {
  const auditType = { submit: 'change.revisionSubmitted', return: 'change.revisionReturned', approve: 'change.revisionApproved' }[event];
  return saveStep(context, { act, event, auditType, changed: { ...change, proposed }, revision: proposed.revision, facts });
}

/** What is only proposed in the register is so as corrected; what is in use there says what is in force, and a correction of what waits changes none of that. */
async function correctRegister(
  { data }: WorkflowContext,
  session: ClientSession,
  { revised, now }: { revised: ChangeRecord; now: Date },
): Promise<void> {
  if (revised.type !== 'add' && revised.type !== 'replace') return;
  const entry = await data.subprocessors.find(revised.subprocessorId, session);
  if (entry?.status === 'proposed') await data.subprocessors.replace({ ...entry, ...revised.details, updatedAt: now }, session);
}
