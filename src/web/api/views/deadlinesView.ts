import { z } from 'zod';
import type { Deadlines } from '../../../domain/terms/terms';
import { approvalKinds } from '../../../domain/terms/terms';
import { day, moment, momentOf, wholeNumber } from './wire';

const explanation = z.object({ nb: z.array(z.string()), en: z.array(z.string()) });

const members = {
  receivedOn: day.nullable(),
  notice: z.object({ lastDay: day, earliestEffectiveOn: day }).nullable().meta({ description: 'null where there is no period' }),
  objection: z.object({ rawLastDay: day, lastDay: day, closesAt: moment }).nullable().meta({ description: 'null: open until effect' }),
  earliestEffectiveOn: day.nullable(),
  approvals: z.array(z.enum(approvalKinds)),
  explanation,
};

/** All dates of one notice. */
export const deadlinesView = z.object(members).meta({ id: 'Deadlines' });

const period = z.object({ length: wholeNumber, unit: z.enum(['days', 'weeks', 'months', 'businessDays']) });
const limit = z.object({ rawLastDay: day, lastDay: day, closesAt: moment }).nullable();

const afterObjection = z.object({
  answer: period,
  terminate: period,
  terminationEffect: period,
  silence: z.enum(['accepts', 'dropped']),
  answerDue: limit.meta({ description: 'Only with objectedAt' }),
  terminateUntil: limit.meta({ description: 'Only with objectedAt; as if no answer came, unless answeredAt says when it did' }),
  explanation,
});

/** What `POST /deadlines` answers. */
export const deadlinesAnswer = z
  .object({
    ...members,
    afterObjection: afterObjection.optional().meta({ description: 'Only where the terms have `afterObjection`' }),
    latestReceiptOn: day.nullable().optional().meta({ description: 'Only with plannedEffectiveOn' }),
  })
  .meta({ id: 'DeadlinesAnswer' });

export function viewDeadlines(deadlines: Deadlines): z.infer<typeof deadlinesView> {
  const { objection } = deadlines;
  return {
    receivedOn: deadlines.receivedOn,
    notice: deadlines.notice ? { lastDay: deadlines.notice.lastDay, earliestEffectiveOn: deadlines.notice.earliestEffectiveOn } : null,
    objection: objection ? { rawLastDay: objection.rawLastDay, lastDay: objection.lastDay, closesAt: momentOf(objection.closesAt) } : null,
    earliestEffectiveOn: deadlines.earliestEffectiveOn,
    approvals: deadlines.approvals,
    explanation: deadlines.explanation,
  };
}
