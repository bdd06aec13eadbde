import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { ChangeRecord } from '../../data/change.model';
import { isDuplicateKey } from '../../data/connection';
import { newId, readableCode } from '../../data/id';
import type { FollowUpsRecord, NoticeContent, NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import { requiredApprovals } from '../../domain/approval/requiredApprovals';
import { computeDeadlines } from '../../domain/periods/computeDeadlines';
import type { ApprovalKind, ChangeTraits, Deadlines } from '../../domain/terms/terms';
import { canonicalJson } from '../../mail/canonical';
import { commonHashOf, contentHashOf } from '../../mail/noticeHash';
import { type AffectedAgreement, affectedChunk } from '../changes/affectedChunk';
import { traitsFor } from '../changes/changeTraits';
import type { WorkflowContext } from '../context';
import { oncePer } from '../oncePer';
import { enqueueMail } from './enqueueMail';
import { contactsOf, sendingsFor } from './planMail';
import { firstFollowUps } from './withFollowUps';

const chunk = 250;
const actor = { kind: 'system', name: 'courier' } as const;

/**
 * Writes the notices of a published change, chunk by chunk, from where the fan-out stands, and enqueues each chunk's mail when it is committed.
 * Rows, mail and the fan-out's place go in one transaction, so it can be killed anywhere and run twice at once: one row per change revision and
 * agreement, by index.
 */
export async function planNotices(context: WorkflowContext, { changeId, now }: { changeId: string; now: Date }): Promise<void> {
  for (;;) {
    const change = await context.data.changes.find(changeId);
    if (change?.status !== 'published' || !change.fanOut || change.fanOut.done) return;
    const { afterAgreementId } = change.fanOut;
    const { affected, nextAfterId } = await affectedChunk(context, { change, afterId: afterAgreementId, limit: chunk });
    const rows = noticeRows(context, { change, affected, now });
    const sendings = rows.flatMap((row) => row.sendings);
    const next = { afterAgreementId: nextAfterId, planned: rows.length, done: nextAfterId === null };
    try {
      await context.inTransaction(async (session) => {
        const moved = await context.data.changes.advanceFanOut(changeId, afterAgreementId, next, session);
        if (!moved) throw new FanOutTaken();
        await context.data.notices.insertMany(
          rows.map(({ notice }) => notice),
          session,
        );
        await context.data.sendings.insertMany(sendings, session);
        await context.data.auditEvents.record(
          rows.map(({ notice }) => plannedEvent(notice, now)),
          session,
        );
      });
    } catch (error) {
      // Another worker is writing the same change; it goes on where this one stops.
      if (error instanceof FanOutTaken || isDuplicateKey(error)) return;
      throw error;
    }
    await enqueueMail(
      context,
      sendings.map(({ _id }) => _id),
    );
  }
}

class FanOutTaken extends Error {}

export interface NoticeRow {
  notice: NoticeRecord;
  sendings: SendingRecord[];
}

/** The notices of these agreements, and the first mail of each; what was told by hand before the portal came has none. Nothing is written. */
export function noticeRows(
  context: WorkflowContext,
  { change, affected, now }: { change: ChangeRecord; affected: AffectedAgreement[]; now: Date },
): NoticeRow[] {
  const rulesOf = oncePer(
    ({ agreement: { terms, clause, description } }: AffectedAgreement) => canonicalJson({ terms, clause, description }),
    (each: AffectedAgreement) => rulesUnder(change, each, now),
  );
  return affected.map((each) => planOne(context, { change, affected: each, rules: rulesOf(each), now }));
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

function contentOf(change: ChangeRecord, { agreement, controller }: AffectedAgreement): NoticeContent {
  return {
    changeType: change.type,
    subprocessorId: change.subprocessorId,
    details: change.details,
    previousDetails: change.previousDetails,
    modifiedFields: change.modifiedFields,
    replacesName: change.replacesName,
    chain: change.chain,
    reason: change.reason,
    plannedEffectiveOn: change.plannedEffectiveOn,
    rollout: change.rollout,
    emergencyReason: change.emergency?.reason ?? null,
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

function rulesUnder(change: ChangeRecord, affected: AffectedAgreement, now: Date): Rules {
  const { terms, clause } = affected.agreement;
  const traits = traitsFor(change, affected.agreement);
  const commonHash = commonHashOf(contentOf(change, affected), terms, traits);
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
  { change, affected, rules, now }: { change: ChangeRecord; affected: AffectedAgreement; rules: Rules; now: Date },
): NoticeRow {
  const { agreement, controller } = affected;
  const { traits, commonHash } = rules;
  const id = newId();
  const content = contentOf(change, affected);
  const [first] = contactsOf(agreement, controller);
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
    readyAt: new Date(),
    noticeId: id,
    changeId: change._id,
    agreementId: agreement._id,
  });
  return { notice, sendings };
}
