import type { BothLanguages } from '../outcome';
import { isOurTrouble } from './ourTrouble';
import type { EvidenceKind } from './receipt';
import { classesAboutUs, type RefusalClass, refusalClassOf, type SmtpStage } from './refusalClass';
import { comeBackAfterMs, enhancedStatusIn } from './smtpWords';

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
 * The state of a notice after a report on one of its sendings that is no failure for good (that is `stateAfterFailure`). Reports come late, twice and in any order:
 * a weaker one never undoes a stronger, of those that prove nothing (`planned`, `sending`, `deferred`, `unknown`) the latest stands, and what a person vouches for
 * stays. What was bounced or undeliverable is raised again by any proof that it came through, or by a new sending.
 */
export function afterReport(present: NoticeState, reported: Exclude<NoticeState, 'bounced' | 'undeliverable'>): NoticeState {
  if (finalStates.has(present)) return present;
  return strength.indexOf(reported) < strength.indexOf(present) ? present : reported;
}

/** What the SMTP conversation came to. */
export type SmtpOutcome =
  /** The server answered; `stage` is where, when it is known. */
  | { kind: 'answered'; code: number; stage?: SmtpStage }
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
  /** After which a message is given up. RFC 5321 4.5.4.1 suggests four to five days; a notice period does not wait that long for the next contact. */
  giveUpAfterMs: number;
}

const minute = 60 * 1000;

export const retryDefaults: RetrySettings = {
  firstDelayMs: minute / 4,
  longestDelayMs: 60 * minute,
  unknownDelayMs: 2 * minute,
  giveUpAfterMs: 3 * 24 * 60 * minute,
};

export interface AfterSmtp {
  state: 'accepted' | 'handedOver' | 'deferred' | 'bounced' | 'unknown';
  /** What it proves, from the instant of the answer. */
  evidence: Extract<EvidenceKind, 'accepted' | 'handedOver'> | null;
  /** Real time from now to the next try; null: none. `deferred` and `unknown` with null were given up, and a person must look. */
  retryAfterMs: number | null;
  /** The next try may be a duplicate and has to say so. */
  repeat: boolean;
  /** The refusal is about us (sign-in, sender, policy, our message), not about the recipient: whoever runs the portal must know. */
  ourFault: boolean;
  /** Nothing came through between us and our own server, or because of who we are: nothing is known of this recipient, and all others wait as well. */
  heldUp: boolean;
  /** What a refusal for good is about; null for every other answer. */
  refusalClass: RefusalClass | null;
}

/**
 * What one try at handing a message over came to, and when to try again. All in real time.
 * - 2xx: the recipient's server has it (`direct`) or our relay has (`relay`), which is no receipt.
 * - 4xx: `deferred`, tried again with doubling delays, never sooner than the server asks for in its words, and given up after three days.
 * - 5xx: `bounced`, final for this address.
 * - No conversation, or trouble that is ours by whoever's words (`isOurTrouble`): `deferred` and `heldUp`. It is tried again for as long as the message waits
 *   and never given up, so that nobody's contacts are used up by a fault of ours.
 * - 552 for too many recipients is 452, wrongly numbered (RFC 5321 4.5.3.1.10).
 * - No reply after the data: `unknown`, sent again after two minutes with the same Message-ID, marked as a repeat. Loss is never
 *   acceptable, a visible duplicate is.
 * `attempt` is 1 for the first, `sinceFirstAttemptMs` is counted from it; neither counts tries that were held up, of which `heldUpBefore` is how many there were.
 * `random` in [0, 1) spreads the delay over its upper half, so that a thousand messages that were put off
 * together do not come back together. `words` are the server's own.
 */
export function afterSmtp(facts: {
  route: 'direct' | 'relay';
  outcome: SmtpOutcome;
  words?: string | null;
  attempt: number;
  sinceFirstAttemptMs: number;
  heldUpBefore?: number;
  random: number;
  settings?: Partial<RetrySettings>;
}): AfterSmtp {
  const { outcome, words = null } = facts;
  const settings = { ...retryDefaults, ...facts.settings };
  const delay = retryDelay(facts.attempt, facts.random, settings);
  const again = (wait: number): number | null => (facts.sinceFirstAttemptMs + wait > settings.giveUpAfterMs ? null : wait);
  const none = { evidence: null, retryAfterMs: null, repeat: false, ourFault: false, heldUp: false, refusalClass: null };
  const deferred = (wait: number): AfterSmtp => ({ ...none, state: 'deferred', retryAfterMs: again(wait) });

  if (outcome.kind === 'notConnected') return heldUp(null);
  if (outcome.kind === 'noReplyAfterData') return unknownOutcome();

  const { code, stage } = outcome;
  const family = Math.floor(code / 100);
  if (family === 2) {
    const state = facts.route === 'direct' ? 'accepted' : 'handedOver';
    return { ...none, state, evidence: state };
  }
  if (family !== 4 && family !== 5) return unknownOutcome();
  const enhancedStatus = enhancedStatusIn(words);
  const refusalClass = refusalClassOf({ code, enhancedStatus, stage });
  const isOurs = isOurTrouble({ route: facts.route, code, enhancedStatus, words, stage, refusalClass });
  if (isOurs) return heldUp(family === 4 ? null : classesAboutUs.has(refusalClass) ? refusalClass : 'policy');
  if (family === 4 || isTooManyRecipients()) return deferred(Math.max(delay, told()));
  return { ...none, state: 'bounced', ourFault: classesAboutUs.has(refusalClass), refusalClass };

  function heldUp(ofRefusal: RefusalClass | null): AfterSmtp {
    const wait = Math.max(retryDelay((facts.heldUpBefore ?? 0) + 1, facts.random, settings), told());
    return { ...none, state: 'deferred', retryAfterMs: wait, ourFault: true, heldUp: true, refusalClass: ofRefusal };
  }

  function unknownOutcome(): AfterSmtp {
    return { ...none, state: 'unknown', retryAfterMs: again(Math.max(settings.unknownDelayMs, delay)), repeat: true };
  }

  /** A quarter is added at random, for the same reason that delays are spread. */
  function told(): number {
    const least = comeBackAfterMs(words) ?? 0;
    return least + Math.round((least * facts.random) / 4);
  }

  function isTooManyRecipients(): boolean {
    return code === 552 && (enhancedStatus === '5.5.3' || /too many recipients/i.test(words ?? ''));
  }
}

function retryDelay(attempt: number, random: number, settings: RetrySettings): number {
  const full = Math.min(settings.longestDelayMs, settings.firstDelayMs * 2 ** Math.max(0, attempt - 1));
  return Math.round(full * (0.5 + random / 2));
}
