import { z } from 'zod';
import type { NoticeRecord } from '../../../data/notice.model';
import { approvalKinds } from '../../../domain/terms/terms';
import { day, moment, momentOf, momentOrNull, recordId } from './wire';

const by = z.object({ name: z.string(), title: z.string() });

/** What the controller has said yes or no to, and what was entered by hand. */
export const noticeAnswersView = z
  .object({
    noticeId: recordId,
    changeId: recordId,
    agreementId: recordId,
    approvals: z.array(
      z.object({
        kind: z.enum(approvalKinds),
        state: z.enum(['requested', 'granted', 'refused']),
        requestedAt: moment,
        decidedAt: moment.nullable(),
        by: by.nullable(),
        grounds: z.string().nullable(),
        reference: z.string().nullable(),
      }),
    ),
    consent: z.object({ effectiveOn: day, at: moment, by, reference: z.string() }).nullable(),
    byHand: z
      .array(
        z.object({
          id: z.string(),
          kinds: z.array(z.enum(approvalKinds)),
          decision: z.enum(['granted', 'refused']).nullable(),
          effectiveOn: day.nullable().meta({ description: 'Of a consent to an earlier day' }),
          decidedAt: moment,
          by,
          note: z.string(),
          enteredBy: z.string(),
          confirmedBy: z.string().nullable(),
          reference: z.string().nullable(),
        }),
      )
      .meta({ description: 'What came by mail, letter or phone; it counts once it is confirmed' }),
  })
  .meta({ id: 'NoticeAnswers' });

export function viewNoticeAnswers(notice: NoticeRecord): z.infer<typeof noticeAnswersView> {
  const { consent } = notice;
  return {
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
    approvals: notice.approvals.map(({ kind, state, requestedAt, decidedAt, decidedBy, grounds, reference }) => ({
      ...{ kind, state, grounds, reference, requestedAt: momentOf(requestedAt), decidedAt: momentOrNull(decidedAt) },
      by: decidedBy && { name: decidedBy.name, title: decidedBy.title },
    })),
    consent: consent && {
      ...{ effectiveOn: consent.effectiveOn, at: momentOf(consent.at), reference: consent.reference },
      by: { name: consent.by.name, title: consent.by.title },
    },
    byHand: notice.manualAnswers.map(({ id, says, decidedAt, name, title, note, enteredBy, confirmedBy, reference }) => ({
      id,
      kinds: says.kind === 'approval' ? says.kinds : [],
      decision: says.kind === 'approval' ? says.decision : null,
      effectiveOn: says.kind === 'consent' ? says.effectiveOn : null,
      decidedAt: momentOf(decidedAt),
      by: { name, title },
      note,
      enteredBy: enteredBy.name,
      confirmedBy: confirmedBy?.name ?? null,
      reference,
    })),
  };
}
