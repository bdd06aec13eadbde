import { type CalendarDate, laterOf, parseCalendarDate } from '../calendar/calendarDate';
import type { BothLanguages, FieldProblem } from '../outcome';
import type { ChangeType } from '../terms/terms';
import type { AdequacyDecision } from '../transfer/adequacy';
import { countryName } from '../transfer/countries';
import {
  countriesOf,
  isPrivacyShield,
  judgeBasis,
  privacyShieldFlags,
  type Recipient,
  type RecordedBasis,
  transferBases,
  uncoveredCountries,
} from '../transfer/transferBasis';

/** A text that may be given per language; `any` is for every language. */
export interface TextInLanguages {
  any?: string | null;
  nb?: string | null;
  en?: string | null;
  nn?: string | null;
}

/** What a change has to say of its subprocessor. Organisation number, security measures and predecessor may be "not stated". */
export interface DescribedSubprocessor extends Recipient {
  legalName: string;
  address: string;
  contactPoint: string;
  processing: TextInLanguages;
  dataCategories: readonly string[];
  dataSubjects: readonly string[];
}

export interface DescribedChange {
  type: ChangeType;
  subprocessorId: string | null;
  replacesId: string | null;
  /** As it will be: for a modify with the changes in place. */
  details: DescribedSubprocessor;
  /** Of a modify: the names of the fields that change. */
  modifiedFields: readonly string[];
  /** Everyone below it. */
  chain: readonly (Recipient & { legalName: string })[];
  services: readonly string[];
  reason: TextInLanguages;
  /** `YYYY-MM-DD`. */
  plannedEffectiveOn: string;
  emergency: { reason: string } | null;
}

/**
 * What is missing before a change can be submitted (DESIGN.md, "A notice says"); empty: nothing. Pointers are into the API's change,
 * `/chain/<n>` for those below. `today` is the day in the processor's zone; bases are judged on the planned day.
 * A removal needs its reason, day and services only: whom it ends the use of is in the annex already.
 * No agreement's terms are asked here: whether one of them accepts the basis is its gate's matter.
 */
export function missingBeforeSubmission(
  change: DescribedChange,
  { today, adequacy }: { today: CalendarDate; adequacy: readonly AdequacyDecision[] },
): FieldProblem[] {
  return [...missingOfChange(change, today), ...(change.type === 'remove' ? [] : missingOfSubprocessor(change, today, adequacy))];
}

function missingOfChange(change: DescribedChange, today: CalendarDate): FieldProblem[] {
  const plannedOn = parseCalendarDate(change.plannedEffectiveOn);
  const problems: FieldProblem[] = [];
  if (isBlankText(change.reason)) problems.push(required('/reason', 'Skriv hvorfor endringen gjøres.', 'Say why the change is made.'));
  if (!change.services.some(isWritten)) {
    problems.push(
      required('/services', 'Velg minst én tjeneste som endringen gjelder.', 'Choose at least one service that the change is about.'),
    );
  }
  if (!plannedOn) {
    problems.push(required('/plannedEffectiveOn', 'Oppgi den planlagte dagen for ikrafttredelse.', 'Name the planned day of effect.'));
  } else if (plannedOn < today) {
    problems.push(
      problem('/plannedEffectiveOn', 'planned-day-passed', {
        nb: 'Den planlagte dagen er passert. Velg en senere dag.',
        en: 'The planned day has passed. Choose a later day.',
      }),
    );
  }
  if (change.type === 'replace' && !change.replacesId) {
    problems.push(required('/replacesId', 'Velg hvem som byttes ut.', 'Choose who is replaced.'));
  }
  if (change.type === 'replace' && change.replacesId && change.replacesId === change.subprocessorId) {
    problems.push(
      problem('/replacesId', 'replaces-itself', {
        nb: 'En underdatabehandler kan ikke bytte ut seg selv. Velg en annen, eller bruk endringstypen for endrede forhold.',
        en: 'A subprocessor cannot replace itself. Choose another, or make this a change of type modify.',
      }),
    );
  }
  if (change.type === 'modify' && change.modifiedFields.length === 0) {
    problems.push(
      problem('/subprocessor', 'nothing-changes', {
        nb: 'Endringen endrer ingenting. Oppgi hva som blir annerledes.',
        en: 'The change changes nothing. Say what becomes different.',
      }),
    );
  }
  if (change.emergency && !isWritten(change.emergency.reason)) {
    problems.push(required('/emergency/reason', 'Skriv hvorfor det haster.', 'Say why it is an emergency.'));
  }
  return problems;
}

