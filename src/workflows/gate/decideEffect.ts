import type { EffectOnNotice, UndecidedNotice } from '../../data/notice.repository';
import { evaluateGate, type GateAnswer, type GateCode, type GateFacts } from '../../domain/gate/gate';

/** What is to be written for one notice. */
export interface EffectDecision {
  kind: 'inEffect' | 'held' | 'moved' | 'dropped' | 'cancelled';
  written: EffectOnNotice;
  /** Of the audit event `effect.<kind>`. */
  facts: Record<string, unknown>;
  /** What the agreement's contacts are told; `key` names the occasion once per notice. */
  mail: { kind: 'effectHeld' | 'effectMoved'; key: string; detail: Record<string, string> } | null;
}

/** Reasons after which the change never takes effect for the agreement. */
const droppedFor: ReadonlySet<GateCode> = new Set(['dropped']);
const cancelledFor: ReadonlySet<GateCode> = new Set(['change-withdrawn', 'agreement-ended']);

type Deciding = Pick<UndecidedNotice, 'effect' | 'heldReasons' | 'announcedEffectiveOn'>;

/**
 * What becomes of an undecided notice today: it takes effect when its gate is clear, is held with the reasons when its day has come and it is not, is
 * given up where a reason will never end, and a known day later than the announced one is told before it comes. Null: nothing changes.
 * `waits`: under `together`, another agreement is not clear.
 */
export function decideEffect({ notice, facts, waits }: { notice: Deciding; facts: GateFacts; waits: boolean }): EffectDecision | null {
  const alone = evaluateGate(facts);
  const codes = alone.reasons.map(({ code }) => code);
  if (codes.some((code) => droppedFor.has(code))) return givenUp('dropped', codes);
  if (codes.some((code) => cancelledFor.has(code))) return givenUp('cancelled', codes);
  const gate = waits ? evaluateGate({ ...facts, waitingForOthers: true }) : alone;
  if (gate.clear) return takesEffect(notice, facts);
  const planned = facts.change.plannedEffectiveOn;
  const told = notice.announcedEffectiveOn ?? planned;
  return facts.today >= told && facts.today >= planned ? hold(notice, gate) : laterDay(notice, gate);
}

function givenUp(kind: 'dropped' | 'cancelled', codes: GateCode[]): EffectDecision {
  return { kind, written: { effect: kind, heldReasons: codes }, facts: { reasons: codes }, mail: null };
}

function takesEffect({ announcedEffectiveOn }: Deciding, { today, change }: GateFacts): EffectDecision {
  const late = announcedEffectiveOn !== null && today > announcedEffectiveOn;
  return {
    kind: 'inEffect',
    written: { effect: 'inEffect', inEffectSince: today, heldReasons: [], ...(late ? { announcedEffectiveOn: today } : {}) },
    facts: { on: today, plannedEffectiveOn: change.plannedEffectiveOn },
    mail: late ? { kind: 'effectMoved', key: `inEffect:${today}`, detail: { effectiveOn: today } } : null,
  };
}

function hold({ effect, heldReasons }: Deciding, gate: GateAnswer): EffectDecision | null {
  const codes = gate.reasons.map(({ code }) => code);
  if (effect === 'held' && heldReasons.join() === codes.join()) return null;
  return {
    kind: 'held',
    written: { effect: 'held', heldReasons: codes },
    facts: { reasons: codes },
    // Contacts are told once that it is held; later changes of the reasons show on the page.
    mail: effect === 'held' ? null : { kind: 'effectHeld', key: 'held', detail: { reasons: codes.join(',') } },
  };
}

function laterDay({ announcedEffectiveOn }: Deciding, gate: GateAnswer): EffectDecision | null {
  const days = gate.reasons.map(({ until }) => until);
  if (!announcedEffectiveOn || days.some((day) => day === undefined)) return null;
  const first = days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  if (!first || first <= announcedEffectiveOn) return null;
  return {
    kind: 'moved',
    written: { announcedEffectiveOn: first },
    facts: { from: announcedEffectiveOn, to: first },
    mail: { kind: 'effectMoved', key: `moved:${first}`, detail: { effectiveOn: first } },
  };
}
