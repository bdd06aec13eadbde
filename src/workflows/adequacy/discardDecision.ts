import type { AdequacyRecord } from '../../data/adequacy.model';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { presentContent } from '../../domain/transfer/adequacyList';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { type AdequacyAct, decisionOf, writeDecision } from './writeDecision';

/**
 * Gives up what waits for a second person; or, where nothing waits, a decision whose first day has not come. It stays in the list as given up. One person is enough, since it opens no
 * gate. Refuses `wrong-state` for a decision that has begun: that is ended on a day. `now` is legal time.
 */
export async function discardDecision(context: WorkflowContext, act: AdequacyAct): Promise<Outcome<AdequacyRecord>> {
  const today = processorDay(act.now);
  return writeDecision(context, act, (list) => {
    const found = decisionOf(list, act);
    if (!found.ok) return found;
    const decision = found.value;
    const present = presentContent(decision);
    if (decision.waiting && !decision.discardedOn) {
      const { waiting, versions } = decision;
      // What nobody ever confirmed is kept to be seen, and counts on no day. Whoever entered it is named in the audit trail alone, where names can be erased.
      const isNew = versions.length === 0;
      const unnamed = { ...waiting, by: { ...waiting.by, name: '' } };
      const left = isNew ? { ...decision, waiting: unnamed, discardedOn: today } : { ...decision, waiting: null };
      return done({ decision: left, type: 'adequacy.discarded', facts: { enteredBy: waiting.by.personId } });
    }
    if (!present || present.from <= today) return refuse('wrong-state');
    return done({ decision: { ...decision, discardedOn: today }, type: 'adequacy.discarded' });
  });
}
