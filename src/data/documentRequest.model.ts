import { type AskedRecord, askedFields } from './asked.model';
import type { ToldDocument } from './document.model';
import { anything, recordSchema } from './strictSchema';

/** A controller asks for documents of a change that are given on request, `DOK-XXXX-XXXX`. */
export interface DocumentRequestRecord extends AskedRecord {
  /** As they were called when they were asked for. */
  documents: ToldDocument[];
  /** Why they are asked for, as typed; may be empty. */
  reason: string;
  decision: {
    granted: boolean;
    text: string;
    at: Date;
    by: { personId: string; name: string };
    /** The last day on which they can be read, in the zone of the agreement's terms; null where they are not given. */
    readableUntil: string | null;
  } | null;
}

export const documentRequestSchema = recordSchema({
  ...askedFields,
  documents: { type: [anything], required: true },
  reason: { type: String, default: '' },
  decision: { type: anything, default: null },
});
