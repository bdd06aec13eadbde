import { isDuplicateKey } from '../data/connection';
import type { FormDraftRecord } from '../data/formDraft.model';
import { newId, readableCode } from '../data/id';
import type { NoticeRecord } from '../data/notice.model';
import type { ObjectionGrounds, ObjectionRecord } from '../data/objection.model';
import type { SendingRecord } from '../data/sending.model';
import type { ControllerActor } from '../domain/actor';
import { calendarDate, startOfDay } from '../domain/calendar/calendarDate';
import { objectionCountsFrom } from '../domain/notice/noticeActs';
import { initialObjection, isOpen } from '../domain/objection/objectionMachine';
import { done, type Outcome, refuse } from '../domain/outcome';
import { applyEffects } from './applyEffects';
import type { WorkflowContext } from './context';
import { confirmationsTo, enqueueMail, idsOf, loadParties, type NoticeParties } from './controllerMail';
import { answersOf, ownDraft, postedInstants } from './objectionDraft';

type Session = Parameters<Parameters<WorkflowContext['inTransaction']>[0]>[0];
type StartState = ReturnType<typeof initialObjection>;

export interface ConfirmedObjection {
  reference: string;
  /** The same objection was there before: nothing was added and nobody is told again. */
  repeated: boolean;
}

interface Written extends ConfirmedObjection {
  mail: SendingRecord[];
  changeId: string;
  /** Something may take effect, or must be suspended, because of it. */
  gatesMoved: boolean;
}

/** Of a reference that is taken, or a colleague whose objection is committed in the same moment: the next round finds it. */
const rounds = 5;

/**
 * Turns prepared answers into an objection. There is at most one that has not ended per notice: a second adds to it, the very same one again
 * (double click, retry) adds nothing. It counts from the instant its form was first posted, if that lies within the hour, else from `now`
 * (both legal time): late after the window or after effect; upheld at once where the terms say `notEngaged`.
 * Refused when the draft is not this contact's, and when the change is dropped or withdrawn.
 */
export async function confirmObjection(
  context: WorkflowContext,
  { actor, now, draftId }: { actor: ControllerActor; now: Date; draftId: string },
): Promise<Outcome<ConfirmedObjection>> {
  const outcome = await writeOnce(context, { actor, now, draftId });
  if (!outcome.ok) return outcome;
  const { reference, repeated, mail, changeId, gatesMoved } = outcome.value;
  await enqueueMail(context, mail);
  if (gatesMoved) await applyEffects(context, { changeId, now });
  return done({ reference, repeated });
}

async function writeOnce(context: WorkflowContext, act: { actor: ControllerActor; now: Date; draftId: string }): Promise<Outcome<Written>> {
  for (let round = 1; ; round += 1) {
    try {
      return await context.inTransaction((session) => write(context, session, act));
    } catch (error) {
      if (!isDuplicateKey(error) || round === rounds) throw error;
    }
  }
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
  const { notice } = parties;
  const nothingNew = { mail: [], changeId: notice.changeId, gatesMoved: false, repeated: true };
  if (draft.reference) return done({ ...nothingNew, reference: draft.reference });
  if (notice.effect === 'dropped' || notice.effect === 'cancelled') return refuse('wrong-state');

  const open = await data.objections.findOpen(notice._id, session);
  const grounds = groundsOf(draft, actor, now);
  if (open && saysTheSame(open, grounds)) {
    await data.formDrafts.confirm(draftId, { reference: open.reference, confirmedAt: now }, session);
    return done({ ...nothingNew, reference: open.reference });
  }
  const start = startOf(notice, grounds.at);
  const saved = open
    ? await addTo(context, session, { open, grounds, start, parties, actor, now })
    : await raise(context, session, { grounds, start, parties, actor, now });
  await data.formDrafts.confirm(draftId, { reference: saved.objection.reference, confirmedAt: now }, session);
  await data.sendings.insertMany(saved.mail, session);
  // Nothing of the notice changes, but whoever lets the change take effect in this very moment must not miss the objection.
  if (!(await data.notices.replace({ ...notice, updatedAt: now }, session)))
    throw new Error(`notice ${notice._id} changed inside a transaction`);
  return done({
    reference: saved.objection.reference,
    repeated: false,
    mail: saved.mail,
    changeId: notice.changeId,
    gatesMoved: saved.objection.state === 'upheld' || (notice.effect === 'inEffect' && !saved.objection.late),
  });
}

function groundsOf(draft: FormDraftRecord, actor: ControllerActor, now: Date): ObjectionGrounds {
  const { grounds, name, title } = answersOf(draft);
  return { at: objectionCountsFrom(postedInstants(draft), now), text: grounds, name, title, contactId: actor.contactId, enteredBy: null };
}

