import { recordSchema } from './strictSchema';

/** A message that the capture server took instead of the world (MAIL_MODE=capture). */
export interface CapturedMessageRecord {
  _id: string;
  to: string[];
  from: string;
  raw: Buffer;
  at: Date;
}

export const capturedMessageSchema = recordSchema({
  _id: { type: String, required: true },
  to: { type: [String], required: true },
  from: { type: String, required: true },
  raw: { type: Buffer, required: true },
  at: { type: Date, required: true },
});
