import type { AgreementRecord } from '../../data/agreement.model';
import type { ChangeRecord } from '../../data/change.model';
import type { ControllerRecord } from '../../data/controller.model';
import type { DocumentRequestRecord } from '../../data/documentRequest.model';
import type { SendableNotice, SharedByNotices } from '../../data/notice.repository';
import type { ObjectionRecord } from '../../data/objection.model';
import type { QuestionRecord } from '../../data/question.model';
import { isStaffKind, type SendingRecord } from '../../data/sending.model';
import { isRepeat } from '../../domain/receipt/repeats';
import { asCorrected } from '../../mail/corrected';
import type { RenderInput, StaffRenderInput } from '../../mail/mailer';
import type { WorkflowContext } from '../context';
import { processorZone } from '../processorDay';
import { contactInput } from './contactInput';
import { type DeadlineCounter, statedDeadlines } from './noteEvidence';

const minuteMs = 60_000;

/** A notice as far as its message and the answer to it need it. */
export type OutgoingNotice = SendableNotice & SharedByNotices;

/** A message that may leave, with what it is about. */
export interface Outgoing {
  sending: SendingRecord;
  notice: OutgoingNotice | null;
  input: RenderInput | StaffRenderInput;
  /** A try whose end nobody saw, or whose answer never came, may have arrived: this one says that it repeats. */
  repeat: boolean;
}

/** Loads what these sendings tell, in one query for each kind of record, and states it as of `now` (legal time). */
export async function loadOutgoing(
  context: WorkflowContext,
  { sendings, now, count }: { sendings: SendingRecord[]; now: Date; count: DeadlineCounter },
): Promise<Outgoing[]> {
  const toStaff = sendings.filter(({ kind }) => isStaffKind(kind));
  const toContacts = sendings.filter(({ kind }) => !isStaffKind(kind));
  const loaded = await Promise.all([
    toContacts.length > 0 ? loadForContacts(context, { sendings: toContacts, now, count }) : [],
    toStaff.length > 0 ? loadForStaff(context, { sendings: toStaff, now }) : [],
  ]);
  return loaded.flat();
}

/** Mail to the staff tells what stands in its own record, or in a digest's. */
async function loadForStaff({ data }: WorkflowContext, { sendings, now }: { sendings: SendingRecord[]; now: Date }): Promise<Outgoing[]> {
  const digestIds = sendings.flatMap(({ detail }) => detail?.digestId ?? []);
  const digests = byId(digestIds.length > 0 ? await data.digests.findMany(digestIds) : []);
  return sendings.map((sending) => {
    const repeat = repeats(sending);
    const digest = digests.get(sending.detail?.digestId ?? '') ?? null;
    return {
      sending,
      notice: null,
      input: { sending, digest, timeZone: processorZone, statedAt: statedMoment(now, null), repeat },
      repeat,
    };
  });
}

/** What a worker that was lost had begun may have left, like those before it that were. */
function repeats({ state, messageHash, attempts, lostTries = [] }: SendingRecord): boolean {
  const isLostNow = state === 'sending' && messageHash !== null;
  return isRepeat({ attempts, lost: lostTries.length + (isLostNow ? 1 : 0) });
}

async function loadForContacts(
  context: WorkflowContext,
  { sendings, now, count }: { sendings: SendingRecord[]; now: Date; count: DeadlineCounter },
): Promise<Outgoing[]> {
  const { data } = context;
  const others = sendings.filter(({ kind }) => kind !== 'notice');
  const [notices, agreements, objections, changes, questions, documentRequests] = await Promise.all([
    wholeNotices(context, idsIn(sendings, 'noticeId')),
    // A notice carries all that its own message tells, as it was when it was made.
    data.agreements.findMany(idsIn(others, 'agreementId')),
    data.objections.findMany(idsIn(others, 'objectionId')),
    data.changes.findMany(idsIn(others, 'changeId')),
    data.questions.findMany(detailIds(others, 'questionId')),
    data.documentRequests.findMany(detailIds(others, 'documentRequestId')),
  ]);
  const controllers = await data.controllers.findMany([...new Set(agreements.map(({ controllerId }) => controllerId))]);
  const found = {
    notices: byId(notices),
    agreements: byId(agreements),
    objections: byId(objections),
    changes: byId(changes),
    questions: byId(questions),
    documentRequests: byId(documentRequests),
    controllers: byId(controllers),
  };
  return sendings.map((sending) => outgoing(context, { sending, found, now, count }));
}

