import type { ChangeRecord } from '../../../data/change.model';
import type { ChangeStatus } from '../../../domain/change/changeLife';
import type { TransferBasis } from '../../../domain/terms/terms';
import { isPrivacyShield, transferBasisTexts } from '../../../domain/transfer/transferBasis';
import type { PageLocale } from '../../locale';
import { changeTexts } from '../../texts/changeTexts';

export interface Tag {
  label: string;
  color: 'neutral' | 'info' | 'success' | 'warning' | 'danger';
}

const statusColors: Record<ChangeStatus, Tag['color']> = {
  draft: 'neutral',
  inReview: 'info',
  approved: 'info',
  published: 'success',
  completed: 'success',
  withdrawn: 'neutral',
};

export function statusTag(status: ChangeStatus, locale: PageLocale): Tag {
  return { label: changeTexts[locale].statuses[status], color: statusColors[status] };
}

/** What a change is called in lists, titles and the audit trail. */
export function changeTitle(change: Pick<ChangeRecord, 'type' | 'details' | 'replacesName'>, locale: PageLocale): string {
  const name = change.details.legalName || changeTexts[locale].notStated;
  const { titles } = changeTexts[locale];
  return change.type === 'replace' ? titles.replace(name, change.replacesName ?? changeTexts[locale].notStated) : titles[change.type](name);
}

/** A transfer basis in words; Privacy Shield as what it is. What the register names and nobody knows is shown as it stands. */
export function basisLabel(basis: string, locale: PageLocale): string {
  if (isPrivacyShield(basis)) return changeTexts[locale].privacyShield;
  return Object.hasOwn(transferBasisTexts, basis) ? transferBasisTexts[basis as TransferBasis][locale] : basis;
}
