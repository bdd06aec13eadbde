import type { FileContent } from '../../data/document.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { ControllerActor } from '../../domain/actor';
import type { ObjectionInput } from '../../domain/objection/objectionMachine';
import type { Outcome } from '../../domain/outcome';
import { codedActName, findCode } from '../answers/oneTimeCodes';
import type { WorkflowContext } from '../context';
import { controllerObjectionEvent } from './controllerObjectionEvent';

/** The controller says yes to the latest proposal. It may open the gate, so it needs the code that was mailed for it. `now` is legal time. */
export async function acceptProposal(
  context: WorkflowContext,
  {
    actor,
    now,
    objectionId,
    proposalId,
    code,
    draftId,
  }: { actor: ControllerActor; now: Date; objectionId: string; proposalId: string; code: string; draftId?: string },
): Promise<Outcome<ObjectionRecord>> {
  const found = await findCode(context, { actor, act: codedActName({ verb: 'accept', proposalId }), typed: code, now });
  if (!found.ok) return found;
  const input = { answersProposalId: proposalId };
  return controllerObjectionEvent(context, { actor, now, objectionId, event: 'accept', input, codeId: found.value.codeId, draftId });
}

/**
 * The controller says no to the latest proposal: its objection stands. `counter` says what it would agree to instead; what is attached belongs to that. `now` is legal time.
 */
export async function declineProposal(
  context: WorkflowContext,
  {
    actor,
    now,
    objectionId,
    proposalId,
    counter,
    files = [],
  }: {
    actor: ControllerActor;
    now: Date;
    objectionId: string;
    proposalId: string;
    counter?: ObjectionInput['counter'];
    files?: readonly FileContent[];
  },
): Promise<Outcome<ObjectionRecord>> {
  const input = { answersProposalId: proposalId, ...(counter ? { counter } : {}) };
  return controllerObjectionEvent(context, { actor, now, objectionId, event: 'decline', input, files });
}
