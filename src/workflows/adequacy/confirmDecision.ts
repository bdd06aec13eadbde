import type { AdequacyRecord } from '../../data/adequacy.model';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { type AdequacyAct, contentProblems, decisionOf, writeDecision } from './writeDecision';

/**
 * Another person confirms what waits: it counts from today, and gates that waited for it open. Refuses `own-adequacy` for whoever said it (persons are compared, also
 * behind API keys; a one-person company's setting lets it pass, and the event says `selfReleased`), `no-adequacy-waiting` where nothing waits, and `stale-version` where it
 * is no longer what was read: nobody confirms unread what was said anew. `now` is legal time.
 */
export async function confirmDecision(context: WorkflowContext, act: AdequacyAct & { version: number }): Promise<Outcome<AdequacyRecord>> {
  const { actor, now } = act;
  return writeDecision(context, act, (list) => {
    const found = decisionOf(list, act);
    if (!found.ok) return found;
    const { waiting, discardedOn } = found.value;
    if (!waiting || discardedOn) return refuse('no-adequacy-waiting');
    const isOwn = waiting.by.personId === actor.personId;
    if (isOwn && !context.settings.allowSelfRelease) return refuse('own-adequacy');
    const { content } = waiting;
    const errors = contentProblems(list, { ...found.value, content });
    if (errors.length > 0) return refuse('invalid', { errors });
    const said = { ...content, countsFrom: processorDay(now), saidBy: waiting.by.personId, confirmedBy: actor.personId };
    return done({
      decision: { ...found.value, versions: [...found.value.versions, said], waiting: null },
      type: 'adequacy.confirmed',
      facts: { enteredBy: waiting.by.personId, ...(isOwn ? { selfReleased: true } : {}) },
    });
  });
}
