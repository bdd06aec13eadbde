/** Why a message waits that is nobody's fault but ours: our mail server, our account or our IP (`server`), or the message cannot be made (`making`). */
export const heldUpCauses = ['server', 'making'] as const;
export type HeldUpCause = (typeof heldUpCauses)[number];

/** One try at one message, as far as trouble of ours can be told by it. */
interface Tried {
  /** Trouble of ours. */
  heldUp?: true;
  /** That many in a row came to the same, the last of which is this one; without it one did. */
  times?: number;
  code: number | null;
  response: string | null;
  host: string | null;
}

export function triesOf(attempts: readonly Tried[]): number {
  return attempts.reduce((sum, { times = 1 }) => sum + times, 0);
}

/** How many of the latest tries in a row were held up. */
export function heldUpInARow(attempts: readonly Tried[]): number {
  const last = attempts.findLastIndex(({ heldUp }) => !heldUp);
  return triesOf(attempts.slice(last + 1));
}

/**
 * How often in a row the same trouble of ours has been met by now, where the last two tries were told one by one and this one tells nothing new; null where it does.
 * A server that is away for a month is asked every hour by each message that waits: the first try and the last are kept, and how many there were.
 */
export function sameTroubleAgain(attempts: readonly Tried[], now: Tried): number | null {
  const [before, last] = attempts.slice(-2);
  const isSame = (one: Tried | undefined) =>
    one?.heldUp && now.heldUp && one.code === now.code && one.response === now.response && one.host === now.host;
  return last && isSame(before) && isSame(last) ? (last.times ?? 1) + 1 : null;
}
