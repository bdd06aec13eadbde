import type { Role } from '../domain/actor';
import { anything, recordSchema } from './strictSchema';

/** What is counted as personal data: people's own records, and what people wrote. */
export const accessKinds = [
  'controller',
  'agreement',
  'change',
  'notice',
  'objection',
  'question',
  'document',
  'user',
  'auditTrail',
] as const;
export type AccessKind = (typeof accessKinds)[number];

/** One reading of personal data by the staff or over the API, or of a document by the controller's contact: who, when, which data. It is no part of the audit chain, so that it can be erased. */
export interface AccessLogRecord {
  _id: string;
  /** Real time, to the second. Gone after three years. */
  at: Date;
  personId: string;
  personName: string;
  role: Role | 'controller';
  via: 'session' | 'key' | 'cli' | 'link';
  kind: AccessKind;
  /** The records that were shown. Empty for a list on a page, which is told by its address. */
  ids: string[];
  /** The page or call, as its route is written, e.g. `/desk/controllers/:id`. */
  route: string;
  /** What was asked of a list, as the address said it; '' for one record. */
  query: string;
}

export const accessLogSchema = recordSchema({
  _id: { type: String, required: true },
  at: { type: Date, required: true },
  personId: { type: String, required: true },
  personName: { type: String, default: '' },
  role: { type: String, required: true },
  via: { type: String, required: true },
  kind: { type: String, enum: accessKinds, required: true },
  ids: { type: anything, default: [] },
  route: { type: String, required: true },
  query: { type: String, default: '' },
});
