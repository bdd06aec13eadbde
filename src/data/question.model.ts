import { type Erased, erasedField } from './erased';
import { anything, recordSchema } from './strictSchema';

/** A controller's question about a notice. It objects to nothing and stops no clock; it is answered once, and the next one is a question of its own. */
export interface QuestionRecord {
  _id: string;
  /** `SPM-XXXX-XXXX`. */
  reference: string;
  /** Whose link and what words: the same contact asking the same thing again asks once, by index. */
  dedupeKey: string;
  noticeId: string;
  changeId: string;
  agreementId: string;
  controllerId: string;
  open: boolean;
  text: string;
  /** As typed. */
  askedBy: { name: string; title: string; contactId: string };
  /** Legal time. */
  askedAt: Date;
  /** The day it should be answered by, in the zone of the agreement's terms. */
  dueOn: string;
  answer: { text: string; at: Date; by: { personId: string; name: string } } | null;
  erased?: Erased;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export const questionSchema = recordSchema({
  _id: { type: String, required: true },
  reference: { type: String, required: true },
  dedupeKey: { type: String, required: true },
  noticeId: { type: String, required: true },
  changeId: { type: String, required: true },
  agreementId: { type: String, required: true },
  controllerId: { type: String, required: true },
  open: { type: Boolean, required: true },
  text: { type: String, required: true },
  askedBy: { type: anything, required: true },
  askedAt: { type: Date, required: true },
  dueOn: { type: String, required: true },
  answer: { type: anything, default: null },
  erased: erasedField,
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
