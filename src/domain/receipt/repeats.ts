import type { AfterSmtp } from './deliveryState';

/** One try at one message, as it was recorded. */
interface Tried {
  outcome: AfterSmtp['state'] | 'refused';
  /** It said that it repeats. */
  repeat: boolean;
}

/**
 * Whether the next try at a message has to say that it repeats (DESIGN.md, "How it is built"): a copy may be out there once one try ended unseen (`lost`, with its
 * worker) or without an answer, whatever the tries after it came to. An unknown, then a 451: the third says that it repeats.
 */
export function isRepeat({ attempts, lost }: { attempts: readonly Tried[]; lost: number }): boolean {
  return lost > 0 || attempts.some(({ outcome, repeat }) => repeat || outcome === 'unknown');
}

/** Whether this try may have brought a second copy, which the DPO has to see: it repeats, and was taken or had no answer either. */
export function mayHaveComeTwice({ outcome, repeat }: Tried): boolean {
  return repeat && outcome !== 'deferred' && outcome !== 'refused' && outcome !== 'bounced';
}
