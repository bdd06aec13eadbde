import type { AdequacyDecision } from '../../domain/transfer/adequacy';
import { countedDecisions } from '../../domain/transfer/adequacyList';
import type { WorkflowContext } from '../context';

/** The adequacy decisions with the days on which they count: one read, to be done once and handed on. */
export async function adequacyInForce({ data }: Pick<WorkflowContext, 'data'>): Promise<AdequacyDecision[]> {
  return countedDecisions((await data.adequacy.read()).decisions);
}
