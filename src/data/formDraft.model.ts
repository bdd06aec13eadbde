import { anything, recordSchema } from './strictSchema';

/**
 * Answers that a controller has posted and not yet confirmed. An objection counts from `postedAt` if it is confirmed within the hour.
 * Confirming twice finds `reference` set and shows the same confirmation again.
 */
export interface FormDraftRecord {
  _id: string;
  noticeId: string;
  contactId: string;
  act: string;
  fields: Record<string, string>;
  postedAt: Date;
  /** What confirming it led to. */
  reference: string | null;
  confirmedAt: Date | null;
  /** Real time: drafts are not evidence. */
  expiresAt: Date;
}

export const formDraftSchema = recordSchema({
  _id: { type: String, required: true },
  noticeId: { type: String, required: true },
  contactId: { type: String, required: true },
  act: { type: String, required: true },
  fields: { type: anything, required: true },
  postedAt: { type: Date, required: true },
  reference: { type: String, default: null },
  confirmedAt: { type: Date, default: null },
  expiresAt: { type: Date, required: true },
});
