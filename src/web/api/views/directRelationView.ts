import { z } from 'zod';
import type { AgreementRecord, DirectRelation } from '../../../data/agreement.model';
import { day, recordId } from './wire';

export const directRelationView = z
  .object({
    subprocessorId: recordId,
    legalName: z.string(),
    since: day,
    until: day.nullable(),
    reference: z.string().meta({ description: 'Of the agreement between the controller and the third party' }),
  })
  .meta({ id: 'DirectRelation' });

export function viewDirectRelation({
  subprocessorId,
  details,
  since,
  until,
  reference,
}: DirectRelation): z.infer<typeof directRelationView> {
  return { subprocessorId, legalName: details.legalName, since, until, reference };
}

/** All of an agreement, the ended ones too. */
export const directRelationList = z.object({ items: z.array(directRelationView) });

export function viewDirectRelations({ directRelations }: Pick<AgreementRecord, 'directRelations'>): z.infer<typeof directRelationList> {
  return { items: directRelations.map(viewDirectRelation) };
}
