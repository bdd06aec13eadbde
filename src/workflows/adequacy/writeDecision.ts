import type { ClientSession } from 'mongoose';
import type { AdequacyListRecord, AdequacyRecord } from '../../data/adequacy.model';
import type { PersonActor } from '../../domain/actor';
import type { FieldProblem } from '../../domain/outcome';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { AdequacyContent } from '../../domain/transfer/adequacy';
import { daysMeet, presentContent } from '../../domain/transfer/adequacyList';
import { isInEea } from '../../domain/transfer/countries';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { registryProblem } from '../registry/registryProblems';

/** What is done with one decision, and what the audit trail is told. */
export interface DecidedAct {
  decision: AdequacyRecord;
  type: string;
  facts?: Record<string, unknown>;
}

/** An act on a decision that is in the list. `now` is legal time; `version` is the decision's own, as it was read. */
export interface AdequacyAct {
  actor: PersonActor;
  now: Date;
  decisionId: string;
  version?: number;
}

/**
 * Reads the list, lets `act` decide, and writes the list with the audit event in one transaction; refuses `stale-version` where somebody else was first. Once it is
 * committed, the gates of all published changes are asked again; uses that rest on a decision are looked at by the next sweep (transferBasisSweep).
 */
export async function writeDecision(
  context: WorkflowContext,
  { actor, now }: Pick<AdequacyAct, 'actor' | 'now'>,
  act: (list: AdequacyListRecord) => Outcome<DecidedAct>,
): Promise<Outcome<AdequacyRecord>> {
  const outcome = await allOrNothing(context, async (session: ClientSession): Promise<Outcome<AdequacyRecord>> => {
    const list = await context.data.adequacy.read(session);
    const decided = act(list);
    if (!decided.ok) return decided;
    const { type, facts } = decided.value;
    const decision = { ...decided.value.decision, version: decided.value.decision.version + 1 };
    const isKnown = list.decisions.some(({ id }) => id === decision.id);
    const decisions = isKnown ? list.decisions.map((each) => (each.id === decision.id ? decision : each)) : [...list.decisions, decision];
    if (!(await context.data.adequacy.replace({ ...list, decisions }, session))) return refuse('stale-version');
    const event = { at: now, type, actor, subject: { kind: 'adequacyDecision', id: decision.id } };
    await context.data.auditEvents.record({ ...event, facts: { ...factsOf(decision), ...facts } }, session);
    return done(decision);
  });
  if (outcome.ok) {
    const published = await context.data.changes.listPublished();
    await context.courier.enqueue(
      'applyEffects',
      published.map(({ _id }) => ({ changeId: _id })),
    );
  }
  return outcome;
}

/** The decision that an act is on, or why it cannot be: `not-found`, `stale-version`. */
export function decisionOf({ decisions }: AdequacyListRecord, { decisionId, version }: AdequacyAct): Outcome<AdequacyRecord> {
  const found = decisions.find(({ id }) => id === decisionId);
  if (!found) return refuse('not-found');
  return version !== undefined && version !== found.version ? refuse('stale-version') : done(found);
}

/** What is wrong with saying `content` of a decision: a country of the EEA, a last day before the first, days that meet those of another for the same country. */
export function contentProblems(
  { decisions }: AdequacyListRecord,
  { id, country, content }: { id: string; country: string; content: AdequacyContent },
): FieldProblem[] {
  if (isInEea(country)) return [registryProblem('/country', 'inside-the-eea')];
  if (content.until && content.until < content.from) return [registryProblem('/until', 'before-it-begins')];
  const meets = decisions.some((other) => {
    const said = presentContent(other) ?? (other.discardedOn ? null : (other.waiting?.content ?? null));
    return other.id !== id && other.country === country && said !== null && daysMeet(content, said);
  });
  return meets ? [registryProblem('/from', 'days-meet')] : [];
}

function factsOf({ country, versions, waiting }: AdequacyRecord): Record<string, unknown> {
  const said = waiting?.content ?? versions.at(-1);
  if (!said) return { country };
  const { decision, from, until, certifiedOnly } = said;
  return { country, reference: decision, from, ...(until ? { until } : {}), ...(certifiedOnly ? { certifiedOnly } : {}) };
}
