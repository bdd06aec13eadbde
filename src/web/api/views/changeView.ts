import { z } from 'zod';
import type { ChangeRecord } from '../../../data/change.model';
import { noticeStates } from '../../../domain/receipt/deliveryState';
import { asGiven } from '../../../schemas/primitives';
import type { ChangeCounts } from '../../../workflows/changes/changeCounts';
import { materialityOfProposal } from '../../../workflows/revisions/revisionContent';
import { chainLinkView, detailsView, viewChainLink, viewDetails } from './subprocessorView';
import { day, givenText, givenTextOrNull, moment, momentOf, momentOrNull, recordId, wholeNumber } from './wire';

export const changeView = z
  .object({
    id: recordId,
    revision: wholeNumber.meta({ description: 'Of the newest revision: while a correction is proposed, of that' }),
    status: z.enum(['draft', 'inReview', 'approved', 'published', 'completed', 'withdrawn']),
    published: z
      .object({ revision: wholeNumber, status: z.enum(['published', 'completed', 'withdrawn']) })
      .nullable()
      .meta({ description: 'The revision in force; null before the first publication' }),
    proposal: z
      .object({
        reasonForRevision: givenText,
        changed: z.array(z.string()).meta({ description: 'Fields that differ from what is published' }),
        alwaysMaterial: z
          .array(z.string())
          .meta({ description: 'Those of them that need new notices and clocks whatever the releaser says' }),
        confirmedImmaterial: z.boolean(),
      })
      .nullable()
      .meta({ description: 'A correction that is proposed. Everything else here is as it proposes' }),
    revisions: z
      .array(z.object({ revision: wholeNumber, publishedAt: moment, material: z.boolean(), reasonForRevision: givenText.nullable() }))
      .meta({ description: 'What has been published, oldest first' }),
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
    steps: z.array(
      z.object({ at: moment, event: z.string(), by: z.string(), note: z.string().nullable(), revision: wholeNumber.optional() }),
    ),
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
  const shown = record.proposed ?? record;
  return {
    id: record._id,
    revision: shown.revision,
    status: shown.status,
    published: publishedOf(record),
    proposal: proposalOf(record),
    revisions: revisionsOf(record),
    type: shown.type,
    subprocessorId: shown.subprocessorId,
    subprocessor: viewDetails(shown.details),
    previous: shown.previousDetails ? viewDetails(shown.previousDetails) : null,
    modifiedFields: shown.modifiedFields,
    replacesId: shown.replacesId,
    replacesName: shown.replacesName,
    chain: shown.chain.map(viewChainLink),
    services: shown.services,
    reason: asGiven(shown.reason),
    plannedEffectiveOn: shown.plannedEffectiveOn,
    rollout: shown.rollout,
    emergency: shown.emergency ? { reason: shown.emergency.reason } : null,
    takenOver: record.takenOver ? { note: record.takenOver.note } : null,
    steps: record.steps.map(({ at, event, personName, note, revision }) => ({
      ...{ at: momentOf(at), event, by: personName, note },
      ...(revision ? { revision } : {}),
    })),
    publishedAt: momentOrNull(record.publishedAt),
    withdrawnAt: momentOrNull(record.withdrawnAt),
    withdrawnReason: record.withdrawnReason,
    completedAt: momentOrNull(record.completedAt),
    version: record.version,
    createdAt: momentOf(record.createdAt),
    updatedAt: momentOf(record.updatedAt),
  };
}

function publishedOf({ publication, revision, status }: ChangeRecord): z.infer<typeof changeView>['published'] {
  if (!publication || status === 'draft' || status === 'inReview' || status === 'approved') return null;
  return { revision, status };
}

function proposalOf(record: ChangeRecord): z.infer<typeof changeView>['proposal'] {
  const { proposed } = record;
  if (!proposed) return null;
  const { changed, material } = materialityOfProposal(record, proposed);
  const { reasonForRevision, confirmedImmaterial } = proposed;
  return { reasonForRevision: asGiven(reasonForRevision), changed, alwaysMaterial: material, confirmedImmaterial };
}

function revisionsOf({ revisions, revision, publication }: ChangeRecord): z.infer<typeof changeView>['revisions'] {
  const all = [...revisions, ...(publication ? [{ revision, ...publication }] : [])];
  return all.map((each) => ({
    revision: each.revision,
    publishedAt: momentOf(each.at),
    material: each.material,
    reasonForRevision: givenTextOrNull(each.reasonForRevision),
  }));
}

/** A change with how it stands: each notice once in its present state, each gate once. */
export const changeWithCountsView = changeView
  .extend({
    notices: z
      .object(Object.fromEntries(noticeStates.map((state) => [state, wholeNumber])))
      .describe(
        'Each notice once. One whose message is on its way is planned until the answer is recorded, seconds later, so that `sending` is 0.',
      ),
    gates: z.object({ clear: wholeNumber, held: wholeNumber, inEffect: wholeNumber }),
  })
  .meta({ id: 'ChangeWithCounts' });

export function viewChangeWithCounts(record: ChangeRecord, { notices, gates }: ChangeCounts): z.infer<typeof changeWithCountsView> {
  return { ...viewChange(record), notices, gates };
}
