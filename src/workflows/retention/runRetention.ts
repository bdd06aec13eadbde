import { newId } from '../../data/id';
import type { Actor } from '../../domain/actor';
import type { WorkflowContext } from '../context';
import { type Attempts, createAttempts, isWithoutServer } from '../sweeps/attempts';
import type { DueRecord, RetentionRule, RetentionRuleName } from './retentionRule';
import { retentionRules } from './retentionRules';

export interface ErasedNow {
  counts: Partial<Record<RetentionRuleName, number>>;
  /** Something is left that is due, or may be: it was as much as one run takes, or it was stopped. */
  more: boolean;
}

/**
 * Erases what is due at `now` (legal time), at most `most` records of each rule, in small transactions, and records how many. Doing it again erases nothing twice.
 * `stop` ends it after the present transaction. A record that cannot be erased, or a rule that cannot be asked, keeps back no other, and is thrown when all the others are done.
 */
export async function runRetention(
  context: WorkflowContext,
  { now, actor, most, stop }: { now: Date; actor: Actor; most: number; stop?: AbortSignal | undefined },
): Promise<ErasedNow> {
  const counts: ErasedNow['counts'] = {};
  let more = false;
  const failures = createAttempts();
  for (const rule of retentionRules) {
    const { tried, erased } = await runRule(context, { rule, now, actor, most, failures, stop });
    if (erased > 0) counts[rule.name] = erased;
    more ||= tried >= most || stop?.aborted === true;
  }
  if (Object.keys(counts).length > 0) {
    const personId = actor.kind === 'person' ? actor.personId : null;
    await context.data.retentionRuns.insert({ _id: newId(), at: now, personId, counts });
  }
  failures.end();
  return { counts, more };
}

interface Run {
  rule: RetentionRule;
  now: Date;
  actor: Actor;
  most: number;
  failures: Attempts;
  stop: AbortSignal | undefined;
}

/** `tried`: how many records there were, without those that failed. */
async function runRule(context: WorkflowContext, run: Run): Promise<{ tried: number; erased: number }> {
  const { rule, now, most, failures, stop } = run;
  let [tried, erased] = [0, 0];
  let due: DueRecord[] = [];
  const flush = async () => {
    if (due.length === 0) return;
    const done = await eraseSome(context, { ...run, due });
    tried += due.length - done.failed;
    erased += done.erased;
    due = [];
  };
  await failures.attempt(async () => {
    for await (const record of rule.due(context, { now })) {
      due.push(record);
      if (due.length >= Math.min(rule.atOnce, most - tried)) await flush();
      if (tried >= most || stop?.aborted) break;
    }
  });
  await flush();
  return { tried, erased };
}

/** Erases these together; where that fails, one by one. */
async function eraseSome(
  context: WorkflowContext,
  { rule, due, now, actor, failures }: Omit<Run, 'most'> & { due: DueRecord[] },
): Promise<{ failed: number; erased: number }> {
  try {
    return { failed: 0, erased: await rule.erase(context, { due, now, actor }) };
  } catch (error) {
    if (due.length === 1 || isWithoutServer(error)) {
      await failures.attempt(() => Promise.reject(error));
      return { failed: due.length, erased: 0 };
    }
  }
  let [failed, erased] = [0, 0];
  for (const record of due) {
    const isDone = await failures.attempt(async () => {
      erased += await rule.erase(context, { due: [record], now, actor });
    });
    if (!isDone) failed += 1;
  }
  return { failed, erased };
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
