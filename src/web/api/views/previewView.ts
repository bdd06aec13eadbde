import { z } from 'zod';
import type { BothLanguages } from '../../../domain/outcome';
import { approvalKinds } from '../../../domain/terms/terms';
import type { ChangePreview } from '../../../workflows/changes/previewChange';
import type { RevisionReach } from '../../../workflows/revisions/previewRevision';
import { deadlinesView, viewDeadlines } from './deadlinesView';
import { gateReasonView, viewReason } from './gateView';
import { day, recordId, wholeNumber } from './wire';

const named = z.array(z.object({ agreementId: recordId, reference: z.string() }));

const revisionReachView = z.object({
  revision: wholeNumber,
  changed: z.array(z.string()),
  alwaysMaterial: z.array(z.string()).meta({ description: 'Fields that need new notices and clocks whatever the releaser says' }),
  material: z.boolean(),
  newClocks: wholeNumber.meta({ description: 'If material: agreements that get a new notice' }),
  objectionsCarried: wholeNumber,
  approvalsLapsing: wholeNumber,
  consentsLapsing: wholeNumber,
  keepsInEffect: named.meta({ description: 'In effect there already: they keep what they have, and need a change of type modify' }),
  staysDropped: named,
  noLongerConcerned: named,
  informed: wholeNumber.meta({ description: 'If immaterial: notices that are told of it' }),
});

export const previewView = z
  .object({
    earliestEffectiveOn: day.nullable().meta({ description: 'The first day that every affected agreement allows, if received today' }),
    tooEarly: z.boolean(),
    margins: z.array(
      z.object({
        days: wholeNumber,
        receivedOn: day,
        earliestEffectiveOn: day.nullable(),
        preventedBy: z.array(z.object({ agreementId: recordId, reference: z.string(), earliestEffectiveOn: day })),
      }),
    ),
    problems: z
      .array(z.object({ pointer: z.string(), code: z.string(), detail: z.object({ nb: z.string(), en: z.string() }) }))
      .meta({ description: 'What is missing before it can be submitted' }),
    agreements: z.array(
      z.object({
        agreementId: recordId,
        reference: z.string(),
        controllerId: recordId,
        controllerName: z.string(),
        contacts: z.array(z.object({ email: z.string(), name: z.string().nullable() })),
        deadlines: deadlinesView,
        latestReceiptOn: day.nullable(),
        approvals: z.array(z.enum(approvalKinds)),
        outsideDescription: z
          .object({ dataCategories: z.array(z.string()), dataSubjects: z.array(z.string()), specialCategories: z.array(z.string()) })
          .nullable()
          .meta({ description: "What is outside the agreement's own description of the processing" }),
        reasons: z.array(gateReasonView).meta({ description: 'What would still hold it on the planned day' }),
        earliestEffectiveOn: day.nullable(),
      }),
    ),
    revision: revisionReachView.nullable().meta({ description: 'While a correction is proposed: what it does to what runs' }),
  })
  .meta({ id: 'ChangePreview' });

function viewTexts({ nb, en }: BothLanguages): BothLanguages {
  return { nb, en };
}

export function viewPreview(preview: ChangePreview & { revision: RevisionReach | null }): z.infer<typeof previewView> {
  return {
    revision: preview.revision && { ...preview.revision },
    earliestEffectiveOn: preview.earliestEffectiveOn,
    tooEarly: preview.tooEarly,
    margins: preview.margins.map(({ days, receivedOn, earliestEffectiveOn, preventedBy }) => ({
      days,
      receivedOn,
      earliestEffectiveOn,
      preventedBy: preventedBy.map((each) => ({
        agreementId: each.agreementId,
        reference: each.reference,
        earliestEffectiveOn: each.earliestEffectiveOn,
      })),
    })),
    problems: preview.problems.map(({ pointer, code, detail }) => ({ pointer, code, detail: viewTexts(detail) })),
    agreements: preview.agreements.map((each) => ({
      agreementId: each.agreementId,
      reference: each.reference,
      controllerId: each.controllerId,
      controllerName: each.controllerName,
      contacts: each.contacts.map(({ email, name }) => ({ email, name })),
      deadlines: viewDeadlines(each.deadlines),
      latestReceiptOn: each.latestReceiptOn,
      approvals: each.approvals,
      outsideDescription: each.outsideDescription,
      reasons: each.reasons.map(viewReason),
      earliestEffectiveOn: each.earliestEffectiveOn,
    })),
  };
}
