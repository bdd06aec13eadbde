import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { ChangeRecord } from '../../data/change.model';
import type { ContactRecord } from '../../data/controller.model';
import { newId, readableCode } from '../../data/id';
import type { FollowUpsRecord, NoticeContent, NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import { requiredApprovals } from '../../domain/approval/requiredApprovals';
import { computeDeadlines } from '../../domain/periods/computeDeadlines';
import type { ApprovalKind, ChangeTraits, Deadlines } from '../../domain/terms/terms';
import { asCorrected } from '../../mail/corrected';
import { commonHashOf, contentHashOf } from '../../mail/noticeHash';
import type { AffectedAgreement } from '../changes/affectedChunk';
import { traitsFor } from '../changes/changeTraits';
import type { WorkflowContext } from '../context';
import { oncePer } from '../oncePer';
import { factsIn, toldFactsOf } from '../revisions/revisionContent';
import { contactsOf, sendingsFor } from './planMail';
import { firstFollowUps } from './withFollowUps';

const actor = { kind: 'system', name: 'courier' } as const;

export interface NoticeRow {
  notice: NoticeRecord;
  sendings: SendingRecord[];
}

interface NoticesToPlan {
  change: ChangeRecord;
  affected: AffectedAgreement[];
  /** Legal time. */
  now: Date;
  /** By agreement: the notice whose place the new one takes. */
  previous?: ReadonlyMap<string, NoticeRecord>;
}

/** The notices of these agreements, and the first mail of each; what was told by hand before the portal came has none. Nothing is written. */
export function noticeRows(context: WorkflowContext, { change, affected, now, previous }: NoticesToPlan): NoticeRow[] {
  const rulesOf = oncePer(
    ({ affected: { agreement }, before }: NoticeToPlan) => {
      const { terms, clause, description } = agreement;
      return JSON.stringify([terms, clause, description, before?.commonHash]);
    },
    (each: NoticeToPlan) => rulesUnder(change, each, now),
  );
  // Of one instant: what is alike can be claimed in one statement.
  const readyAt = new Date();
  return affected.map((each) => {
    const before = previous?.get(each.agreement._id);
    const toPlan = { affected: each, before: before && asCorrected(before, now) };
    return planOne(context, { change, ...toPlan, rules: rulesOf(toPlan), now, readyAt });
  });
}

interface NoticeToPlan {
  affected: AffectedAgreement;
  /** As it was told last. */
  before: NoticeRecord | undefined;
}

/** What the audit trail says of a notice that was made. */
export function plannedEvent(notice: NoticeRecord, now: Date): NewAuditEvent {
  return {
    at: now,
    type: notice.state === 'undeliverable' ? 'notice.undeliverable' : 'notice.planned',
    actor,
    subject: { kind: 'notice', id: notice._id },
    changeId: notice.changeId,
    noticeId: notice._id,
    agreementId: notice.agreementId,
    controllerId: notice.controllerId,
    facts: { revision: notice.revision, contentHash: notice.contentHash, ...(notice.takenOver ? { takenOver: true } : {}) },
  };
}

function noticeContentOf(change: ChangeRecord, { affected: { agreement, controller }, before }: NoticeToPlan): NoticeContent {
  const reason = change.publication?.reasonForRevision;
  return {
    ...toldFactsOf(change),
    subprocessorId: change.subprocessorId,
    ...(before && reason ? { revised: { revision: before.revision, reason, before: factsIn(before.content) } } : {}),
    ...(change.documents.length > 0 ? { documents: change.documents } : {}),
    agreementReference: agreement.reference,
    controllerName: controller.name,
    clause: agreement.clause,
  };
}

interface Rules {
  traits: ChangeTraits;
  commonHash: string;
  approvals: ApprovalKind[];
  /** Of clocks that start at publication; others wait for theirs. */
  deadlines: Deadlines;
  followUps: FollowUpsRecord;
}

function rulesUnder(change: ChangeRecord, toPlan: NoticeToPlan, now: Date): Rules {
  const { agreement } = toPlan.affected;
  const { terms, clause } = agreement;
  const traits = traitsFor(change, agreement);
  const commonHash = commonHashOf(noticeContentOf(change, toPlan), terms, traits);
  const starts = change.publishedAt ? { publishedAt: change.publishedAt } : {};
  return {
    traits,
    commonHash,
    approvals: requiredApprovals(terms, traits),
    deadlines: computeDeadlines({ terms, traits, starts, clause }),
    followUps: firstFollowUps(now, terms.timeZone),
  };
}

function planOne(
  context: WorkflowContext,
  { change, affected, before, rules, now, readyAt }: NoticeToPlan & { change: ChangeRecord; rules: Rules; now: Date; readyAt: Date },
): NoticeRow {
  const { agreement, controller } = affected;
  const { traits, commonHash } = rules;
  const id = newId();
  const content = noticeContentOf(change, { affected, before });
  const [first] = inOrderOfTrust(contactsOf(agreement, controller), before);
  const notice: NoticeRecord = {
    _id: id,
    shortId: readableCode(10),
    changeId: change._id,
    revision: change.revision,
    agreementId: agreement._id,
    controllerId: controller._id,
    terms: agreement.terms,
    traits,
    content,
    contentHash: contentHashOf(commonHash, content),
    commonHash,
    corrections: [],
    state: first || change.takenOver ? 'planned' : 'undeliverable',
    publishedAt: change.publishedAt ?? now,
    sentAt: null,
    receivedAt: null,
    receiptEvidence: null,
    evidence: [],
    manualReceipts: [],
    receiptWaiting: false,
    contactProposals: [],
    proposalWaiting: false,
    takenOver: Boolean(change.takenOver),
    acknowledgements: [],
    attention: [],
    followUps: rules.followUps,
    deadlines: rules.deadlines,
    announcedEffectiveOn: null,
    effect: 'pending',
    inEffectSince: null,
    heldReasons: [],
    supersededBy: null,
    carriedObjection: null,
    approvals: rules.approvals.map((kind) => ({
      kind,
      state: 'requested',
      requestedAt: now,
      decidedAt: null,
      decidedBy: null,
      grounds: null,
      reference: null,
    })),
    consent: null,
    messages: [],
    manualAnswers: [],
    answerWaiting: false,
    linksRevokedAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const sendings = sendingsFor({
    kind: 'notice',
    dedupe: `notice:${id}`,
    contacts: first && !change.takenOver ? [first] : [],
    host: context.settings.messageIdHost,
    readyAt,
    noticeId: id,
    changeId: change._id,
    agreementId: agreement._id,
  });
  return { notice, sendings };
}

/** Whoever said of the earlier notice that it came to the wrong person is written to only if there is nobody else. */
function inOrderOfTrust(contacts: ContactRecord[], before: NoticeRecord | undefined): ContactRecord[] {
  const wrong = new Set(
    (before?.attention ?? []).flatMap(({ code, contactId }) => (code === 'wrongPerson' && contactId ? [contactId] : [])),
  );
  return [...contacts.filter(({ id }) => !wrong.has(id)), ...contacts.filter(({ id }) => wrong.has(id))];
}
