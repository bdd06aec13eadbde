import type { FileContent } from '../../data/document.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { ControllerActor } from '../../domain/actor';
import type { Outcome } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { controllerObjectionEvent } from './controllerObjectionEvent';
import type { ObjectionAnswers } from './objectionDraft';

/** The controller gives the objective grounds that it was asked for. What the answers may be is the form's to check. `now` is legal time. */
export async function giveGrounds(
  context: WorkflowContext,
  {
    actor,
    now,
    objectionId,
    answers,
    files = [],
  }: { actor: ControllerActor; now: Date; objectionId: string; answers: ObjectionAnswers; files?: readonly FileContent[] },
): Promise<Outcome<ObjectionRecord>> {
  const grounds = { text: answers.grounds, name: answers.name, title: answers.title };
  return controllerObjectionEvent(context, { actor, now, objectionId, event: 'giveGrounds', grounds, files });
}
