import type { ClientSession } from 'mongoose';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { DeliveryReportRecord } from '../../data/deliveryReport.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import type { AttentionCode } from '../../domain/receipt/attention';
import { finalStates, retryDefaults } from '../../domain/receipt/deliveryState';
import { isReportOfOurTrouble } from '../../domain/receipt/ourTrouble';
import type { WorkflowContext } from '../context';
import { idsOf } from './controllerMail';
import { noteContactUnreached } from './findings';
import { noteEvidence } from './noteEvidence';
import { sendingsFor } from './planMail';
import { voidReceipt } from './voidReceipt';

export interface AppliedReport {
  outcome: 'applied' | 'ignored';
  /** A code for why it changed less than its kind says; null when it did. */
  why: string | null;
  /** Sendings to enqueue after the commit. */
  next: string[];
}

interface ReportToApply {
  session: ClientSession;
  sending: SendingRecord;
  report: DeliveryReportRecord;
  /** Legal time. */
  now: Date;
}

interface Applying extends ReportToApply {
  /** Of a sending that is one. */
  notice: NoticeRecord | null;
}

const actor = { kind: 'system', name: 'deliveryReports' } as const;

/** A limit of an account is counted by the day. */
const againAtLeastEveryMs = 24 * 60 * 60 * 1000;

const eventTypes = {
  failed: 'RelayToNonERDSFailure',
  delivered: 'ContentHandover',
  relayed: 'mail.relayed',
  delayed: 'mail.delayed',
  complaint: 'mail.complaint',
  unclear: 'mail.reportUnclear',
} as const;

/**
 * What a report means for its sending and its notice, inside the caller's transaction. Reports come late, twice and in any order:
 * - `failed` ends the sending and voids what machines said of it (voidReceipt); for our own sake it is sent to the same contact again. It outlasts every `delivered`, whichever came first. Where a person
 *   vouches for the notice it is recorded and voids nothing.
 * - `delivered` is evidence, unless this sending failed or was taken back.
 * - `complaint` is a task for the DPO; the message has come, so the receipt stands.
 * - `unclear` is a task for the DPO, who reads what came in: it may be a bounce, and it may be a person who quotes one. It voids nothing.
 * - `relayed` and `delayed` are told in the audit trail and change nothing.
 * Of mail that is no notice only the sending changes; that it failed is a task for the DPO.
 */
export async function applyReport(context: WorkflowContext, toApply: ReportToApply): Promise<AppliedReport> {
  const { session, sending, report } = toApply;
  if (report.kind === 'autoReply' || report.kind === 'other') return ignored(report.kind);
  if (sending.state === 'cancelled') return ignored('sending-cancelled');
  const notice = sending.kind === 'notice' && sending.noticeId ? await context.data.notices.find(sending.noticeId, session) : null;
  const applying = { ...toApply, notice };
  if (report.kind === 'failed') return applyFailure(context, applying);
  if (report.kind === 'delivered') return applyDelivery(context, applying);
  if (report.kind === 'unclear') return applyUnclear(context, applying);
  await tell(context, applying, eventTypes[report.kind]);
  if (report.kind === 'complaint' && notice) await raiseAttention(context, applying, { notice, code: 'complaint' });
  return applied();
}

async function applyFailure(context: WorkflowContext, applying: Applying): Promise<AppliedReport> {
  const { session, sending, notice, report, now } = applying;
  const ended = await context.data.sendings.endByReport(sending._id, { state: 'refused', at: new Date() }, session);
  if (!ended) return ignored('failed-before');
  if (!notice) {
    await tell(context, applying, 'mail.failed', { kind: sending.kind });
    await noteContactUnreached(context, session, { sending, code: 'contactNotReached', detail: report.words ?? report.status, now });
    return applied();
  }
  await tell(context, applying, eventTypes.failed);
  if (finalStates.has(notice.state)) return applied('vouched-for');
  const heldUp = await sendAgainLater(context, applying, notice);
  const next = await voidReceipt(context, {
    session,
    noticeId: notice._id,
    sendingId: sending._id,
    heldUp,
    why: 'bouncedAfterAcceptance',
    detail: report.words ?? report.status,
    actor,
    now,
  });
  return { outcome: 'applied', why: null, next };
}

/**
 * A bounce for our own sake (Exchange Online takes a message with a 250, and reports a limit of our account after it) says nothing of the contact: the notice is
 * sent there again after an hour, after two, and later once a day, for as long as it takes. False for any other bounce, and where nothing more is to be sent.
 */
