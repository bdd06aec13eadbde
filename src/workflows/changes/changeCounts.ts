import { localDateOf } from '../../domain/calendar/calendarDate';
import { evaluateGate } from '../../domain/gate/gate';
import { type NoticeState, noticeStates } from '../../domain/receipt/deliveryState';
import type { WorkflowContext } from '../context';
import { loadUndecidedGates } from '../gate/gateFacts';

export interface ChangeCounts {
  /** Each notice once, in its present state. */
  notices: Record<NoticeState, number>;
  /** Of agreements where the change is neither in effect nor given up: gates that are open today, and gates that are not. */
  gates: { clear: number; held: number; inEffect: number };
}

const chunk = 500;

/** How a change stands, counted over its notices. Zeros before publication. */
export async function changeCounts(context: WorkflowContext, { changeId, now }: { changeId: string; now: Date }): Promise<ChangeCounts> {
  const { states, effects } = await context.data.notices.countsOfChange(changeId);
  const notices = Object.fromEntries(noticeStates.map((state) => [state, states[state] ?? 0])) as Record<NoticeState, number>;
  const undecided = (effects.pending ?? 0) + (effects.held ?? 0);
  const clear = undecided === 0 ? 0 : await countClear(context, changeId, now);
  return { notices, gates: { clear, held: undecided - clear, inEffect: effects.inEffect ?? 0 } };
}

/**
 * Before the planned day no gate is open, whatever else stands in the way, so there is nothing to weigh: counting is what people wait on while a
 * thousand notices go out. The day comes first on the Line Islands, at UTC+14.
 */
function isAheadEverywhere(plannedEffectiveOn: string, now: Date): boolean {
  return localDateOf(now, 'Pacific/Kiritimati') < plannedEffectiveOn;
}

async function countClear(context: WorkflowContext, changeId: string, now: Date): Promise<number> {
  const change = await context.data.changes.find(changeId);
  if (!change || isAheadEverywhere(change.plannedEffectiveOn, now)) return 0;
  let clear = 0;
  let shut = 0;
  let afterId: string | null = null;
  for (;;) {
    const gates = await loadUndecidedGates(context, { change, limit: chunk, afterId, now });
    const open = gates.filter(({ facts }) => evaluateGate(facts).clear).length;
    clear += open;
    shut += gates.length - open;
    afterId = gates.at(-1)?.notice._id ?? null;
    if (gates.length < chunk || !afterId) break;
  }
  return change.rollout === 'together' && shut > 0 ? 0 : clear;
}
