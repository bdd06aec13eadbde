import type { ClientSession } from 'mongoose';
import type { AttentionRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import type { AttentionCode } from '../../domain/receipt/attention';
import type { WorkflowContext } from '../context';

/** Each of these is about one message; the others about whom it went to. */
const ofOneMessage: ReadonlySet<AttentionCode> = new Set(['possibleDuplicate']);

/**
 * What was found out by a sending, added to what a person has to look at; once, until somebody has: a message without answers is tried for days. `detail`: the
 * server's words. `now` is legal time.
 */
export function withFinding(
  attention: AttentionRecord[],
  {
    code,
    sending,
    detail,
    now,
  }: { code: AttentionCode; sending: Pick<SendingRecord, '_id' | 'contactId'>; detail: string | null; now: Date },
): AttentionRecord[] {
  const { _id: sendingId, contactId } = sending;
  const isSame = (entry: AttentionRecord) => (ofOneMessage.has(code) ? entry.sendingId === sendingId : entry.contactId === contactId);
  return attention.some((entry) => entry.code === code && entry.clearedAt === null && isSame(entry))
    ? attention
    : [...attention, { code, at: now, sendingId, contactId, detail, clearedAt: null, clearedBy: null }];
}

/**
 * Tells the DPO, inside the caller's transaction, that mail about a notice did not reach a contact, where it was not the notice itself: a confirmation, a
 * reminder, an answer. Nothing of the notice changes by it. Of mail that is about no notice the audit trail tells, and the list of contacts to confirm.
 */
export async function noteContactUnreached(
  { data }: WorkflowContext,
  session: ClientSession,
  { sending, code, detail, now }: { sending: SendingRecord; code: AttentionCode; detail: string | null; now: Date },
): Promise<void> {
  if (!sending.noticeId || !sending.contactId) return;
  const notice = await data.notices.find(sending.noticeId, session);
  if (!notice) return;
  const attention = withFinding(notice.attention, { code, sending, detail, now });
  if (attention === notice.attention) return;
  const saved = await data.notices.replace({ ...notice, attention, updatedAt: now }, session);
  if (!saved) throw new Error(`notice ${notice._id} changed inside a transaction`);
}
