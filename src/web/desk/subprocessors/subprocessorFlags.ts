import type { SubprocessorRecord } from '../../../data/subprocessor.model';
import type { CalendarDate } from '../../../domain/calendar/calendarDate';
import type { AdequacyDecision } from '../../../domain/transfer/adequacy';
import { countryName } from '../../../domain/transfer/countries';
import { privacyShieldFlags, transferBases, uncoveredInChain } from '../../../domain/transfer/transferBasis';
import type { PageLocale } from '../../locale';
import { changeTexts } from '../../texts/changeTexts';
import { subprocessorTexts } from '../../texts/subprocessorTexts';
import { detailTexts } from '../changes/changeFacts';
import type { Tag } from '../changes/changeLabels';

/** The members that a register as it was found may lack. */
const mayBeMissing = [
  'organisationNumber',
  'address',
  'contactPoint',
  'processing',
  'dataCategories',
  'dataSubjects',
  'locations',
  'securityMeasures',
] as const;

/** Countries outside the EEA, of the subprocessor or of anyone below it, that no valid recorded basis covers on the day. */
export function uncoveredOf(
  subprocessor: SubprocessorRecord,
  { below, on, adequacy }: { below: readonly SubprocessorRecord[]; on: CalendarDate; adequacy: readonly AdequacyDecision[] },
): string[] {
  return uncoveredInChain({ recipients: [subprocessor, ...below], accepted: transferBases, on, adequacy });
}

/** What is wrong with an entry of the register, or missing in it, as tags: the worst first. */
export function subprocessorFlags(
  subprocessor: SubprocessorRecord,
  {
    below,
    on,
    adequacy,
    locale,
  }: { below: readonly SubprocessorRecord[]; on: CalendarDate; adequacy: readonly AdequacyDecision[]; locale: PageLocale },
): Tag[] {
  const { flags } = subprocessorTexts[locale];
  const { facts } = changeTexts[locale];
  const tags: Tag[] = [];
  if (privacyShieldFlags(subprocessor.transferBasis, on).length > 0) tags.push({ label: flags.privacyShield, color: 'danger' });
  const uncovered = uncoveredOf(subprocessor, { below, on, adequacy });
  if (uncovered.length > 0) {
    tags.push({ label: flags.noBasis(uncovered.map((code) => countryName(code, locale)).join(', ')), color: 'danger' });
  }
  if (!subprocessor.contract) tags.push({ label: flags.noContract, color: 'warning' });
  const missing = mayBeMissing.filter((name) => detailTexts(subprocessor, name, { locale, parentName: null }).length === 0);
  if (missing.length > 0)
    tags.push({ label: flags.notStated(missing.map((name) => facts[name].toLowerCase()).join(', ')), color: 'neutral' });
  return tags;
}
