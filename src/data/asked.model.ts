import { type Erased, erasedField } from './erased';
import { anything } from './strictSchema';

/** What a contact asks about a notice by its link, to be answered once by a day. It objects to nothing and stops no clock; the next one is an asking of its own. */
export interface AskedRecord {
  _id: string;
  /** `SPM-XXXX-XXXX` for a question, `DOK-XXXX-XXXX` for documents. */
  reference: string;
  /** Whose link and what is asked: while it is open, the same contact asking the same thing again asks once, by index. */
  dedupeKey: string;
  noticeId: string;
  changeId: string;
  agreementId: string;
  controllerId: string;
  open: boolean;
  /** As typed. */
  askedBy: { name: string; title: string; contactId: string };
  /** Legal time. */
  askedAt: Date;
  /** The day it should be answered by, in the zone of the agreement's terms. */
  dueOn: string;
  erased?: Erased;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export const askedFields = {
  _id: { type: String, required: true },
  reference: { type: String, required: true },
  dedupeKey: { type: String, required: true },
  noticeId: { type: String, required: true },
  changeId: { type: String, required: true },
  agreementId: { type: String, required: true },
  controllerId: { type: String, required: true },
  open: { type: Boolean, required: true },
  askedBy: { type: anything, required: true },
  askedAt: { type: Date, required: true },
  dueOn: { type: String, required: true },
  erased: erasedField,
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
};
