import { z } from 'zod';
import { entryActs } from '../domain/objection/entry';
import { calendarDay, id, instant, longText, shortText } from './primitives';
import { documentAudience, uploadedFile } from './uploads';

/** What the DPO can do with an objection. */
export const dpoEvents = ['review', 'askGrounds', 'propose', 'answer', 'uphold', 'terminate', 'dismiss', 'confirm', 'admit'] as const;

/** Which members belong to which event; the first ones given are needed. */
const members: Record<(typeof dpoEvents)[number], { needed: Member[]; allowed: Member[] }> = {
  review: { needed: [], allowed: [] },
  askGrounds: { needed: ['answerBy'], allowed: [] },
  propose: { needed: ['text'], allowed: ['effectiveOn', 'drop', 'documents'] },
  answer: { needed: ['text'], allowed: [] },
  uphold: { needed: [], allowed: [] },
  terminate: { needed: ['reason', 'endsOn'], allowed: [] },
  dismiss: { needed: ['reason'], allowed: [] },
  confirm: { needed: [], allowed: [] },
  admit: { needed: [], allowed: [] },
};
type Member = 'answerBy' | 'text' | 'effectiveOn' | 'drop' | 'endsOn' | 'reason' | 'documents';
const eventMembers: Member[] = ['answerBy', 'text', 'effectiveOn', 'drop', 'endsOn', 'documents'];

/** `POST /objections/{id}/events`. A reason can be given with every event, and must be for terminate and dismiss. */
export const objectionEvent = z
  .strictObject({
    event: z.enum(dpoEvents),
    version: z.int().min(0),
    reason: longText(5_000).optional(),
    answerBy: calendarDay.optional(),
    text: longText(10_000).optional(),
    effectiveOn: calendarDay.optional(),
    drop: z.boolean().optional(),
    endsOn: calendarDay.optional(),
    documents: z.array(uploadedFile).max(5).optional(),
  })
  .superRefine((input, context) => {
    const { needed, allowed } = members[input.event];
    for (const name of needed) if (input[name] === undefined) context.addIssue({ code: 'custom', message: 'required', path: [name] });
    for (const name of eventMembers) {
      if (input[name] !== undefined && !needed.includes(name) && !allowed.includes(name)) {
        context.addIssue({ code: 'custom', message: 'not-for-this-event', path: [name] });
      }
    }
  });

/** `POST /objections`: one that came by mail, letter or phone, with the instant of its arrival. Names its notice, or the change and the agreement. */
export const objectionInput = z
  .strictObject({
    noticeId: id.optional(),
    changeId: id.optional(),
    agreementId: id.optional(),
    receivedAt: instant,
    grounds: longText(10_000),
    name: shortText(),
    title: shortText(),
    channel: z.enum(['mail', 'letter', 'phone']),
    document: uploadedFile.optional(),
  })
  .superRefine(({ noticeId, changeId, agreementId }, context) => {
    const pair = changeId !== undefined || agreementId !== undefined;
    if (noticeId !== undefined && pair) {
      context.addIssue({
        code: 'custom',
        message: 'one-of-these',
        path: ['noticeId'],
        params: { limits: { values: ['noticeId', 'changeId + agreementId'] } },
      });
    }
    if (noticeId !== undefined) return;
    if (!pair) context.addIssue({ code: 'custom', message: 'required', path: ['noticeId'] });
    else if (changeId === undefined) context.addIssue({ code: 'custom', message: 'required', path: ['changeId'] });
    else if (agreementId === undefined) context.addIssue({ code: 'custom', message: 'required', path: ['agreementId'] });
  });

/** `POST /objections/{id}/entry`: confirms, or finds wrong, what a colleague entered. */
export const entryInput = z
  .strictObject({
    act: z.enum(entryActs),
    version: z.int().min(0),
    receivedAt: instant.optional(),
    reason: longText(5_000).optional(),
  })
  .superRefine(({ act, receivedAt, reason }, context) => {
    const finds = act === 'correct' || act === 'strikeOut';
    if (finds && reason === undefined) context.addIssue({ code: 'custom', message: 'required', path: ['reason'] });
    if (act === 'correct' && receivedAt === undefined) context.addIssue({ code: 'custom', message: 'required', path: ['receivedAt'] });
    if (!finds && reason !== undefined) context.addIssue({ code: 'custom', message: 'not-for-this-event', path: ['reason'] });
    if (act !== 'correct' && receivedAt !== undefined)
      context.addIssue({ code: 'custom', message: 'not-for-this-event', path: ['receivedAt'] });
  });

/** `PATCH /objections/{id}`: who has it and by when; null takes it back. `version` is that of `work`. */
export const workInput = z.strictObject({
  version: z.int().min(0),
  assignedTo: id.nullable().optional(),
  dueOn: calendarDay.nullable().optional(),
});

/** `POST /objections/{id}/notes`: for colleagues only. */
export const noteInput = z.strictObject({ text: longText(5_000) });

/** `POST /objections/{id}/documents`. Without an audience it is for the staff only. */
export const objectionDocumentInput = z.strictObject({
  document: uploadedFile,
  audience: documentAudience.default('processor'),
});
