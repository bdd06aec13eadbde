import type { ChainLink, ChangeRecord } from '../../data/change.model';
import { newId } from '../../data/id';
import type { LocalText } from '../../data/localText';
import type { ContractRecord, SubprocessorDetails, SubprocessorRecord } from '../../data/subprocessor.model';
import { parseCalendarDate } from '../../domain/calendar/calendarDate';
import type { Rollout } from '../../domain/change/changeLife';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import type { ChangeType } from '../../domain/terms/terms';
import type { WorkflowContext } from '../context';
import { slugOf } from '../registry/slugOf';

/** What a draft is made of, from the API or the form. `subprocessor` describes a new one, or for a modify what changes. */
export interface ChangeInput {
  type: ChangeType;
  subprocessorId?: string;
  subprocessor?: Partial<SubprocessorDetails> & { contract?: ContractRecord | null };
  replacesId?: string;
  services: string[];
  reason: LocalText;
  plannedEffectiveOn: string;
  rollout: Rollout;
  emergency?: { reason: string } | null;
  /** It was notified by hand before the portal came; the note says how. */
  takenOver?: { note: string } | null;
}

/** The parts of a change that its subject decides. */
export interface ChangeSubject {
  subprocessorId: string;
  /** A register entry to write together with the draft: the proposed subprocessor. */
  proposed: SubprocessorRecord | null;
  isNew: boolean;
  details: SubprocessorDetails;
  previousDetails: SubprocessorDetails | null;
  modifiedFields: string[];
  replacesId: string | null;
  replacesName: string | null;
  chain: ChainLink[];
}

const blank: SubprocessorDetails = {
  legalName: '',
  organisationNumber: null,
  country: '',
  address: '',
  contactPoint: '',
  processing: {},
  dataCategories: [],
  dataSubjects: [],
  specialCategories: [],
  locations: [],
  transferBasis: [],
  securityMeasures: null,
  intraGroup: false,
  parentId: null,
  services: [],
};

const detailNames = Object.keys(blank) as (keyof SubprocessorDetails)[];

/** The details alone, without what the register adds. */
export function detailsOf(source: SubprocessorDetails): SubprocessorDetails {
  return Object.fromEntries(detailNames.map((name) => [name, source[name]])) as unknown as SubprocessorDetails;
}

/** The details with some of them said otherwise; what is undefined stays. */
export function mergedDetails(base: SubprocessorDetails, changes: Partial<SubprocessorDetails>): SubprocessorDetails {
  const given = Object.fromEntries(detailNames.flatMap((name) => (changes[name] === undefined ? [] : [[name, changes[name]]])));
  return { ...base, ...given };
}

/** The names of the details that differ. */
export function changedDetails(before: SubprocessorDetails, after: SubprocessorDetails): string[] {
  return detailNames.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function problem(pointer: string, code: string, nb: string, en: string): FieldProblem {
  return { pointer, code, detail: { nb, en } };
}

/** Rules about the day and the services that hold for every draft. `today` is a day in the processor's zone. */
export async function draftProblems(
  context: WorkflowContext,
  input: Pick<ChangeInput, 'services' | 'plannedEffectiveOn' | 'subprocessor'>,
  today: string,
): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  const planned = parseCalendarDate(input.plannedEffectiveOn);
  if (!planned) {
    problems.push(
      problem(
        '/plannedEffectiveOn',
        'invalid-date',
        'Skriv en dag som finnes, på formen ÅÅÅÅ-MM-DD.',
        'Write a day that exists, as YYYY-MM-DD.',
      ),
    );
  } else if (planned < today) {
    problems.push(
      problem(
        '/plannedEffectiveOn',
        'planned-day-passed',
        'Den planlagte dagen er passert. Velg en senere dag.',
        'The planned day has passed. Choose a later day.',
      ),
    );
  }
  const [ofAgreements, ofSubprocessors] = await Promise.all([
    context.data.agreements.knownServices(),
    context.data.subprocessors.knownServices(),
  ]);
  const known = new Set([...ofAgreements, ...ofSubprocessors, ...(input.subprocessor?.services ?? [])]);
  input.services.forEach((service, index) => {
    if (!known.has(service)) {
      problems.push(
        problem(
          `/services/${index}`,
          'unknown-service',
          `Ingen avtale eller underdatabehandler har tjenesten «${service}».`,
          `No agreement or subprocessor has the service "${service}".`,
        ),
      );
    }
  });
  return problems;
}

/**
 * Finds or makes what the change is about. `current` is the draft as it stands, whose own proposed subprocessor is edited along.
 * Refuses what does not exist, what is both named and described, and a modify or remove of something nobody uses.
 */
