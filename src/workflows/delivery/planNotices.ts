import type { AgreementRecord } from '../../data/agreement.model';
import type { ChangeRecord } from '../../data/change.model';
import { isDuplicateKey } from '../../data/connection';
import { newId, readableCode } from '../../data/id';
import type { NoticeContent, NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import { requiredApprovals } from '../../domain/approval/requiredApprovals';
import { computeDeadlines } from '../../domain/periods/computeDeadlines';
import type { ApprovalKind, ChangeTraits, Deadlines } from '../../domain/terms/terms';
import { canonicalJson, sha256Hex } from '../../mail/canonical';
import { type AffectedAgreement, affectedChunk } from '../changes/affectedChunk';
import { changeTraits } from '../changes/changeTraits';
import type { WorkflowContext } from '../context';
import { oncePer } from '../oncePer';
import { enqueueMail } from './enqueueMail';
import { contactsOf, sendingsFor } from './planMail';

const chunk = 500;
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
    const rulesOf = oncePer(
      ({ terms, clause }: AgreementRecord) => canonicalJson({ terms, clause }),
      (agreement: AgreementRecord) => rulesUnder(change, agreement),
    );
    const rows = affected.map((each) => planOne(context, { change, affected: each, rules: rulesOf(each.agreement), now }));
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
          rows.map(({ notice }) => ({
            at: now,
            type: notice.state === 'undeliverable' ? 'notice.undeliverable' : 'notice.planned',
            actor,
            subject: { kind: 'notice', id: notice._id },
            changeId,
            noticeId: notice._id,
            agreementId: notice.agreementId,
            controllerId: notice.controllerId,
            facts: { revision: notice.revision, contentHash: notice.contentHash },
          })),
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
  approvals: ApprovalKind[];
  /** Of clocks that start at publication; others wait for theirs. */
  deadlines: Deadlines;
}

function rulesUnder(change: ChangeRecord, { terms, clause }: AgreementRecord): Rules {
  const traits = changeTraits(change);
  const starts = change.publishedAt ? { publishedAt: change.publishedAt } : {};
  return { traits, approvals: requiredApprovals(terms, traits), deadlines: computeDeadlines({ terms, traits, starts, clause }) };
}

function planOne(
  context: WorkflowContext,
  { change, affected, rules, now }: { change: ChangeRecord; affected: AffectedAgreement; rules: Rules; now: Date },
): { notice: NoticeRecord; sendings: SendingRecord[] } {
  const { agreement, controller } = affected;
  const { traits } = rules;
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
    contentHash: sha256Hex(canonicalJson({ content, terms: agreement.terms, traits })),
    state: first ? 'planned' : 'undeliverable',
    publishedAt: change.publishedAt ?? now,
    sentAt: null,
    receivedAt: null,
    receiptEvidence: null,
    evidence: [],
    manualReceipts: [],
    acknowledgements: [],
    attention: [],
    deadlines: rules.deadlines,
    announcedEffectiveOn: null,
    effect: 'pending',
    inEffectSince: null,
    heldReasons: [],
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
    linksRevokedAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const sendings = sendingsFor({
    kind: 'notice',
    dedupe: `notice:${id}`,
    contacts: first ? [first] : [],
    host: context.settings.messageIdHost,
    readyAt: new Date(),
    noticeId: id,
    changeId: change._id,
    agreementId: agreement._id,
  });
  return { notice, sendings };
}
