import type { Deadlines, Terms } from '../terms/terms';
import {
  type ObjectionFacts,
  type ObjectionInput,
  objectionConditions,
  type PendingDecision,
  type RefusalCode,
} from './objectionConditions';
import { effectsNamed, type ObjectionEffect } from './objectionEffects';
import { type ObjectionEvent, type ObjectionRow, type ObjectionState, objectionEvents, objectionTable, openStates } from './objectionTable';

export type { ObjectionFacts, ObjectionInput, RefusalCode } from './objectionConditions';
export type { ObjectionEffect } from './objectionEffects';
export type { ObjectionEvent, ObjectionState } from './objectionTable';

export type ObjectionDecision = { ok: true; next: ObjectionState; effects: ObjectionEffect[] } | { ok: false; code: RefusalCode };

export type Allowance = { allowed: true } | { allowed: false; code: RefusalCode };

/** Whether the objection can still be worked on; at most one such exists per notice. */
export function isOpen(state: ObjectionState): boolean {
  return openStates.some((open) => open === state);
}

/**
 * What an objection becomes that arrives when there is no open one to the same notice.
 * In time is before `closesAt` (the first instant that is too late), or, without a window, before the change takes effect for the
 * agreement. After effect it is late even inside a window, and the DPO may admit it. Under `notEngaged` one in time is upheld at once.
 * `receivedAt` is the instant the form was first posted, or the letter arrived.
 */
export function initialObjection(facts: {
  receivedAt: Date;
  deadlines: Deadlines | null;
  inEffect: boolean;
  terms: Terms;
}): 'submitted' | 'late' | 'upheld' {
  const closesAt = facts.deadlines?.objection?.closesAt;
  const inTime = !facts.inEffect && (!closesAt || facts.receivedAt.getTime() < closesAt.getTime());
  if (!inTime) return 'late';
  return facts.terms.onObjection === 'notEngaged' ? 'upheld' : 'submitted';
}

/** What follows from a new objection, by the state it starts in. */
export function initialEffects(state: 'submitted' | 'late' | 'upheld'): ObjectionEffect[] {
  const told: ObjectionEffect[] = [
    { kind: 'confirmToContacts', event: 'object' },
    { kind: 'tellDpo', event: 'object' },
  ];
  if (state === 'late') return told;
  if (state === 'upheld') return [{ kind: 'dropForAgreement', takeOutOfAnnex: false }, ...told];
  return [{ kind: 'shutGate', suspend: false }, ...told];
}

/**
 * The next state and what follows from it, or why the event is refused. Roles are checked at the route.
 * `terminate` and `dismiss` record the decision and leave the state as it is; `confirm` by another person carries it out, if what it
 * stands on still holds on that day. Any other act that is not just one more objection overtakes a decision that waits.
 *
 * Example: under `mayTerminate`, (underReview, terminate, endsOn 2026-09-30) stays underReview with `recordPending`; a colleague's
 * (underReview, confirm) becomes terminating with `endAgreement` on 2026-09-30.
 */
export function decideObjection(
  state: ObjectionState,
  event: ObjectionEvent,
  facts: ObjectionFacts,
  input: ObjectionInput = {},
): ObjectionDecision {
  if (event === 'confirm') return decideConfirmation(state, facts);
  const row = rowFor(state, event);
  if (!row) return { ok: false, code: event === 'object' ? 'objection-ended' : 'wrong-state' };
  const code = refusalOf(row, facts, input);
  if (code) return { ok: false, code };
  if (row.secondPerson) return decideToWait(state, event, facts, input);
  const saysNothingNew = event === 'object' || event === 'stands' || event === 'answerLapsed';
  const overtaken: ObjectionEffect[] = facts.pending && !saysNothingNew ? [{ kind: 'clearPending' }] : [];
  return { ok: true, next: row.to === 'same' ? state : row.to, effects: [...effectsOf(row, facts, input), ...overtaken] };
}

/** For every event: whether it is possible now, or the code it would be refused with. What comes with the event is not judged. */
export function allowedEvents(state: ObjectionState, facts: ObjectionFacts): Record<ObjectionEvent, Allowance> {
  const entries = objectionEvents.map((event): [ObjectionEvent, Allowance] => {
    const code = event === 'confirm' ? confirmationRefusal(state, facts) : possibleRefusal(state, event, facts);
    return [event, code ? { allowed: false, code } : { allowed: true }];
  });
  return Object.fromEntries(entries) as Record<ObjectionEvent, Allowance>;
}

function rowFor(state: ObjectionState, event: ObjectionEvent): ObjectionRow | undefined {
  return objectionTable.find((row) => row.event === event && row.from.includes(state));
}

function refusalOf(row: ObjectionRow, facts: ObjectionFacts, input: ObjectionInput): RefusalCode | undefined {
  for (const name of row.onlyIf) {
    const code = objectionConditions[name].refusal(facts, input);
    if (code) return code;
  }
  return undefined;
}

function effectsOf(row: ObjectionRow, facts: ObjectionFacts, input: ObjectionInput): ObjectionEffect[] {
  return row.followedBy.flatMap((name) => effectsNamed(name, { event: row.event, facts, input }));
}

function possibleRefusal(state: ObjectionState, event: ObjectionEvent, facts: ObjectionFacts): RefusalCode | undefined {
  const row = rowFor(state, event);
  if (!row) return event === 'object' ? 'objection-ended' : 'wrong-state';
  return refusalOf({ ...row, onlyIf: row.onlyIf.filter((name) => !objectionConditions[name].ofInput) }, facts, {});
}

function decideToWait(state: ObjectionState, event: ObjectionEvent, facts: ObjectionFacts, input: ObjectionInput): ObjectionDecision {
  // Two pairs of eyes need to know whose the first were.
  if ((event !== 'terminate' && event !== 'dismiss') || !facts.actorPersonId) return { ok: false, code: 'same-person' };
  const pending: PendingDecision = {
    event,
    byPersonId: facts.actorPersonId,
    reason: input.reason ?? '',
    endsOn: event === 'terminate' ? (input.endsOn ?? null) : null,
  };
  return {
    ok: true,
    next: state,
    effects: [
      { kind: 'recordPending', pending },
      { kind: 'askSecondPerson', event },
    ],
  };
}

function confirmationRefusal(state: ObjectionState, { pending, actorPersonId, ...rest }: ObjectionFacts): RefusalCode | undefined {
  if (!isOpen(state)) return 'wrong-state';
  if (!pending) return 'nothing-to-confirm';
  if (!actorPersonId || actorPersonId === pending.byPersonId) return 'same-person';
  const row = rowFor(state, pending.event);
  return row ? refusalOf(row, { pending, actorPersonId, ...rest }, inputOf(pending)) : 'wrong-state';
}

function decideConfirmation(state: ObjectionState, facts: ObjectionFacts): ObjectionDecision {
  const code = confirmationRefusal(state, facts);
  if (code) return { ok: false, code };
  const row = facts.pending && rowFor(state, facts.pending.event);
  if (!facts.pending || !row || row.to === 'same') return { ok: false, code: 'wrong-state' };
  return { ok: true, next: row.to, effects: [...effectsOf(row, facts, inputOf(facts.pending)), { kind: 'clearPending' }] };
}

function inputOf({ reason, endsOn }: PendingDecision): ObjectionInput {
  return { reason, endsOn: endsOn ?? undefined };
}
