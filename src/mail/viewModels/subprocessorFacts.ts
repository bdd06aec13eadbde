import type { ChainLink } from '../../data/change.model';
import { localized, type Locale as ReaderLocale } from '../../data/localText';
import type { Location, SubprocessorDetails, TransferBasisRecord } from '../../data/subprocessor.model';
import type { Locale } from '../../domain/periods/describe';
import type { ChangeType } from '../../domain/terms/terms';
import { countryName, thirdCountriesOf } from '../../domain/transfer/countries';
import { isPrivacyShield, transferBasisTexts } from '../../domain/transfer/transferBasis';
import { cleanLine, cleanLines } from '../cleanText';
import type { Comparison, Fact } from '../letter';
import { factTexts } from '../texts/factTexts';

/** Whose words: the texts' language, the reader's own for texts that are given per language, and the processor's name. */
export interface Wording {
  locale: Locale;
  reader: ReaderLocale;
  processorName: string;
}

const fieldsInOrder = [
  'legalName',
  'organisationNumber',
  'country',
  'address',
  'contactPoint',
  'intraGroup',
  'services',
  'processing',
  'dataCategories',
  'dataSubjects',
  'specialCategories',
  'locations',
  'transferBasis',
  'securityMeasures',
  'parentId',
] as const;
type Field = (typeof fieldsInOrder)[number];

/** What a change is called. Names are cut so that the whole stays readable. */
export function changeTitle(
  change: { changeType: ChangeType; details: Pick<SubprocessorDetails, 'legalName'>; replacesName: string | null },
  locale: Locale,
): string {
  const texts = factTexts[locale];
  const old = change.replacesName ? cleanLine(change.replacesName, 100) : texts.notStated.toLowerCase();
  return texts.title[change.changeType](cleanLine(change.details.legalName, 100), old);
}

/** The facts of the named fields; a field may give several. */
export function subprocessorFacts(details: SubprocessorDetails, fields: readonly Field[], wording: Wording): Fact[] {
  return fields.flatMap((field) => factsOf(field, details, wording));
}

/** For a modify: every fact that is named as changed, or reads otherwise than before. */
export function differences(
  { before, after, modifiedFields }: { before: SubprocessorDetails; after: SubprocessorDetails; modifiedFields: readonly string[] },
  wording: Wording,
): Comparison[] {
  return fieldsInOrder.flatMap((field) => {
    const [old, fresh] = [factsOf(field, before, wording), factsOf(field, after, wording)];
    return fresh.flatMap(({ label, lines }, index) => {
      const earlier = old[index]?.lines ?? [];
      const named = modifiedFields.includes(field) && fresh.length === 1;
      return named || earlier.join('\n') !== lines.join('\n') ? [{ label, before: earlier, after: lines }] : [];
    });
  });
}

/** Everybody below the subprocessor, a line each: name, country, places and transfer bases. */
export function chainFact(chain: readonly ChainLink[], wording: Wording): Fact {
  const texts = factTexts[wording.locale];
  const lines = chain.map(({ legalName, country, locations, transferBasis }) => {
    const places = placeFacts(locations, wording)
      .filter(({ lines: [first] }) => first !== texts.none)
      .map(({ label, lines: countries }) => `${label.toLowerCase()} ${countries.join(', ')}`);
    const bases = transferLines({ country, locations, transferBasis }, wording).filter((line) => line !== texts.noTransfer);
    return [`${cleanLine(legalName)}, ${countryName(country, wording.locale)}`, ...places, ...bases].join('; ');
  });
  return { label: texts.chain, lines: lines.length > 0 ? lines : [texts.none] };
}

function factsOf(field: Field, details: SubprocessorDetails, wording: Wording): Fact[] {
  const texts = factTexts[wording.locale];
  const one = (...lines: string[]): Fact[] => [{ label: texts[field === 'locations' ? 'storage' : field], lines }];
  const listed = (lines: string[], otherwise: string): Fact[] => one(...(lines.length > 0 ? lines : [otherwise]));
  switch (field) {
    case 'country':
      return one(countryName(details.country, wording.locale));
    case 'intraGroup':
      return one(details.intraGroup ? texts.yes : texts.no);
    case 'processing':
    case 'securityMeasures':
      return listed(cleanLines(localized(details[field], wording.reader)), texts.notStated);
    case 'dataCategories':
    case 'dataSubjects':
    case 'services':
      return listed(details[field], texts.notStated);
    case 'specialCategories':
      return listed(details.specialCategories, texts.none);
    case 'locations':
      return placeFacts(details.locations, wording);
    case 'transferBasis':
      return one(...transferLines(details, wording));
    case 'parentId':
      return one(details.parentId ? texts.below : texts.direct(wording.processorName));
    default:
      return one(details[field] || texts.notStated);
  }
}

function placeFacts(locations: readonly Location[], { locale }: Wording): Fact[] {
  const texts = factTexts[locale];
  const of = (kind: Location['kind']): string[] => {
    const names = locations.filter((location) => location.kind === kind).map(({ country }) => countryName(country, locale));
    return names.length > 0 ? [...new Set(names)] : [texts.none];
  };
  return [
    { label: texts.storage, lines: of('storage') },
    { label: texts.processingPlace, lines: of('processing') },
    { label: texts.remoteAccess, lines: of('remoteAccess') },
  ];
}

/** One line for each recorded basis, and one for each third country that has none. */
function transferLines(
  { country, locations, transferBasis }: Pick<SubprocessorDetails, 'country' | 'locations' | 'transferBasis'>,
  { locale }: Wording,
): string[] {
  const texts = factTexts[locale];
  const covered = new Set(transferBasis.map((basis) => basis.country));
  const outside = thirdCountriesOf([country, ...locations.map((location) => location.country)]);
  const missing = outside.filter((code) => !covered.has(code)).map((code) => texts.basisMissing(countryName(code, locale)));
  const lines = [...transferBasis.map((basis) => basisLine(basis, locale)), ...missing];
  return lines.length > 0 ? lines : [texts.noTransfer];
}

function basisLine({ country, basis, reference }: TransferBasisRecord, locale: Locale): string {
  const texts = factTexts[locale];
  const known = Object.entries(transferBasisTexts).find(([name]) => name === basis);
  const words = isPrivacyShield(basis) ? texts.privacyShield : (known?.[1][locale] ?? basis);
  return `${countryName(country, locale)}: ${words}${reference ? `, ${texts.reference(reference)}` : ''}`;
}
