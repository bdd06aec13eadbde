import type { ObjectionRecord } from '../../data/objection.model';
import type { ControllerActor } from '../../domain/actor';
import type { Outcome } from '../../domain/outcome';
import { codedActName, findCode } from '../answers/oneTimeCodes';
import type { WorkflowContext } from '../context';
import { controllerObjectionEvent } from './controllerObjectionEvent';

/** The controller takes its objection back. It may open the gate, so it needs the code that was mailed for it. `now` is legal time. */
export async function withdrawObjection(
  context: WorkflowContext,
  { actor, now, objectionId, code, draftId }: { actor: ControllerActor; now: Date; objectionId: string; code: string; draftId?: string },
): Promise<Outcome<ObjectionRecord>> {
  const found = await findCode(context, { actor, act: codedActName({ verb: 'withdraw', objectionId }), typed: code, now });
  if (!found.ok) return found;
  return controllerObjectionEvent(context, { actor, now, objectionId, event: 'withdraw', codeId: found.value.codeId, draftId });
}
