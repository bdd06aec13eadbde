import type { ChangeRecord } from '../../data/change.model';
import { isDuplicateKey } from '../../data/connection';
import type { WorkflowContext } from '../context';
import { enqueueMail } from '../delivery/enqueueMail';
import { isNoticeOwed } from '../delivery/lateNotices';
import { oncePer } from '../oncePer';
import { changeRegister } from './changeRegister';
import { decideEffect, type EffectDecision } from './decideEffect';
import { isOutdated, loadUndecidedGates, type UndecidedGate } from './gateFacts';
import { gatesAtOnce, waitingForOthers } from './waitingForOthers';
import { type DecidedNotice, writeEffects } from './writeEffects';

const actor = { kind: 'system', name: 'effects' } as const;
/** Large enough that a transaction's own cost is shared by many, small enough that its oplog entry stays far below MongoDB's 16 MB. */
const chunk = gatesAtOnce;
const atOnce = 2;
/** What others kept changing under us is left to the next sweep. */
const passes = 3;

/**
 * Lets take effect what may of one change, on the day it is for each agreement: the annex changes, an Annex D line is written. What is due and not
 * clear is held with its reasons, and its contacts are told. With `together`, nobody goes before all are clear. When nothing is left the change is
 * completed. Works through any number in chunks, each one transaction that says of every notice which version it was decided on: safe to call at any
 * time, by several at once, and to be killed anywhere. `stop` ends it after the chunks that are being written. `now` is legal time.
 */
export async function applyEffects(
  context: WorkflowContext,
  { changeId, now, stop }: { changeId: string; now: Date; stop?: AbortSignal | undefined },
): Promise<void> {
  for (let pass = 1; pass <= passes; pass += 1) {
    const change = await context.data.changes.find(changeId);
    if (change?.status !== 'published') return;
    const { missed, stays } = await applyOnce(context, { change, now, stop });
    if (stays || stop?.aborted) return;
    if (missed === 0) break;
  }
  await completeIfDone(context, { changeId, now });
}

/** `stays`: there are undecided notices, and nothing is to be written of any. */
async function applyOnce(
  context: WorkflowContext,
  { change, now, stop }: { change: ChangeRecord; now: Date; stop: AbortSignal | undefined },
): Promise<{ missed: number; stays: boolean }> {
  const first = await loadUndecidedGates(context, { change, limit: chunk, afterId: null, now });
  const isWaiting = await waitingForOthers(context, { change, now, first, stop });
  const decisionOf = decideOnce();
  const poisoned: unknown[] = [];
  let missed = 0;
  let written = 0;
  let reading: Promise<unknown> = Promise.resolve();
  let ahead: UndecidedGate[] | null = first;
  let afterId: string | null = null;
  let isOver = false;

  /** Chunks are read one after the other. */
  async function nextChunk(): Promise<UndecidedGate[]> {
    if (isOver || stop?.aborted) return [];
    const gates: UndecidedGate[] = ahead ?? (await loadUndecidedGates(context, { change, limit: chunk, afterId, now }));
    ahead = null;
    afterId = gates.at(-1)?.notice._id ?? null;
    isOver = gates.length < chunk;
    return gates;
  }

  /** While one writes, the other reads and weighs: this process and MongoDB are both kept busy. */
  async function takeTurns(): Promise<void> {
    for (;;) {
      const read = reading.then(nextChunk);
      reading = read.catch(() => undefined);
      const gates = await read;
      if (gates.length === 0) return;
      const decided = gates.flatMap(({ notice, agreement, facts }): DecidedNotice[] => {
        if (isOutdated(notice, change)) return [];
        const decision = decisionOf({ notice, facts, waits: isWaiting(notice.agreementId) });
        return decision ? [{ notice, agreement, decision }] : [];
      });
      written += decided.length;
      missed += await writeAndEnqueue(context, { change, decided, now, poisoned });
    }
  }

  const ended = await Promise.allSettled(Array.from({ length: atOnce }, takeTurns));
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  if (poisoned.length > 0) throw poisoned[0];
  return { missed, stays: first.length > 0 && written === 0 };
}

interface Deciding extends Pick<UndecidedGate, 'notice' | 'facts'> {
  waits: boolean;
}

/** Most notices of a change stand alike: what is decided for one is decided for all of those. Within one run, on one day and for one change. */
function decideOnce(): (deciding: Deciding) => EffectDecision | null {
  return oncePer(({ notice, facts, waits }: Deciding) => {
    // The terms follow from the hash and the day of receipt, which is among the deadlines.
    const { terms: _terms, change: _change, ...standing } = facts;
    return JSON.stringify([notice.commonHash, notice.effect, notice.heldReasons, notice.announcedEffectiveOn, waits, standing]);
  }, decideEffect);
}

/** Returns how many are to be decided again. A row that cannot be written is put into `poisoned`, and does not hold the others. */
async function writeAndEnqueue(
  context: WorkflowContext,
  { change, decided, now, poisoned }: { change: ChangeRecord; decided: DecidedNotice[]; now: Date; poisoned: unknown[] },
): Promise<number> {
  try {
    const { missed, sendingIds } = await writeEffects(context, { change, decided, now });
    await enqueueMail(context, sendingIds);
    return missed;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    if (decided.length === 1) {
      poisoned.push(error);
      return 0;
    }
  }
  const half = Math.ceil(decided.length / 2);
  const first = await writeAndEnqueue(context, { change, decided: decided.slice(0, half), now, poisoned });
  return first + (await writeAndEnqueue(context, { change, decided: decided.slice(half), now, poisoned }));
}

async function completeIfDone(context: WorkflowContext, { changeId, now }: { changeId: string; now: Date }): Promise<void> {
  if (await context.data.notices.hasUndecided(changeId)) return;
  await context.inTransaction(async (session) => {
    const change = await context.data.changes.find(changeId, session);
    if (change?.status !== 'published' || !change.fanOut?.done) return;
    if (await context.data.notices.hasUndecided(changeId, session)) return;
    if (await isNoticeOwed(context, change, session)) return;
    const saved = await context.data.changes.replace(
      // A correction of what is over corrects nothing.
      { ...change, status: 'completed', proposed: null, completedAt: now, updatedAt: now },
      session,
    );
    if (!saved) return;
    // Two workers that each ended half of the entries have each seen the other's half still in force.
    if (await context.data.notices.hasInEffect(changeId, session)) await changeRegister(context, session, { change, now });
    await context.data.auditEvents.record(
      {
        at: now,
        type: 'change.completed',
        actor,
        subject: { kind: 'change', id: changeId },
        changeId,
        facts: { revision: change.revision },
      },
      session,
    );
  });
}
