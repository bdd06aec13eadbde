import type { Repositories } from '../../data/repositories';
import type { OldSending } from '../../data/retentionMail.repository';

/** The agreements of which nothing may go. */
export async function heldIds({ retentionAgreements }: Pick<Repositories, 'retentionAgreements'>): Promise<string[]> {
  return (await retentionAgreements.listHeld()).map(({ _id }) => _id);
}

/** What of this mail may still go: an agreement may have been put on hold after it was found to be due, in the middle of a run. */
export async function withoutHeld<Due extends { sending: Pick<OldSending, 'agreementId'> }>(
  data: Pick<Repositories, 'retentionAgreements'>,
  due: readonly Due[],
): Promise<Due[]> {
  const held = new Set(await heldIds(data));
  return due.filter(({ sending: { agreementId } }) => agreementId === null || !held.has(agreementId));
}
