import { localized } from '../../data/localText';
import type { NoticeRecord } from '../../data/notice.model';
import type { SubprocessorDetails, TransferBasisRecord } from '../../data/subprocessor.model';
import { calendarDate } from '../../domain/calendar/calendarDate';
import { describeDate } from '../../domain/periods/describe';
import { countryName, isInEea } from '../../domain/transfer/countries';
import { transferBasisTexts } from '../../domain/transfer/transferBasis';
import type { PageLocale } from '../locale';
import { factTexts } from './factTexts';

/** A label and what it says, a line each. */
export interface Fact {
  label: string;
  lines: string[];
}

export interface NoticeFacts {
  /** What changes, why and when. */
  change: Fact[];
  /** For a modify: the fields that differ. */
  differences: { label: string; before: string[]; after: string[] }[];
  subprocessor: Fact[];
  agreement: Fact[];
}

type DetailField = Exclude<keyof SubprocessorDetails, 'parentId'>;

/** In the order in which an annex reads. */
const detailFields: readonly DetailField[] = [
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
  'services',
];

/** Everything a notice says (DESIGN.md, "A notice says"), from the facts frozen at publication. */
export function noticeFacts(
  notice: Pick<NoticeRecord, 'content' | 'shortId'>,
  processor: { name: string; dpo: string },
  locale: PageLocale,
): NoticeFacts {
  const texts = factTexts[locale];
  const { content } = notice;
  return {
    change: changeFacts(notice, locale),
    differences: content.modifiedFields.filter(isDetailField).map((field) => ({
      label: texts[field],
      before: content.previousDetails ? detailLines(field, content.previousDetails, locale) : [texts.notStated],
      after: detailLines(field, content.details, locale),
    })),
    subprocessor: [
      ...detailFields.map((field) => ({ label: texts[field], lines: detailLines(field, content.details, locale) })),
      { label: texts.chain, lines: chainLines(notice, locale) },
    ],
    agreement: [
      { label: texts.controller, lines: [content.controllerName] },
      { label: texts.agreement, lines: [content.agreementReference] },
      { label: texts.clause, lines: [content.clause ? clauseLine(content.clause, locale) : texts.clauseUnknown] },
      { label: texts.processor, lines: [processor.name] },
      { label: texts.dpo, lines: [processor.dpo] },
      { label: texts.noticeId, lines: [notice.shortId] },
    ],
  };
}

function changeFacts({ content }: Pick<NoticeRecord, 'content'>, locale: PageLocale): Fact[] {
  const texts = factTexts[locale];
  const replaces = content.changeType === 'replace' ? [{ label: texts.replaces, lines: [content.replacesName ?? texts.notStated] }] : [];
  const emergency = content.emergencyReason ? [{ label: texts.emergency, lines: [content.emergencyReason] }] : [];
  const planned = describeDate(calendarDate(content.plannedEffectiveOn), locale);
  return [
    { label: texts.change, lines: [`${texts.changeTypes[content.changeType]}: ${content.details.legalName}`] },
    ...replaces,
    { label: texts.reason, lines: [localized(content.reason, locale) || texts.notStated] },
    ...emergency,
    { label: texts.plannedDay, lines: [planned, texts[content.rollout]] },
  ];
}

function isDetailField(name: string): name is DetailField {
  return detailFields.some((field) => field === name);
}

function detailLines(field: DetailField, details: SubprocessorDetails, locale: PageLocale): string[] {
  const texts = factTexts[locale];
  const listed = (lines: string[], otherwise: string): string[] => (lines.length > 0 ? lines : [otherwise]);
  switch (field) {
    case 'country':
      return [countryName(details.country, locale)];
    case 'processing':
    case 'securityMeasures':
      return [localized(details[field], locale) || texts.notStated];
    case 'dataCategories':
    case 'dataSubjects':
    case 'services':
      return listed(details[field], texts.notStated);
    case 'specialCategories':
      return listed(details.specialCategories, texts.none);
    case 'locations':
      return listed(
        details.locations.map(({ country, kind }) => `${countryName(country, locale)} (${texts.locationKinds[kind]})`),
        texts.notStated,
      );
    case 'transferBasis':
      return listed(
        details.transferBasis.map((basis) => basisLine(basis, locale)),
        leavesTheEea(details) ? texts.notStated : texts.transferNone,
      );
    case 'intraGroup':
      return [details.intraGroup ? texts.yes : texts.no];
    default:
      return [details[field] || texts.notStated];
  }
}

function leavesTheEea({ country, locations }: Pick<SubprocessorDetails, 'country' | 'locations'>): boolean {
  return [country, ...locations.map((location) => location.country)].some((code) => !isInEea(code));
}

function basisLine({ country, basis, reference }: TransferBasisRecord, locale: PageLocale): string {
  const known = Object.entries(transferBasisTexts).find(([name]) => name === basis);
  const words = known ? known[1][locale] : basis;
  return `${countryName(country, locale)}: ${words}${reference ? ` (${reference})` : ''}`;
}

function chainLines({ content }: Pick<NoticeRecord, 'content'>, locale: PageLocale): string[] {
  const texts = factTexts[locale];
  if (content.chain.length === 0) return [texts.chainNone];
  return content.chain.map(({ legalName, country, locations, transferBasis }) => {
    const places = locations.map((each) => `${countryName(each.country, locale)} (${texts.locationKinds[each.kind]})`);
    const bases = transferBasis.map((basis) => basisLine(basis, locale));
    return [`${legalName}, ${countryName(country, locale)}`, ...places, ...bases].join('; ');
  });
}

/** A clause that is written as a bare number is called one. */
function clauseLine(clause: string, locale: PageLocale): string {
  return /^([A-Z]\.?)?\d[\d.]*$/.test(clause.trim()) ? factTexts[locale].clauseNumber(clause.trim()) : clause;
}
