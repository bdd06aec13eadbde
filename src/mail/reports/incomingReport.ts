import { createHash } from 'node:crypto';
import type { ReportKind, ReportSource } from '../../data/deliveryReport.model';

/** A report on one message of ours, whoever it came from, in our words. Whatever reads a provider's words makes one of these. */
export interface IncomingReport {
  source: ReportSource;
  /** The same for the same report however often it comes, hex. */
  dedupeKey: string;
  /** The sending it is about, proven by a signature of ours or told by a provider that has signed in; null: not proven. */
  sendingId: string | null;
  /** What else says which message it is about. It counts only for a sending that has this Message-ID and went to one of these addresses. */
  messageId: string | null;
  /** In lower case. */
  recipients: string[];
  kind: ReportKind;
  /** Enhanced status code (RFC 3463). */
  status: string | null;
  words: string | null;
  remoteHost: string | null;
}

/** SHA-256 over a report's source and what makes it one, hex. */
export function dedupeKeyOf(source: ReportSource, ...parts: (string | Buffer)[]): string {
  const hash = createHash('sha256').update(source);
  for (const part of parts) hash.update('\0').update(part);
  return hash.digest('hex');
}
