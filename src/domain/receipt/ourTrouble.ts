import type { RefusalClass, SmtpStage } from './refusalClass';

/** What a server said when it did not take a message, for now (4xx) or for good (5xx). */
export interface Refusal {
  /** Whose server it is: that of the recipient, or a relay of ours, which speaks for itself. */
  route: 'direct' | 'relay';
  code: number;
  /** RFC 3463; null where the server gave none. */
  enhancedStatus: string | null;
  words: string | null;
  stage?: SmtpStage | undefined;
  refusalClass: RefusalClass;
}

interface Row {
  /** Subject and detail of the status: with 4 or 5 in front they are about the same. */
  is: RegExp;
  party: 'us' | 'recipient';
  /** Only where a relay of ours says it: of the recipient's server it is an answer about the recipient. */
  route?: 'relay';
  source: string;
}

/** Whom a status is about whose subject does not say it. The first that fits counts. */
const statuses: readonly Row[] = [
  {
    is: /^1\.[78]$/,
    party: 'us',
    source: 'RFC 3463: syntax of the sender, system of the sender; Exchange Online 5.1.8: bad outbound sender',
  },
  { is: /^1\.90$/, party: 'us', source: 'Exchange Online: the daily limit of recipients of our account' },
  { is: /^2\.252$/, party: 'us', source: 'Exchange Online: SendAsDenied' },
  { is: /^7\.2$/, party: 'recipient', source: 'RFC 3463: we may not write to that list' },
  { is: /^7\.1[23]$/, party: 'recipient', source: 'Exchange Online: takes nothing from outside; RFC 5248: account disabled' },
  { is: /^7\.1[789]$/, party: 'recipient', source: 'RFC 7293: the address, or its domain, has another owner now' },
  { is: /^7\.2[0-6]$/, party: 'us', source: 'RFC 7372: DKIM, SPF, reverse DNS of ours' },
  { is: /^7\.27$/, party: 'us', source: 'RFC 7505: the domain of our sender takes no mail' },
  { is: /^7\.2[89]$/, party: 'us', source: 'IANA registry: a flood of mail, ARC' },
  { is: /^7\.(?:54|57|60|64)$/, party: 'us', source: 'Exchange: relaying, sign-in, permission to send as, our tenant' },
  { is: /^7\.(?:124|129|13[3-6]|193)$/, party: 'recipient', source: 'Exchange Online: group or mailbox that takes mail from some only' },
  { is: /^7\.23[0-9]$/, party: 'us', source: 'Exchange Online: limits of our tenant for recipients outside' },
  { is: /^7\.[567]\d\d$/, party: 'us', source: 'Exchange Online: our IP, our sending, our tenant (5.7.5xx to 5.7.7xx)' },
];

/** Whom words are about where the status says no more than its subject. The first that fits counts. */
const wordings: readonly Row[] = [
  {
    is: /send\s?as\s?denied|not (?:allowed|permitted|authori[sz]ed) to send (?:as|from|on behalf)|permissions? to send as|sender address rejected/i,
    party: 'us',
    source: 'Exchange: SendAs; Postfix: smtpd_sender_restrictions, sender login mismatch',
  },
  {
    is: /^(?!.*\breceiv(?:e|ing)\b).*\b(?:sending|submission|outbound|outgoing|daily|hourly)\b.{0,40}\b(?:limit|quota)|tenant.{0,40}\bexceeded|max(?:imum)? e-?mails per|too many (?:messages|e-?mails) (?:sent|from)/i,
    party: 'us',
    source: 'Gmail: 5.4.5 Daily user sending limit exceeded; Exchange: Submission quota exceeded; Exim at hosters: max emails per hour',
  },
  {
    is: /spamhaus|spamcop|barracudacentral|blocked using|\b(?:dns)?[br]bl\b|banned sending ip|traffic not accepted from this ip/i,
    party: 'us',
    source: 'Postfix: reject_rbl_client; the lists themselves; Exchange Online',
  },
  {
    is: /(?:\bip\b|client host|\[[\d.:a-f]{4,45}\]).{0,120}(?:block|black)\s?list|(?:block|black)\s?list.{0,120}(?:\bip\b|client host)/i,
    party: 'us',
    source: 'our IP on a list',
  },
  {
    is: /client host (?:\S+ )?rejected|helo command rejected/i,
    party: 'us',
    source: 'Postfix: smtpd_client_restrictions, smtpd_helo_restrictions',
  },
  { is: /\b(?:spf|dkim|dmarc)\b/i, party: 'us', source: 'the records of our domain' },
  {
    is: /recipient address rejected|resolver\.rst\./i,
    party: 'recipient',
    source: 'Postfix: smtpd_recipient_restrictions; Exchange: RESOLVER.RST.*',
  },
  {
    is: /relay(?:ing)? (?:access )?(?:is )?(?:denied|prohibited|not permitted|not allowed)|unable to relay|authentication (?:is )?required|turn on smtp auth|sender verify failed/i,
    party: 'us',
    route: 'relay',
    source: 'Exim (often without a status), sendmail, Postfix, Exchange: what a relay says to whom it does not know',
  },
];

/**
 * Whether trouble is between us and our own server, or about who we are, so that any recipient would have met it. Whatever is said before the recipient is named
 * is: at the connection, at sign-in, to our sender. After that the status decides, then the words. Where neither does, a relay's policy (x.7), its own system
 * (x.3), and what it puts off for a reason of its own are ours to mend; what the recipient's own server says of its policy is an answer about that recipient.
 */
export function isOurTrouble(refusal: Refusal): boolean {
  const { route, code, enhancedStatus, words, stage, refusalClass } = refusal;
  if (stage === 'connection' || stage === 'authentication' || stage === 'sender' || refusalClass === 'access') return true;
  const party = partyTold({ enhancedStatus, words, route });
  if (party) return party === 'us';
  const [, subject = ''] = enhancedStatus?.split('.') ?? [];
  if (route === 'direct') return false;
  if (code >= 500) return refusalClass === 'policy' || (refusalClass === 'system' && subject === '3');
  return enhancedStatus === null ? code !== 450 : ['3', '4', '5', '7'].includes(subject);
}

/** Whether a report of a failure says that it is our trouble. It comes from a server after ours, of which all that is known is what it says. */
export function isReportOfOurTrouble({ status, words }: { status: string | null; words: string | null }): boolean {
  return partyTold({ enhancedStatus: status, words, route: 'direct' }) === 'us';
}

function partyTold({ enhancedStatus, words, route }: Pick<Refusal, 'enhancedStatus' | 'words' | 'route'>): Row['party'] | undefined {
  const [, subject, detail] = enhancedStatus?.split('.') ?? [];
  const byStatus = enhancedStatus === null ? undefined : statuses.find(({ is }) => is.test(`${subject}.${detail}`));
  const told = byStatus ?? wordings.find((row) => (row.route ?? route) === route && row.is.test((words ?? '').slice(0, 1000)));
  return told?.party;
}
