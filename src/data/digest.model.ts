import type { BothLanguages } from '../domain/outcome';
import { anything, recordSchema } from './strictSchema';

/** One matter of a digest, as the list of what is due told it that morning. */
export interface DigestLine {
  title: BothLanguages;
  /** `YYYY-MM-DD`; null: as soon as possible, or where it waits for the controller no day. */
  dueOn: string | null;
  /** `YYYY-MM-DD`: since when it waits for the controller. Missing where it does not, and in what was mailed before this was told. */
  waitingSince?: string;
  href: string;
  /** The reader can do it; otherwise it waits for somebody else. */
  own: boolean;
}

/** What one person was mailed about one day: one row, unique by index. Its mail is made from it. */
export interface DigestRecord {
  _id: string;
  userId: string;
  /** In the processor's zone. */
  day: string;
  /** Legal time. */
  at: Date;
  /** Real time. */
  createdAt: Date;
  /** Emptied when the mail's body is erased. */
  lines: DigestLine[];
  /** How many matters there were, with those that `lines` has no room for. */
  total: number;
  /** Alerts that were not mailed by themselves since the digest before, because too many came in an hour. */
  alertsHeldBack: number;
}

export const digestSchema = recordSchema({
  _id: { type: String, required: true },
  userId: { type: String, required: true },
  day: { type: String, required: true },
  at: { type: Date, required: true },
  createdAt: { type: Date, required: true },
  lines: { type: [anything], default: [] },
  total: { type: Number, required: true },
  alertsHeldBack: { type: Number, required: true },
});
