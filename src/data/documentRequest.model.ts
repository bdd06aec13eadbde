import type { ToldDocument } from './document.model';
import { type Erased, erasedField } from './erased';
import { anything, recordSchema } from './strictSchema';

/** A controller asks for documents of a change that are given on request. It is answered once; the next one is a request of its own. */
export interface DocumentRequestRecord {
  _id: string;
  /** `DOK-XXXX-XXXX`. */
  reference: string;
  /** Whose link, which documents, and how often they were asked for before: a double click asks once, by index. */
  dedupeKey: string;
  noticeId: string;
  changeId: string;
  agreementId: string;
  controllerId: string;
  open: boolean;
  /** As they were called when they were asked for. */
  documents: ToldDocument[];
  /** Why they are asked for, as typed; may be empty. */
  reason: string;
  /** As typed. */
  askedBy: { name: string; title: string; contactId: string };
  /** Legal time. */
  askedAt: Date;
  /** The day it should be answered by, in the zone of the agreement's terms. */
  dueOn: string;
  decision: {
    granted: boolean;
    text: string;
    at: Date;
    by: { personId: string; name: string };
    /** The last day on which they can be read, in the zone of the agreement's terms; null where they are not given. */
    readableUntil: string | null;
  } | null;
  erased?: Erased;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export const documentRequestSchema = recordSchema({
  _id: { type: String, required: true },
  reference: { type: String, required: true },
  dedupeKey: { type: String, required: true },
  noticeId: { type: String, required: true },
  changeId: { type: String, required: true },
  agreementId: { type: String, required: true },
  controllerId: { type: String, required: true },
  open: { type: Boolean, required: true },
  documents: { type: [anything], required: true },
  reason: { type: String, default: '' },
  askedBy: { type: anything, required: true },
  askedAt: { type: Date, required: true },
  dueOn: { type: String, required: true },
  decision: { type: anything, default: null },
  erased: erasedField,
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
