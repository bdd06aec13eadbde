import type { AdequacyRecord } from '../../data/adequacy.model';

/** Whether something of it waits for a second person. */
export function waitsForSecond({ waiting, discardedOn }: Pick<AdequacyRecord, 'waiting' | 'discardedOn'>): boolean {
  return waiting !== null && discardedOn === null;
}
