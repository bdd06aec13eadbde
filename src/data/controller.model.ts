import type { Locale } from './localText';
import { partSchema, recordSchema } from './strictSchema';

export interface ContactRecord {
  id: string;
  email: string;
  name: string | null;
  locale: Locale | null;
  purpose: 'subprocessorChanges' | 'securityBreach';
}

/** The other party of agreements. Its contacts stand in order of preference. */
export interface ControllerRecord {
  _id: string;
  name: string;
  organisationNumber: string | null;
  contacts: ContactRecord[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const contactSchema = partSchema({
  id: { type: String, required: true },
  email: { type: String, required: true },
  name: { type: String, default: null },
  locale: { type: String, enum: ['nb', 'en', 'nn', null], default: null },
  purpose: { type: String, enum: ['subprocessorChanges', 'securityBreach'], required: true },
});

export const controllerSchema = recordSchema({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  organisationNumber: { type: String, default: null },
  contacts: { type: [contactSchema], default: [] },
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
