import type { ClientSession } from 'mongoose';
import type { EvidenceRecord, NoticeRecord } from '../data/notice.model';
import type { Actor } from '../domain/actor';
import { computeDeadlines } from '../domain/periods/computeDeadlines';
import { afterReport, type NoticeState } from '../domain/receipt/deliveryState';
import { type EvidenceKind, receiptFrom } from '../domain/receipt/receipt';
import type { WorkflowContext } from './context';

/** Event names of ETSI EN 319 522 where one fits. */
const eventOf: Record<EvidenceKind, string> = {
  handedOver: 'RelayToNonERDS',
  accepted: 'RelayToNonERDS',
  delivered: 'ContentHandover',
  acknowledged: 'ConsignmentAcceptance',
  manual: 'notice.manualReceipt',
  presumed: 'notice.presumed',
};

const stateOf: Record<EvidenceKind, NoticeState | null> = {
  handedOver: 'handedOver',
  accepted: 'accepted',
  delivered: 'delivered',
  acknowledged: 'acknowledged',
  manual: 'manual',
  presumed: null,
};

/** The notice with its clocks computed anew from everything that is known of when they start. */
export function withClocks(notice: NoticeRecord): NoticeRecord {
  const receipt = receiptFrom(notice.terms.receiptEvidence, notice.evidence);
  const receivedAt = receipt?.at ?? null;
  const starts = {
    ...(receivedAt ? { receivedAt } : {}),
    ...(notice.sentAt ? { sentAt: notice.sentAt } : {}),
    publishedAt: notice.publishedAt,
  };
  const deadlines = computeDeadlines({ terms: notice.terms, traits: notice.traits, starts, clause: notice.content.clause });
  return { ...notice, receivedAt, receiptEvidence: receipt?.evidence.kind ?? null, deadlines };
}

/**
 * Adds one proof to a notice inside the caller's transaction: its state, its receipt and, if that starts a clock, its dates, with the audit
 * events. Reads the notice anew, so a write by somebody else in between makes the transaction run again instead of losing either.
 * Throws when the notice does not exist.
 */
export async function noteEvidence({
  context,
  session,
  noticeId,
  evidence,
  actor,
  now,
  facts = {},
}: {
  context: WorkflowContext;
  session: ClientSession;
  noticeId: string;
  evidence: Omit<EvidenceRecord, 'voidedAt'>;
  actor: Actor;
  /** Legal time. */
  now: Date;
  /** More for the audit event: the server's words, never personal data. */
  facts?: Record<string, unknown>;
}): Promise<NoticeRecord> {
  const notice = await context.data.notices.find(noticeId, session);
  if (!notice) throw new Error(`no notice ${noticeId}`);
  const reported = stateOf[evidence.kind];
  const changed = withClocks({
    ...notice,
    state: reported ? afterReport(notice.state, reported) : notice.state,
    evidence: [...notice.evidence, { ...evidence, voidedAt: null }],
    updatedAt: now,
  });
  const saved = await context.data.notices.replace(changed, session);
  if (!saved) throw new Error(`notice ${noticeId} changed inside a transaction`);
  const ids = { changeId: notice.changeId, noticeId, agreementId: notice.agreementId, controllerId: notice.controllerId };
  await context.data.auditEvents.record(
    {
      at: now,
      type: eventOf[evidence.kind],
      actor,
      subject: { kind: 'notice', id: noticeId },
      ...ids,
      facts: { evidence: evidence.kind, ...facts },
    },
    session,
  );
  if (!notice.receivedAt && saved.receivedAt && saved.deadlines) {
    const { receivedOn, objection, earliestEffectiveOn } = saved.deadlines;
    await context.data.auditEvents.record(
      {
        at: now,
        type: 'notice.received',
        actor: { kind: 'system', name: 'receipt' },
        subject: { kind: 'notice', id: noticeId },
        ...ids,
        facts: { evidence: saved.receiptEvidence, receivedOn, lastDayToObject: objection?.lastDay ?? null, earliestEffectiveOn },
      },
      session,
    );
  }
  return saved;
}
