import { isDuplicateKey } from '../../data/connection';
import type { DocumentRecord, FileContent } from '../../data/document.model';
import { newId, readableCode } from '../../data/id';
import type { ObjectionGrounds, ObjectionRecord } from '../../data/objection.model';
import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor, PersonActor } from '../../domain/actor';
import { isOpen } from '../../domain/objection/objectionMachine';
import { statesThatShut } from '../../domain/objection/objectionTable';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, type NoticeParties } from '../delivery/controllerMail';
import { attachedDocuments, documentFacts, uploaderOf } from '../documents/attachedDocuments';
import { alertStaff } from '../staff/alertStaff';
import { suspendUse } from './annexConsequences';
import { stagesAfter, stagesOfNew } from './objectionStages';
import { type StartState, startOf } from './objectionStart';

type Session = Parameters<Parameters<WorkflowContext['inTransaction']>[0]>[0];

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
  grounds: Omit<ObjectionGrounds, 'documentIds'>;
  /** What comes attached to it. */
  files?: readonly FileContent[];
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
 * that has not ended per notice: a second adds to it, the very same one again adds nothing but files that were not there. Late after the window or after effect, by the instant
 * that the grounds count from; upheld at once where the terms say `notEngaged`. Refuses `wrong-state` for a change that is dropped or withdrawn.
 */
