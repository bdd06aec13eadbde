import { newId } from '../../data/id';
import type { Actor } from '../../domain/actor';
import type { WorkflowContext } from '../context';
import type { DueRecord, RetentionRule, RetentionRuleName } from './retentionRule';
import { retentionRules } from './retentionRules';

export interface ErasedNow {
  counts: Partial<Record<RetentionRuleName, number>>;
  /** Something is left that is due: it was as much as one run takes. */
  more: boolean;
}

/** Erases what is due at `now` (legal time), at most `most` records of each rule, in small transactions, and records how many. Doing it again erases nothing twice. */
export async function runRetention(
  context: WorkflowContext,
  { now, actor, most }: { now: Date; actor: Actor; most: number },
): Promise<ErasedNow> {
  const counts: ErasedNow['counts'] = {};
  let more = false;
  for (const rule of retentionRules) {
    const { found, erased } = await runRule(context, { rule, now, actor, most });
    if (erased > 0) counts[rule.name] = erased;
    more ||= found >= most;
  }
  if (Object.keys(counts).length > 0) {
    const personId = actor.kind === 'person' ? actor.personId : null;
    await context.data.retentionRuns.insert({ _id: newId(), at: now, personId, counts });
  }
  return { counts, more };
}

async function runRule(
  context: WorkflowContext,
  { rule, now, actor, most }: { rule: RetentionRule; now: Date; actor: Actor; most: number },
): Promise<{ found: number; erased: number }> {
  let [found, erased] = [0, 0];
  let due: DueRecord[] = [];
  const flush = async () => {
    if (due.length > 0) erased += await rule.erase(context, { due, now, actor });
    due = [];
  };
  for await (const record of rule.due(context, { now })) {
    found += 1;
    due.push(record);
    if (due.length >= rule.atOnce) await flush();
    if (found >= most) break;
  }
  await flush();
  return { found, erased };
}

/** What would go at `now` (legal time), at most `most` of each rule. Changes nothing. */
export async function listRetention(
  context: WorkflowContext,
  { now, most }: { now: Date; most: number },
): Promise<{ rule: RetentionRuleName; records: DueRecord[]; more: boolean }[]> {
  const lists = [];
  for (const rule of retentionRules) {
    const records: DueRecord[] = [];
    let more = false;
    for await (const { kind, id, since } of rule.due(context, { now })) {
      if (records.length >= most) {
        more = true;
        break;
      }
      records.push({ kind, id, since });
    }
    lists.push({ rule: rule.name, records, more });
  }
  return lists;
}
