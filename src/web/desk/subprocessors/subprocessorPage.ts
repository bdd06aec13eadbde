import type { AgreementRecord } from '../../../data/agreement.model';
import type { AnnexEntryRecord } from '../../../data/annex.model';
import type { ChangeRecord } from '../../../data/change.model';
import type { SubprocessorRecord } from '../../../data/subprocessor.model';
import type { CalendarDate } from '../../../domain/calendar/calendarDate';
import { type AdequacyDecision, adequacyOf } from '../../../domain/transfer/adequacy';
import { countryName, thirdCountriesOf } from '../../../domain/transfer/countries';
import { countriesOf, judgeBasis, transferBases } from '../../../domain/transfer/transferBasis';
import type { PageLocale } from '../../locale';
import { changeTexts } from '../../texts/changeTexts';
import { subprocessorTexts } from '../../texts/subprocessorTexts';
import { countryText, dayText, detailTexts, type Fact } from '../changes/changeFacts';
import { basisLabel, changeTitle, statusTag } from '../changes/changeLabels';
import { subprocessorFlags, uncoveredOf } from './subprocessorFlags';
import { subprocessorStatusTag } from './subprocessorListPage';

/** Everything that the page of one subprocessor tells. */
export interface SubprocessorPageFacts {
  subprocessor: SubprocessorRecord;
  /** Nearest first. */
  above: SubprocessorRecord[];
  below: SubprocessorRecord[];
  entries: { entry: AnnexEntryRecord; agreement: AgreementRecord }[];
  entryCount: number;
  changes: ChangeRecord[];
  inForce: boolean;
  adequacy: readonly AdequacyDecision[];
  today: CalendarDate;
  mayEdit: boolean;
  mayDraft: boolean;
}

const shown = [
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
  'securityMeasures',
  'intraGroup',
  'services',
] as const;

export function subprocessorPage(facts: SubprocessorPageFacts, locale: PageLocale) {
  const texts = subprocessorTexts[locale];
  const { subprocessor, below, today, adequacy } = facts;
  return {
    status: subprocessorStatusTag(subprocessor.status, locale),
    flags: subprocessorFlags(subprocessor, { below, on: today, adequacy, locale }),
    links: linksOf(facts, locale),
    detailsTitle: texts.details,
    details: detailFacts(subprocessor, locale),
    transfers: transfersOf(facts, locale),
    chain: {
      title: texts.chain.title,
      facts: chainFacts(facts, locale),
    },
    annexes: {
      title: texts.annexes.title,
      none: texts.annexes.none,
      more: facts.entryCount > facts.entries.length ? texts.annexes.more(facts.entryCount) : null,
      rows: facts.entries.map(({ entry, agreement }) => ({
        href: `/desk/agreements/${agreement._id}`,
        label: agreement.reference,
        since: texts.annexes.since(dayText(entry.inForceFrom, locale)),
      })),
    },
    changes: {
      title: texts.changes.title,
      none: texts.changes.none,
      rows: facts.changes.map((change) => ({
        href: `/desk/changes/${change._id}`,
        title: changeTitle(change, locale),
        status: statusTag(change.status, locale),
        planned: dayText(change.plannedEffectiveOn, locale),
      })),
    },
  };
}

function linksOf({ subprocessor, inForce, mayEdit, mayDraft }: SubprocessorPageFacts, locale: PageLocale) {
  const texts = subprocessorTexts[locale];
  const href = `/desk/subprocessors/${subprocessor._id}`;
  const links: { href: string; label: string }[] = [];
  if (mayEdit && !inForce) links.push({ href: `${href}/edit`, label: texts.edit });
  if (mayEdit) links.push({ href: `${href}/contract`, label: subprocessor.contract ? texts.correctContract : texts.recordContract });
  if (mayDraft) links.push({ href: changeFormAddress(subprocessor), label: texts.draftChange });
  return links;
}

/** The form that drafts what fits: a modify for one in use, else the form that asks what kind. */
export function changeFormAddress({ _id, status }: SubprocessorRecord): string {
  const type = status === 'inUse' ? 'modify' : 'add';
  return `/desk/changes/new?type=${type}&subprocessorId=${_id}`;
}

function detailFacts(subprocessor: SubprocessorRecord, locale: PageLocale): Fact[] {
  const labels = changeTexts[locale];
  const rows = shown.map((name): Fact => {
    const values = detailTexts(subprocessor, name, { locale, parentName: null });
    return { label: labels.facts[name], values: values.length > 0 ? values : [labels.notStated] };
  });
  const { contract } = subprocessor;
  const signed = contract ? labels.contractSigned(dayText(contract.signedOn, locale), contract.reference) : labels.contractMissing;
  return [...rows, { label: labels.facts.contract, values: [signed] }];
}

function transfersOf({ subprocessor, below, today, adequacy }: SubprocessorPageFacts, locale: PageLocale) {
  const { transfers } = subprocessorTexts[locale];
  const { notStated } = changeTexts[locale];
  const recorded = subprocessor.transferBasis.map((basis) => {
    const verdict = judgeBasis({ basis, accepted: transferBases, on: today, adequacy });
    const decision = basis.basis === 'adequacy' ? adequacyOf(basis.country, today, adequacy) : undefined;
    return {
      country: countryText(basis.country, locale),
      basis: [basisLabel(basis.basis, locale), decision?.decision].filter(Boolean).join(', '),
      reference: basis.reference ?? notStated,
      verdict: { label: transfers.verdicts[verdict], color: verdict === 'covers' ? 'success' : 'danger' },
    };
  });
  const thirdCountries = thirdCountriesOf([subprocessor, ...below].flatMap(countriesOf));
  const uncovered = uncoveredOf(subprocessor, { below, on: today, adequacy });
  return {
    title: transfers.title,
    caption: transfers.caption,
    columns: transfers.columns,
    none: thirdCountries.length === 0 ? transfers.notNeeded : transfers.none,
    uncovered: uncovered.length > 0 ? transfers.uncovered(uncovered.map((code) => countryName(code, locale)).join(', ')) : null,
    rows: recorded,
  };
}

function chainFacts({ above, below }: SubprocessorPageFacts, locale: PageLocale) {
  const { chain } = subprocessorTexts[locale];
  const link = ({ _id, legalName, country }: SubprocessorRecord) => ({
    href: `/desk/subprocessors/${_id}`,
    label: `${legalName}, ${countryText(country, locale)}`,
  });
  return [
    { label: chain.above, links: above.map(link), none: chain.top },
    { label: chain.below, links: below.map(link), none: chain.noneBelow },
  ];
}