export async function raiseOrAdd(
  context: WorkflowContext,
  session: Session,
  { grounds, files = [], parties, actor, now }: Raising,
): Promise<Outcome<RaisedObjection>> {
  const { data } = context;
  const { notice } = parties;
  if (notice.effect === 'superseded') return refuse('superseded');
  if (notice.effect === 'dropped' || notice.effect === 'cancelled') return refuse('wrong-state');
  const open = await data.objections.findOpen(notice._id, session);
  if (open && saysTheSame(open, grounds)) {
    await attachNewFiles(context, session, { objection: open, grounds, files, parties, actor, now });
    return done({ objection: open, repeated: true, mail: [], gatesMoved: false });
  }

  const raising = { grounds, files, start: startOf(notice, grounds), parties, actor, now };
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

function saysTheSame(open: ObjectionRecord, grounds: Raising['grounds']): boolean {
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

interface Writing extends Raising {
  start: StartState;
}

interface Written {
  objection: ObjectionRecord;
  mail: SendingRecord[];
}

async function raise(context: WorkflowContext, session: Session, writing: Writing): Promise<Written> {
  const { grounds, start, parties, now } = writing;
  const { notice } = parties;
  const _id = newId();
  const documents = documentsOf(_id, writing);
  const code = readableCode(8);
  const objection: ObjectionRecord = {
    _id,
    reference: `INN-${code.slice(0, 4)}-${code.slice(4)}`,
    noticeId: notice._id,
    changeId: notice.changeId,
    revision: notice.revision,
    agreementId: notice.agreementId,
    state: start,
    open: isOpen(start),
    late: start === 'late',
    receivedAt: grounds.at,
    grounds: [{ ...grounds, documentIds: documents.map((each) => each._id) }],
    history: [{ at: now, event: 'object', from: null, to: start, by: grounds.name, reason: null }],
    answerBy: null,
    proposals: [],
    outcome: start === 'upheld' ? 'dropped' : null,
    proceedsFrom: null,
    countsUntil: null,
    pending: null,
    agreementEndsOn: null,
    standsAsked: null,
    stages: stagesOfNew(notice, { state: start, objectedAt: grounds.at }),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  await context.data.objections.insert(objection, session);
  await recordObjection(context, session, { ...writing, type: 'objection.received', objection, documents });
  await alertStaff(context, session, { notice, actor: writing.actor, about: 'objection', objection });
  const mail = confirmationsTo(parties, context, {
    kind: 'objectionReceived',
    dedupe: `objectionReceived:${objection._id}`,
    objectionId: objection._id,
  });
  return { objection, mail };
}

/**
 * Adds to the open one. Where that came late and this counts from a moment in time, the objection is in time. Where the terms give way to any in time, one by the link ends
 * what an entry that waits for its second person has only held.
 */
async function addTo(context: WorkflowContext, session: Session, writing: Writing & { open: ObjectionRecord }): Promise<Written> {
  const { open, grounds, start, parties, now } = writing;
  const rescued = open.state === 'late' && start !== 'late';
  const state = rescued || (open.state === 'submitted' && start === 'upheld') ? start : open.state;
  const documents = documentsOf(open._id, writing);
  const changed: ObjectionRecord = {
    ...open,
    state,
    open: isOpen(state),
    late: open.late && !rescued,
    receivedAt: rescued ? grounds.at : open.receivedAt,
    outcome: state === 'upheld' ? 'dropped' : open.outcome,
    grounds: [...open.grounds, { ...grounds, documentIds: documents.map(({ _id }) => _id) }],
    history: [...open.history, { at: now, event: 'object', from: open.state, to: state, by: grounds.name, reason: null }],
    updatedAt: now,
  };
  const stages = stagesAfter(changed, { event: 'object', notice: parties.notice, now });
  const objection = await context.data.objections.replace({ ...changed, stages }, session);
  if (!objection) throw new Error(`objection ${open._id} changed inside a transaction`);
  await recordObjection(context, session, { ...writing, type: 'objection.added', objection, documents });
  const mail = confirmationsTo(parties, context, {
    kind: 'objectionAdded',
    dedupe: `objectionAdded:${objection._id}:${objection.history.length}`,
    objectionId: objection._id,
    detail: { grounds: String(objection.grounds.length - 1) },
  });
  return { objection, mail };
}

function documentsOf(objectionId: string, { grounds, files = [], parties, actor, now }: Raising): DocumentRecord[] {
  return attachedDocuments(files, {
    uploadedBy: uploaderOf(actor, grounds.name),
    // What came from the controller is its own to read again, whoever scanned it.
    audience: 'controller',
    about: { noticeId: parties.notice._id, objectionId },
    at: now,
  });
}

/** The same objection again, with a file that was forgotten the first time: the file is kept. */
async function attachNewFiles(
  { data }: WorkflowContext,
  session: Session,
  { objection, ...raising }: Raising & { objection: ObjectionRecord },
): Promise<void> {
  const { parties, actor, now } = raising;
  const known = new Set((await data.documents.listOfObjections([objection._id], session)).map(({ sha256 }) => sha256));
  const documents = documentsOf(objection._id, raising).filter(({ sha256 }) => !known.has(sha256));
  if (documents.length === 0) return;
  await data.documents.insertMany(documents, session);
  await data.auditEvents.record(
    {
      ...{ at: now, type: 'objection.documentsAttached', actor, subject: { kind: 'objection', id: objection._id } },
      ...{ ...idsOf(parties.notice), objectionId: objection._id },
      facts: { reference: objection.reference, audience: 'controller', ...documentFacts(documents) },
    },
    session,
  );
}

async function recordObjection(
  { data }: WorkflowContext,
  session: Session,
  {
    type,
    objection,
    grounds,
    documents,
    actor,
    parties,
    now,
  }: Raising & { type: string; objection: ObjectionRecord; documents: DocumentRecord[] },
): Promise<void> {
  await data.documents.insertMany(documents, session);
  const { reference, state, late } = objection;
  const channel = grounds.enteredBy ? { channel: grounds.enteredBy.channel } : {};
  const facts = {
    reference,
    state,
    late,
    receivedAt: grounds.at,
    groundsLength: grounds.text.length,
    ...channel,
    ...documentFacts(documents),
  };
  const by = actor.kind === 'controller' ? { ...actor, name: grounds.name, title: grounds.title } : actor;
  const subject = { kind: 'objection', id: objection._id };
  await data.auditEvents.record(
    { at: now, type, actor: by, subject, ...idsOf(parties.notice), objectionId: objection._id, facts },
    session,
  );
}