function missingOfSubprocessor(
  { details, chain, plannedEffectiveOn }: DescribedChange,
  today: CalendarDate,
  adequacy: readonly AdequacyDecision[],
): FieldProblem[] {
  const judged = { on: laterOf(parseCalendarDate(plannedEffectiveOn) ?? today, today), adequacy };
  const problems: FieldProblem[] = [];
  const demand = (isThere: boolean, field: string, nb: string, en: string): void => {
    if (!isThere) problems.push(required(`/subprocessor/${field}`, nb, en));
  };
  demand(isWritten(details.legalName), 'legalName', 'Oppgi det juridiske navnet.', 'Give the legal name.');
  demand(
    isWritten(details.country),
    'country',
    'Oppgi landet underdatabehandleren er etablert i.',
    'Give the country it is established in.',
  );
  demand(isWritten(details.address), 'address', 'Oppgi adressen.', 'Give the address.');
  demand(isWritten(details.contactPoint), 'contactPoint', 'Oppgi et kontaktpunkt.', 'Give a contact point.');
  demand(!isBlankText(details.processing), 'processing', 'Beskriv hva underdatabehandleren skal gjøre.', 'Describe what it will do.');
  demand(details.dataCategories.some(isWritten), 'dataCategories', 'Oppgi hvilke opplysninger det gjelder.', 'Say which data it is about.');
  demand(details.dataSubjects.some(isWritten), 'dataSubjects', 'Oppgi hvem opplysningene gjelder.', 'Say whose data they are.');
  demand(
    details.locations.length > 0,
    'locations',
    'Oppgi minst ett sted der opplysningene lagres, behandles eller er tilgjengelige.',
    'Give at least one place where the data are stored, processed or accessible.',
  );
  problems.push(...transferProblems(details, [], '/subprocessor/transferBasis', '', judged));
  chain.forEach((below, index) => {
    problems.push(...transferProblems(below, details.transferBasis, `/chain/${index}/transferBasis`, below.legalName, judged));
  });
  return problems;
}

/** The day on which bases are judged, and the decisions as they count. */
interface Judged {
  on: CalendarDate;
  adequacy: readonly AdequacyDecision[];
}

/** `inherited`: what is recorded with the subprocessor above, which counts here too. */
function transferProblems(
  recipient: Recipient,
  inherited: readonly RecordedBasis[],
  pointer: string,
  who: string,
  judged: Judged,
): FieldProblem[] {
  const shields = privacyShieldFlags(recipient.transferBasis, judged.on);
  const flagged = shields.map(({ index, text }) => problem(`${pointer}/${index}/basis`, 'privacy-shield-invalid', text));
  const bases = [...recipient.transferBasis, ...inherited];
  const uncovered = uncoveredCountries({ countries: countriesOf(recipient), bases, accepted: transferBases, ...judged });
  const missing = uncovered
    .filter((country) => isWritten(country) && !shields.some((shield) => shield.country === country))
    .map((country) => missingBasis(country, bases, pointer, who, judged));
  return [...flagged, ...missing];
}

function missingBasis(country: string, bases: readonly RecordedBasis[], pointer: string, who: string, judged: Judged): FieldProblem {
  const recorded = bases.filter((basis) => basis.country === country && !isPrivacyShield(basis.basis));
  const verdicts = recorded.map((basis) => judgeBasis({ basis, accepted: transferBases, ...judged }));
  const place = { nb: inPlace(country, who, 'nb'), en: inPlace(country, who, 'en') };
  if (verdicts.includes('reference-missing')) {
    return problem(pointer, 'transfer-reference-missing', {
      nb: `Overføringsgrunnlaget for ${place.nb} mangler referanse: vurderingen av overføringen (standardbestemmelser, bindende virksomhetsregler), begrunnelsen (unntak) eller sertifiseringen (USA).`,
      en: `The transfer basis for ${place.en} lacks its reference: the transfer impact assessment (standard clauses, binding corporate rules), the reason (derogation) or the certification (United States).`,
    });
  }
  if (verdicts.includes('not-adequate')) {
    return problem(pointer, 'not-adequate', {
      nb: `Det finnes ingen gjeldende beslutning om tilstrekkelig beskyttelsesnivå for ${place.nb}. Registrer et annet overføringsgrunnlag.`,
      en: `No adequacy decision is in force for ${place.en}. Record another transfer basis.`,
    });
  }
  return problem(pointer, 'transfer-basis-missing', {
    nb: `Registrer et overføringsgrunnlag for ${place.nb}, som er utenfor EØS.`,
    en: `Record a transfer basis for ${place.en}, which is outside the EEA.`,
  });
}

function inPlace(country: string, who: string, language: keyof BothLanguages): string {
  const name = countryName(country, language);
  return who ? `${name} (${who})` : name;
}

function isWritten(text: string): boolean {
  return text.trim() !== '';
}

function isBlankText(text: TextInLanguages): boolean {
  return ![text.any, text.nb, text.en, text.nn].some((written) => isWritten(written ?? ''));
}

function required(pointer: string, nb: string, en: string): FieldProblem {
  return problem(pointer, 'required', { nb, en });
}

function problem(pointer: string, code: string, detail: BothLanguages): FieldProblem {
  return { pointer, code, detail };
}
