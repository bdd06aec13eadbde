import { z } from 'zod';
import type { ManualReceiptRecord, NoticeRecord } from '../../../data/notice.model';
import { attentionCodes } from '../../../domain/receipt/attention';
import { noticeStates } from '../../../domain/receipt/deliveryState';
import { evidenceKinds } from '../../../domain/receipt/receipt';
import { moment, momentOf, momentOrNull, recordId } from './wire';

/** A notice after an act of the staff on its delivery. */
export const noticeDeliveryView = z
  .object({
    noticeId: recordId,
    changeId: recordId,
    agreementId: recordId,
    state: z.enum(noticeStates),
    receivedAt: moment.nullable(),
    receiptEvidence: z.enum(evidenceKinds).nullable(),
    takenOver: z.boolean().meta({ description: 'It was given by hand before the portal came' }),
    receipts: z.array(
      z.object({
        id: z.string(),
        receivedAt: moment,
        note: z.string(),
        enteredBy: z.string(),
        enteredAt: moment,
        confirmedBy: z.string().nullable(),
        confirmedAt: moment.nullable(),
      }),
    ),
    attention: z.array(z.object({ code: z.enum(attentionCodes), at: moment, clearedAt: moment.nullable() })),
  })
  .meta({ id: 'NoticeDelivery' });

/** A manual receipt of a change that waits for another person. */
export const waitingReceiptView = z
  .object({
    id: z.string().meta({ description: 'What names it when it is confirmed; one that is entered anew has another' }),
    noticeId: recordId,
    agreementId: recordId,
    agreement: z.string().meta({ description: "The agreement's reference" }),
    controllerName: z.string(),
    receivedAt: moment,
    note: z.string(),
    enteredBy: z.string(),
    enteredAt: moment,
    own: z.boolean().meta({ description: 'Whoever asks entered it, and cannot confirm it' }),
  })
  .meta({ id: 'WaitingReceipt' });

export function viewWaitingReceipt(
  notice: NoticeRecord,
  { id, receivedAt, note, enteredBy }: ManualReceiptRecord,
  readerId: string,
): z.infer<typeof waitingReceiptView> {
  return {
    id,
    noticeId: notice._id,
    agreementId: notice.agreementId,
    agreement: notice.content.agreementReference,
    controllerName: notice.content.controllerName,
    receivedAt: momentOf(receivedAt),
    note,
    enteredBy: enteredBy.name,
    enteredAt: momentOf(enteredBy.at),
    own: enteredBy.personId === readerId,
  };
}

export function viewNoticeDelivery(notice: NoticeRecord): z.infer<typeof noticeDeliveryView> {
  return {
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
    state: notice.state,
    receivedAt: momentOrNull(notice.receivedAt),
    receiptEvidence: notice.receiptEvidence,
    takenOver: notice.takenOver,
    receipts: notice.manualReceipts.map(({ id, receivedAt, note, enteredBy, confirmedBy }) => ({
      id,
      receivedAt: momentOf(receivedAt),
      note,
      enteredBy: enteredBy.name,
      enteredAt: momentOf(enteredBy.at),
      confirmedBy: confirmedBy?.name ?? null,
      confirmedAt: momentOrNull(confirmedBy?.at),
    })),
    attention: notice.attention.map(({ code, at, clearedAt }) => ({ code, at: momentOf(at), clearedAt: momentOrNull(clearedAt) })),
  };
}
