import { z } from 'zod';
import type { RunningStages } from '../../../domain/objection/runningStages';
import { day, moment, momentOf, momentOrNull } from './wire';

const limit = z.object({ startedOn: day, rawLastDay: day, lastDay: day, closesAt: moment });

export const stagesView = z
  .object({
    answer: limit.extend({ answeredAt: moment.nullable(), reply: z.string().nullable(), lapsedAt: moment.nullable() }),
    termination: limit.extend({ from: z.enum(['answer', 'absence']) }),
    silence: z.enum(['accepts', 'dropped']),
    explanation: z.object({ nb: z.array(z.string()), en: z.array(z.string()) }),
  })
  .meta({ id: 'ObjectionStages' });

/** The processor's time to answer, then the controller's time to terminate; days in the agreement's zone. */
export function viewStages({
  answer,
  termination,
  silence,
  explanation,
  answeredAt,
  reply,
  lapsedAt,
}: RunningStages): z.infer<typeof stagesView> {
  return {
    answer: { ...viewLimit(answer), answeredAt: momentOrNull(answeredAt), reply: reply?.text ?? null, lapsedAt: momentOrNull(lapsedAt) },
    termination: { ...viewLimit(termination), from: termination.from },
    silence,
    explanation,
  };
}

function viewLimit({ startedOn, rawLastDay, lastDay, closesAt }: RunningStages['answer' | 'termination']): z.infer<typeof limit> {
  return { startedOn, rawLastDay, lastDay, closesAt: momentOf(closesAt) };
}
