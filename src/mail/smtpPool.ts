import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection, { type SMTPEnvelope } from 'nodemailer/lib/smtp-connection';
import { needsSmtpUtf8 } from './addresses';
import type { TokenSource } from './oauth2Token';
import { credentialsFor } from './smtpLogin';
import { type Delivery, outcomeOfError, outcomeOfReply, refusedHere, type SmtpError } from './smtpOutcome';
import { encryptionOf, offersSmtpUtf8, sendReadyMade, step, within } from './smtpSteps';

export interface SmtpEnvelope {
  from: string;
  to: string;
  /** What delivery reports shall name (ENVID, RFC 3461 4.4), to servers that offer them; without it none are asked for. */
  envelopeId?: string;
}

/** Connections to one SMTP server, kept open between messages. */
export interface SmtpPool {
  /** Never rejects: whatever happens is an outcome. `raw` is the whole message, CRLF line ends. */
  send(envelope: SmtpEnvelope, raw: Buffer): Promise<Delivery>;
  /** Connects and signs in. Rejects with the reason. */
  verify(): Promise<void>;
  /** Waits for what is being sent, then says goodbye on every connection. */
  close(): Promise<void>;
}

interface Session {
  connection: SMTPConnection;
  messages: number;
  /** The server has said 354 to the present message: what follows may have reached it. */
  begun: boolean;
  idleTimer: NodeJS.Timeout | null;
}

/** Many servers count messages per connection and end it; below that, and new often enough for a server behind a balancer to be replaced. */
const messagesPerConnection = 100;
/** Servers wait five minutes for the next command (RFC 5321 4.5.3.2.7); we leave first, so that no message meets a closing door. */
const idleMs = 60_000;
/** X.6.7 (RFC 6531 4.6): about the address and this server together, and nothing that a retry changes. */
const withoutSmtpUtf8 =
  '5.6.7 Not sent: the address has letters beyond ASCII before the @, and the mail server does not offer SMTPUTF8. Use an address without them, or another server.';
/** What a server gets to answer QUIT with when we close; nothing depends on it. */
const goodbyeMs = 2_000;

/**
 * Opens up to `connections` connections to `url` (smtp:// or smtps://, user and password in it, nodemailer's options as query), when needed.
 *
 * `limitMs` of real time is what one message may take, the wait for a free connection included. It is less than the ten minutes that RFC 5321 4.5.3.2.6
 * grants a server after the message, since a sending's lease must outlast it: a worker that dies is replaced within the minute. A server that
 * takes longer gives an unknown outcome, and the message is sent again and says so.
 *
 * nodemailer's own pool is not used because it hides two facts that the record needs: whether a message was begun when a connection broke, and how
 * it was encrypted (docs/adr/0005-mail.md).
 */
