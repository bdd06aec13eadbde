import { z } from 'zod';
import type { NoticeRecord } from '../../../data/notice.model';
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
