import { type CalendarDate, calendarDate } from '../calendar/calendarDate';
import type { BothLanguages } from '../outcome';
import type { Terms, TransferBasis } from '../terms/terms';
import { type AdequacyDecision, adequacyOf } from './adequacy';
import { isInEea } from './countries';

/** Every chapter V tool that can be a basis (GDPR art. 45, 46(2)(c) and (d), 47, 49). */
export const transferBases = ['adequacy', 'scc-46-2-c', 'scc-46-2-d', 'bcr', 'derogation'] as const satisfies readonly TransferBasis[];

export const transferBasisTexts: Record<TransferBasis, BothLanguages> = {
  adequacy: { nb: 'Beslutning om tilstrekkelig beskyttelsesnivå (art. 45)', en: 'Adequacy decision (art. 45)' },
  'scc-46-2-c': {
    nb: 'Standard personvernbestemmelser fra Kommisjonen (art. 46 nr. 2 bokstav c)',
    en: 'Standard contractual clauses of the Commission (art. 46(2)(c))',
  },
  'scc-46-2-d': {
    nb: 'Standard personvernbestemmelser fra en tilsynsmyndighet (art. 46 nr. 2 bokstav d)',
    en: 'Standard contractual clauses of a supervisory authority (art. 46(2)(d))',
  },
  bcr: { nb: 'Bindende virksomhetsregler (art. 47)', en: 'Binding corporate rules (art. 47)' },
  derogation: { nb: 'Unntak i særlige situasjoner (art. 49)', en: 'Derogation for specific situations (art. 49)' },
};

/**
 * A basis as a register names it. `basis` is any text, since old registers name what is none. `reference` is the transfer impact assessment
 * (SCC, BCR), the reason (derogation), or the recipient's certification (adequacy, where the decision asks for one).
 */
export interface RecordedBasis {
  country: string;
  basis: string;
  reference?: string | null;
}

/** Whoever receives the data, at one level of the chain. */
export interface Recipient {
  /** Where it is established. */
  country: string;
  locations: readonly { country: string }[];
  transferBasis: readonly RecordedBasis[];
}

export type BasisVerdict = 'covers' | 'privacy-shield' | 'unknown-basis' | 'not-accepted' | 'reference-missing' | 'not-adequate';

/** The bases that an agreement accepts. */
export function acceptedBases(terms: Pick<Terms, 'transferBases'>): TransferBasis[] {
  return [...terms.transferBases];
}

/**
 * Whether a recorded basis covers its country on a day, and if not, why not. Standard clauses and binding corporate rules need the reference of
 * the transfer impact assessment (C-311/18), a derogation its reason, and the United States' adequacy the recipient's certification. `adequacy` is the list of
 * decisions as it counts (adequacyList.ts).
 */
export function judgeBasis(facts: {
  basis: RecordedBasis;
  accepted: readonly TransferBasis[];
  on: CalendarDate;
  adequacy: readonly AdequacyDecision[];
}): BasisVerdict {
  const { basis, accepted, on, adequacy } = facts;
  if (isPrivacyShield(basis.basis)) return 'privacy-shield';
  const known = transferBases.find((name) => name === basis.basis);
  if (!known) return 'unknown-basis';
  if (!accepted.includes(known)) return 'not-accepted';
  const hasReference = (basis.reference ?? '').trim() !== '';
  if (known !== 'adequacy') return hasReference ? 'covers' : 'reference-missing';
  const decision = adequacyOf(basis.country, on, adequacy);
  if (!decision) return 'not-adequate';
  return decision.certifiedOnly && !hasReference ? 'reference-missing' : 'covers';
}

/** Those of `countries` that are outside the EEA and that no recorded basis covers on the day, each once, sorted. */
export function uncoveredCountries(facts: {
  countries: readonly string[];
  bases: readonly RecordedBasis[];
  accepted: readonly TransferBasis[];
  on: CalendarDate;
  adequacy: readonly AdequacyDecision[];
}): string[] {
  const { countries, bases, ...rest } = facts;
  const isCovered = (country: string): boolean =>
    bases.some((basis) => basis.country === country && judgeBasis({ ...rest, basis }) === 'covers');
  return [...new Set(countries)].filter((country) => !isInEea(country) && !isCovered(country)).sort();
}

/**
 * The same for a subprocessor (first) and everyone below it. A basis counts for whoever it is recorded with, and what is recorded with the
 * subprocessor counts for those below it too, because it answers for their transfers (art. 28(4)); never the other way.
 */
export function uncoveredInChain(facts: {
  recipients: readonly Recipient[];
  accepted: readonly TransferBasis[];
  on: CalendarDate;
  adequacy: readonly AdequacyDecision[];
}): string[] {
  const { recipients, ...rest } = facts;
  const top = recipients[0];
  if (!top) return [];
  const uncovered = recipients.flatMap((recipient) => {
    const bases = recipient === top ? top.transferBasis : [...recipient.transferBasis, ...top.transferBasis];
    return uncoveredCountries({ ...rest, countries: countriesOf(recipient), bases });
  });
  return [...new Set(uncovered)].sort();
}

/** Where a recipient is established, stores, processes or has access. */
export function countriesOf(recipient: Recipient): string[] {
  return [...new Set([recipient.country, ...recipient.locations.map(({ country }) => country)])];
}

/** The day of the judgment in C-311/18 (Schrems II); it gave no time to adapt. */
export const privacyShieldFellOn = calendarDate('2020-07-16');

export interface PrivacyShieldFlag {
  /** Its place in the list given. */
  index: number;
  country: string;
  text: BothLanguages;
}

/** Entries of a register that rest on Privacy Shield, which is no basis from 16 July 2020 (C-311/18). Nothing is flagged before that day. */
export function privacyShieldFlags(bases: readonly RecordedBasis[], on: CalendarDate): PrivacyShieldFlag[] {
  if (on < privacyShieldFellOn) return [];
  return bases.flatMap(({ basis, country }, index) => (isPrivacyShield(basis) ? [{ index, country, text: privacyShieldText }] : []));
}

/** Whether a text names Privacy Shield, as registers spell it: "privacy-shield", "EU-US Privacy Shield", "privacyShield". */
export function isPrivacyShield(basis: string): boolean {
  return /privacy[\s_-]*shield/i.test(basis);
}

const privacyShieldText: BothLanguages = {
  nb: 'Privacy Shield har ikke vært et overføringsgrunnlag siden 16. juli 2020 (C-311/18). Registrer et annet grunnlag.',
  en: 'Privacy Shield has been no transfer basis since 16 July 2020 (C-311/18). Record another basis.',
};