interface Found {
  notices: Map<string, OutgoingNotice>;
  agreements: Map<string, AgreementRecord>;
  objections: Map<string, ObjectionRecord>;
  changes: Map<string, ChangeRecord>;
  questions: Map<string, QuestionRecord>;
  documentRequests: Map<string, DocumentRequestRecord>;
  controllers: Map<string, ControllerRecord>;
}

function outgoing(
  context: WorkflowContext,
  { sending, found, now, count }: { sending: SendingRecord; found: Found; now: Date; count: DeadlineCounter },
): Outgoing {
  const of = <Kept>(records: Map<string, Kept>, id: string | null) => (id ? (records.get(id) ?? null) : null);
  const loaded = of(found.notices, sending.noticeId);
  const notice = loaded && asCorrected(loaded, now);
  const agreement = of(found.agreements, sending.agreementId);
  const controller = agreement && of(found.controllers, agreement.controllerId);
  const repeat = repeats(sending);
  const statedAt = statedMoment(now, notice);
  const change = of(found.changes, sending.changeId);
  const objection = of(found.objections, sending.objectionId);
  const question = of(found.questions, sending.detail?.questionId ?? null);
  const documentRequest = of(found.documentRequests, sending.detail?.documentRequestId ?? null);
  const deadlines = notice && statedDeadlines(notice, statedAt, count);
  const about = { change, objection, question, documentRequest };
  const input = contactInput(context, { sending, notice, agreement, controller, ...about, deadlines, statedAt, repeat });
  return { sending, notice, input, repeat };
}

/** Beyond any number of terms that run at once; one is some kilobytes. */
const rememberedShares = 200;
const shares = new Map<string, SharedByNotices>();

/** The notices, each with what it shares with others: that is read once for all of them. */
async function wholeNotices({ data }: WorkflowContext, ids: string[]): Promise<OutgoingNotice[]> {
  const own = await data.notices.findForSending(ids);
  const known = new Map<string, SharedByNotices>();
  const unknown = new Map<string, string>();
  for (const { commonHash, _id } of own) {
    const shared = shares.get(commonHash);
    if (shared) known.set(commonHash, shared);
    else unknown.set(commonHash, _id);
  }
  const read = await data.notices.findShared([...unknown.values()]);
  if (shares.size + read.size > rememberedShares) shares.clear();
  for (const [commonHash, id] of unknown) {
    const shared = read.get(id);
    if (!shared) continue;
    shares.set(commonHash, shared);
    known.set(commonHash, shared);
  }
  return own.map((notice) => {
    const shared = known.get(notice.commonHash);
    if (!shared) throw new Error(`notice ${notice._id} is gone`);
    return { ...notice, ...shared, content: { ...shared.content, ...notice.content } };
  });
}

/** The minute, or the instant of publication or correction inside it: dates are the same all through it, and what a thousand notices share is typeset once. */
function statedMoment(now: Date, notice: OutgoingNotice | null): Date {
  // Links made before a revocation are dead, so one made after it needs the very instant.
  if (notice?.linksRevokedAt) return now;
  const minute = Math.floor(now.getTime() / minuteMs) * minuteMs;
  const corrected = notice?.corrections.at(-1)?.at.getTime() ?? 0;
  return new Date(Math.max(minute, notice?.publishedAt.getTime() ?? 0, corrected));
}

function idsIn(sendings: SendingRecord[], field: 'noticeId' | 'agreementId' | 'objectionId' | 'changeId'): string[] {
  return [...new Set(sendings.map((sending) => sending[field]).filter((id) => id !== null))];
}

function detailIds(sendings: SendingRecord[], name: 'questionId' | 'documentRequestId'): string[] {
  return [...new Set(sendings.flatMap(({ detail }) => detail?.[name] ?? []))];
}

function byId<Kept extends { _id: string }>(records: Kept[]): Map<string, Kept> {
  return new Map(records.map((record) => [record._id, record]));
}
