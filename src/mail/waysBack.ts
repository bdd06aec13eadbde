import { isMailAddress, readMailAddress } from './addresses';
import { isTaken, type SmtpAnswer, type SmtpProbe } from './smtpProbe';

/** `warn`: it could not be found out, or may pass by itself. `fail`: somebody has to repair it. */
export interface WayBack {
  state: 'ok' | 'warn' | 'fail';
  /** What was tried and what came of it, in English, for whoever runs the portal. */
  detail: string;
}

/** How a controller answers a notice: by its link, and by replying to it; and whether the mail server takes mail from us at all. */
export interface WaysBackFound {
  links: WayBack;
  sender: WayBack;
  replyTo: WayBack;
}

type Ask = (ask: { from: string; to: string }, limitMs: number) => Promise<SmtpProbe>;

export interface WaysBack {
  /** null where no mail leaves: nobody is told of a way back. Never rejects. */
  check(): Promise<WaysBackFound | null>;
  /** Whether a `fail` bars a release, or is only written down. */
  bars: boolean;
}

/** Real time; whoever publishes waits for it. */
const limitMs = 3_000;

/**
 * Tries the two ways back: GET of `/healthz` at the origin that links are made of, and whether the mail server would take a message to the Reply-To mailbox
 * (MAIL and RCPT, nothing is sent). A clear refusal (5xx) of the mailbox, or of the sender, fails; a server that cannot be reached or says "later" only warns,
 * since mail waits for it.
 */
export function createWaysBack({
  baseUrl,
  replyTo,
  from,
  bars,
  probe,
  probeOwn,
}: {
  baseUrl: string;
  replyTo: string;
  /** As on the envelope of a notice. */
  from: string;
  bars: boolean;
  /** null where no mail leaves. */
  probe: Ask | null;
  /** Asks the mailbox's own server, where ours is a relay that takes any address; null where ours knows its recipients. */
  probeOwn: Ask | null;
}): WaysBack {
  return {
    bars,
    async check() {
      if (!probe) return null;
      const to = readMailAddress(replyTo).address;
      const [links, asked, own] = await Promise.all([
        checkLinks(baseUrl),
        tried(probe({ from, to }, limitMs)),
        probeOwn ? tried(probeOwn({ from, to }, limitMs)) : null,
      ]);
      return { links, ...mailboxFindings({ from, to }, asked, own) };
    },
  };
}

/** What was said, or why nothing was. */
export function tried(asking: Promise<SmtpProbe>): Promise<SmtpProbe | Error> {
  return asking.catch((error: Error) => error);
}

/** Reads what our mail server said of our own sender and of the Reply-To mailbox; `own`: what the mailbox's own server did, null where ours knows. */
export function mailboxFindings(
  { from, to }: { from: string; to: string },
  asked: SmtpProbe | Error,
  own: SmtpProbe | Error | null,
): Pick<WaysBackFound, 'sender' | 'replyTo'> {
  if (asked instanceof Error) {
    return {
      sender: { state: 'warn', detail: `${from} could not be tried: ${asked.message}.` },
      replyTo: { state: 'warn', detail: `${to} could not be tried: ${asked.message}.` },
    };
  }
  return { sender: senderFinding(from, asked), replyTo: own ? behindRelay(to, asked, own) : replyToFinding(to, asked) };
}

/** Whether the portal answers where its links lead. A redirect is no answer: links would not survive it. */
export async function checkLinks(baseUrl: string): Promise<WayBack> {
  const address = `${baseUrl}/healthz`;
  try {
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(limitMs) });
    await response.body?.cancel();
    if (response.status === 200) return { state: 'ok', detail: `${address} answers.` };
    return { state: 'fail', detail: `${address} answers ${response.status}. Check BASE_URL, and what stands before the portal.` };
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    const reason = code ?? ((error as Error).name === 'TimeoutError' ? 'no answer in time' : 'no answer');
    return { state: 'fail', detail: `${address} cannot be reached from here (${reason}). Check BASE_URL, DNS and the certificate.` };
  }
}

function wordsOf({ host }: SmtpProbe, { words }: SmtpAnswer): string {
  return `${host} says: ${words}`;
}

function senderFinding(from: string, probe: SmtpProbe): WayBack {
  const { host, sender } = probe;
  if (!sender) return { state: 'warn', detail: `${from} was not tried.` };
  if (isTaken(sender)) return { state: 'ok', detail: `${host} takes mail from ${from}.` };
  if (sender.code < 500) return { state: 'warn', detail: `mail from ${from} is not taken just now. ${wordsOf(probe, sender)}` };
  return {
    state: 'fail',
    detail: `mail from ${from} is refused, so no notice can leave. Let the mail server allow the sender, or change MAIL_BOUNCE_DOMAIN. ${wordsOf(probe, sender)}`,
  };
}

function replyToFinding(to: string, probe: SmtpProbe): WayBack {
  const { sender, recipient, host } = probe;
  if (!isMailAddress(to)) return { state: 'fail', detail: 'MAIL_REPLY_TO is no mail address.' };
  if (sender && !isTaken(sender))
    return { state: 'warn', detail: `${to} could not be tried, the sender was refused. ${wordsOf(probe, sender)}` };
  if (!recipient) return { state: 'warn', detail: `${to} was not tried.` };
  if (isTaken(recipient)) return { state: 'ok', detail: `${host} takes mail to ${to}.` };
  if (recipient.code >= 500) {
    return {
      state: 'fail',
      detail: `${to} is refused, so nobody can answer by mail. Repair the mailbox or MAIL_REPLY_TO. ${wordsOf(probe, recipient)}`,
    };
  }
  return { state: 'warn', detail: `${to} is not taken just now. ${wordsOf(probe, recipient)}` };
}

/** RFC 3463 3.2: it is the address that is wrong. Anything else may be about us, who are no mail server that others know. */
const isAboutTheMailbox = ({ words }: SmtpAnswer) => /\b5\.1\.[0-9]/.test(words);

/** A relay's refusal counts; that it takes the mail says nothing of the mailbox, which its own server knows. */
function behindRelay(to: string, relay: SmtpProbe, own: SmtpProbe | Error): WayBack {
  const fromRelay = replyToFinding(to, relay);
  if (fromRelay.state !== 'ok') return fromRelay;
  const unknown = (why: string): WayBack => ({
    state: 'warn',
    detail: `${relay.host} takes mail to ${to} to pass it on. Whether there is such a mailbox could not be found out from here (${why}): write to it once, and see.`,
  });
  if (own instanceof Error) return unknown(own.message);
  const { recipient, sender } = own;
  if (recipient && isTaken(recipient)) return { state: 'ok', detail: `${own.host} takes mail to ${to}.` };
  if (recipient && recipient.code >= 500 && isAboutTheMailbox(recipient)) return replyToFinding(to, own);
  const said = recipient ?? sender;
  return unknown(said ? wordsOf(own, said) : `${own.host} was not asked`);
}
