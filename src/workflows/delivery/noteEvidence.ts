import type { ClientSession } from 'mongoose';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { EvidenceRecord, NoticeContent, NoticeRecord } from '../../data/notice.model';
import type { Actor } from '../../domain/actor';
import { computeDeadlines } from '../../domain/periods/computeDeadlines';
import { afterReport, type NoticeState } from '../../domain/receipt/deliveryState';
import { type EvidenceKind, receiptFrom } from '../../domain/receipt/receipt';
import type { DeadlineDates, Deadlines } from '../../domain/terms/terms';
import type { WorkflowContext } from '../context';
import { withFollowUps } from './withFollowUps';

/** Event names of ETSI EN 319 522 where one fits. */
const eventOf: Record<EvidenceKind, string> = {
  handedOver: 'RelayToNonERDS',
  accepted: 'RelayToNonERDS',
  delivered: 'ContentHandover',
  acknowledged: 'ConsignmentAcceptance',
  manual: 'notice.manualReceipt',
  presumed: 'notice.presumed',
};

const stateOf = {
  handedOver: 'handedOver',
  accepted: 'accepted',
  delivered: 'delivered',
  acknowledged: 'acknowledged',
  manual: 'manual',
  presumed: null,
} as const satisfies Record<EvidenceKind, NoticeState | null>;

/** Counts a notice's dates. What sends thousands at a time hands in one that remembers. */
export type DeadlineCounter = (notice: ClockedNotice, starts: { receivedAt?: Date; sentAt?: Date; publishedAt: Date }) => Deadlines;

/** What of a notice the clocks and its evidence depend on. */
export type ClockedNotice = Pick<
  NoticeRecord,
  '_id' | 'terms' | 'traits' | 'evidence' | 'state' | 'sentAt' | 'receivedAt' | 'receiptEvidence' | 'publishedAt' | 'announcedEffectiveOn'
> & { commonHash: string; content: Pick<NoticeContent, 'clause' | 'plannedEffectiveOn'>; deadlines: DeadlineDates | null };

const countDeadlines: DeadlineCounter = ({ terms, traits, content }, starts) =>
  computeDeadlines({ terms, traits, starts, clause: content.clause });

/** The notice with its clocks computed anew from everything that is known of when they start. */
export function withClocks<Notice extends ClockedNotice>(notice: Notice, count: DeadlineCounter = countDeadlines): Notice {
  const receipt = receiptFrom(notice.terms.receiptEvidence, notice.evidence);
  const receivedAt = receipt?.at ?? null;
  const starts = {
    ...(receivedAt ? { receivedAt } : {}),
    ...(notice.sentAt ? { sentAt: notice.sentAt } : {}),
    publishedAt: notice.publishedAt,
  };
  return { ...notice, receivedAt, receiptEvidence: receipt?.evidence.kind ?? null, deadlines: count(notice, starts) };
}

/**
 * The notice after one more proof: its state, its receipt and, if that starts a clock, its dates. `sent`: the evidence is that a sending left; the first
 * starts clocks that run from sending, and fixes the day of effect that was announced.
 */
export function noticeWithEvidence<Notice extends ClockedNotice>(
  notice: Notice,
  {
    evidence,
    now,
    sent,
    count = countDeadlines,
  }: { evidence: Omit<EvidenceRecord, 'voidedAt'>; now: Date; sent: boolean; count?: DeadlineCounter },
): Notice {
  const reported = stateOf[evidence.kind];
  const first = sent && !notice.sentAt;
  const clocked = withClocks(
    {
      ...notice,
      state: reported ? afterReport(notice.state, reported) : notice.state,
      evidence: [...notice.evidence, { ...evidence, voidedAt: null }],
      ...(first ? { sentAt: now } : {}),
    },
    count,
  );
  return first ? { ...clocked, announcedEffectiveOn: announcedDay(clocked, now, count) } : clocked;
}

