import type { ReportKind } from '../../data/deliveryReport.model';
import { cleanLine } from '../cleanText';
import { type DeliveryStatus, readDeliveryStatus } from './deliveryStatus';
import { type MessageParts, readMessageParts } from './messageParts';
import { readQmailReport, readReplyInText } from './reportText';

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
 * of a temporary failure that was given up is `failed`. Never throws for what is in the message; anything that is not understood is `other`.
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
 * alone come after them, since a vacation reply may quote anything.
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
  if (saysSo) return { kind: 'failed', ...readReplyInText(subject, text), recipients: failed };
  if (isAutoReply(headers)) return { kind: 'autoReply' };
  const fields = isFromMailSystem(headers) ? (readDeliveryStatus(text) ?? readReplyInText(subject, text)) : null;
  return fields ?? { kind: 'other', words: cleanLine(subject, 200) || null };
}

function isAutoReply(headers: ReadonlyMap<string, string>): boolean {
  const submitted = headers.get('auto-submitted') ?? '';
  if (/^auto-(replied|notified)/i.test(submitted)) return true;
  if (['x-autoreply', 'x-autorespond', 'x-auto-response-type'].some((name) => headers.has(name))) return true;
  if (/^auto_?reply/i.test(headers.get('precedence') ?? '')) return true;
  return /^(automatic reply|automatisk svar|autosvar|out of office|fraværsmelding|ikke til stede)\b/i.test(headers.get('subject') ?? '');
}

/** Sent by a mail system as far as the message itself says: an empty envelope sender, one of the usual names, or the form of a report. */
function isFromMailSystem(headers: ReadonlyMap<string, string>): boolean {
  if (/^<\s*>/.test(headers.get('return-path') ?? '')) return true;
  if (/report-type="?delivery-status/i.test(headers.get('content-type') ?? '')) return true;
  return /\b(mailer-daemon|postmaster|mail-daemon)@|microsoftexchange[0-9a-f]*@/i.test(headers.get('from') ?? '');
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
