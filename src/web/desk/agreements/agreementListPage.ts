import type { AgreementRecord } from '../../../data/agreement.model';
import type { ControllerRecord } from '../../../data/controller.model';
import type { Page } from '../../../data/page';
import { periodInWords } from '../../../domain/periods/words';
import type { PageLocale } from '../../locale';
import { agreementTexts } from '../../texts/agreementTexts';
import { driftTexts } from '../../texts/driftTexts';
import { pageAddress } from '../pageAddress';
import { agreementStateTag } from './agreementLabels';

export const agreementsPerPage = 100;

export function agreementListPage(
  page: Page<AgreementRecord>,
  {
    controllers,
    locale,
    cursor,
    mayEdit,
  }: { controllers: ControllerRecord[]; locale: PageLocale; cursor: string | undefined; mayEdit: boolean },
) {
  const texts = agreementTexts[locale];
  const names = new Map(controllers.map(({ _id, name }) => [_id, name]));
  return {
    create: mayEdit ? { href: '/desk/agreements/new', label: texts.new } : null,
    drift: { href: '/desk/annexes/drift', label: driftTexts[locale].open },
    empty: texts.empty,
    columns: texts.columns,
    rows: page.items.map((agreement) => ({
      href: `/desk/agreements/${agreement._id}`,
      reference: agreement.reference,
      controller: { href: `/desk/controllers/${agreement.controllerId}`, label: names.get(agreement.controllerId) ?? '' },
      services: agreement.services.join(', '),
      notice: agreement.terms.notice.period ? periodInWords(agreement.terms.notice.period)[locale] : texts.noPeriod,
      state: agreementStateTag(agreement, locale),
    })),
    pagination: {
      first: cursor ? '/desk/agreements' : null,
      next: page.next ? pageAddress('/desk/agreements', { cursor: page.next }) : null,
    },
  };
}
