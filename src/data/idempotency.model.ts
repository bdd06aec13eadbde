import { recordSchema } from './strictSchema';

/** The first answer to a POST with an Idempotency-Key. `_id` is a hash of key, route and person. Real time. */
export interface IdempotencyRecord {
  _id: string;
  bodyHash: string;
  state: 'inFlight' | 'done';
  status: number | null;
  answer: string | null;
  createdAt: Date;
  expiresAt: Date;
}

export const idempotencySchema = recordSchema({
  _id: { type: String, required: true },
  bodyHash: { type: String, required: true },
  state: { type: String, required: true },
  status: { type: Number, default: null },
  answer: { type: String, default: null },
  createdAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
});
