import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection, { type SMTPConnectionCustomAuthContext } from 'nodemailer/lib/smtp-connection';
import { needsSmtpUtf8, wireAddress } from './addresses';
import type { TokenSource } from './oauth2Token';
import { credentialsFor } from './smtpLogin';
import { encryptionOf, step } from './smtpSteps';

/** What a mail server says when it is only asked. */
export interface SmtpProbe {
  host: string;
  /** Protocol and cipher; null: in clear. */
  tls: string | null;
  /** false: SMTP_URL names nobody, or the server offers no sign-in. */
  signedIn: boolean;
  extensions: string[];
  /** The longest message in octets; null: not said. */
  largestMessage: number | null;
  /** What it said of the recipient; null: it was not asked, or refused the sender before. */
  recipient: SmtpAnswer | null;
  /** What it said of the sender; null: it was not asked. */
  sender: SmtpAnswer | null;
}

export interface SmtpAnswer {
  code: number;
  words: string;
}

/**
 * Connects, signs in, and asks whether the server would take a message from `from` to `to`: MAIL and RCPT, then RSET, never DATA, so that nothing is
 * sent. Rejects with the reason when there is no conversation or the sign-in is refused. `limitMs` is real time for all of it.
 */
export async function probeSmtp({
  url,
  tokens = null,
  ask = null,
  limitMs,
}: {
  url: string;
  tokens?: TokenSource | null;
  ask?: { from: string; to: string } | null;
  limitMs: number;
}): Promise<SmtpProbe> {
  const { auth, ...server } = parseConnectionUrl(url);
  const limit = AbortSignal.timeout(limitMs);
  const timeouts = { connectionTimeout: limitMs, greetingTimeout: limitMs, socketTimeout: limitMs, socketCloseTimeout: 0 };
  const probe: SmtpProbe = {
    host: String(server.host ?? 'localhost'),
    tls: null,
    signedIn: false,
    extensions: [],
    largestMessage: null,
    recipient: null,
    sender: null,
  };
  // A sign-in of our own kind is nodemailer's one public way to say commands that are not those of a message.
  const connection = new SMTPConnection({ ...server, ...timeouts, customAuth: { PROBE: (context) => converse(context, ask, probe) } });
  connection.on('error', () => undefined);
  try {
    await step(connection, limit, (done) => connection.connect(done));
    probe.tls = encryptionOf(connection);
    const login = credentialsFor({ auth, tokens });
    if (login && connection.allowsAuth) {
      await step(connection, limit, (done) => connection.login(login, done));
      probe.signedIn = true;
    }
    await step(connection, limit, (done) => connection.login({ method: 'PROBE' }, done));
    connection.quit();
    return probe;
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function converse(
  { sendCommand, extensions, maxAllowedSize }: SMTPConnectionCustomAuthContext,
  ask: { from: string; to: string } | null,
  probe: SmtpProbe,
): Promise<void> {
  probe.extensions = [...new Set(extensions)];
  probe.largestMessage = maxAllowedSize || null;
  if (!ask) return;
  const said = async (command: string): Promise<SmtpAnswer> => {
    const { status, response } = await sendCommand(command);
    return { code: status, words: response.replace(/\s+/g, ' ').trim().slice(0, 300) };
  };
  const utf8 = needsSmtpUtf8(ask.to) && extensions.includes('SMTPUTF8') ? ' SMTPUTF8' : '';
  probe.sender = await said(`MAIL FROM:<${wireAddress(ask.from)}>${utf8}`);
  if (isTaken(probe.sender)) {
    probe.recipient = await said(`RCPT TO:<${wireAddress(ask.to)}>`);
    await said('RSET');
  }
}

export function isTaken({ code }: SmtpAnswer): boolean {
  return code >= 200 && code < 300;
}