/** What the audit trail says of one more proof, and of the receipt if that is what it was. */
export function evidenceEvents({
  before,
  after,
  ids,
  evidence,
  actor,
  now,
  facts,
}: {
  before: Pick<NoticeRecord, 'receivedAt'>;
  after: Pick<ClockedNotice, '_id' | 'receivedAt' | 'receiptEvidence' | 'deadlines'>;
  ids: { changeId: string; noticeId: string; agreementId: string; controllerId: string };
  evidence: Pick<EvidenceRecord, 'kind'>;
  actor: Actor;
  now: Date;
  facts: Record<string, unknown>;
}): NewAuditEvent[] {
  const subject = { kind: 'notice', id: after._id };
  const events: NewAuditEvent[] = [
    { at: now, type: eventOf[evidence.kind], actor, subject, ...ids, facts: { evidence: evidence.kind, ...facts } },
  ];
  if (before.receivedAt || !after.receivedAt || !after.deadlines) return events;
  const { receivedOn, objection, earliestEffectiveOn } = after.deadlines;
  const received = { evidence: after.receiptEvidence, receivedOn, lastDayToObject: objection?.lastDay ?? null, earliestEffectiveOn };
  return [...events, { at: now, type: 'notice.received', actor: { kind: 'system', name: 'receipt' }, subject, ...ids, facts: received }];
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
  /** The evidence is that a sending left. */
  sent?: boolean;
}): Promise<NoticeRecord> {
  const notice = await context.data.notices.find(noticeId, session);
  if (!notice) throw new Error(`no notice ${noticeId}`);
  const after = { ...withFollowUps(noticeWithEvidence(notice, { evidence, now, sent }), now), updatedAt: now };
  const saved = await context.data.notices.replace(after, session);
  if (!saved) throw new Error(`notice ${noticeId} changed inside a transaction`);
  const ids = { changeId: notice.changeId, noticeId, agreementId: notice.agreementId, controllerId: notice.controllerId };
  await context.data.auditEvents.record(evidenceEvents({ before: notice, after: saved, ids, evidence, actor, now, facts }), session);
  return saved;
}

/** The dates that a text of `now` states: those that run, or else those that would if it were received now. */
export function statedDeadlines<Dates extends DeadlineDates>(
  notice: ClockedNotice & { deadlines: Dates | null },
  now: Date,
  count: DeadlineCounter = countDeadlines,
): Dates | Deadlines {
  if (notice.receivedAt && notice.deadlines) return notice.deadlines;
  return count(notice, { receivedAt: now, sentAt: notice.sentAt ?? now, publishedAt: notice.publishedAt });
}

/** The day of effect that a notice sent at `now` announces: the planned one, or the agreement's own first lawful day if that is later. */
function announcedDay(notice: ClockedNotice, now: Date, count: DeadlineCounter): string {
  const earliest = statedDeadlines(notice, now, count).earliestEffectiveOn;
  const planned = notice.content.plannedEffectiveOn;
  return earliest && earliest > planned ? earliest : planned;
}

const minuteMs = 60_000;
/** More than a fan-out has in an hour of minutes and terms; then it begins anew. */
const rememberedCounts = 1_000;

/**
 * Counts dates once for all notices that share their rules and whose clocks started in the same minutes: no zone changes its day inside a minute, and
 * counting days in zones costs a millisecond.
 */
export function rememberDeadlines(): DeadlineCounter {
  const known = new Map<string, Deadlines>();
  return (notice, starts) => {
    const minutes = [starts.receivedAt, starts.sentAt, starts.publishedAt].map((at) => (at ? Math.floor(at.getTime() / minuteMs) : ''));
    const key = [notice.commonHash, ...minutes].join('|');
    const found = known.get(key);
    if (found) return found;
    const counted = countDeadlines(notice, starts);
    if (known.size >= rememberedCounts) known.clear();
    known.set(key, counted);
    return counted;
  };
}
