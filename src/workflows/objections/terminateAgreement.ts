import { newId } from '../../data/id';
import type { ObjectionRecord } from '../../data/objection.model';
import type { ControllerActor } from '../../domain/actor';
import type { CalendarDate } from '../../domain/calendar/calendarDate';
import type { Outcome } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { controllerObjectionEvent } from './controllerObjectionEvent';
import { draftLifeMs } from './prepareObjection';

/** What a termination is kept as until it is confirmed. */
export const terminationAct = 'terminate';

export interface Termination {
  objectionId: string;
  /** The agreement's last day; null: the first that the terms allow on the day it is confirmed. */
  endsOn: CalendarDate | null;
  name: string;
  title: string;
}

/** Keeps a termination's answers until they are confirmed. `now` is legal time. */
export async function prepareTermination(
  { data }: WorkflowContext,
  { actor, now, termination }: { actor: ControllerActor; now: Date; termination: Termination },
): Promise<{ draftId: string }> {
  const draftId = newId();
  const { objectionId, endsOn, name, title } = termination;
  await data.formDrafts.insert({
    ...{ _id: draftId, noticeId: actor.noticeId, contactId: actor.contactId, act: terminationAct },
    fields: { objectionId, endsOn: endsOn ?? '', name, title },
    ...{ postedAt: now, reference: null, confirmedAt: null },
    expiresAt: new Date(Date.now() + draftLifeMs),
  });
  return { draftId };
}

/**
 * The controller terminates the agreement because of the change, under terms with chained clocks (`terms.afterObjection`): within its time, from the answer or its absence. It opens no gate and takes nothing from the
 * controller that another could want, so it needs no code. The last day is the first that the terms allow, or the later one wished for, at most the planned day of the change.
 * Refused as the table says. `now` is legal time.
 */
export async function terminateAgreement(
  context: WorkflowContext,
  { actor, now, termination, draftId }: { actor: ControllerActor; now: Date; termination: Termination; draftId: string },
): Promise<Outcome<ObjectionRecord>> {
  const { objectionId, endsOn, name, title } = termination;
  return controllerObjectionEvent(context, {
    actor: { ...actor, name, title },
    now,
    objectionId,
    event: 'terminateByController',
    input: endsOn ? { endsOn } : {},
    draftId,
  });
}
