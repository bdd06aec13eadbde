import type { ChangeRecord, ProposedRevision } from '../../data/change.model';
import type { PersonActor } from '../../domain/actor';
import { type Outcome, refuse } from '../../domain/outcome';
import { allowStep, type ChangeAct, saveStep } from '../changes/stepChange';
import type { WorkflowContext } from '../context';
import { type RevisionInput, resolveRevision } from './resolveRevision';
import { materialityOfProposal } from './revisionContent';

interface RevisionAct {
  actor: PersonActor;
  /** Legal time. */
  now: Date;
  changeId: string;
  input: RevisionInput;
  version?: number;
}

/**
 * Proposes a correction of a published change, which runs on untouched beside it. Refuses `wrong-state` for what is not published, `revision-underway` where
 * there is a proposal already, `reason-for-revision-missing`, `nothing-changes`, and `invalid` with pointers (resolveRevision).
 */
export async function proposeRevision(context: WorkflowContext, { input, ...act }: RevisionAct): Promise<Outcome<ChangeRecord>> {
  const step = await allowStep(context, act, 'revise');
  if (!step.ok) return step;
  const { change } = step.value;
  if (change.proposed) return refuse('revision-underway');
  const { reasonForRevision } = input;
  if (!reasonForRevision || !Object.values(reasonForRevision).some((text) => text?.trim())) {
    const detail = {
      nb: 'Skriv hvorfor endringen rettes. De berørte får vite det.',
      en: 'Say why the change is corrected. Those affected are told.',
    };
    return refuse('invalid', { errors: [{ pointer: '/reasonForRevision', code: 'required', detail }] });
  }
  const content = await resolveRevision(context, { change, base: change, input, now: act.now });
  if (!content.ok) return content;
  const proposed: ProposedRevision = {
    ...content.value,
    revision: change.revision + 1,
    status: 'draft',
    reasonForRevision,
    authorIds: [act.actor.personId],
    confirmedImmaterial: false,
  };
  const facts = { ...materialityOfProposal(change, proposed) };
  return saveStep(context, { act, event: 'revise', changed: { ...change, proposed }, revision: proposed.revision, facts });
}

/** Edits a proposed correction while it is a draft; whoever edits becomes one of its authors. Refuses as `proposeRevision` does. */
export async function editRevision(context: WorkflowContext, { input, ...act }: RevisionAct): Promise<Outcome<ChangeRecord>> {
  const step = await allowStep(context, act, 'revise');
  if (!step.ok) return step;
  const { change } = step.value;
  const { proposed } = change;
  if (proposed?.status !== 'draft') return refuse('wrong-state');
  const content = await resolveRevision(context, { change, base: proposed, input, now: act.now });
  if (!content.ok) return content;
  const edited: ProposedRevision = {
    ...proposed,
    ...content.value,
    reasonForRevision: input.reasonForRevision ?? proposed.reasonForRevision,
    authorIds: [...new Set([...proposed.authorIds, act.actor.personId])],
  };
  return saveStep(context, {
    act,
    event: 'revise',
    stepName: 'edit',
    auditType: 'change.revisionEdited',
    changed: { ...change, proposed: edited },
    revision: edited.revision,
    facts: { fields: Object.keys(input), ...materialityOfProposal(change, edited) },
  });
}

/** Gives a proposed correction up; the published change is as if nobody had proposed it. Refuses `wrong-state` where there is none. */
export async function discardRevision(context: WorkflowContext, act: ChangeAct): Promise<Outcome<ChangeRecord>> {
  const step = await allowStep(context, act, 'discard');
  if (!step.ok) return step;
  const { change } = step.value;
  if (!change.proposed) return refuse('wrong-state');
  return saveStep(context, { act, event: 'discard', changed: { ...change, proposed: null }, revision: change.proposed.revision });
}
