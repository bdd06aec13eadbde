import type { ClientSession } from 'mongoose';
import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { AttentionRecord, EvidenceRecord, NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import type { Actor } from '../../domain/actor';
import type { AttentionCode } from '../../domain/receipt/attention';
import type { EvidenceKind } from '../../domain/receipt/receipt';
import type { WorkflowContext } from '../context';
import { alertStaff } from '../staff/alertStaff';
import { idsOf } from './controllerMail';
import { goToNextContact } from './goToNextContact';
import { withClocks } from './noteEvidence';
import { withFollowUps } from './withFollowUps';

/** What a person vouches for is never voided here. */
const vouchedFor: ReadonlySet<EvidenceKind> = new Set(['acknowledged', 'manual']);

/**
 * Takes back what machines said of one sending, or of one contact, inside the caller's transaction: the evidence is voided at `now` (legal time), the
 * clocks are counted anew from what is left and stop if nothing is, the notice goes to the next contact unless enough others have it (goToNextContact),
 * and the DPO has a task with `detail` (the server's words). No contact left: `undeliverable`. What still waits to be sent to the contact is not sent. Returns the
 * sendings to enqueue after the commit.
 *
 * With `heldUp` the message comes again to the same contact, who is not told to be at fault: what holds it up is one task for the whole portal (dueOfMail), and
 * none of the notice's own.
 *
 * A notice whose change has taken effect, or was dropped or cancelled, keeps its clocks: what happened on them has happened. There the task is all.
 */
export async function voidReceipt(
  context: WorkflowContext,
  act: {
    session: ClientSession;
    noticeId: string;
    sendingId?: string;
    contactId?: string;
    why: AttentionCode;
    detail: string | null;
    heldUp?: boolean;
    actor: Actor;
    now: Date;
  },
): Promise<string[]> {
  const { session, noticeId, now } = act;
  const { data } = context;
  const notice = await data.notices.find(noticeId, session);
  if (!notice) throw new Error(`no notice ${noticeId}`);
  const attention = act.heldUp ? notice.attention : [...notice.attention, attentionOf(notice, act)];
  if (notice.effect !== 'pending' && notice.effect !== 'held') {
    await save(context, session, { ...notice, attention, updatedAt: now });
    await data.auditEvents.record(eventOf(notice, act, 'notice.attentionRaised', { code: act.why, effect: notice.effect }), session);
    return [];
  }

  if (act.contactId) await data.sendings.cancelWaitingTo({ noticeId, contactId: act.contactId }, session);
  const evidence = notice.evidence.map((entry) => (isTakenBack(entry, act) ? { ...entry, voidedAt: now } : entry));
  const isFailed = (sending: SendingRecord) =>
    sending._id === act.sendingId || (act.contactId !== undefined && sending.contactId === act.contactId);
  const { state, next } = await goToNextContact(context, { session, notice: { ...notice, evidence }, isFailed });
  const saved = await save(context, session, {
    ...withFollowUps({ ...withClocks({ ...notice, evidence, attention }), state }, now),
    updatedAt: now,
  });
  const facts = {
    why: act.why,
    sendingId: act.sendingId ?? null,
    contactId: act.contactId ?? null,
    voided: evidence.filter((entry, index) => entry !== notice.evidence[index]).map(({ kind }) => kind),
    receivedBefore: notice.receivedAt,
    receivedNow: saved.receivedAt,
  };
  const events = [eventOf(notice, act, 'notice.receiptVoided', facts)];
  if (state === 'undeliverable' && notice.state !== 'undeliverable') {
    events.push(eventOf(notice, act, 'notice.undeliverable', { why: act.why }));
  }
  await data.auditEvents.record(events, session);
  const about = events.length > 1 ? ('undeliverable' as const) : ('receiptVoided' as const);
  if (!act.heldUp) await alertStaff(context, session, { notice, about });
  return next;
}

function isTakenBack(entry: EvidenceRecord, { sendingId, contactId }: { sendingId?: string; contactId?: string }): boolean {
  if (entry.voidedAt !== null || vouchedFor.has(entry.kind)) return false;
  return (sendingId !== undefined && entry.sendingId === sendingId) || (contactId !== undefined && entry.contactId === contactId);
}

function attentionOf(
  { evidence }: NoticeRecord,
  { why, now, ...act }: { why: AttentionCode; now: Date; sendingId?: string; contactId?: string; detail: string | null },
): AttentionRecord {
  const sendingId = act.sendingId ?? null;
  const contactId = act.contactId ?? evidence.find((entry) => sendingId !== null && entry.sendingId === sendingId)?.contactId ?? null;
  return { code: why, at: now, sendingId, contactId, detail: act.detail, clearedAt: null, clearedBy: null };
}

function eventOf(
  notice: NoticeRecord,
  { actor, now }: { actor: Actor; now: Date },
  type: string,
  facts: Record<string, unknown>,
): NewAuditEvent {
  return { at: now, type, actor, subject: { kind: 'notice', id: notice._id }, ...idsOf(notice), facts };
}

async function save({ data }: WorkflowContext, session: ClientSession, notice: NoticeRecord): Promise<NoticeRecord> {
  const saved = await data.notices.replace(notice, session);
  if (!saved) throw new Error(`notice ${notice._id} changed inside a transaction`);
  return saved;
}
