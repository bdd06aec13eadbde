import type { AdequacyRecord } from '../../data/adequacy.model';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { AdequacyContent } from '../../domain/transfer/adequacy';
import { opensGates, presentContent } from '../../domain/transfer/adequacyList';
import type { AdequacyPatch } from '../../schemas/adequacy';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { fieldsChanged } from '../registry/fieldsChanged';
import { registryProblem } from '../registry/registryProblems';
import { type AdequacyAct, contentProblems, decisionOf, writeDecision } from './writeDecision';

interface Correction extends AdequacyAct {
  patch: Omit<AdequacyPatch, 'version'>;
}

/**
 * Says something else of a decision: ends it, prolongs it, or corrects what was wrong. What can open a gate waits for a second person (`confirmDecision`); what only
 * shuts gates, or says the same in other words, counts from today, and whatever waited is given up with it. Days that have passed keep what was said of them then.
 * Refuses with pointers what `proposeDecision` does and a correction that changes nothing; `wrong-state` where nobody has confirmed the decision yet, or it was given up.
 */
export async function correctDecision(context: WorkflowContext, { patch, ...act }: Correction): Promise<Outcome<AdequacyRecord>> {
  const { actor, now } = act;
  const today = processorDay(now);
  return writeDecision(context, act, (list) => {
    const found = decisionOf(list, act);
    if (!found.ok) return found;
    const before = presentContent(found.value);
    if (!before) return refuse('wrong-state');
    const content = contentOf({ ...before, ...patch });
    const changed = fieldsChanged(contentOf(before), content);
    const errors = changed.length === 0 ? [registryProblem('', 'adequacy-unchanged')] : contentProblems(list, { ...found.value, content });
    if (errors.length > 0) return refuse('invalid', { errors });
    const { id, country, versions, discardedOn, version } = found.value;
    const facts = { fields: changed, ...(found.value.waiting ? { gaveUpWaiting: true } : {}) };
    if (opensGates(before, content, today)) {
      const waiting = { content, by: { personId: actor.personId, name: actor.name }, at: now };
      return done({
        decision: { id, country, versions, waiting, discardedOn, version },
        type: 'adequacy.correctionProposed',
        facts,
      });
    }
    const said = { ...content, countsFrom: today, saidBy: actor.personId, confirmedBy: null };
    const isEnd = changed.every((name) => name === 'until');
    return done({
      decision: { id, country, versions: [...versions, said], waiting: null, discardedOn, version },
      type: isEnd ? 'adequacy.ended' : 'adequacy.corrected',
      facts,
    });
  });
}

/** Without what a version says of itself. */
function contentOf({
  name,
  decision,
  from,
  until,
  scope,
  certifiedOnly,
}: Partial<AdequacyContent> & Pick<AdequacyContent, 'name' | 'decision' | 'from'>): AdequacyContent {
  return { name, decision, from, until: until ?? null, scope: scope ?? null, certifiedOnly: certifiedOnly ?? false };
}
