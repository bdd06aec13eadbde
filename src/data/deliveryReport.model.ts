import { recordSchema } from './strictSchema';

/**
 * What somebody outside tells of a message that we sent. `failed`: given up for good; `delayed`: still being tried; `delivered`: in the mailbox;
 * `relayed`: passed on to where nothing more will be heard of it; `complaint`: marked as spam; `autoReply`: a vacation or other automatic answer;
 * `unclear`: it may tell of a failure, and nothing shows that a mail system wrote it; `other`: whatever else came.
 */
export const reportKinds = ['failed', 'delayed', 'delivered', 'relayed', 'complaint', 'autoReply', 'unclear', 'other'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** Who reports: a mail server by message (`dsn`), or a provider by webhook. */
export const reportSources = ['dsn', 'postmark'] as const;
export type ReportSource = (typeof reportSources)[number];

/** `waiting`: its sending is just being recorded; `unknown`: it names no sending of ours; `ignored`: kept, and changes nothing. */
export type ReportOutcome = 'applied' | 'ignored' | 'unknown' | 'waiting';

/** One report as it came in: kept once, whatever it came to, without the message that carried it. */
export interface DeliveryReportRecord {
  _id: string;
  /** SHA-256 of the source and what makes the report one, hex; unique by index. */
  dedupeKey: string;
  source: ReportSource;
  sendingId: string | null;
  kind: ReportKind;
  /** Enhanced status code (RFC 3463), `5.1.1`. */
  status: string | null;
  /** The reporting server's words, cut. */
  words: string | null;
  remoteHost: string | null;
  /** Real time. */
  receivedAt: Date;
  legalAt: Date;
  outcome: ReportOutcome;
  /** A code for why it changed nothing; null when it did, or will. */
  why: string | null;
}

export const deliveryReportSchema = recordSchema({
  _id: { type: String, required: true },
  dedupeKey: { type: String, required: true },
  source: { type: String, enum: reportSources, required: true },
  sendingId: { type: String, default: null },
  kind: { type: String, enum: reportKinds, required: true },
  status: { type: String, default: null },
  words: { type: String, default: null },
  remoteHost: { type: String, default: null },
  receivedAt: { type: Date, required: true },
  legalAt: { type: Date, required: true },
  outcome: { type: String, enum: ['applied', 'ignored', 'unknown', 'waiting'], required: true },
  why: { type: String, default: null },
});
