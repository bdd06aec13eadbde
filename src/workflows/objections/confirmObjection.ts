import type { FormDraftRecord } from '../../data/formDraft.model';
import type { ObjectionGrounds } from '../../data/objection.model';
import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor } from '../../domain/actor';
import { objectionCountsFrom } from '../../domain/notice/noticeActs';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { loadParties } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
import { applyEffects } from '../gate/applyEffects';
import { answersOf, draftFileIds, ownDraft, postedInstants } from './objectionDraft';
import { raiseInRounds, raiseOrAdd } from './raiseObjection';

const filesGone = {
  nb: 'Et vedlegg er ikke lagret lenger. Gå tilbake til svarene, og legg det ved på nytt.',
  en: 'An attachment is no longer kept. Go back to the answers and attach it again.',
};

type Session = Parameters<Parameters<WorkflowContext['inTransaction']>[0]>[0];

export interface ConfirmedObjection {
  reference: string;
  /** The same objection was there before: nothing was added and nobody is told again. */
  repeated: boolean;
}

interface Written extends ConfirmedObjection {
  mail: SendingRecord[];
  changeId: string;
  gatesMoved: boolean;
}

/**
 * Turns prepared answers into an objection. There is at most one that has not ended per notice: a second adds to it, the very same one again
 * (double click, retry) adds nothing. It counts from the instant its form was first posted, if that lies within the hour, else from `now`
 * (both legal time): late after the window or after effect; upheld at once where the terms say `notEngaged`.
 * Refused when the draft is not this contact's, when a file that came with it is no longer kept, and when the change is dropped or withdrawn.
 */
export async function confirmObjection(
  context: WorkflowContext,
  { actor, now, draftId }: { actor: ControllerActor; now: Date; draftId: string },
): Promise<Outcome<ConfirmedObjection>> {
  const outcome = await raiseInRounds(() => context.inTransaction((session) => write(context, session, { actor, now, draftId })));
  if (!outcome.ok) return outcome;
  const { reference, repeated, mail, changeId, gatesMoved } = outcome.value;
  await enqueueAwaitedMail(
    context,
    mail.map(({ _id }) => _id),
  );
  if (gatesMoved) await applyEffects(context, { changeId, now });
  return done({ reference, repeated });
}

async function write(
  context: WorkflowContext,
  session: Session,
  { actor, now, draftId }: { actor: ControllerActor; now: Date; draftId: string },
): Promise<Outcome<Written>> {
  const { data } = context;
  const draft = ownDraft(await data.formDrafts.find(draftId, session), actor);
  const parties = await loadParties(context, actor.noticeId, session);
  if (draft?.act !== 'object' || !parties) return refuse('not-found');
  const { changeId } = parties.notice;
  if (draft.reference) return done({ reference: draft.reference, repeated: true, mail: [], changeId, gatesMoved: false });

  const fileIds = draftFileIds(draft);
  const files = await data.draftFiles.read(fileIds, actor, session);
  if (files.length < fileIds.length) return refuse('files-gone', { detail: filesGone });
  const raised = await raiseOrAdd(context, session, { grounds: groundsOf(draft, actor, now), files, parties, actor, now });
  if (!raised.ok) return raised;
  const { objection, repeated, mail, gatesMoved } = raised.value;
  await data.draftFiles.remove(fileIds, actor, session);
  await data.formDrafts.confirm(draftId, { reference: objection.reference, confirmedAt: now }, session);
  return done({ reference: objection.reference, repeated, mail, changeId, gatesMoved });
}

function groundsOf(draft: FormDraftRecord, actor: ControllerActor, now: Date): Omit<ObjectionGrounds, 'documentIds'> {
  const { grounds, name, title } = answersOf(draft);
  const at = objectionCountsFrom(postedInstants(draft), now);
  return { at, text: grounds, name, title, contactId: actor.contactId, enteredBy: null, entry: null };
}
