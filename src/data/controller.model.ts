import type { Locale } from './localText';
import { partSchema, recordSchema } from './strictSchema';

export interface ContactRecord {
  id: string;
  email: string;
  name: string | null;
  locale: Locale | null;
  purpose: 'subprocessorChanges' | 'securityBreach';
  /** When somebody last vouched for it: whoever registered the address, the contact itself, or the staff. Legal time. */
  confirmedAt: Date;
  /** When it is to be asked whether it is still right. Legal time. */
  checkAt: Date;
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
  confirmedAt: { type: Date, required: true },
  checkAt: { type: Date, required: true },
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
