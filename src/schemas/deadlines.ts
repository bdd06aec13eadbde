import { z } from 'zod';
import { presetName, termsInput } from './agreements';
import { changeType } from './changes';
import { calendarDay, countryCode, instant, shortText } from './primitives';

/**
 * `POST /deadlines`: exactly one of `preset` and `terms`; whatever has happened of receipt, sending and publication; and what the change is like.
 * `objectedAt` and `answeredAt` ask for the days that follow an objection (`terms.afterObjection`). Without `changeType` it is an add. For a modify, `countries` are taken to be new places unless `newLocation` says otherwise.
 */
export const deadlinesQuestion = z
  .strictObject({
    preset: presetName.optional(),
    terms: termsInput.optional(),
    clause: shortText(100).optional(),
    receivedAt: instant.optional(),
    sentAt: instant.optional(),
    publishedAt: instant.optional(),
    objectedAt: instant.optional(),
    answeredAt: instant.optional(),
    changeType: changeType.optional(),
    dataCategories: z.array(shortText()).max(100).optional(),
    intraGroup: z.boolean().optional(),
    countries: z.array(countryCode).max(300).optional(),
    newLocation: z.boolean().optional(),
    emergency: z.boolean().optional(),
    plannedEffectiveOn: calendarDay.optional(),
  })
  .superRefine(({ preset, terms, objectedAt, answeredAt }, context) => {
    if ((preset === undefined) === (terms === undefined)) {
      context.addIssue({ code: 'custom', message: 'preset-or-terms', path: [terms === undefined ? 'preset' : 'terms'] });
    }
    if (answeredAt && (!objectedAt || answeredAt < objectedAt)) {
      context.addIssue({ code: 'custom', message: 'answer-before-objection', path: ['answeredAt'] });
    }
  });

export type DeadlinesQuestionInput = z.output<typeof deadlinesQuestion>;
