import { recordSchema } from './strictSchema';

/** A six-digit code mailed to a registered contact. The digits are derived from the id with a link key, never stored. */
export interface OneTimeCodeRecord {
  _id: string;
  noticeId: string;
  contactId: string;
  /** The act it opens, e.g. `withdraw:<objection id>`. */
  act: string;
  /** Legal time. */
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  failures: number;
}

export const oneTimeCodeSchema = recordSchema({
  _id: { type: String, required: true },
  noticeId: { type: String, required: true },
  contactId: { type: String, required: true },
  act: { type: String, required: true },
  createdAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  usedAt: { type: Date, default: null },
  failures: { type: Number, default: 0 },
});
