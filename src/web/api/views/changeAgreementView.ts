import { z } from 'zod';
import { noticeEffects } from '../../../domain/notice/noticeEffect';
import { noticeStates } from '../../../domain/receipt/deliveryState';
import type { ChangeAgreement } from '../../../workflows/changes/listChangeAgreements';
import { deadlinesView, viewDeadlines } from './deadlinesView';
import { gateReasonView, viewReason } from './gateView';
import { day, moment, momentOrNull, recordId, wholeNumber } from './wire';

export const changeAgreementView = z
  .object({
    agreementId: recordId,
    reference: z.string(),
    controllerName: z.string(),
    notice: z
      .object({
        id: recordId,
        shortId: z.string(),
        state: z.enum(noticeStates),
        receivedAt: moment.nullable(),
        receiptEvidence: z.string().nullable(),
        attempts: wholeNumber,
        contact: z.string().nullable(),
        takenOver: z.boolean(),
        attention: wholeNumber.meta({ description: 'What was found about the delivery and nobody has looked at' }),
      })
      .nullable(),
    deadlines: deadlinesView.nullable(),
    gate: z.object({ clear: z.boolean(), reasons: z.array(gateReasonView) }),
    effect: z.enum(noticeEffects),
    inEffectSince: day.optional(),
  })
  .meta({ id: 'ChangeAgreement' });

export function viewChangeAgreement(item: ChangeAgreement): z.infer<typeof changeAgreementView> {
  const { notice } = item;
  return {
    agreementId: item.agreementId,
    reference: item.reference,
    controllerName: item.controllerName,
    notice: notice && {
      id: notice.id,
      shortId: notice.shortId,
      state: notice.state,
      receivedAt: momentOrNull(notice.receivedAt),
      receiptEvidence: notice.receiptEvidence,
      attempts: notice.attempts,
      contact: notice.contact,
      takenOver: notice.takenOver,
      attention: notice.openAttention,
    },
    deadlines: item.deadlines && viewDeadlines(item.deadlines),
    gate: { clear: item.gate.clear, reasons: item.gate.reasons.map(viewReason) },
    effect: item.effect,
    ...(item.inEffectSince ? { inEffectSince: item.inEffectSince } : {}),
  };
}