export function createSmtpPool({
  url,
  connections,
  limitMs = 40_000,
  tokens = null,
}: {
  url: string;
  connections: number;
  limitMs?: number;
  /** Signs in by OAuth 2 with the URL's user; its password is then not used. */
  tokens?: TokenSource | null;
}): SmtpPool {
  const { auth, ...server } = parseConnectionUrl(url);
  const host = server.host ?? null;
  const idle: Session[] = [];
  const waiting: (() => void)[] = [];
  const sending = new Set<Promise<unknown>>();
  const ending = new Set<Promise<void>>();
  let open = 0;
  let closed = false;

  async function connect(limit: AbortSignal): Promise<Session> {
    const timeouts = { connectionTimeout: limitMs, greetingTimeout: limitMs, socketTimeout: limitMs, socketCloseTimeout: 0 };
    // A token is worth the mailbox: it never leaves this machine in clear.
    const encryption = tokens && !isLoopback(host) ? { requireTLS: true } : {};
    const connection = new SMTPConnection({ ...server, ...timeouts, ...encryption });
    const session: Session = { connection, messages: 0, begun: false, idleTimer: null };
    sendReadyMade(connection, () => {
      session.begun = true;
    });
    // Without a listener an error of a connection that has nothing to do would end the process; while it sends, the send itself is told.
    connection.on('error', () => undefined);
    connection.once('end', () => dropIdle(session));
    const ended = new Promise<void>((resolve) => connection.once('end', resolve));
    ending.add(ended);
    void ended.then(() => ending.delete(ended));
    try {
      await step(connection, limit, (done) => connection.connect(done));
      const login = credentialsFor({ auth, tokens });
      if (login && connection.allowsAuth) await step(connection, limit, (done) => connection.login(login, done));
    } catch (error) {
      connection.close();
      throw error;
    }
    return session;
  }

  function freeSlot(): void {
    open -= 1;
    waiting.shift()?.();
  }

  function dropIdle(session: Session): void {
    if (session.idleTimer) clearTimeout(session.idleTimer);
    const index = idle.indexOf(session);
    if (index < 0) return;
    idle.splice(index, 1);
    session.connection.quit();
    freeSlot();
  }

  async function nextFree(limit: AbortSignal): Promise<void> {
    let wake = (): void => undefined;
    try {
      await within(limit, (resolve) => {
        wake = resolve;
        waiting.push(wake);
      });
    } catch (error) {
      // Nobody may wake one who has given up: the next in the queue would sleep on.
      waiting.splice(waiting.indexOf(wake), 1);
      throw error;
    }
  }

  async function acquire(limit: AbortSignal, fresh: boolean): Promise<Session> {
    while (open >= connections && idle.length === 0) await nextFree(limit);
    const [kept] = idle.slice(-1);
    if (kept && !fresh) {
      if (kept.idleTimer) clearTimeout(kept.idleTimer);
      idle.pop();
      return kept;
    }
    if (kept && open >= connections) dropIdle(kept);
    open += 1;
    try {
      return await connect(limit);
    } catch (error) {
      freeSlot();
      throw error;
    }
  }

  function release(session: Session): void {
    if (closed || session.messages >= messagesPerConnection) {
      session.connection.quit();
      freeSlot();
      return;
    }
    session.idleTimer = setTimeout(() => dropIdle(session), idleMs).unref();
    idle.push(session);
    waiting.shift()?.();
  }

  function abandon(session: Session): void {
    session.connection.close();
    freeSlot();
  }

  async function sendOver(
    session: Session,
    envelope: SmtpEnvelope,
    raw: Buffer,
    limit: AbortSignal,
  ): Promise<{ delivery: Delivery; stale: boolean }> {
    const { connection } = session;
    const tls = encryptionOf(connection);
    if ((needsSmtpUtf8(envelope.to) || needsSmtpUtf8(envelope.from)) && !offersSmtpUtf8(connection)) {
      release(session);
      return { delivery: { ...refusedHere(553, withoutSmtpUtf8), host, tls }, stale: false };
    }
    const reused = session.messages > 0;
    session.messages += 1;
    session.begun = false;
    try {
      const delivery = await within<Delivery>(limit, (resolve, reject) => {
        connection.send(wireEnvelope(envelope, raw), raw, (error, info) => {
          if (error) reject(error);
          else resolve(outcomeOfReply(info, { host, tls, messageStarted: true }));
        });
      });
      release(session);
      return { delivery, stale: false };
    } catch (thrown) {
      const error = asSmtpError(thrown);
      const messageStarted = session.begun;
      const delivery = outcomeOfError(error, { host, tls, messageStarted });
      const refusedOnly = (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') && error.responseCode !== 421;
      if (refusedOnly)
        await step(connection, limit, (done) => connection.reset(done)).then(
          () => release(session),
          () => abandon(session),
        );
      else abandon(session);
      // The server had ended a kept connection before a byte of this message left: that says nothing about the message.
      const stale = reused && !messageStarted && (delivery.outcome.kind === 'notConnected' || error.responseCode === 421);
      return { delivery, stale };
    }
  }

  async function attempt(envelope: SmtpEnvelope, raw: Buffer, limit: AbortSignal, fresh = false): Promise<Delivery> {
    let session: Session;
    try {
      session = await acquire(limit, fresh);
    } catch (error) {
      return outcomeOfError(asSmtpError(error), { host, tls: null, messageStarted: false });
    }
    const { delivery, stale } = await sendOver(session, envelope, raw, limit);
    return stale && !limit.aborted ? attempt(envelope, raw, limit, true) : delivery;
  }

  return {
    async send(envelope, raw) {
      if (closed) return outcomeOfError({ message: 'The portal is closing, nothing was sent' }, { host, tls: null, messageStarted: false });
      const delivery = attempt(envelope, raw, AbortSignal.timeout(limitMs));
      sending.add(delivery);
      try {
        return await delivery;
      } finally {
        sending.delete(delivery);
      }
    },
    async verify() {
      release(await acquire(AbortSignal.timeout(limitMs), true));
    },
    async close() {
      closed = true;
      await Promise.all(sending);
      for (const session of [...idle]) dropIdle(session);
      await within(AbortSignal.timeout(goodbyeMs), (resolve) => Promise.all(ending).then(() => resolve())).catch(() => undefined);
    },
  };
}

/** Asks for a report on every end there can be, with the message's headers and not its text. nodemailer says so only to a server that offers DSN. */
function wireEnvelope({ from, to, envelopeId }: SmtpEnvelope, raw: Buffer): SMTPEnvelope {
  const common = { from, to: [to], size: raw.length };
  if (!envelopeId) return common;
  // An address beyond ASCII has a form of its own (RFC 6533 3) that few servers read; the report names the recipient all the same.
  const isAscii = /^[\x21-\x7e]+$/.test(to);
  return { ...common, dsn: { ret: 'HDRS', envid: envelopeId, notify: ['SUCCESS', 'FAILURE', 'DELAY'], ...(isAscii ? { orcpt: to } : {}) } };
}

function isLoopback(host: string | null): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host ?? '');
}

function asSmtpError(error: unknown): SmtpError {
  return error instanceof Error ? error : { message: String(error) };
}
