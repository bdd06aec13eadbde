import { z } from 'zod';
import { id, organisationNumber, shortText } from './primitives';

const whose = ['agreementId', 'agreement', 'controllerId', 'organisationNumber'] as const;
const toWhom = ['subprocessorId', 'subprocessor'] as const;

/**
 * One question to the gate: whose data (an agreement by id or reference, or a controller by id or organisation number) to whom (a subprocessor by id
 * or organisation number). Exactly one of each.
 */
export const gateQuestion = z
  .strictObject({
    agreementId: id.optional(),
    agreement: shortText(100).optional(),
    controllerId: id.optional(),
    organisationNumber: organisationNumber.optional(),
    subprocessorId: id.optional(),
    subprocessor: organisationNumber.optional(),
  })
  .superRefine((question, context) => {
    for (const names of [whose, toWhom]) {
      const given = names.filter((name) => question[name] !== undefined);
      if (given.length === 1) continue;
      context.addIssue({
        code: 'custom',
        message: given.length === 0 ? 'required' : 'one-of-these',
        path: [given[1] ?? names[0]],
        params: { limits: { values: [...names] } },
      });
    }
  });

const pairs = z.array(gateQuestion).min(1).max(1_000);

/** `POST /gate`: up to 1,000 questions, as `{pairs: [...]}` or as a list. */
export const gateQuestions = z.union([z.strictObject({ pairs }), pairs.transform((list) => ({ pairs: list }))]);

export type GateQuestion = z.output<typeof gateQuestion>;
