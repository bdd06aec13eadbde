import { z } from 'zod';
import type { AdequacyRecord } from '../../../data/adequacy.model';
import type { CalendarDate } from '../../../domain/calendar/calendarDate';
import type { AdequacyContent } from '../../../domain/transfer/adequacy';
import { decisionState } from '../../../domain/transfer/adequacyList';
import { day, moment, momentOf, recordId, wholeNumber } from './wire';

const content = {
  name: z.string(),
  decision: z.string(),
  from: day,
  until: day.nullable().meta({ description: 'The last day' }),
  scope: z.object({ nb: z.string(), en: z.string() }).nullable().meta({ description: 'Whom it covers; null: every recipient' }),
  certifiedOnly: z.boolean().meta({ description: 'Counts only with a reference that shows the certification of the recipient' }),
};

export const adequacyView = z
  .object({
    id: recordId,
    country: z.string(),
    state: z.enum(['waiting', 'coming', 'inForce', 'ended', 'discarded']),
    ...content,
    waiting: z
      .object({ ...content, personId: z.string(), at: moment })
      .nullable()
      .meta({ description: 'What one person said and another has to confirm' }),
    history: z
      .array(
        z.object({
          ...content,
          countsFrom: day.nullable().meta({ description: 'The day from which this was counted by; null: from the beginning' }),
          saidBy: z.string().nullable(),
          confirmedBy: z.string().nullable(),
        }),
      )
      .meta({ description: 'All that was ever said of it, oldest first' }),
    version: wholeNumber,
  })
  .meta({ id: 'AdequacyDecision' });

export const adequacyList = z.object({ items: z.array(adequacyView) });

/** `today` is the processor's day. */
export function viewAdequacy(record: AdequacyRecord, today: CalendarDate): z.infer<typeof adequacyView> {
  const { id, country, versions, waiting, version, discardedOn } = record;
  const said = versions.at(-1) ?? waiting?.content;
  if (!said) throw new Error(`of adequacy decision ${id} nothing was said`);
  return {
    id,
    country,
    state: decisionState(record, today),
    ...contentOf(said),
    waiting: waiting && !discardedOn ? { ...contentOf(waiting.content), personId: waiting.by.personId, at: momentOf(waiting.at) } : null,
    history: versions.map((each) => ({
      ...contentOf(each),
      countsFrom: each.countsFrom,
      saidBy: each.saidBy,
      confirmedBy: each.confirmedBy,
    })),
    version,
  };
}

function contentOf({ name, decision, from, until, scope, certifiedOnly }: AdequacyContent) {
  return { name, decision, from, until, scope, certifiedOnly };
}
