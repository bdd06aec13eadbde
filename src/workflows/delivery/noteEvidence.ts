import type { ClientSession } from 'mongoose';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { EvidenceRecord, NoticeRecord } from '../../data/notice.model';
import type { Actor } from '../../domain/actor';
import { computeDeadlines } from '../../domain/periods/computeDeadlines';
import { afterReport, type NoticeState } from '../../domain/receipt/deliveryState';
import { type EvidenceKind, receiptFrom } from '../../domain/receipt/receipt';
import type { Deadlines } from '../../domain/terms/terms';
import type { WorkflowContext } from '../context';

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
  sent = false,
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
  /** The evidence is that a sending left: the first starts clocks that run from sending, and fixes the day of effect that was announced. */
  sent?: boolean;
}): Promise<NoticeRecord> {
  const notice = await context.data.notices.find(noticeId, session);
  if (!notice) throw new Error(`no notice ${noticeId}`);
  const reported = stateOf[evidence.kind];
  const first = sent && !notice.sentAt;
  const clocked = withClocks({
    ...notice,
    state: reported ? afterReport(notice.state, reported) : notice.state,
    evidence: [...notice.evidence, { ...evidence, voidedAt: null }],
    ...(first ? { sentAt: now } : {}),
    updatedAt: now,
  });
  const changed = first ? { ...clocked, announcedEffectiveOn: announcedDay(clocked, now) } : clocked;
  const saved = await context.data.notices.replace(changed, session);
  if (!saved) throw new Error(`notice ${noticeId} changed inside a transaction`);
  const ids = { changeId: notice.changeId, noticeId, agreementId: notice.agreementId, controllerId: notice.controllerId };
  const events: NewAuditEvent[] = [
    {
      at: now,
      type: eventOf[evidence.kind],
      actor,
      subject: { kind: 'notice', id: noticeId },
      ...ids,
      facts: { evidence: evidence.kind, ...facts },
    },
  ];
  if (!notice.receivedAt && saved.receivedAt && saved.deadlines) {
    const { receivedOn, objection, earliestEffectiveOn } = saved.deadlines;
    events.push({
      at: now,
      type: 'notice.received',
      actor: { kind: 'system', name: 'receipt' },
      subject: { kind: 'notice', id: noticeId },
      ...ids,
      facts: { evidence: saved.receiptEvidence, receivedOn, lastDayToObject: objection?.lastDay ?? null, earliestEffectiveOn },
    });
  }
  await context.data.auditEvents.record(events, session);
  return saved;
}

/** The dates that a text of `now` states: those that run, or else those that would if it were received now. */
export function statedDeadlines(notice: NoticeRecord, now: Date): Deadlines {
  if (notice.receivedAt && notice.deadlines) return notice.deadlines;
  const starts = { receivedAt: now, sentAt: notice.sentAt ?? now, publishedAt: notice.publishedAt };
  return computeDeadlines({ terms: notice.terms, traits: notice.traits, starts, clause: notice.content.clause });
}

/** The day of effect that a notice sent at `now` announces: the planned one, or the agreement's own first lawful day if that is later. */
function announcedDay(notice: NoticeRecord, now: Date): string {
  const earliest = statedDeadlines(notice, now).earliestEffectiveOn;
  const planned = notice.content.plannedEffectiveOn;
  return earliest && earliest > planned ? earliest : planned;
}