export async function resolveSubject(
  context: WorkflowContext,
  { input, current, now }: { input: ChangeInput; current: ChangeRecord | null; now: Date },
): Promise<Outcome<ChangeSubject>> {
  const replaced = input.replacesId ? await context.data.subprocessors.find(input.replacesId) : null;
  if (input.replacesId && !replaced) {
    return refuse('invalid', {
      errors: [problem('/replacesId', 'not-found', 'Fant ikke den som skal byttes ut.', 'The one to be replaced was not found.')],
    });
  }
  const known = input.subprocessorId ? await context.data.subprocessors.find(input.subprocessorId) : null;
  if (input.subprocessorId && !known) {
    return refuse('invalid', {
      errors: [problem('/subprocessorId', 'not-found', 'Fant ikke underdatabehandleren.', 'The subprocessor was not found.')],
    });
  }
  const ownProposal = current && !known ? await context.data.subprocessors.find(current.subprocessorId) : null;
  const common = { replacesId: replaced?._id ?? null, replacesName: replaced?.legalName ?? null };

  if (input.type === 'modify' || input.type === 'remove') {
    if (!known) {
      const pointer = '/subprocessorId';
      return refuse('invalid', {
        errors: [problem(pointer, 'required', 'Velg hvilken underdatabehandler det gjelder.', 'Choose which subprocessor it is about.')],
      });
    }
    const previous = detailsOf(known);
    const details = input.type === 'modify' ? mergedDetails(previous, input.subprocessor ?? {}) : previous;
    const modifiedFields = changedDetails(previous, details);
    const chain = await chainBelow(context, known._id);
    return done({
      subprocessorId: known._id,
      proposed: null,
      isNew: false,
      details,
      previousDetails: input.type === 'modify' ? previous : null,
      modifiedFields: input.type === 'modify' ? modifiedFields : [],
      chain,
      ...common,
      replacesId: null,
      replacesName: null,
    });
  }

  if (known && !input.subprocessor) {
    const chain = await chainBelow(context, known._id);
    return done({
      subprocessorId: known._id,
      proposed: null,
      isNew: false,
      details: detailsOf(known),
      previousDetails: null,
      modifiedFields: [],
      chain,
      ...common,
    });
  }
  if (known && known.status !== 'proposed') {
    return refuse('invalid', {
      errors: [
        problem(
          '/subprocessor',
          'in-force',
          'Underdatabehandleren er i bruk. Velg den uten nye opplysninger, eller lag en endring av typen «modify».',
          'The subprocessor is in use. Choose it without new details, or draft a change of type "modify".',
        ),
      ],
    });
  }
  const base = known ?? (ownProposal?.status === 'proposed' ? ownProposal : null);
  if (!base && !input.subprocessor) {
    return refuse('invalid', {
      errors: [
        problem(
          '/subprocessor',
          'required',
          'Velg en underdatabehandler, eller beskriv en ny.',
          'Choose a subprocessor, or describe a new one.',
        ),
      ],
    });
  }
  const details = mergedDetails(base ? detailsOf(base) : blank, input.subprocessor ?? {});
  if (details.services.length === 0) details.services = input.services;
  const contract = input.subprocessor?.contract === undefined ? (base?.contract ?? null) : input.subprocessor.contract;
  const proposed: SubprocessorRecord = {
    ...details,
    _id: base?._id ?? newId(),
    slug: slugOf(details.legalName),
    status: 'proposed',
    contract,
    version: base?.version ?? 1,
    createdAt: base?.createdAt ?? now,
    updatedAt: now,
  };
  const chain = base ? await chainBelow(context, base._id) : [];
  return done({
    subprocessorId: proposed._id,
    proposed,
    isNew: !base,
    details,
    previousDetails: null,
    modifiedFields: [],
    chain,
    ...common,
  });
}

/**
 * A draft with its subject as the register has it today: the proposed subprocessor may have been edited, the chain below it may have grown.
 * What was submitted stays as it was submitted.
 */
export async function withFreshSubject(context: WorkflowContext, change: ChangeRecord): Promise<ChangeRecord> {
  if (change.status !== 'draft') return change;
  const known = await context.data.subprocessors.find(change.subprocessorId);
  if (!known) return change;
  const chain = await chainBelow(context, known._id);
  const today = detailsOf(known);
  if (change.type !== 'modify') return { ...change, details: today, chain };
  const kept = Object.fromEntries(change.modifiedFields.map((name) => [name, change.details[name as keyof SubprocessorDetails]]));
  return { ...change, details: { ...today, ...kept }, previousDetails: today, chain };
}

/** Everyone below a subprocessor, as the register has them today. */
export async function chainBelow(context: WorkflowContext, subprocessorId: string): Promise<ChainLink[]> {
  const below = await context.data.subprocessors.listBelow(subprocessorId);
  return below.map(({ _id, legalName, country, locations, transferBasis }) => ({
    subprocessorId: _id,
    legalName,
    country,
    locations,
    transferBasis,
  }));
}
