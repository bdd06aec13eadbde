import type { ObjectionRecord } from '../../data/objection.model';
import type { ControllerActor } from '../../domain/actor';
import type { Outcome } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { controllerObjectionEvent } from './controllerObjectionEvent';

/**
 * The controller says that its objection stands after a material revision. It opens nothing and silence means the same, so it needs no code; it is recorded
 * and confirmed. Refused with `not-asked` where nobody asked, or it was said before. `now` is legal time.
 */
export async function standByObjection(
  context: WorkflowContext,
  { actor, now, objectionId }: { actor: ControllerActor; now: Date; objectionId: string },
): Promise<Outcome<ObjectionRecord>> {
  return controllerObjectionEvent(context, { actor, now, objectionId, event: 'stands' });
}
