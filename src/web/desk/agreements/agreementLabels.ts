import type { AgreementRecord } from '../../../data/agreement.model';
import type { PageLocale } from '../../locale';
import { agreementTexts } from '../../texts/agreementTexts';
import { dayText } from '../changes/changeFacts';
import type { Tag } from '../changes/changeLabels';

export function agreementStateTag(
  { state, endsOn, stopOrder }: Pick<AgreementRecord, 'state' | 'endsOn' | 'stopOrder'>,
  locale: PageLocale,
): Tag {
  const { states } = agreementTexts[locale];
  if (stopOrder) return { label: states.stopped, color: 'danger' };
  if (state === 'active') return { label: states.active, color: 'success' };
  const day = dayText(endsOn, locale);
  return state === 'ending' ? { label: states.ending(day), color: 'warning' } : { label: states.ended(day), color: 'neutral' };
}
