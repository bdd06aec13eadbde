import type { ReportKind } from '../../data/deliveryReport.model';
import { cleanLine } from '../cleanText';
import { type DeliveryStatus, readDeliveryStatus } from './deliveryStatus';
import { type MessageParts, readMessageParts } from './messageParts';
import { isFailureSubject, mayTellOfFailure, readQmailReport, readReplyInText, speaksOfDelay } from './reportText';

/** What a message that came to a bounce address tells. */
export interface DeliveryReport {
  kind: ReportKind;
  /** Enhanced status code (RFC 3463), `5.1.1`. */
  status: string | null;
  /** The reporting server's words, at most 500 characters; for a message that was not read, why. */
  words: string | null;
  remoteHost: string | null;
  /** Message-ID of the message it is about, from the headers that came back; with its angle brackets. */
  messageId: string | null;
  /** The ENVID that the message was sent with (RFC 3461). */
  envelopeId: string | null;
  /** Where the report came to, by its headers and by the Return-Path of what came back. */
  bounceAddresses: string[];
  /** Who the message was for, in lower case, as far as the report says. */
  recipients: string[];
}

/** More than this is refused unread, in bytes: a report carries at most the message that it is about, and ours are small. */
export const largestReport = 10 * 1024 * 1024;

/**
 * Reads a raw message that came to a bounce address: RFC 3464 reports (of Postfix, Exchange, Gmail and whoever follows the standard, in any language),
 * qmail's own format, reports in words alone, complaints (RFC 5965), and vacation replies, which are told apart (RFC 3834) and prove nothing. A report
 * of a temporary failure that was given up is `failed`. What may be a report and does not show who wrote it is `unclear`: a person reads it. Never throws for
 * what is in the message; anything else that is not understood is `other`.
 * What it costs is bounded whatever comes (messageParts.ts).
 */
export async function readDeliveryReport(raw: Buffer): Promise<DeliveryReport> {
  if (raw.length > largestReport) return { ...nothing, words: `Not read: larger than ${largestReport} bytes` };
  const parts = await readMessageParts(raw);
  const found = kindOf(parts);
  const addresses = [...bouncedTo(parts.headers), ...addressesIn(parts.returned.get('return-path'))];
  return {
    kind: found.kind,
    status: found.status ?? null,
    words: found.words ?? null,
    remoteHost: found.remoteHost ?? null,
    messageId: messageIdIn(parts),
    envelopeId: found.envelopeId ?? null,
    bounceAddresses: [...new Set(addresses)].slice(0, 20),
    recipients: [...new Set(found.recipients ?? [])],
  };
}

const nothing: DeliveryReport = {
  kind: 'other',
  status: null,
  words: null,
  remoteHost: null,
  messageId: null,
  envelopeId: null,
  bounceAddresses: [],
  recipients: [],
};

type Found = { kind: ReportKind } & Partial<Omit<DeliveryStatus, 'kind'>>;

/**
 * The most certain comes first. A report in fields goes before the signs of an automatic reply, since Postfix and Gmail put those on their reports too; words
 * alone come after them, since a vacation reply may quote anything, and count only if a mail system says that they are its own.
 */
function kindOf(parts: MessageParts): Found {
  const { headers, text } = parts;
  const status = parts.deliveryStatus === null ? null : readDeliveryStatus(parts.deliveryStatus);
  if (status) return status;
  if (parts.feedback !== null) return { kind: isAbuse(parts.feedback) ? 'complaint' : 'other' };
  const qmail = readQmailReport(text);
  if (qmail) return qmail;
  const subject = headers.get('subject') ?? '';
  const failed = addressesIn(headers.get('x-failed-recipients')).map((address) => address.toLowerCase());
  const saysSo = headers.has('x-ms-exchange-message-is-ndr') || failed.length > 0;
  if (saysSo) {
    const kind = speaksOfDelay(subject) ? 'delayed' : 'failed';
    return { kind, ...readReplyInText(subject, text), recipients: failed };
  }
  const isFromSystem = isFromMailSystem(headers);
  const found = isFromSystem ? (readDeliveryStatus(text) ?? readReplyInText(subject, text)) : null;
  if (isAutoReply(headers)) return found ? unclear(subject, found) : { kind: 'autoReply' };
  if (found) return found;
  const isSuspect = isFromSystem || hasNoSender(headers) || isFailureSubject(subject);
  return isSuspect && mayTellOfFailure(subject, text)
    ? unclear(subject, readReplyInText(subject, text))
    : { kind: 'other', words: cleanLine(subject, 200) || null };
}

