import { z } from 'zod';
import type { DriftReport } from '../../../workflows/annexes/reportDrift';
import { pageOfViews, recordId } from './wire';

const findingView = z.object({
  code: z.enum(['not-listed', 'left-register', 'differs', 'service-gone', 'contract-missing', 'basis-missing']),
  subprocessorId: recordId,
  name: z.string(),
  about: z
    .array(z.string())
    .meta({ description: 'differs: the fields; basis-missing: the countries; not-listed, service-gone: the services' }),
});

export const driftReportView = pageOfViews(
  z.object({ agreementId: recordId, reference: z.string(), findings: z.array(findingView) }).meta({ id: 'AnnexDrift' }),
);

export function viewDriftReport({ items, next }: DriftReport): z.infer<typeof driftReportView> {
  return {
    items: items.map(({ agreement, findings }) => ({ agreementId: agreement._id, reference: agreement.reference, findings })),
    next,
  };
}
