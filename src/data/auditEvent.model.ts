import type { Actor } from '../domain/actor';
import type { SplitEvent } from '../domain/audit/personalPart';
import { anything, recordSchema } from './strictSchema';

/** What happened, as whoever reads it gets it: whole, with what is personal where it belongs. */
export interface AuditEventRecord extends Partial<ChainPlace> {
  _id: string;
  /** Legal time. */
  at: Date;
  /** Real time. */
  recordedAt: Date;
  type: string;
  actor: Actor;
  subject: { kind: string; id: string };
  changeId: string | null;
  noticeId: string | null;
  agreementId: string | null;
  controllerId: string | null;
  objectionId: string | null;
  subprocessorId: string | null;
  facts: Record<string, unknown>;
}

/** Where an event stands in the chain (docs/adr/0012-audit-chain.md); it gets there a moment after it was committed. All hashes are hex. */
export interface ChainPlace {
  /** From 1, without gaps. */
  seq: number;
  prevHash: string;
  eventHash: string;
  hash: string;
  /** SHA-256 over the salt and the personal part; null where there never was one. It outlives both. */
  personalDigest: string | null;
  /** 16 bytes; gone with the personal part when that is erased. */
  personalSalt: string | null;
}

/** What happened, in the act's own transaction, as it is stored: what is personal stands apart, so that it can be erased. */
export interface StoredAuditEvent extends Omit<AuditEventRecord, 'actor' | 'facts'>, SplitEvent {
  /** Only while it has no number. */
  unchained?: true;
}

export const auditEventSchema = recordSchema({
  _id: { type: String, required: true },
  at: { type: Date, required: true },
  recordedAt: { type: Date, required: true },
  type: { type: String, required: true },
  actor: { type: anything, required: true },
  subject: { type: anything, required: true },
  changeId: { type: String, default: null },
  noticeId: { type: String, default: null },
  agreementId: { type: String, default: null },
  controllerId: { type: String, default: null },
  objectionId: { type: String, default: null },
  subprocessorId: { type: String, default: null },
  facts: { type: anything, default: {} },
  personal: { type: anything, default: null },
  unchained: { type: Boolean },
  seq: { type: Number },
  prevHash: { type: String },
  eventHash: { type: String },
  hash: { type: String },
  personalDigest: { type: String },
  personalSalt: { type: String },
});
