import type { ChangeRecord } from '../../data/change.model';
import type { ContactRecord } from '../../data/controller.model';
import type { ChangeDocumentFacts, DocumentFacts } from '../../data/document.repository';
import type { DocumentRequestRecord } from '../../data/documentRequest.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { QuestionRecord } from '../../data/question.model';
import type { ControllerActor } from '../../domain/actor';
import { type CalendarDate, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { type LinkStanding, linkStanding } from '../../domain/notice/linkStanding';
import { type NoticeActs, noticeActs } from '../../domain/notice/noticeActs';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { asCorrected } from '../../mail/corrected';
import type { WorkflowContext } from '../context';
import { type NoticeParties, partiesOf } from '../delivery/controllerMail';
import { contactsOf } from '../delivery/planMail';
import { agreementInGate } from '../gate/gateFacts';

/** A notice as its contact finds it, as corrected: the records, what the link still opens, and what can be done now. */
export interface NoticeVisit extends NoticeParties {
  change: ChangeRecord;
  contact: ContactRecord;
  /** The notice as it was frozen, without its corrections. */
  frozen: NoticeRecord;
  /** Oldest first. */
  objections: ObjectionRecord[];
  openObjection: ObjectionRecord | null;
  /** A later revision of the change took this one's place with it: what counts now. */
  newest: NoticeRecord | null;
  /** The notices of earlier revisions, oldest first. */
  earlier: NoticeRecord[];
  /** Attached to the objections, and for the controller to read; oldest first. */
  documents: DocumentFacts[];
  /** Oldest first. */
  questions: QuestionRecord[];
  /** Told with the change, oldest first; also what was withdrawn. */
  changeDocuments: ChangeDocumentFacts[];
  /** Oldest first. */
  documentRequests: DocumentRequestRecord[];
  standing: Exclude<LinkStanding, 'closed'>;
  acts: NoticeActs;
  actor: ControllerActor;
  now: Date;
}

/**
 * What the holder of a link sees. Changes nothing. `linkIssuedAt` null: the link does not say when it was made, so any revocation closes it.
 * Refused with `link-closed`, whatever the reason: who asks must not learn more. `now` is legal time.
 */
export async function visitNotice(
  context: WorkflowContext,
  { notice, contactId, linkIssuedAt, now }: { notice: NoticeRecord; contactId: string; linkIssuedAt: Date | null; now: Date },
): Promise<Outcome<NoticeVisit>> {
  const { data } = context;
  const noticeId = notice._id;
  const parties = await partiesOf(context, notice);
  const { agreement, controller } = parties;
  const line = await data.noticeRevisions.listOfAgreement(notice.changeId, notice.agreementId);
  const ids = line.map(({ _id }) => _id);
  const [change, objections, questions, changeDocuments, documentRequests] = await Promise.all([
    data.changes.find(notice.changeId),
    data.objections.listOfNotices(ids),
    Promise.all(ids.map((id) => data.questions.listOfNotice(id))),
    data.documents.listOfChange(notice.changeId),
    data.documentRequests.listOfNotices(ids),
  ]);
  if (!change) throw new Error(`notice ${noticeId} names a change that is gone`);
  const contact = contactsOf(agreement, controller).find(({ id }) => id === contactId);
  const openObjection = objections.find((each) => each.open && each.noticeId === noticeId) ?? null;
  const standing = linkStanding({
    effect: notice.effect,
    inEffectSince: notice.inEffectSince === null ? null : calendarDate(notice.inEffectSince),
    endedAt: endedAt(notice, change, objections),
    objectionOpen: openObjection !== null,
    objectionEndedAt: lastStepOf(objections),
    contactIsCurrent: contact !== undefined,
    issuedAt: linkIssuedAt ?? new Date(0),
    revokedAt: latestRevocation(line),
    timeZone: notice.terms.timeZone,
    now,
  });
  if (standing === 'closed' || !contact) return refuse('link-closed');
  const corrected = asCorrected(notice, now);
  const latestProposal = openObjection?.proposals.at(-1);
  const acts = noticeActs({
    standing,
    effect: notice.effect,
    changeType: notice.content.changeType,
    plannedEffectiveOn: calendarDate(corrected.content.plannedEffectiveOn),
    terms: notice.terms,
    deadlines: notice.deadlines,
    agreement: agreementInGate(agreement, localDateOf(now, notice.terms.timeZone)).state,
    agreedFrom: agreedDay(objections, noticeId),
    terminating: objections.some(({ state }) => state === 'terminating'),
    acknowledged: notice.acknowledgements.some((each) => each.contactId === contactId),
    approvals: notice.approvals,
    consent: notice.consent && { effectiveOn: calendarDate(notice.consent.effectiveOn) },
    openObjection: openObjection && {
      state: openObjection.state,
      proposalUnanswered: latestProposal?.answer === null && latestProposal.lapsedAt === null,
      stages: openObjection.stages,
      askedIfStands: openObjection.standsAsked !== null && openObjection.standsAsked.confirmedAt === null,
    },
    now,
  });
  const actor: ControllerActor = { kind: 'controller', noticeId, contactId };
  const attached = objections.length > 0 ? await data.documents.listOfObjections(objections.map(({ _id }) => _id)) : [];
  const documents = attached.filter(({ audience }) => audience === 'controller');
  return done({
    ...{
      ...parties,
      notice: corrected,
      frozen: notice,
      change,
      contact,
      objections,
      openObjection,
      documents,
      questions: questions.flat(),
    },
    ...{ changeDocuments, documentRequests },
    newest: notice.effect === 'superseded' ? (line.findLast(({ effect }) => effect !== 'superseded') ?? null) : null,
    earlier: line.filter(({ revision }) => revision < notice.revision),
    ...{ standing, acts, actor, now },
  });
}

/** The latest day that settlements of this notice's objections let the change take effect from. */
function agreedDay(objections: ObjectionRecord[], noticeId: string): CalendarDate | null {
  const days = objections.flatMap(({ noticeId: of, state, proceedsFrom }) =>
    of === noticeId && state === 'settled' && proceedsFrom ? [calendarDate(proceedsFrom)] : [],
  );
  return days.sort().at(-1) ?? null;
}

/** Each notice of the line tells of the others, so what is revoked for one is for all. */
function latestRevocation(line: readonly NoticeRecord[]): Date | null {
  const times = line.flatMap(({ linksRevokedAt }) => linksRevokedAt?.getTime() ?? []);
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

/** When the notice came to an end without effect; null while it has not. The record's last change stands in where nothing else says. */
function endedAt(notice: NoticeRecord, change: ChangeRecord, objections: ObjectionRecord[]): Date | null {
  if (notice.supersededBy) return notice.supersededBy.at;
  if (notice.effect === 'cancelled') return change.withdrawnAt ?? notice.updatedAt;
  return notice.effect === 'dropped' ? (lastStepOf(objections) ?? notice.updatedAt) : null;
}

function lastStepOf(objections: ObjectionRecord[]): Date | null {
  const times = objections.filter(({ open }) => !open).flatMap(({ history }) => history.at(-1)?.at.getTime() ?? []);
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}
