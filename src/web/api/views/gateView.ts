import { z } from 'zod';
import { type GateReason, gateCodes } from '../../../domain/gate/gate';
import type { GateResult } from '../../../workflows/gate/answerGate';
import { detailsView, viewDetails } from './subprocessorView';
import { day, moment, momentOf, recordId } from './wire';

export const gateReasonView = z
  .object({ code: z.enum(gateCodes), until: day.optional().meta({ description: 'The first day this no longer bars' }) })
  .meta({ id: 'GateReason' });

export function viewReason({ code, until }: GateReason): z.infer<typeof gateReasonView> {
  return until ? { code, until } : { code };
}

export const gateView = z
  .object({
    mayProcess: z.boolean(),
    since: day.optional(),
    validUntil: moment.meta({ description: 'Ask again at this instant at the latest' }),
    entry: detailsView
      .extend({ agreementId: recordId, subprocessorId: recordId, inForceFrom: day })
      .optional()
      .meta({ id: 'GateEntry', description: 'The annex entry in force, where one agreement was asked about' }),
    relation: z
      .literal('direct')
      .optional()
      .meta({ description: 'The controller has an agreement of its own with it (no subprocessor of ours)' }),
    reasons: z.array(gateReasonView),
  })
  .meta({ id: 'GateAnswer' });

export function viewGate({ mayProcess, since, validUntil, entry, direct, reasons }: GateResult): z.infer<typeof gateView> {
  return {
    mayProcess,
    ...(since ? { since } : {}),
    validUntil: momentOf(validUntil),
    ...(entry
      ? {
          entry: {
            agreementId: entry.agreementId,
            subprocessorId: entry.subprocessorId,
            inForceFrom: entry.inForceFrom,
            ...viewDetails(entry.details),
          },
        }
      : {}),
    ...(direct ? { relation: 'direct' as const } : {}),
    reasons: reasons.map(viewReason),
  };
}
