import { isDuplicateKey } from '../../data/connection';
import { newId, readableCode } from '../../data/id';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionGrounds, ObjectionRecord } from '../../data/objection.model';
import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor, PersonActor } from '../../domain/actor';
import { calendarDate, startOfDay } from '../../domain/calendar/calendarDate';
import { initialObjection, isOpen } from '../../domain/objection/objectionMachine';
import { statesThatShut } from '../../domain/objection/objectionTable';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, type NoticeParties } from '../delivery/controllerMail';
import { suspendUse } from './carryOutObjection';

type Session = Parameters<Parameters<WorkflowContext['inTransaction']>[0]>[0];
type StartState = ReturnType<typeof initialObjection>;

export interface RaisedObjection {
  objection: ObjectionRecord;
  /** The same objection was there before: nothing was added and nobody is told again. */
  repeated: boolean;
  /** To be enqueued after commit. */
  mail: SendingRecord[];
  /** Something may take effect, or must be suspended, because of it. */
  gatesMoved: boolean;
}

interface Raising {
  /** `at` is the instant it counts from, legal time. */
  grounds: ObjectionGrounds;
  parties: NoticeParties;
  /** The contact whose link it was, or the member of the staff who entered what came another way. */
  actor: ControllerActor | PersonActor;
  now: Date;
}

/** Of a reference that is taken, or a colleague whose objection is committed in the same moment: the next round finds it. */
const rounds = 5;

/** Runs `work`, which raises an objection in a transaction of its own, again where somebody else's was committed in the same moment. */
export async function raiseInRounds<T>(work: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isDuplicateKey(error) || round === rounds) throw error;
    }
  }
}

/**
 * Writes an objection to a notice inside the caller's transaction, with its audit event and the mail to the agreement's contacts. There is at most one
 * that has not ended per notice: a second adds to it, the very same one again adds nothing. Late after the window or after effect, by the instant
 * that the grounds count from; upheld at once where the terms say `notEngaged`. Refuses `wrong-state` for a change that is dropped or withdrawn.
 */
export async function raiseOrAdd(
  context: WorkflowContext,
  session: Session,
  { grounds, parties, actor, now }: Raising,
): Promise<Outcome<RaisedObjection>> {
  const { data } = context;
  const { notice } = parties;
  if (notice.effect === 'dropped' || notice.effect === 'cancelled') return refuse('wrong-state');
  const open = await data.objections.findOpen(notice._id, session);
  if (open && saysTheSame(open, grounds)) return done({ objection: open, repeated: true, mail: [], gatesMoved: false });

  const start = startOf(notice, grounds.at);
  const raising = { grounds, start, parties, actor, now };
  const { objection, mail } = open ? await addTo(context, session, { open, ...raising }) : await raise(context, session, raising);
  await data.sendings.insertMany(mail, session);
  const shutsAfterEffect = notice.effect === 'inEffect' && statesThatShut.some((state) => state === objection.state);
  if (shutsAfterEffect && notice.content.changeType !== 'remove') await suspendUse(context, session, { parties, now });
  // Nothing of the notice changes, but whoever lets the change take effect in this very moment must not miss the objection.
  if (!(await data.notices.replace({ ...notice, updatedAt: now }, session)))
    throw new Error(`notice ${notice._id} changed inside a transaction`);
  const gatesMoved = objection.state === 'upheld' || (notice.effect === 'inEffect' && !objection.late);
  return done({ objection, repeated: false, mail, gatesMoved });
}

function saysTheSame(open: ObjectionRecord, grounds: ObjectionGrounds): boolean {
  return open.grounds.some(
    (each) =>
      each.text === grounds.text &&
      each.name === grounds.name &&
      each.title === grounds.title &&
      each.contactId === grounds.contactId &&
      // Whoever enters the same letter with another day of arrival puts that right.
      (!grounds.enteredBy || each.at.getTime() === grounds.at.getTime()),
  );
}

/** One that counts from before the change took effect is in time even if the day came before it was confirmed or entered. */
function startOf(notice: NoticeRecord, receivedAt: Date): StartState {
  const { effect, inEffectSince, deadlines, terms } = notice;
  const effectBegan = inEffectSince ? startOfDay(calendarDate(inEffectSince), terms.timeZone) : null;
  const inEffect = effect === 'inEffect' && (!effectBegan || receivedAt >= effectBegan);
  const start = initialObjection({ receivedAt, deadlines, inEffect, terms });
  // What is in use already is taken out by a person's decision.
  return start === 'upheld' && effect === 'inEffect' ? 'submitted' : start;
}

interface Writing extends Raising {
  start: StartState;
}

interface Written {
  objection: ObjectionRecord;
  mail: SendingRecord[];
}

async function raise(context: WorkflowContext, session: Session, { grounds, start, parties, actor, now }: Writing): Promise<Written> {
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
    standsAsked: null,
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
  { open, grounds, start, parties, actor, now }: Writing & { open: ObjectionRecord },
): Promise<Written> {
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
  { type, objection, grounds, actor, parties, now }: Raising & { type: string; objection: ObjectionRecord },
): Promise<void> {
  const { reference, state, late } = objection;
  const channel = grounds.enteredBy ? { channel: grounds.enteredBy.channel } : {};
  const facts = { reference, state, late, receivedAt: grounds.at, groundsLength: grounds.text.length, ...channel };
  const by = actor.kind === 'controller' ? { ...actor, name: grounds.name, title: grounds.title } : actor;
  const subject = { kind: 'objection', id: objection._id };
  await data.auditEvents.record(
    { at: now, type, actor: by, subject, ...idsOf(parties.notice), objectionId: objection._id, facts },
    session,
  );
}
