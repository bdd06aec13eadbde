import type { NoticeEffect } from '../notice/noticeEffect';
import { finalStates, type NoticeState } from './deliveryState';
import type { Evidence } from './receipt';

/** What stands of a notice when one message with it has failed for good: it was refused, given up, or came back, or its reader was the wrong person. */
export interface FailureFacts {
  state: NoticeState;
  effect: NoticeEffect;
  /** All of it; what the failure takes away is voided already. */
  evidence: readonly (Evidence & { contactId: string | null })[];
  /** Whom other messages with the notice are still on their way to. */
  underwayTo: readonly (string | null)[];
  /** It is past half time, when a notice that nobody acknowledged goes to a second contact too. */
  secondContactDone: boolean;
  /** The controller has said yes or no to something. */
  hasAnswered: boolean;
}

/** The portal still has something to do with this message by itself. One of unknown outcome that was given up is over, though nobody knows how it ended. */
export function isUnderway({ nextAttemptAt }: { nextAttemptAt: Date | null }): boolean {
  return nextAttemptAt !== null;
}

/** Nothing more is told of a notice that came to this. Of one that is in effect there may be: a removal takes effect whether or not its notice has arrived. */
const overtakenEffects: ReadonlySet<NoticeEffect> = new Set(['dropped', 'cancelled', 'superseded']);

/** Whether the notice itself, and what reminds of it, would only mislead whoever gets it now. */
export function isOvertaken(effect: NoticeEffect): boolean {
  return overtakenEffects.has(effect);
}

/**
 * Whether the notice goes on to the next contact (DESIGN.md, "Receipt and its evidence"): while nobody has it or is being sent it; and past half time, when two should,
 * while only one does. Never once a person has said that it came, or answered it.
 */
export function wantsNextContact(facts: FailureFacts): boolean {
  if (isOvertaken(facts.effect) || finalStates.has(facts.state)) return false;
  const have = new Set(standing(facts.evidence).map(({ contactId }) => contactId));
  const wanted = have.size > 0 && facts.secondContactDone && !facts.hasAnswered ? 2 : 1;
  return new Set([...have, ...facts.underwayTo]).size < wanted;
}

/**
 * The state of the notice after the failure. What a person vouches for stays, and so does the strongest of what other machines say: the failure of one message
 * takes away nothing that another one brought. Where nothing is left it is `bounced` while somebody else is sent it, and `undeliverable` when nobody is. Of a
 * notice that was overtaken nobody has to be found any more.
 */
export function stateAfterFailure(facts: FailureFacts, { isNextPlanned }: { isNextPlanned: boolean }): NoticeState {
  if (finalStates.has(facts.state)) return facts.state;
  const kinds = new Set(standing(facts.evidence).map(({ kind }) => kind));
  const strongest = (['delivered', 'accepted', 'handedOver'] as const).find((kind) => kinds.has(kind));
  if (strongest) return strongest;
  return isNextPlanned || facts.underwayTo.length > 0 || isOvertaken(facts.effect) ? 'bounced' : 'undeliverable';
}

/**
 * Whether somebody has to be told that one of the contacts was not reached: the notice stands as it did, nobody else is written to, and no state, no other task
 * and no person's word says anything of it.
 */
export function leavesContactUnreached(facts: FailureFacts, { isNextPlanned }: { isNextPlanned: boolean }): boolean {
  const isQuiet = isOvertaken(facts.effect) || finalStates.has(facts.state) || isNextPlanned;
  return !isQuiet && standing(facts.evidence).length > 0;
}

function standing<Kept extends Evidence>(evidence: readonly Kept[]): Kept[] {
  return evidence.filter(({ voidedAt }) => voidedAt === null);
}
