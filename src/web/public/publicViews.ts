import { createHash } from 'node:crypto';
import type { ChangeRecord } from '../../data/change.model';
import { localized } from '../../data/localText';
import type { SubprocessorDetails } from '../../data/subprocessor.model';
import { calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { describeDate } from '../../domain/periods/describe';
import { asGiven } from '../../schemas/primitives';
import { processorZone } from '../../workflows/processorDay';
import { dayText, detailTexts } from '../desk/changes/changeFacts';
import { changeTitle } from '../desk/changes/changeLabels';
import type { PageLocale } from '../locale';
import { changeTexts } from '../texts/changeTexts';
import { publicTexts } from '../texts/publicTexts';
import type { PublicChange, PublicRegister } from './publicRegister';

/** The page of the public list. */
export function publicListPage(
  { inUse, planned, changedAt }: PublicRegister,
  { locale, now, processorName }: { locale: PageLocale; now: Date; processorName: string },
) {
  const texts = publicTexts[locale];
  return {
    lead: texts.lead(processorName),
    dates: [
      texts.asOf(describeDate(localDateOf(now, processorZone), locale)),
      ...(changedAt ? [texts.changedOn(describeDate(localDateOf(changedAt, processorZone), locale))] : []),
    ],
    columns: texts.columns,
    inUse: {
      title: texts.inUse,
      none: texts.noneInUse,
      rows: inUse.map((subprocessor) => ({
        name: subprocessor.legalName,
        organisationNumber: subprocessor.organisationNumber,
        ...placesOf(subprocessor, locale),
      })),
    },
    planned: {
      title: texts.planned,
      none: texts.nonePlanned,
      hint: texts.plannedHint,
      rows: planned.map((change) => ({
        id: `change-${change._id}`,
        title: changeTitle(change, locale),
        emergency: change.emergency ? `${texts.entry.emergency}: ${change.emergency.reason}` : null,
        services: change.services.join(', '),
        processing: localized(change.details.processing, locale),
        locations: detailTexts(change.details, 'locations', { locale, parentName: null }),
        plannedOn: describeDate(calendarDate(change.plannedEffectiveOn), locale),
        publishedOn: change.publishedAt ? describeDate(localDateOf(change.publishedAt, processorZone), locale) : '',
      })),
    },
    feeds: {
      title: texts.feeds,
      links: [
        { href: '/changes.atom', label: texts.atom },
        { href: '/changes.json', label: texts.json },
        { href: '/subprocessors.json', label: texts.listJson },
      ],
    },
  };
}

function placesOf(details: SubprocessorDetails, locale: PageLocale) {
  const words = { locale, parentName: null };
  const transfers = detailTexts(details, 'transferBasis', words);
  return {
    services: details.services.join(', '),
    country: detailTexts(details, 'country', words),
    processing: localized(details.processing, locale) || changeTexts[locale].notStated,
    locations: detailTexts(details, 'locations', words),
    transferBasis: transfers.length > 0 ? transfers : [publicTexts[locale].noTransfer],
  };
}

/** `/subprocessors.json`: the same in codes. Texts as they were given. */
export function publicListJson(
  { inUse, planned, changedAt }: PublicRegister,
  { now, processorName }: { now: Date; processorName: string },
) {
  return {
    processor: processorName,
    asOf: localDateOf(now, processorZone),
    changedAt: changedAt?.toISOString() ?? null,
    subprocessors: inUse.map((subprocessor) => publicDetails(subprocessor)),
    plannedChanges: planned.map(publicChange),
  };
}

function publicDetails(details: SubprocessorDetails) {
  return {
    legalName: details.legalName,
    organisationNumber: details.organisationNumber,
    country: details.country,
    address: details.address,
    services: details.services,
    processing: asGiven(details.processing),
    dataCategories: details.dataCategories,
    dataSubjects: details.dataSubjects,
    specialCategories: details.specialCategories,
    locations: details.locations.map(({ country, kind }) => ({ country, kind })),
    transferBasis: details.transferBasis.map(({ country, basis }) => ({ country, basis })),
  };
}

/** What a feed tells of one change. */
export function publicChange(change: ChangeRecord) {
  return {
    id: change._id,
    revision: change.revision,
    type: change.type,
    status: change.status,
    services: change.services,
    reason: asGiven(change.reason),
    emergency: change.emergency && { reason: change.emergency.reason },
    plannedEffectiveOn: change.plannedEffectiveOn,
    replaces: change.replacesName,
    subprocessor: publicDetails(change.details),
  };
}

/** One entry of a feed in words. Its id is made of the change's own, so that it is the same wherever and whenever it is asked for. */
export function feedEntry({ change, publishedAt, changedAt }: PublicChange, { locale, baseUrl }: { locale: PageLocale; baseUrl: string }) {
  const texts = publicTexts[locale];
  const { entry } = texts;
  const title = changeTitle(change, locale);
  const corrected = change.revision > 1 ? localized(change.publication?.reasonForRevision, locale) : '';
  const lines = [
    ...(corrected ? [`${entry.corrected}: ${corrected}`] : []),
    `${entry.planned}: ${dayText(change.plannedEffectiveOn, locale)}`,
    `${entry.services}: ${change.services.join(', ')}`,
    `${entry.reason}: ${localized(change.reason, locale)}`,
    ...(change.emergency ? [`${entry.emergency}: ${change.emergency.reason}`] : []),
    `${entry.processing}: ${localized(change.details.processing, locale)}`,
    `${entry.locations}: ${detailTexts(change.details, 'locations', { locale, parentName: null }).join('; ')}`,
  ];
  return {
    id: `urn:uuid:${nameBasedId(`change ${change._id}`)}`,
    title: change.status === 'withdrawn' ? entry.withdrawn(title) : title,
    url: `${baseUrl}/subprocessors#change-${change._id}`,
    published: publishedAt.toISOString(),
    updated: changedAt.toISOString(),
    text: lines.join('\n'),
  };
}

/** A name-based UUID (RFC 9562, version 8: our own hash). */
function nameBasedId(name: string): string {
  const hex = createHash('sha256').update(`forvarsel feed ${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
