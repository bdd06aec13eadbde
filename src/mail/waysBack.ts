import { isMailAddress, readMailAddress } from './addresses';
import { isTaken, type SmtpAnswer, type SmtpProbe } from './smtpProbe';

/** `warn`: it could not be found out, or may pass by itself. `fail`: somebody has to repair it. */
export interface WayBack {
  state: 'ok' | 'warn' | 'fail';
  /** What was tried and what came of it, in English, for whoever runs the portal. */
  detail: string;
}

/** How a controller answers a notice: by its link, and by replying to it. */
export interface WaysBackFound {
  links: WayBack;
  replyTo: WayBack;
}

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
 * (RCPT, nothing is sent). A clear refusal (5xx) of the mailbox fails; a server that cannot be reached or says "later" only warns, since mail waits for it.
 */
export function createWaysBack({
  baseUrl,
  replyTo,
  from,
  bars,
  probe,
}: {
  baseUrl: string;
  replyTo: string;
  from: string;
  bars: boolean;
  /** null where no mail leaves. */
  probe: ((ask: { from: string; to: string }, limitMs: number) => Promise<SmtpProbe>) | null;
}): WaysBack {
  return {
    bars,
    async check() {
      if (!probe) return null;
      const [links, mailbox] = await Promise.all([checkLinks(baseUrl), checkReplyTo({ replyTo, from, probe })]);
      return { links, replyTo: mailbox };
    },
  };
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

async function checkReplyTo({
  replyTo,
  from,
  probe,
}: {
  replyTo: string;
  from: string;
  probe: (ask: { from: string; to: string }, limitMs: number) => Promise<SmtpProbe>;
}): Promise<WayBack> {
  const to = readMailAddress(replyTo).address;
  try {
    return replyToFinding(to, await probe({ from: readMailAddress(from).address, to }, limitMs));
  } catch (error) {
    return { state: 'warn', detail: `${to} could not be tried: ${(error as Error).message}.` };
  }
}

/** Reads what the mail server said of the Reply-To mailbox. */
export function replyToFinding(to: string, { sender, recipient, host }: SmtpProbe): WayBack {
  if (!isMailAddress(to)) return { state: 'fail', detail: 'MAIL_REPLY_TO is no mail address.' };
  const words = ({ words: said }: SmtpAnswer) => `${host} says: ${said}`;
  if (sender && !isTaken(sender)) return { state: 'warn', detail: `${to} could not be tried, the sender was refused. ${words(sender)}` };
  if (!recipient) return { state: 'warn', detail: `${to} was not tried.` };
  if (isTaken(recipient)) return { state: 'ok', detail: `${host} takes mail to ${to}.` };
  if (recipient.code >= 500) {
    return {
      state: 'fail',
      detail: `${to} is refused, so nobody can answer by mail. Repair the mailbox or MAIL_REPLY_TO. ${words(recipient)}`,
    };
  }
  return { state: 'warn', detail: `${to} is not taken just now. ${words(recipient)}` };
}
