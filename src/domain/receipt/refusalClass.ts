/** Where in the conversation a server answered. */
export type SmtpStage = 'connection' | 'authentication' | 'sender' | 'recipient' | 'data';

/**
 * What a refusal for good (5xx) is about.
 * - `address`: there is no such address or domain; `mailbox`: there is, and it cannot take the message (full, closed); `system`: the
 *   recipient's system is out of order or cannot be reached.
 * - `content`, `protocol`, `policy`: what we sent, how we spoke, or who we are. Nothing is known of the address.
 * - `access`: our own server wants us to sign in or to encrypt. Nothing was said of the message or the address.
 */
export type RefusalClass = 'address' | 'mailbox' | 'system' | 'content' | 'protocol' | 'policy' | 'access';

/** Refusals that somebody on our side has to look into. */
export const classesAboutUs: ReadonlySet<RefusalClass> = new Set(['content', 'protocol', 'policy', 'access']);

interface Refused {
  code: number;
  /** RFC 3463, such as `5.1.1`; null where the server gave none. */
  enhancedStatus: string | null;
  stage?: SmtpStage | undefined;
}

/** Codes whose subject (the middle number) does not say it; from the registry of RFC 5248 and what Exchange Online means by them. */
const exceptions: Record<string, RefusalClass> = {
  '5.1.7': 'protocol', // syntax of our sender
  '5.1.8': 'policy', // our sender's domain
  '5.1.9': 'protocol',
  '5.1.90': 'policy', // Exchange Online: the daily limit of recipients of our account
  '5.2.252': 'policy', // Exchange Online: SendAsDenied
  '5.2.3': 'content', // longer than the mailbox takes
  '5.3.3': 'protocol', // the system lacks what the message asks for
  '5.3.4': 'content', // longer than the system takes
  '5.4.1': 'address', // Exchange Online: no such recipient (directory-based edge blocking)
  '5.7.8': 'access',
  '5.7.9': 'access',
  '5.7.10': 'access',
  '5.7.11': 'access',
  '5.7.13': 'mailbox', // account disabled
  '5.7.17': 'address', // the mailbox has another owner now (RFC 7293)
  '5.7.18': 'address', // the domain has
  '5.7.57': 'access', // Exchange Online: client was not authenticated
};

const subjects: Record<string, RefusalClass> = {
  '1': 'address',
  '2': 'mailbox',
  '3': 'system',
  '4': 'system',
  '5': 'protocol',
  '6': 'content',
  '7': 'policy',
};

/** RFC 5321 4.2.2 and 4.2.3, RFC 4954, RFC 7504. */
const codes: Record<number, RefusalClass> = {
  500: 'protocol',
  501: 'protocol',
  502: 'protocol',
  503: 'protocol',
  504: 'protocol',
  521: 'system', // the host takes no mail at all
  523: 'content',
  530: 'access',
  534: 'access',
  535: 'access',
  538: 'access',
  551: 'address', // not local; we do not follow a new address that a server makes up
  553: 'address', // mailbox name not allowed
  555: 'protocol',
  556: 'address', // the domain takes no mail
};

/** The class of a refusal for good. The enhanced status decides where it says something, then the code, then the stage. */
export function refusalClassOf({ code, enhancedStatus, stage }: Refused): RefusalClass {
  if (stage === 'connection' || stage === 'authentication') return 'access';
  const byCode = codes[code];
  if (byCode === 'access') return byCode;
  const byStatus = enhancedStatus === null ? undefined : (exceptions[enhancedStatus] ?? subjects[enhancedStatus.split('.')[1] ?? '']);
  // Our sender was all that the server had heard of: the recipient's address was not named yet.
  if (stage === 'sender') return byStatus && classesAboutUs.has(byStatus) ? byStatus : senderClassOf(code);
  return byStatus ?? byCode ?? byStage(code, stage);
}

/** RFC 1870: a message that is announced as too big is refused with 552 as early as this. */
function senderClassOf(code: number): RefusalClass {
  if (code === 552) return 'content';
  return code === 501 || code === 555 || code < 510 ? 'protocol' : 'policy';
}

/** 550, 552, 554 and codes that no standard names mean one thing about the recipient and another once the message has been seen. */
function byStage(code: number, stage: SmtpStage | undefined): RefusalClass {
  if (code === 552) return stage === 'data' ? 'content' : 'mailbox';
  if (code === 554) return 'policy';
  return stage === 'data' ? 'policy' : 'address';
}
