import type { Actor } from '../domain/actor';
import { anything, recordSchema } from './strictSchema';

/** What happened, in the act's own transaction. `facts` holds codes, dates and hashes; no personal data beyond the actor's. */
export interface AuditEventRecord {
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
});
