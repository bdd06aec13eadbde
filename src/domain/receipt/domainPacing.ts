import type { SmtpOutcome } from './deliveryState';
import { comeBackAfterMs, enhancedStatusIn } from './smtpWords';

/** How fast one recipient domain takes our mail just now. All in milliseconds of real time. */
export interface DomainPace {
  /** Messages to the domain that may be on their way at once. */
  allowed: number;
  /** Nothing new is begun before; 0: no pause. */
  pausedUntilMs: number;
  /** The length of the last pause, from which the next one grows. */
  pauseMs: number;
}

export interface PacingSettings {
  /** At once, to a domain that never complained. */
  most: number;
  firstPauseMs: number;
  longestPauseMs: number;
}

export const pacingDefaults: PacingSettings = { most: 10, firstPauseMs: 5_000, longestPauseMs: 15 * 60 * 1000 };

/** What one try tells about the domain's pace. */
export type PacingOutcome = { kind: 'taken' } | { kind: 'slowDown'; comeBackMs: number | null } | { kind: 'nothing' };

const rateWords =
  /too (?:many|much|fast|frequent)|rate.?limit|limit(?:ed)? .{0,40}(?:rate|exceeded)|exceeded .{0,40}(?:rate|limit)|throttl|slow down|congest|(?:system|server|service).{0,20}busy|unusual rate|temporarily rate/i;
/** Gmail: unusual rate (4.7.28 and 4.7.29 by address or domain), Exchange: throttled; RFC 3463: congestion. */
const rateStatuses: ReadonlySet<string> = new Set(['4.7.28', '4.7.29', '4.4.5', '4.3.2', '4.5.3', '4.7.500', '4.7.650']);

/**
 * Reads a try's outcome for pacing. 421 asks for a pause wherever it is said; 450, 451 and 452 do where the words or the status speak of a rate. A
 * greylisting asks nothing of other messages, and a refusal or a connection that failed tells nothing about the pace.
 */
export function pacingOutcomeOf(outcome: SmtpOutcome, words: string | null): PacingOutcome {
  if (outcome.kind !== 'answered') return { kind: 'nothing' };
  const { code } = outcome;
  if (code >= 200 && code < 300) return { kind: 'taken' };
  const speaksOfRate = rateWords.test(words ?? '') || rateStatuses.has(enhancedStatusIn(words) ?? '');
  const asksForPause = code === 421 || ((code === 450 || code === 451 || code === 452) && speaksOfRate);
  return asksForPause ? { kind: 'slowDown', comeBackMs: comeBackAfterMs(words) } : { kind: 'nothing' };
}

/** A domain that has not been written to. */
export function freshPace({ most }: PacingSettings = pacingDefaults): DomainPace {
  return { allowed: most, pausedUntilMs: 0, pauseMs: 0 };
}

/**
 * The pace after one more outcome. Asked to slow down: half as many at once, and a pause twice the last one, never shorter than the server asked for.
 * Several messages that were on their way together are one complaint: during a pause a further one only prolongs it to what the server asks. Taken: one
 * more at once, and half the pause next time.
 */
export function paceAfter(pace: DomainPace, outcome: PacingOutcome, nowMs: number, settings: PacingSettings = pacingDefaults): DomainPace {
  if (outcome.kind === 'nothing') return pace;
  if (outcome.kind === 'taken') {
    const halved = Math.floor(pace.pauseMs / 2);
    const pauseMs = halved < settings.firstPauseMs ? 0 : halved;
    return { ...pace, allowed: Math.min(settings.most, pace.allowed + 1), pauseMs };
  }
  const told = nowMs + (outcome.comeBackMs ?? 0);
  if (nowMs < pace.pausedUntilMs) return { ...pace, pausedUntilMs: Math.max(pace.pausedUntilMs, told) };
  const pauseMs = Math.min(settings.longestPauseMs, Math.max(settings.firstPauseMs, pace.pauseMs * 2));
  return { allowed: Math.max(1, Math.floor(pace.allowed / 2)), pauseMs, pausedUntilMs: Math.max(nowMs + pauseMs, told) };
}

/** Whether one more message to the domain may be begun while `inFlight` are on their way. */
export function mayBegin(pace: DomainPace, inFlight: number, nowMs: number): boolean {
  return nowMs >= pace.pausedUntilMs && inFlight < pace.allowed;
}
