import type { AgreementRecord } from '../../data/agreement.model';
import { newId } from '../../data/id';

/** What whoever registers an agreement says of it. */
export type StatedAgreement = Pick<
  AgreementRecord,
  'controllerId' | 'reference' | 'preset' | 'terms' | 'clause' | 'services' | 'description' | 'signedOn' | 'signedAnnex' | 'contactIds'
>;

/** An agreement as it begins, however it was registered. It is given its notices of changes that run already (`noticesDue`). `now` is legal time. */
export function newAgreement(stated: StatedAgreement, now: Date): AgreementRecord {
  return {
    _id: newId(),
    ...stated,
    state: 'active',
    endsOn: null,
    mainAgreementEndsOn: null,
    directRelations: [],
    directRelationsWaiting: [],
    stopOrder: null,
    retentionHold: null,
    noticesDue: true,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
