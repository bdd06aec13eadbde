import type { ObjectionRecord } from '../../data/objection.model';
import { type Outcome, refuse } from '../../domain/outcome';

/** `stale-version` for a decision made on an older version, with what has happened to the objection since: whoever lost is told what won. Null where it is not older. */
export function staleRefusal(
  { state, history, version }: Pick<ObjectionRecord, 'state' | 'history' | 'version'>,
  made: number,
): Extract<Outcome<never>, { ok: false }> | null {
  if (made === version) return null;
  // Every version is one step of the history.
  const since = history.slice(Math.min(made, history.length));
  const steps = since.map(({ at, event, from, to, by, reason }) => ({ at: at.toISOString(), event, from, to, by, reason }));
  return refuse('stale-version', { extra: { current: { state, version, history: steps } } });
}
