import { type LocalText, localTextSchema } from './localText';
import { partSchema, recordSchema } from './strictSchema';
import { type SubprocessorDetails, subprocessorDetailsSchema } from './subprocessor.model';

/** One approved subprocessor of one agreement (Annex A; B.2), for the days it is or was in force. */
export interface AnnexEntryRecord {
  _id: string;
  agreementId: string;
  subprocessorId: string;
  details: SubprocessorDetails;
  inForceFrom: string;
  /** The last day it was in force; null while it is. */
  inForceUntil: string | null;
  /** The change that brought it; null: it stood in the signed annex. */
  addedByChangeId: string | null;
  endedByChangeId: string | null;
  /** Set while something that came after effect bars the use (an admitted late objection, a stop order). */
  suspended: { on: string; reasons: string[] } | null;
}

/** A later change of the annex (Annex D): what changed, when and by which change. */
export interface AnnexLineRecord {
  _id: string;
  agreementId: string;
  on: string;
  at: Date;
  kind: 'added' | 'replaced' | 'modified' | 'removed' | 'suspended' | 'resumed';
  subprocessorId: string;
  subprocessorName: string;
  replacedSubprocessorId: string | null;
  replacedSubprocessorName: string | null;
  changeId: string | null;
  revision: number | null;
  noticeId: string | null;
  note: LocalText | null;
}

export const annexEntrySchema = recordSchema({
  _id: { type: String, required: true },
  agreementId: { type: String, required: true },
  subprocessorId: { type: String, required: true },
  details: { type: subprocessorDetailsSchema, required: true },
  inForceFrom: { type: String, required: true },
  inForceUntil: { type: String, default: null },
  addedByChangeId: { type: String, default: null },
  endedByChangeId: { type: String, default: null },
  suspended: { type: partSchema({ on: String, reasons: [String] }), default: null },
});

export const annexLineSchema = recordSchema({
  _id: { type: String, required: true },
  agreementId: { type: String, required: true },
  on: { type: String, required: true },
  at: { type: Date, required: true },
  kind: { type: String, required: true },
  subprocessorId: { type: String, required: true },
  subprocessorName: { type: String, required: true },
  replacedSubprocessorId: { type: String, default: null },
  replacedSubprocessorName: { type: String, default: null },
  changeId: { type: String, default: null },
  revision: { type: Number, default: null },
  noticeId: { type: String, default: null },
  note: { type: localTextSchema, default: null },
});
