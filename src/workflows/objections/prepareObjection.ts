import { newId } from '../../data/id';
import type { ControllerActor } from '../../domain/actor';
import { done, type Outcome } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { type ObjectionAnswers, toDraftFields } from './objectionDraft';

/** Real time: an unconfirmed form is no evidence, and is forgotten after a week. */
export const draftLifeMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Keeps an objection's answers until they are confirmed. `postedAt` are the instants (legal time) at which this form was posted, also with
 * mistakes in it, `now` being the latest: the objection counts from the earliest that lies within the hour before its confirmation.
 * What the answers may be is the form's to check. `fileIds` are draft files of this contact.
 */
export async function prepareObjection(
  { data }: WorkflowContext,
  {
    actor,
    now,
    answers,
    postedAt,
    fileIds = [],
  }: { actor: ControllerActor; now: Date; answers: ObjectionAnswers; postedAt: readonly Date[]; fileIds?: readonly string[] },
): Promise<Outcome<{ draftId: string }>> {
  const draftId = newId();
  await data.formDrafts.insert({
    _id: draftId,
    noticeId: actor.noticeId,
    contactId: actor.contactId,
    act: 'object',
    fields: toDraftFields(answers, { postedAt, fileIds }),
    postedAt: now,
    reference: null,
    confirmedAt: null,
    expiresAt: new Date(Date.now() + draftLifeMs),
  });
  return done({ draftId });
}