/** Told in the words that a person would look for, and without a status: nothing is decided by it. */
function unclear(subject: string, found: Pick<Found, 'words'> | null): Found {
  const words = [subject, found?.words ?? ''].filter((part) => part !== '').join(' – ');
  return { kind: 'unclear', words: cleanLine(words, 500) || null };
}

const vacationSubject =
  /^(?:auto(?:matic|matisk|matische|matisches|matiskt)?[ -]?(?:reply|response|svar|antwort)|réponse automatique|respuesta automática|out of (?:the )?office|abwesenheit|absence|fravær|frånvaro|ikke til stede|ferie|vacation|på ferie)/i;

function isAutoReply(headers: ReadonlyMap<string, string>): boolean {
  const submitted = headers.get('auto-submitted') ?? '';
  if (/^auto-(replied|notified)/i.test(submitted)) return true;
  if (['x-autoreply', 'x-autorespond', 'x-auto-response-type'].some((name) => headers.has(name))) return true;
  if (/^auto_?reply/i.test(headers.get('precedence') ?? '')) return true;
  return vacationSubject.test(headers.get('subject') ?? '');
}

/** The names that mail systems write under, by custom; nobody reads mail as one of them. */
const systemName = /(?:^|<)\s*"?(?:mailer-daemon|mail-daemon|microsoftexchange[0-9a-f]*)"?[@>]/i;
/** RFC 5321 4.5.1: whoever runs the system, so it may be a person or a machine. */
const postmasterName = /(?:^|<)\s*postmaster[@>]/i;

/**
 * Sent by a mail system as far as the message itself says: one of their names (for `postmaster` with the subject of a report), or the form of a report, and no
 * envelope sender that a person would have. An empty envelope sender alone says nothing: vacation replies have it too (RFC 3834 3.3).
 */
function isFromMailSystem(headers: ReadonlyMap<string, string>): boolean {
  const returnPath = headers.get('return-path');
  const isNamed = (address: string) => systemName.test(address) || postmasterName.test(address);
  if (returnPath !== undefined && !hasNoSender(headers) && !isNamed(returnPath)) return false;
  if (/report-type="?delivery-status/i.test(headers.get('content-type') ?? '')) return true;
  const from = headers.get('from') ?? '';
  return systemName.test(from) || (postmasterName.test(from) && isFailureSubject(headers.get('subject') ?? ''));
}

function hasNoSender(headers: ReadonlyMap<string, string>): boolean {
  return /^<\s*>/.test(headers.get('return-path') ?? '');
}

function isAbuse(feedback: string): boolean {
  return /^feedback-type:\s*(abuse|fraud|opt-out)/im.test(feedback);
}

const ownAddressHeaders = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to'];

function bouncedTo(headers: ReadonlyMap<string, string>): string[] {
  return ownAddressHeaders.flatMap((name) => addressesIn(headers.get(name)));
}

function addressesIn(value: string | undefined): string[] {
  return (value ?? '').slice(0, 2_000).match(/[^\s<>()[\],;:"@]{1,128}@[^\s<>()[\],;:"@]{1,253}/g) ?? [];
}

function messageIdIn({ returned }: MessageParts): string | null {
  return /<[^<>\s]{1,250}>/.exec(returned.get('message-id') ?? '')?.[0] ?? null;
}
