import type { ClientSession } from 'mongoose';
import type { ChangeRecord, ProposedRevision } from '../../data/change.model';
import type { PersonActor } from '../../domain/actor';
import { type ChangeEvent, decideChange } from '../../domain/change/changeLife';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';

/** What a person asks to be done with a change. `version` guards against acting on what somebody else has changed since it was read. */
export interface ChangeAct {
  actor: PersonActor;
  /** Legal time. */
  now: Date;
  changeId: string;
  note?: string;
  version?: number;
}

export interface AllowedStep {
  change: ChangeRecord;
  next: ChangeRecord['status'];
  selfReleased: boolean;
  /** The step is one of the proposed correction, and not of what is published. */
  proposed: ProposedRevision | null;
}

/** While a correction is proposed, these are done with it. */
const stepsOfProposal: readonly ChangeEvent[] = ['submit', 'return', 'approve', 'publish'];

const auditTypes: Record<ChangeEvent, string> = {
  submit: 'change.submitted',
  return: 'change.returned',
  approve: 'change.approved',
  publish: 'change.published',
  revise: 'change.revisionProposed',
  discard: 'change.revisionDiscarded',
  withdraw: 'change.withdrawn',
  complete: 'change.completed',
  switchToPerAgreement: 'change.rolloutSwitched',
};

/** Loads the change and decides whether the step is allowed; nothing is written. */
export async function allowStep(context: WorkflowContext, act: ChangeAct, event: ChangeEvent): Promise<Outcome<AllowedStep>> {
  const change = await context.data.changes.find(act.changeId);
  if (!change) return refuse('not-found');
  const proposed = stepsOfProposal.includes(event) ? change.proposed : null;
  const stepping = proposed ?? change;
  const decision = decideChange({
    status: stepping.status,
    event,
    actorPersonId: act.actor.personId,
    authorPersonIds: stepping.authorIds,
    allowSelfRelease: context.settings.allowSelfRelease,
    rollout: change.rollout,
  });
  if (!decision.ok) return refuse(decision.code);
  if (act.version !== undefined && act.version !== change.version) return refuse('stale-version');
  return done({ change, next: decision.next, selfReleased: decision.selfReleased, proposed });
}

/** Writes the step with its audit event, and whatever else belongs in the same transaction. */
export async function saveStep(
  context: WorkflowContext,
  {
    act,
    event,
    changed,
    facts = {},
    auditType = auditTypes[event],
    stepName = event,
    revision,
    alsoInTransaction,
  }: {
    act: ChangeAct;
    event: ChangeEvent;
    changed: ChangeRecord;
    facts?: Record<string, unknown>;
    /** Where a step of a correction is called otherwise than one of a change. */
    auditType?: string;
    /** And in the change's own list of steps. */
    stepName?: string;
    /** Of a correction. */
    revision?: number;
    alsoInTransaction?: (session: ClientSession, saved: ChangeRecord) => Promise<void>;
  },
): Promise<Outcome<ChangeRecord>> {
  const { actor, now, note } = act;
  const step = {
    at: now,
    event: stepName,
    personId: actor.personId,
    personName: actor.name,
    note: note ?? null,
    ...(revision ? { revision } : {}),
  };
  const saved = await context.inTransaction(async (session) => {
    // How far its notices have come is written beside all steps, and only publication begins that anew.
    const present = event === 'publish' ? changed : await context.data.changes.find(changed._id, session);
    const { fanOut, rowsChecked } = present ?? changed;
    const stepped = { ...changed, fanOut, rowsChecked, steps: [...changed.steps, step], updatedAt: now };
    const written = await context.data.changes.replace(stepped, session);
    if (!written) return null;
    await context.data.auditEvents.record(
      {
        at: now,
        type: auditType,
        actor,
        subject: { kind: 'change', id: written._id },
        changeId: written._id,
        subprocessorId: written.subprocessorId,
        facts: { revision: revision ?? written.revision, ...(note ? { note } : {}), ...facts },
      },
      session,
    );
    await alsoInTransaction?.(session, written);
    return written;
  });
  return saved ? done(saved) : refuse('stale-version');
}
