import type { AgreementRecord } from '../../data/agreement.model';
import type { ChangeRecord } from '../../data/change.model';
import type { SubprocessorDetails } from '../../data/subprocessor.model';
import { outsideDescription } from '../../domain/approval/outsideDescription';
import type { ChangeTraits } from '../../domain/terms/terms';

type Placed = Pick<SubprocessorDetails, 'country' | 'locations'>;

/** ISO codes of every place: where it is established, stores, processes or has access. */
export function countriesOf(placed: Placed[]): string[] {
  return [...new Set(placed.flatMap(({ country, locations }) => [country, ...locations.map((location) => location.country)]))].sort();
}

type Proposed = Pick<ChangeRecord, 'type' | 'details' | 'previousDetails' | 'chain' | 'emergency'>;

/** What terms ask of a change: its kind, data, places (of the subprocessor and everyone below it), group, emergency. */
export function changeTraits(change: Proposed): ChangeTraits {
  const before = new Set((change.previousDetails?.locations ?? []).map(({ country, kind }) => `${country} ${kind}`));
  return {
    changeType: change.type,
    dataCategories: change.details.dataCategories,
    intraGroup: change.details.intraGroup,
    countries: countriesOf([change.details, ...change.chain]),
    newLocation: change.type === 'modify' && change.details.locations.some(({ country, kind }) => !before.has(`${country} ${kind}`)),
    emergency: change.emergency !== null,
  };
}

/** The same for one agreement: with what the change brings that its own description of the processing does not name. */
export function traitsFor(change: Proposed, { description }: Pick<AgreementRecord, 'description'>): ChangeTraits {
  const { type, details, previousDetails } = change;
  const outside = outsideDescription(description, { changeType: type, details, previousDetails });
  return { ...changeTraits(change), ...(outside ? { outsideDescription: outside } : {}) };
}
