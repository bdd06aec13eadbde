import type { ClientSession } from 'mongoose';
import type { NoticeRecord } from '../../data/notice.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { applyEffects } from '../gate/applyEffects';
import { readReceiptRefusal, receiptRefusal, waitingReceipt, withConfirmedReceipt } from './manualReceipts';
import { noteEvidence } from './noteEvidence';

/**
 * Another person confirms the manual receipt that waits: it counts from the instant that was entered. Refuses `own-receipt` for whoever entered it (persons are
 * compared, also behind API keys), `no-receipt-waiting`, `wrong-state` where the notice is decided, and `stale-version` where `receiptId` is not the one that waits
 * (`readReceiptRefusal`). `now` is legal time.
 */
export async function confirmManualReceipt(
  context: WorkflowContext,
  { actor, now, noticeId, receiptId }: { actor: PersonActor; now: Date; noticeId: string; receiptId: string | null },
): Promise<Outcome<NoticeRecord>> {
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<NoticeRecord>> => {
    const notice = await context.data.notices.find(noticeId, session);
    return notice ? confirmWaiting(context, session, { notice, receiptId, actor, now }) : refuse('not-found');
  });
  if (outcome.ok) await applyEffects(context, { changeId: outcome.value.changeId, now });
  return outcome;
}

/** The same inside the caller's transaction, for a notice that was read in it. */
export async function confirmWaiting(
  context: WorkflowContext,
  session: ClientSession,
  { notice, receiptId, actor, now }: { notice: NoticeRecord; receiptId: string | null; actor: PersonActor; now: Date },
): Promise<Outcome<NoticeRecord>> {
  const receipt = waitingReceipt(notice);
  const refused = receiptRefusal(notice);
  if (refused) return refused;
  if (!receipt) return refuse('no-receipt-waiting');
  if (receipt.enteredBy.personId === actor.personId) return refuse('own-receipt');
  const unread = readReceiptRefusal(receipt, receiptId);
  if (unread) return unread;
  if (!(await context.data.notices.replace(withConfirmedReceipt(notice, receipt, actor, now), session))) return refuse('stale-version');
  const saved = await noteEvidence({
    context,
    session,
    noticeId: notice._id,
    evidence: { kind: 'manual', at: receipt.receivedAt, contactId: null, sendingId: null, detail: receipt.note },
    actor,
    now,
    facts: {
      receiptId: receipt.id,
      receivedAt: receipt.receivedAt,
      enteredBy: receipt.enteredBy.personId,
      ...(receipt.documentId ? { documentId: receipt.documentId } : {}),
    },
  });
  return done(saved);
}
