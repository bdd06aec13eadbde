import type { BothLanguages } from '../outcome';
import type { EvidenceKind } from './receipt';

/** Where a notice is on its way to the controller; each notice is in exactly one. */
export const noticeStates = [
  'planned',
  'sending',
  'handedOver',
  'accepted',
  'delivered',
  'acknowledged',
  'manual',
  'deferred',
  'bounced',
  'undeliverable',
  'unknown',
] as const;
export type NoticeState = (typeof noticeStates)[number];

export const noticeStateTexts: Record<NoticeState, BothLanguages> = {
  planned: { nb: 'Skal sendes', en: 'To be sent' },
  sending: { nb: 'Sendes nå', en: 'Being sent' },
  handedOver: { nb: 'Overlevert vår e-posttjener', en: 'Handed over to our mail relay' },
  accepted: { nb: 'Tatt imot av mottakerens e-posttjener', en: "Accepted by the recipient's mail server" },
  delivered: { nb: 'Levert', en: 'Delivered' },
  acknowledged: { nb: 'Bekreftet mottatt', en: 'Acknowledged' },
  manual: { nb: 'Mottak registrert for hånd', en: 'Receipt recorded by hand' },
  deferred: { nb: 'Utsatt, prøves igjen', en: 'Deferred, will be tried again' },
  bounced: { nb: 'Avvist av mottakerens e-posttjener', en: "Refused by the recipient's mail server" },
  undeliverable: { nb: 'Kan ikke leveres', en: 'Cannot be delivered' },
  unknown: { nb: 'Ukjent utfall, sendes igjen', en: 'Outcome unknown, will be sent again' },
};

/** The portal still has something to do by itself. */
export const underwayStates: ReadonlySet<NoticeState> = new Set(['planned', 'sending', 'deferred', 'unknown', 'bounced']);

/** Somebody outside has taken charge of it; whether that is a receipt depends on the terms (`startsTheClock`). */
export const passedOnStates: ReadonlySet<NoticeState> = new Set(['handedOver', 'accepted', 'delivered', 'acknowledged', 'manual']);

/** A person has it: no later report from a machine changes that. */
export const finalStates: ReadonlySet<NoticeState> = new Set(['acknowledged', 'manual']);

/** A person has to do something. */
export const needsAPersonStates: ReadonlySet<NoticeState> = new Set(['undeliverable']);

const strength: readonly NoticeState[] = ['handedOver', 'accepted', 'delivered', 'acknowledged', 'manual'];

/**
 * The state of a notice after a report on one of its sendings. Reports come late, twice and in any order: a weaker one never undoes a
 * stronger, and of those that prove nothing (`planned`, `sending`, `deferred`, `unknown`) the latest stands. A bounce undoes everything
 * that a machine said and nothing that a person vouches for. What was bounced or undeliverable is raised again by any proof that it came
 * through, or by a new sending.
 */
export function afterReport(present: NoticeState, reported: NoticeState): NoticeState {
  if (finalStates.has(present)) return present;
  const isProven = strength.includes(present);
  const isWeaker = strength.indexOf(reported) < strength.indexOf(present);
  const isBounce = reported === 'bounced' || reported === 'undeliverable';
  return isProven && isWeaker && !isBounce ? present : reported;
}

/** What the SMTP conversation came to. */
export type SmtpOutcome =
  /** The server answered; `stage` is where, when it is known. */
  | { kind: 'answered'; code: number; stage?: 'connection' | 'authentication' | 'sender' | 'recipient' | 'data' }
  /** No conversation, or it broke before the message was handed over: nothing can have been delivered. */
  | { kind: 'notConnected' }
  /** The message was handed over and no answer came. */
  | { kind: 'noReplyAfterData' };

export interface RetrySettings {
  /** Before the second try; doubled for each one after. */
  firstDelayMs: number;
  longestDelayMs: number;
  /** Before a message with an unknown outcome is sent again. */
  unknownDelayMs: number;
  /** After which a message is given up (RFC 5321 4.5.4.1 asks for four to five days). */
  giveUpAfterMs: number;
}

const minute = 60 * 1000;

export const retryDefaults: RetrySettings = {
  firstDelayMs: minute / 4,
  longestDelayMs: 60 * minute,
  unknownDelayMs: 2 * minute,
  giveUpAfterMs: 5 * 24 * 60 * minute,
};

export interface AfterSmtp {
  state: 'accepted' | 'handedOver' | 'deferred' | 'bounced' | 'unknown';
  /** What it proves, from the instant of the answer. */
  evidence: Extract<EvidenceKind, 'accepted' | 'handedOver'> | null;
  /** Real time from now to the next try; null: none. `deferred` and `unknown` with null were given up, and a person must look. */
  retryAfterMs: number | null;
  /** The next try may be a duplicate and has to say so. */
  repeat: boolean;
  /** The refusal is about us (sign-in, blocked address), not about the recipient: whoever runs the portal must know. */
  ourFault: boolean;
}

/**
 * What one try at handing a message over came to, and when to try again. All in real time.
 * - 2xx: the recipient's server has it (`direct`) or our relay has (`relay`), which is no receipt.
 * - 4xx, or no conversation: `deferred`, tried again with doubling delays.
 * - 5xx: `bounced`, final for this address; but one to our connection or sign-in says nothing about the recipient, so it is deferred.
 * - No reply after the data: `unknown`, sent again after two minutes with the same Message-ID, marked as a repeat. Loss is never
 *   acceptable, a visible duplicate is.
 * `attempt` is 1 for the first; `random` in [0, 1) spreads the delay over its upper half, so that a thousand messages that were put off
 * together do not come back together.
 */
export function afterSmtp(facts: {
  route: 'direct' | 'relay';
  outcome: SmtpOutcome;
  attempt: number;
  sinceFirstAttemptMs: number;
  random: number;
  settings?: Partial<RetrySettings>;
}): AfterSmtp {
  const { outcome } = facts;
  const settings = { ...retryDefaults, ...facts.settings };
  const delay = retryDelay(facts.attempt, facts.random, settings);
  const again = (wait: number): number | null => (facts.sinceFirstAttemptMs + wait > settings.giveUpAfterMs ? null : wait);
  const none = { evidence: null, retryAfterMs: null, repeat: false, ourFault: false };

  if (outcome.kind === 'notConnected') return { ...none, state: 'deferred', retryAfterMs: again(delay) };
  if (outcome.kind === 'noReplyAfterData') return unknownOutcome();

  const family = Math.floor(outcome.code / 100);
  if (family === 2) {
    const state = facts.route === 'direct' ? 'accepted' : 'handedOver';
    return { ...none, state, evidence: state };
  }
  if (family === 4) return { ...none, state: 'deferred', retryAfterMs: again(delay) };
  if (family !== 5) return unknownOutcome();
  if (outcome.stage === 'connection' || outcome.stage === 'authentication') {
    return { ...none, state: 'deferred', retryAfterMs: again(delay), ourFault: true };
  }
  return { ...none, state: 'bounced' };

  function unknownOutcome(): AfterSmtp {
    return { ...none, state: 'unknown', retryAfterMs: again(Math.max(settings.unknownDelayMs, delay)), repeat: true };
  }
}

function retryDelay(attempt: number, random: number, settings: RetrySettings): number {
  const full = Math.min(settings.longestDelayMs, settings.firstDelayMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(full * (0.5 + random / 2));
}
