import { z } from 'zod';
import { objectionEvents, objectionStates } from '../../../domain/objection/objectionTable';
import { dpoEvents } from '../../../schemas/objections';
import type { DescribedObjection } from '../../../workflows/objections/describeObjection';
import { day, moment, momentOf, momentOrNull, recordId, wholeNumber } from './wire';

export const objectionView = z
  .object({
    id: recordId,
    reference: z.string().meta({ description: 'What the controller was given' }),
    changeId: recordId,
    agreementId: recordId,
    noticeId: recordId,
    state: z.enum(objectionStates),
    late: z.boolean(),
    receivedAt: moment,
    grounds: z.string().meta({ description: 'Everything that was written, oldest first' }),
    statements: z.array(
      z.object({
        at: moment,
        text: z.string(),
        name: z.string(),
        title: z.string(),
        channel: z.string().nullable(),
        enteredBy: z.string().nullable(),
      }),
    ),
    history: z.array(
      z.object({
        at: moment,
        event: z.enum(objectionEvents),
        from: z.enum(objectionStates).nullable(),
        to: z.enum(objectionStates),
        by: z.string(),
        reason: z.string().nullable(),
      }),
    ),
    allowed: z.array(z.enum(dpoEvents)).meta({ description: 'What the DPO can do now' }),
    answerBy: day.nullable(),
    proposals: z.array(
      z.object({
        id: z.string(),
        at: moment,
        text: z.string(),
        effectiveOn: day.nullable(),
        drop: z.boolean(),
        answer: z.enum(['accepted', 'declined']).nullable(),
        answeredAt: moment.nullable(),
      }),
    ),
    pending: z
      .object({ event: z.enum(['terminate', 'dismiss']), by: z.string(), at: moment, reason: z.string(), endsOn: day.nullable() })
      .nullable()
      .meta({ description: 'Decided by one person, waiting for another to confirm it' }),
    outcome: z.enum(['proceeds', 'dropped']).nullable(),
    proceedsFrom: day.nullable(),
    agreementEndsOn: day.nullable(),
    version: wholeNumber,
  })
  .meta({ id: 'Objection' });

export function viewObjection({ objection, allowed }: Pick<DescribedObjection, 'objection' | 'allowed'>): z.infer<typeof objectionView> {
  const { pending } = objection;
  return {
    id: objection._id,
    reference: objection.reference,
    changeId: objection.changeId,
    agreementId: objection.agreementId,
    noticeId: objection.noticeId,
    state: objection.state,
    late: objection.late,
    receivedAt: momentOf(objection.receivedAt),
    grounds: objection.grounds.map(({ text }) => text).join('\n\n'),
    statements: objection.grounds.map(({ at, text, name, title, enteredBy }) => ({
      at: momentOf(at),
      text,
      name,
      title,
      channel: enteredBy?.channel ?? null,
      enteredBy: enteredBy?.name ?? null,
    })),
    history: objection.history.map(({ at, event, from, to, by, reason }) => ({ at: momentOf(at), event, from, to, by, reason })),
    allowed: allowed.flatMap((each) => (each.allowed ? [each.event] : [])),
    answerBy: objection.answerBy,
    proposals: objection.proposals.map(({ id, at, text, effectiveOn, drop, answer, answeredAt }) => ({
      id,
      at: momentOf(at),
      text,
      effectiveOn,
      drop,
      answer,
      answeredAt: momentOrNull(answeredAt),
    })),
    pending: pending && {
      event: pending.event,
      by: pending.byName,
      at: momentOf(pending.at),
      reason: pending.reason,
      endsOn: pending.endsOn,
    },
    outcome: objection.outcome,
    proceedsFrom: objection.proceedsFrom,
    agreementEndsOn: objection.agreementEndsOn,
    version: objection.version,
  };
}
