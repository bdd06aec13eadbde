import type { AdequacyRecord } from '../../data/adequacy.model';
import { newId } from '../../data/id';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { AdequacyContent } from '../../domain/transfer/adequacy';
import type { AdequacyInput } from '../../schemas/adequacy';
import type { WorkflowContext } from '../context';
import { contentProblems, writeDecision } from './writeDecision';

/**
 * One person enters an adequacy decision. It opens gates, so it counts from the day on which another confirms it (`confirmDecision`), and not for days before
 * that. Refuses with pointers a country of the EEA, which needs none, a last day before the first, and days that meet those of another decision for the same
 * country. `now` is legal time.
 */
export async function proposeDecision(
  context: WorkflowContext,
  { actor, now, input }: { actor: PersonActor; now: Date; input: AdequacyInput },
): Promise<Outcome<AdequacyRecord>> {
  const { country, ...said } = input;
  const content: AdequacyContent = {
    ...said,
    until: said.until ?? null,
    scope: said.scope ?? null,
    certifiedOnly: said.certifiedOnly ?? false,
  };
  const id = newId();
  return writeDecision(context, { actor, now }, (list) => {
    const errors = contentProblems(list, { id, country, content });
    if (errors.length > 0) return refuse('invalid', { errors });
    const waiting = { content, by: { personId: actor.personId, name: actor.name }, at: now };
    return done({ decision: { id, country, versions: [], waiting, discardedOn: null, version: 0 }, type: 'adequacy.proposed' });
  });
}
