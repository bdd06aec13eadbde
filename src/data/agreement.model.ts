import type { Terms } from '../domain/terms/terms';
import { anything, recordSchema } from './strictSchema';

/** One data processing agreement. Dates are `YYYY-MM-DD` in `terms.timeZone`. */
export interface AgreementRecord {
  _id: string;
  controllerId: string;
  reference: string;
  /** The preset that the terms were taken from, for display only: behaviour follows from `terms`. */
  preset: string | null;
  terms: Terms;
  /** The clause that notices are sent under, as the agreement numbers it. */
  clause: string | null;
  services: string[];
  signedOn: string;
  /** The subprocessors its signed annex lists. */
  signedAnnex: string[];
  /** Which of the controller's contacts, in order; empty: all of them in their own order. */
  contactIds: string[];
  state: 'active' | 'ending' | 'ended';
  endsOn: string | null;
  mainAgreementEndsOn: string | null;
  /** The controller or an authority has ordered the processing to stop (2020 template 11.3, 13.1). */
  stopOrder: { at: Date; by: string; reason: string } | null;
  /** It, or a service of it, is new: published changes may have no notice for it yet (lateAgreementsSweep.ts). */
  noticesDue: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export const agreementSchema = recordSchema({
  _id: { type: String, required: true },
  controllerId: { type: String, required: true },
  reference: { type: String, required: true },
  preset: { type: String, default: null },
  terms: { type: anything, required: true },
  clause: { type: String, default: null },
  services: { type: [String], required: true },
  signedOn: { type: String, required: true },
  signedAnnex: { type: [String], default: [] },
  contactIds: { type: [String], default: [] },
  state: { type: String, enum: ['active', 'ending', 'ended'], required: true },
  endsOn: { type: String, default: null },
  mainAgreementEndsOn: { type: String, default: null },
  stopOrder: { type: anything, default: null },
  noticesDue: { type: Boolean, default: false },
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
