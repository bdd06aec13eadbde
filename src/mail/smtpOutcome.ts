import type { SmtpOutcome } from '../domain/receipt/deliveryState';

/** One try at handing a message over: what it came to, and all that the other side said. */
export interface Delivery {
  outcome: SmtpOutcome;
  /** The server's own words; for a refusal of ours, or a connection that failed, what happened. */
  response: string | null;
  /** The server that was spoken to. */
  host: string | null;
  /** Protocol and cipher, `TLSv1.3 TLS_AES_256_GCM_SHA384`; null: in clear, or not known. */
  tls: string | null;
  /** What the server calls the message, to ask its operator for. */
  queueId: string | null;
}

/** The fields of an error by nodemailer that tell what happened. */
export interface SmtpError {
  message: string;
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

export interface Conversation {
  host: string | null;
  tls: string | null;
  /** The client began to hand the message over: the server had said 354, so what follows may have reached it. */
  messageStarted: boolean;
}

/** The server's last word was a 2xx to the whole message. */
export function outcomeOfReply(reply: { response: string; serverMessageId?: string }, { host, tls }: Conversation): Delivery {
  const code = Number(/^\d{3}/.exec(reply.response)?.[0] ?? 250);
  return {
    outcome: { kind: 'answered', code, stage: 'data' },
    response: wordsOf(reply.response),
    host,
    tls,
    queueId: reply.serverMessageId ?? queueIdIn(reply.response),
  };
}

/**
 * What an error means for the message.
 * - A 4xx or 5xx reply is an answer, at the stage it was given.
 * - A client that refuses the address or the size by itself is answered as the server would have.
 * - Without a reply: before the message was begun nothing can have been delivered; after that nobody knows. So too for a reply that fits nothing (a 250
 *   where 354 was due): it must never pass for acceptance.
 */
export function outcomeOfError(error: SmtpError, conversation: Conversation): Delivery {
  const { host, tls, messageStarted } = conversation;
  const common = { response: wordsOf(error.response ?? error.message), host, tls, queueId: null };
  const family = Math.floor((error.responseCode ?? 0) / 100);
  if (error.responseCode && (family === 4 || family === 5)) {
    return { outcome: { kind: 'answered', code: error.responseCode, stage: messageStarted ? 'data' : stageOf(error) }, ...common };
  }
  const refusedByClient = !messageStarted && !error.responseCode;
  if (refusedByClient && error.code === 'EENVELOPE') return { outcome: { kind: 'answered', code: 553, stage: 'recipient' }, ...common };
  if (refusedByClient && error.code === 'EMESSAGE') return { outcome: { kind: 'answered', code: 552, stage: 'data' }, ...common };
  return { outcome: { kind: messageStarted ? 'noReplyAfterData' : 'notConnected' }, ...common };
}

/** Refused by ourselves, before anything left. */
export function refusedHere(code: number, words: string, stage: 'sender' | 'recipient' = 'recipient'): Delivery {
  return { outcome: { kind: 'answered', code, stage }, response: words, host: null, tls: null, queueId: null };
}

function stageOf({ code, command = '' }: SmtpError): 'connection' | 'authentication' | 'sender' | 'recipient' | 'data' {
  if (code === 'EAUTH' || command.startsWith('AUTH')) return 'authentication';
  if (command === 'MAIL FROM') return 'sender';
  if (command === 'RCPT TO') return 'recipient';
  if (command === 'DATA') return 'data';
  return 'connection';
}

/** Long enough for any honest reply; a hostile one does not fill the record. */
function wordsOf(response: string): string {
  return response.replace(/\s+/g, ' ').trim().slice(0, 500);
}

function queueIdIn(response: string): string | null {
  const found = /queued as <?([\w.@-]+)|\bid[= ]<?([\w.@-]+)/i.exec(response);
  return found?.[1] ?? found?.[2] ?? null;
}
