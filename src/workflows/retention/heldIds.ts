import type { Repositories } from '../../data/repositories';

/** The agreements of which nothing may go. */
export async function heldIds({ retentionAgreements }: Pick<Repositories, 'retentionAgreements'>): Promise<string[]> {
  return (await retentionAgreements.listHeld()).map(({ _id }) => _id);
}
