import { timingSafeEqual } from 'node:crypto';
import type { ControllerActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';

/** Legal time. */
export const codeLifeMs = 30 * 60 * 1000;
export const mostTries = 5;

/** What a coded act is about; its string binds codes and drafts to it, so that a code mailed for one thing never opens another. */
export type CodedAct =
  | { verb: 'approve'; kinds: readonly string[] }
  | { verb: 'withdraw'; objectionId: string }
  | { verb: 'accept'; proposalId: string }
  /** A consent to an earlier day, for this day only. */
  | { verb: 'consent'; effectiveOn: string };

/** `withdraw:<objection id>`, `accept:<proposal id>`, `approve:<kinds in order, joined by +>`, `consent:<day>`. */
export function codedActName(act: CodedAct): string {
  if (act.verb === 'approve') return `approve:${[...act.kinds].sort().join('+')}`;
  if (act.verb === 'consent') return `consent:${act.effectiveOn}`;
  return act.verb === 'withdraw' ? `withdraw:${act.objectionId}` : `accept:${act.proposalId}`;
}

/** undefined for anything that is no coded act. */
export function readCodedAct(name: string): CodedAct | undefined {
  const colon = name.indexOf(':');
  const [verb, subject] = [name.slice(0, colon), name.slice(colon + 1)];
  if (colon < 0 || subject === '') return undefined;
  if (verb === 'approve') return { verb, kinds: subject.split('+') };
  if (verb === 'withdraw') return { verb, objectionId: subject };
  if (verb === 'consent') return { verb, effectiveOn: subject };
  return verb === 'accept' ? { verb, proposalId: subject } : undefined;
}

/**
 * Finds the mailed code that `typed` is, for this contact and act, at `now` (legal time). Every try counts, before it is compared: of many at
 * once no more than five are judged, and each code is judged five times at most. The code is not used up by this: the act does that in its
 * own transaction, with `oneTimeCodes.use`.
 * Refused with `code-missing`, `code-expired` (there is none to try) or `code-wrong`.
 */
export async function findCode(
  { data, mailer }: WorkflowContext,
  { actor, act, typed, now }: { actor: ControllerActor; act: string; typed: string; now: Date },
): Promise<Outcome<{ codeId: string }>> {
  if (typed.trim() === '') return refuse('code-missing', { detail: codeTexts['code-missing'] });
  const ownUsable = async () =>
    (await data.oneTimeCodes.listUsable(actor.noticeId, act, now)).filter(({ contactId }) => contactId === actor.contactId);
  const candidates = (await ownUsable()).filter(({ failures }) => failures < mostTries);
  if (candidates.length === 0) return refuse('code-expired', { detail: codeTexts['code-expired'] });
  await data.oneTimeCodes.countFailure(candidates.map(({ _id }) => _id));
  const judged = (await ownUsable()).filter(({ failures }) => failures <= mostTries);
  const match = judged.find(({ _id }) => isSameCode(mailer.codeFor(_id), typed));
  if (match) return done({ codeId: match._id });
  const triesLeft = Math.max(0, ...judged.map(({ failures }) => mostTries - failures));
  return triesLeft > 0
    ? refuse('code-wrong', { detail: codeTexts['code-wrong'], extra: { triesLeft } })
    : refuse('code-expired', { detail: codeTexts['code-expired'] });
}

/** Spaces do not matter: mail programs and people put them in. */
function isSameCode(code: string, typed: string): boolean {
  const [expected, given] = [Buffer.from(code), Buffer.from(typed.replace(/\s/g, ''))];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

export const codeTexts = {
  'code-missing': {
    nb: 'Skriv koden på seks sifre som vi har sendt på e-post.',
    en: 'Type the six-digit code that we have mailed.',
  },
  'code-wrong': {
    nb: 'Koden er feil. Se etter i den siste e-posten fra oss og prøv igjen.',
    en: 'The code is wrong. Check the latest mail from us and try again.',
  },
  'code-expired': {
    nb: 'Koden gjelder ikke lenger. Be om en ny kode.',
    en: 'The code is no longer good. Ask for a new one.',
  },
  'code-used': {
    nb: 'Koden er brukt. Be om en ny kode hvis det fortsatt er noe å bekrefte.',
    en: 'The code has been used. Ask for a new one if there is still something to confirm.',
  },
  'too-many-codes': {
    nb: 'Vi har allerede sendt flere koder. Bruk en av dem, eller vent til de har gått ut.',
    en: 'We have sent several codes already. Use one of them, or wait until they have run out.',
  },
} as const;
