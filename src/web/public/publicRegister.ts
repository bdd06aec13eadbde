import type { ChangeRecord } from '../../data/change.model';
import type { Repositories } from '../../data/repositories';
import type { SubprocessorRecord } from '../../data/subprocessor.model';

/** What anybody may read: who is in use, and what has been announced. Nothing in it comes from a controller or an agreement. */
export interface PublicRegister {
  /** By name. */
  inUse: SubprocessorRecord[];
  /** Published and not over yet, by their planned day. */
  planned: ChangeRecord[];
  /** When any of it changed last, legal time; null for an empty register. */
  changedAt: Date | null;
}

const mostSubprocessors = 2_000;
/** As many as a feed tells of. */
const mostChanges = 200;

export async function loadPublicRegister(data: Pick<Repositories, 'subprocessors' | 'changes'>): Promise<PublicRegister> {
  const [register, planned] = await Promise.all([data.subprocessors.list({ limit: mostSubprocessors }), data.changes.listPublished()]);
  const inUse = register.items
    .filter(({ status }) => status === 'inUse')
    .sort((one, other) => one.legalName.localeCompare(other.legalName, 'nb'));
  const instants = [
    ...inUse.map(({ updatedAt }) => updatedAt),
    ...planned.flatMap(({ publication, publishedAt }) => publication?.at ?? publishedAt ?? []),
  ];
  return {
    inUse,
    planned: planned.sort((one, other) => one.plannedEffectiveOn.localeCompare(other.plannedEffectiveOn)),
    changedAt: latestOf(instants),
  };
}

/** A change that was published, and when its entry changed last. */
export interface PublicChange {
  change: ChangeRecord;
  publishedAt: Date;
  changedAt: Date;
}

/** Everything ever published, as corrected, the latest first; what was withdrawn says so. */
export async function loadPublicChanges(data: Pick<Repositories, 'changes'>): Promise<PublicChange[]> {
  const changes = await data.changes.listEverPublished(mostChanges);
  return changes.flatMap((change): PublicChange[] => {
    const { publishedAt, publication, withdrawnAt } = change;
    return publishedAt ? [{ change, publishedAt, changedAt: withdrawnAt ?? publication?.at ?? publishedAt }] : [];
  });
}

export function latestOf(instants: Date[]): Date | null {
  return instants.reduce<Date | null>((latest, each) => (latest && latest >= each ? latest : each), null);
}
