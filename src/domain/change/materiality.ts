import { parseCalendarDate } from '../calendar/calendarDate';
import type { ChangeType } from '../terms/terms';
import type { Rollout } from './changeLife';
import type { TextInLanguages } from './completeness';

interface Place {
  country: string;
  kind: string;
}
interface Basis {
  country: string;
  basis: string;
  reference: string | null;
}

/** What two revisions of one change are compared by. */
export interface RevisionFacts {
  type: ChangeType;
  subprocessorId: string;
  replacesId: string | null;
  details: {
    legalName: string;
    organisationNumber: string | null;
    country: string;
    address: string;
    contactPoint: string;
    processing: TextInLanguages;
    dataCategories: readonly string[];
    dataSubjects: readonly string[];
    specialCategories: readonly string[];
    locations: readonly Place[];
    transferBasis: readonly Basis[];
    securityMeasures: TextInLanguages | null;
    intraGroup: boolean;
    parentId: string | null;
    services: readonly string[];
  };
  /** Everyone below it. */
  chain: readonly {
    subprocessorId: string;
    legalName: string;
    country: string;
    locations: readonly Place[];
    transferBasis: readonly Basis[];
  }[];
  services: readonly string[];
  reason: TextInLanguages;
  /** `YYYY-MM-DD`. */
  plannedEffectiveOn: string;
  rollout: Rollout;
  emergency: { reason: string } | null;
}

type DetailName = keyof RevisionFacts['details'];
export type RevisionField = Exclude<keyof RevisionFacts, 'details'> | DetailName;

/** Whether a field that differs makes the correction material whatever the releaser says. */
type Rule = 'always' | 'mayBeImmaterial' | ((before: RevisionFacts, after: RevisionFacts) => boolean);

/**
 * The law of DESIGN.md ("A change's life"): changed identity, scope, location or basis, or an earlier day, is always material. Decided where it is silent:
 * what the notice's terms were narrowed by (group, emergency) is scope, since its clocks rest on it; a rollout is material where somebody may get the
 * effect earlier by it.
 */
const ofChange: Record<Exclude<keyof RevisionFacts, 'details'>, Rule> = {
  type: 'always',
  subprocessorId: 'always',
  replacesId: 'always',
  chain: 'always',
  services: 'always',
  reason: 'mayBeImmaterial',
  plannedEffectiveOn: isEarlier,
  rollout: (_before, after) => after.rollout === 'perAgreement',
  emergency: (before, after) => (before.emergency === null) !== (after.emergency === null),
};

const ofDetails: Record<DetailName, Rule> = {
  legalName: 'always',
  organisationNumber: 'always',
  country: 'always',
  // Inside the same country: another country is a field of its own.
  address: 'mayBeImmaterial',
  contactPoint: 'mayBeImmaterial',
  processing: 'always',
  dataCategories: 'always',
  dataSubjects: 'always',
  specialCategories: 'always',
  locations: 'always',
  transferBasis: 'always',
  securityMeasures: 'mayBeImmaterial',
  intraGroup: 'always',
  parentId: 'always',
  services: 'always',
};

/** Where each field is found in `POST /changes`; what a revision does not take by itself has the pointer of what it follows from. */
export function revisionPointer(field: RevisionField): string {
  return field in ofDetails && field !== 'services' ? `/subprocessor/${field}` : `/${field}`;
}

export interface Materiality {
  /** Every field that differs, in the order of the notice. */
  changed: RevisionField[];
  /** Those of them that are always material. */
  material: RevisionField[];
}

/**
 * What differs between two revisions of a change, and what of that is always material (new notices and clocks). Nothing in `material`: the releaser may
 * confirm that the correction is immaterial. Lists are compared without regard to order, texts as they are written.
 *
 * Example: another contact point and a planned day a week earlier → changed `contactPoint`, `plannedEffectiveOn`; material `plannedEffectiveOn`.
 */
export function materialityOf(before: RevisionFacts, after: RevisionFacts): Materiality {
  const details = names(ofDetails).filter((name) => differs(before.details[name], after.details[name]));
  const others = names(ofChange).filter((name) => differs(before[name], after[name]));
  const isMaterial = (rule: Rule): boolean => (typeof rule === 'function' ? rule(before, after) : rule === 'always');
  const material = [
    ...others.filter((name) => isMaterial(ofChange[name])),
    ...details.filter((name) => isMaterial(ofDetails[name])),
  ] as RevisionField[];
  return { changed: unique([...others, ...details]), material: unique(material) };
}

function isEarlier(before: RevisionFacts, after: RevisionFacts): boolean {
  const [old, fresh] = [parseCalendarDate(before.plannedEffectiveOn), parseCalendarDate(after.plannedEffectiveOn)];
  return !old || !fresh || fresh < old;
}

function names<Name extends string>(table: Record<Name, Rule>): Name[] {
  return Object.keys(table) as Name[];
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}

function differs(before: unknown, after: unknown): boolean {
  return spelt(before) !== spelt(after);
}

/** One spelling for values that say the same: members by name without those that are not there, lists in order of their spelling. */
function spelt(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spelt).sort().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return `{${members
    .map(([name, member]) => `${name}:${spelt(member)}`)
    .sort()
    .join(',')}}`;
}
