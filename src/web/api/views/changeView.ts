import { z } from 'zod';
import type { ChangeRecord } from '../../../data/change.model';
import { noticeStates } from '../../../domain/receipt/deliveryState';
import { asGiven } from '../../../schemas/primitives';
import type { ChangeCounts } from '../../../workflows/changes/changeCounts';
import { chainLinkView, detailsView, viewChainLink, viewDetails } from './subprocessorView';
import { day, givenText, moment, momentOf, momentOrNull, recordId, wholeNumber } from './wire';

export const changeView = z
  .object({
    id: recordId,
    revision: wholeNumber,
    status: z.enum(['draft', 'inReview', 'approved', 'published', 'completed', 'withdrawn']),
    type: z.enum(['add', 'replace', 'modify', 'remove']),
    subprocessorId: recordId,
    subprocessor: detailsView,
    previous: detailsView.nullable().meta({ description: 'For a modify: as it was when the change was drafted last' }),
    modifiedFields: z.array(z.string()),
    replacesId: recordId.nullable(),
    replacesName: z.string().nullable(),
    chain: z.array(chainLinkView),
    services: z.array(z.string()),
    reason: givenText,
    plannedEffectiveOn: day,
    rollout: z.enum(['together', 'perAgreement']),
    emergency: z.object({ reason: z.string() }).nullable(),
    takenOver: z
      .object({ note: z.string() })
      .nullable()
      .meta({ description: 'It was notified by hand before the portal came: publishing it sends no mail' }),
    steps: z.array(z.object({ at: moment, event: z.string(), by: z.string(), note: z.string().nullable() })),
    publishedAt: moment.nullable(),
    withdrawnAt: moment.nullable(),
    withdrawnReason: z.string().nullable(),
    completedAt: moment.nullable(),
    version: wholeNumber,
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: 'Change' });

export function viewChange(record: ChangeRecord): z.infer<typeof changeView> {
  return {
    id: record._id,
    revision: record.revision,
    status: record.status,
    type: record.type,
    subprocessorId: record.subprocessorId,
    subprocessor: viewDetails(record.details),
    previous: record.previousDetails ? viewDetails(record.previousDetails) : null,
    modifiedFields: record.modifiedFields,
    replacesId: record.replacesId,
    replacesName: record.replacesName,
    chain: record.chain.map(viewChainLink),
    services: record.services,
    reason: asGiven(record.reason),
    plannedEffectiveOn: record.plannedEffectiveOn,
    rollout: record.rollout,
    emergency: record.emergency ? { reason: record.emergency.reason } : null,
    takenOver: record.takenOver ? { note: record.takenOver.note } : null,
    steps: record.steps.map(({ at, event, personName, note }) => ({ at: momentOf(at), event, by: personName, note })),
    publishedAt: momentOrNull(record.publishedAt),
    withdrawnAt: momentOrNull(record.withdrawnAt),
    withdrawnReason: record.withdrawnReason,
    completedAt: momentOrNull(record.completedAt),
    version: record.version,
    createdAt: momentOf(record.createdAt),
    updatedAt: momentOf(record.updatedAt),
  };
}

/** A change with how it stands: each notice once in its present state, each gate once. */
export const changeWithCountsView = changeView
  .extend({
    notices: z.object(Object.fromEntries(noticeStates.map((state) => [state, wholeNumber]))),
    gates: z.object({ clear: wholeNumber, held: wholeNumber, inEffect: wholeNumber }),
  })
  .meta({ id: 'ChangeWithCounts' });

export function viewChangeWithCounts(record: ChangeRecord, { notices, gates }: ChangeCounts): z.infer<typeof changeWithCountsView> {
  return { ...viewChange(record), notices, gates };
}
