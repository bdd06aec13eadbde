import type { ChangeRecord } from '../../../data/change.model';
import { localized } from '../../../data/localText';
import type { SubprocessorDetails, SubprocessorRecord } from '../../../data/subprocessor.model';
import { calendarDate, parseCalendarDate } from '../../../domain/calendar/calendarDate';
import { describeDate } from '../../../domain/periods/describe';
import { countryName, isInEea } from '../../../domain/transfer/countries';
import type { PageLocale } from '../../locale';
import { changeTexts } from '../../texts/changeTexts';
import { basisLabel } from './changeLabels';

/** One row of a list of facts: a label and one text or more. */
export interface Fact {
  label: string;
  values: string[];
}

type FactName = keyof SubprocessorDetails;

const order: FactName[] = [
  'legalName',
  'organisationNumber',
  'country',
  'address',
  'contactPoint',
  'processing',
  'dataCategories',
  'dataSubjects',
  'specialCategories',
  'locations',
  'transferBasis',
  'securityMeasures',
  'intraGroup',
  'parentId',
  'services',
];

/** A day in words, or as it stands where it is no day. */
export function dayText(day: string | null | undefined, locale: PageLocale): string {
  const date = day ? parseCalendarDate(day) : undefined;
  return date ? describeDate(date, locale) : (day ?? '');
}

/** "Tyskland (DE)", with a mark outside the EEA. */
export function countryText(code: string, locale: PageLocale): string {
  if (!code) return '';
  const outside = locale === 'nb' ? 'utenfor EØS' : 'outside the EEA';
  return `${countryName(code, locale)} (${code})${isInEea(code) ? '' : ` – ${outside}`}`;
}

/** One member of the details in words; empty where nothing is stated. `parentName` is the name behind `parentId`. */
export function detailTexts(
  details: SubprocessorDetails,
  name: FactName,
  { locale, parentName }: { locale: PageLocale; parentName: string | null },
): string[] {
  const texts = changeTexts[locale];
  switch (name) {
    case 'country':
      return details.country ? [countryText(details.country, locale)] : [];
    case 'processing':
    case 'securityMeasures':
      return [localized(details[name], locale)].filter(Boolean);
    case 'specialCategories':
      return details.specialCategories.length > 0 ? details.specialCategories : [texts.none];
    case 'locations':
      return details.locations.map(({ country, kind }) => `${texts.locationKinds[kind]}: ${countryText(country, locale)}`);
    case 'transferBasis':
      return details.transferBasis.map(({ country, basis, reference }) =>
        [`${countryName(country, locale)}: ${basisLabel(basis, locale)}`, reference].filter(Boolean).join(' – '),
      );
    case 'intraGroup':
      return [details.intraGroup ? texts.yes : texts.no];
    case 'parentId':
      return [details.parentId ? texts.below(parentName ?? details.parentId) : texts.topOfChain];
    case 'dataCategories':
    case 'dataSubjects':
    case 'services':
      return details[name];
    default:
      return [details[name] ?? ''].filter(Boolean);
  }
}

/** Everything a change says, row by row. For a modify each changed field also says what it was. */
export function changeFacts(
  change: ChangeRecord,
  { locale, subprocessor, parentName }: { locale: PageLocale; subprocessor: SubprocessorRecord | null; parentName: string | null },
): { change: Fact[]; subprocessor: Fact[] } {
  const texts = changeTexts[locale];
  const words = { locale, parentName };
  const subprocessorFacts = order.map((name): Fact => {
    const values = detailTexts(change.details, name, words);
    const previous =
      change.previousDetails && change.modifiedFields.includes(name) ? detailTexts(change.previousDetails, name, words) : null;
    const shown = values.length > 0 ? values : [texts.notStated];
    return { label: texts.facts[name], values: previous ? [...shown, texts.before(previous.join('; ') || texts.notStated)] : shown };
  });
  const contract = subprocessor?.contract;
  subprocessorFacts.push({
    label: texts.facts.contract,
    values: [contract ? texts.contractSigned(dayText(contract.signedOn, locale), contract.reference) : texts.contractMissing],
  });
  const row = (label: string, ...values: (string | null)[]): Fact[] => {
    const stated = values.filter((value): value is string => Boolean(value));
    return stated.length > 0 ? [{ label, values: stated }] : [];
  };
  return {
    change: [
      ...row(texts.facts.plannedEffectiveOn, describeDate(calendarDate(change.plannedEffectiveOn), locale)),
      ...row(texts.facts.rollout, `${texts.rollouts[change.rollout]}. ${texts.rolloutHints[change.rollout]}`),
      ...row(texts.facts.services, change.services.join(', ')),
      ...row(texts.facts.reason, localized(change.reason, locale) || texts.notStated),
      ...row(texts.facts.replaces, change.replacesName),
      ...row(texts.facts.modifiedFields, change.modifiedFields.map((name) => texts.facts[name as FactName] ?? name).join(', ')),
      ...row(texts.facts.emergency, change.emergency?.reason ?? null),
      ...row(texts.facts.takenOver, change.takenOver?.note ?? null),
      ...row(texts.facts.chain, ...change.chain.map(({ legalName, country }) => `${legalName}, ${countryText(country, locale)}`)),
      ...row(texts.facts.revision, String(change.revision)),
    ],
    subprocessor: subprocessorFacts,
  };
}
