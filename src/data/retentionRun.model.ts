import { anything, recordSchema } from './strictSchema';

/** What was erased in one go: counts by rule, nothing of what it was. */
export interface RetentionRunRecord {
  _id: string;
  /** Legal time. */
  at: Date;
  /** Who asked for it; null: the daily sweep. */
  personId: string | null;
  counts: Record<string, number>;
}

export const retentionRunSchema = recordSchema({
  _id: { type: String, required: true },
  at: { type: Date, required: true },
  personId: { type: String, default: null },
  counts: { type: anything, required: true },
});
