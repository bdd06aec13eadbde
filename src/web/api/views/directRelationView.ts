import { z } from 'zod';
import type { AgreementRecord, DirectRelation } from '../../../data/agreement.model';
import { day, moment, momentOf, recordId } from './wire';

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

/** All of an agreement, the ended ones too, and what counts for nothing yet. */
export const directRelationList = z.object({
  items: z.array(directRelationView),
  waiting: z
    .array(directRelationView.omit({ until: true }).extend({ id: z.string(), enteredBy: z.string(), enteredAt: moment }))
    .meta({ description: 'Entered by one person; each counts once another has confirmed it' }),
});

export function viewDirectRelations({
  directRelations,
  directRelationsWaiting,
}: Pick<AgreementRecord, 'directRelations' | 'directRelationsWaiting'>): z.infer<typeof directRelationList> {
  return {
    items: directRelations.map(viewDirectRelation),
    waiting: directRelationsWaiting.map(({ id, subprocessorId, details, since, reference, enteredBy }) => ({
      ...{ id, subprocessorId, legalName: details.legalName, since, reference },
      ...{ enteredBy: enteredBy.name, enteredAt: momentOf(enteredBy.at) },
    })),
  };
}