async function sendAgainLater({ data, settings }: WorkflowContext, applying: Applying, notice: NoticeRecord): Promise<boolean> {
  const { session, sending, report } = applying;
  const isWanted = (notice.effect === 'pending' || notice.effect === 'held') && sending.contactId !== null;
  if (!isWanted || isTakenBack(notice, sending) || !isReportOfOurTrouble(report)) return false;
  const { contactId, to, toName, locale } = sending;
  const sent = await data.sendings.listOfNotices([notice._id], 'notice', session);
  const before = sent.filter((each) => each.to === to).length - 1;
  const waitMs = Math.min(againAtLeastEveryMs, retryDefaults.longestDelayMs * 2 ** before);
  const now = new Date();
  const again = sendingsFor({
    kind: 'notice',
    dedupe: `notice:${notice._id}:after:${sending._id}`,
    contacts: [{ id: contactId ?? '', email: to, name: toName, locale }],
    host: settings.messageIdHost,
    readyAt: new Date(now.getTime() + waitMs),
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
  });
  const heldUp = { since: now, cause: 'server' as const, words: report.words ?? report.status };
  await data.sendings.insertMany(
    again.map((each) => ({ ...each, createdAt: now, heldUp })),
    session,
  );
  return true;
}

async function applyDelivery(context: WorkflowContext, applying: Applying): Promise<AppliedReport> {
  const { session, sending, notice, report, now } = applying;
  if (sending.state === 'refused') return ignoredAloud(context, applying, 'failed-before');
  if (notice && isTakenBack(notice, sending)) return ignoredAloud(context, applying, 'receipt-voided');
  const isKnown = notice?.evidence.some(({ kind, sendingId }) => kind === 'delivered' && sendingId === sending._id);
  if (isKnown) return ignored('already-delivered');
  await context.data.sendings.endByReport(sending._id, { state: 'accepted', at: new Date() }, session);
  if (!notice) {
    await tell(context, applying, eventTypes.delivered);
    return applied();
  }
  await noteEvidence({
    context,
    session,
    noticeId: notice._id,
    evidence: { kind: 'delivered', at: now, contactId: sending.contactId, sendingId: sending._id, detail: report.words ?? report.status },
    actor,
    now,
    facts: factsOf(applying),
    sent: true,
  });
  return applied();
}

async function applyUnclear(context: WorkflowContext, applying: Applying): Promise<AppliedReport> {
  const { notice, sending } = applying;
  if (!notice) return ignored('unclear');
  if (sending.state === 'refused') return ignored('failed-before');
  if (finalStates.has(notice.state)) return ignored('vouched-for');
  // What a person may have written stays out of the audit trail.
  await tell(context, applying, eventTypes.unclear, { response: null });
  const isOpen = notice.attention.some((entry) => entry.code === 'unclearReport' && entry.sendingId === sending._id && !entry.clearedAt);
  if (!isOpen) await raiseAttention(context, applying, { notice, code: 'unclearReport' });
  return applied();
}

/** A bounce, or somebody who said that the address is the wrong one, has the last word on this sending. */
function isTakenBack({ evidence, attention }: NoticeRecord, { _id, contactId }: SendingRecord): boolean {
  const isVoided = evidence.some(({ sendingId, voidedAt }) => sendingId === _id && voidedAt !== null);
  return isVoided || attention.some((entry) => entry.code === 'wrongPerson' && contactId !== null && entry.contactId === contactId);
}

async function raiseAttention(
  context: WorkflowContext,
  { session, sending, report, now }: Applying,
  { notice, code }: { notice: NoticeRecord; code: AttentionCode },
): Promise<void> {
  const entry = {
    code,
    at: now,
    sendingId: sending._id,
    contactId: sending.contactId,
    detail: report.words,
    clearedAt: null,
    clearedBy: null,
  };
  const saved = await context.data.notices.replace({ ...notice, attention: [...notice.attention, entry], updatedAt: now }, session);
  if (!saved) throw new Error(`notice ${notice._id} changed inside a transaction`);
}

async function ignoredAloud(context: WorkflowContext, applying: Applying, why: string): Promise<AppliedReport> {
  await tell(context, applying, 'mail.reportIgnored', { kind: applying.report.kind, why });
  return ignored(why);
}

async function tell(context: WorkflowContext, applying: Applying, type: string, more: Record<string, unknown> = {}): Promise<void> {
  const { session, sending, notice, now } = applying;
  const event: NewAuditEvent = {
    at: now,
    type,
    actor,
    subject: notice ? { kind: 'notice', id: notice._id } : { kind: 'sending', id: sending._id },
    ...(notice ? idsOf(notice) : { changeId: sending.changeId, noticeId: sending.noticeId, agreementId: sending.agreementId }),
    facts: { ...factsOf(applying), ...more },
  };
  await context.data.auditEvents.record(event, session);
}

function factsOf({ sending, report }: Applying): Record<string, unknown> {
  const { _id: reportId, source, status, remoteHost, words } = report;
  return { sendingId: sending._id, reportId, source, status, remoteHost, response: words && withoutNames(words) };
}

/** Servers repeat the address in what they say; whose mailbox it is stays out of the audit trail. */
function withoutNames(words: string): string {
  return words.replace(/[^\s<>"'(),:;@]+@/g, '…@');
}

function applied(why: string | null = null): AppliedReport {
  return { outcome: 'applied', why, next: [] };
}

function ignored(why: string): AppliedReport {
  return { outcome: 'ignored', why, next: [] };
}
