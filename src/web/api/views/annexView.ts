import { z } from 'zod';
import type { AnnexFacts } from '../../../pdf/documents/annexTables';
import { annexEntryView, annexLineView, viewAnnexEntry, viewAnnexLine } from './agreementView';
import { directRelationView, viewDirectRelation } from './directRelationView';
import { day, momentOrNull, recordId } from './wire';

/** One agreement's annex as it stood on one day. */
export const annexView = z
  .object({
    agreementId: recordId,
    reference: z.string(),
    on: day,
    entries: z.array(
      annexEntryView.extend({
        approvals: z.array(
          z.object({
            kind: z.enum(['specific', 'third-country', 'location', 'description']),
            decidedAt: z.string().nullable().meta({ format: 'date-time' }),
            by: z.string().nullable(),
            title: z.string().nullable(),
            reference: z.string().nullable(),
          }),
        ),
      }),
    ),
    direct: z
      .array(directRelationView)
      .meta({ description: 'Standard third-party services that the controller has an agreement of its own with' }),
    changes: z.array(annexLineView),
  })
  .meta({ id: 'Annex', description: '`suspended` is as of that day; its reasons are known where it still is suspended' });

export function viewAnnex({ agreement, on, listed, direct, lines }: AnnexFacts): z.infer<typeof annexView> {
  return {
    agreementId: agreement._id,
    reference: agreement.reference,
    on,
    entries: listed.map(({ entry, suspended, approvals }) => ({
      ...viewAnnexEntry({ ...entry, suspended }),
      approvals: approvals.map(({ kind, decidedAt, decidedBy, reference }) => ({
        kind,
        decidedAt: momentOrNull(decidedAt),
        by: decidedBy?.name ?? null,
        title: decidedBy?.title ?? null,
        reference,
      })),
    })),
    direct: direct.map(viewDirectRelation),
    changes: lines.map(viewAnnexLine),
  };
}