function saysTheSame(open: ObjectionRecord, grounds: ObjectionGrounds): boolean {
  return open.grounds.some(
    (each) =>
      each.text === grounds.text && each.name === grounds.name && each.title === grounds.title && each.contactId === grounds.contactId,
  );
}

/** One whose form was posted before the change took effect is in time even if the day came before its confirmation. */
function startOf(notice: NoticeRecord, receivedAt: Date): StartState {
  const { effect, inEffectSince, deadlines, terms } = notice;
  const effectBegan = inEffectSince ? startOfDay(calendarDate(inEffectSince), terms.timeZone) : null;
  const inEffect = effect === 'inEffect' && (!effectBegan || receivedAt >= effectBegan);
  const start = initialObjection({ receivedAt, deadlines, inEffect, terms });
  // What is in use already is taken out by a person's decision.
  return start === 'upheld' && effect === 'inEffect' ? 'submitted' : start;
}

interface Raising {
  grounds: ObjectionGrounds;
  start: StartState;
  parties: NoticeParties;
  actor: ControllerActor;
  now: Date;
}

interface Saved {
  objection: ObjectionRecord;
  mail: SendingRecord[];
}

async function raise(context: WorkflowContext, session: Session, { grounds, start, parties, actor, now }: Raising): Promise<Saved> {
  const { notice } = parties;
  const code = readableCode(8);
  const objection: ObjectionRecord = {
    _id: newId(),
    reference: `INN-${code.slice(0, 4)}-${code.slice(4)}`,
    noticeId: notice._id,
    changeId: notice.changeId,
    revision: notice.revision,
    agreementId: notice.agreementId,
    state: start,
    open: isOpen(start),
    late: start === 'late',
    receivedAt: grounds.at,
    grounds: [grounds],
    history: [{ at: now, event: 'object', from: null, to: start, by: grounds.name, reason: null }],
    answerBy: null,
    proposals: [],
    outcome: start === 'upheld' ? 'dropped' : null,
    proceedsFrom: null,
    countsUntil: null,
    pending: null,
    agreementEndsOn: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  await context.data.objections.insert(objection, session);
  await recordObjection(context, session, { type: 'objection.received', objection, grounds, actor, parties, now });
  const mail = confirmationsTo(parties, context, {
    kind: 'objectionReceived',
    dedupe: `objectionReceived:${objection._id}`,
    objectionId: objection._id,
  });
  return { objection, mail };
}

/** Adds to the open one. Where that came late and this counts from a moment in time, the objection is in time. */
async function addTo(
  context: WorkflowContext,
  session: Session,
  { open, grounds, start, parties, actor, now }: Raising & { open: ObjectionRecord },
): Promise<Saved> {
  const rescued = open.state === 'late' && start !== 'late';
  const state = rescued ? start : open.state;
  const objection = await context.data.objections.replace(
    {
      ...open,
      state,
      open: isOpen(state),
      late: open.late && !rescued,
      receivedAt: rescued ? grounds.at : open.receivedAt,
      outcome: state === 'upheld' ? 'dropped' : open.outcome,
      grounds: [...open.grounds, grounds],
      history: [...open.history, { at: now, event: 'object', from: open.state, to: state, by: grounds.name, reason: null }],
      updatedAt: now,
    },
    session,
  );
  if (!objection) throw new Error(`objection ${open._id} changed inside a transaction`);
  await recordObjection(context, session, { type: 'objection.added', objection, grounds, actor, parties, now });
  const mail = confirmationsTo(parties, context, {
    kind: 'objectionAdded',
    dedupe: `objectionAdded:${objection._id}:${objection.grounds.length}`,
    objectionId: objection._id,
    detail: { grounds: String(objection.grounds.length - 1) },
  });
  return { objection, mail };
}

async function recordObjection(
  { data }: WorkflowContext,
  session: Session,
  {
    type,
    objection,
    grounds,
    actor,
    parties,
    now,
  }: { type: string; objection: ObjectionRecord; grounds: ObjectionGrounds; actor: ControllerActor; parties: NoticeParties; now: Date },
): Promise<void> {
  const { reference, state, late } = objection;
  const facts = { reference, state, late, receivedAt: grounds.at, groundsLength: grounds.text.length };
  const by = { ...actor, name: grounds.name, title: grounds.title };
  const subject = { kind: 'objection', id: objection._id };
  await data.auditEvents.record(
    { at: now, type, actor: by, subject, ...idsOf(parties.notice), objectionId: objection._id, facts },
    session,
  );
}
