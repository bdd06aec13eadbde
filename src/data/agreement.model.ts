import type { DescribedData } from '../domain/approval/outsideDescription';
import type { Terms } from '../domain/terms/terms';
import { type Erased, erasedField } from './erased';
import { type LocalText, localTextSchema } from './localText';
import { anything, partSchema, recordSchema } from './strictSchema';
import { type SubprocessorDetails, subprocessorDetailsSchema } from './subprocessor.model';

/** What the agreement itself says of the processing (2020 template C.1): changes are compared with it. The purposes are for people to read. */
export interface ProcessingDescription extends DescribedData {
  purposes: LocalText | null;
}

/** The controller or an authority has ordered the processing to stop (2020 template 11.3, 13.1); it holds until two people have lifted it. */
export interface StopOrderRecord {
  /** When it was given; legal time. */
  at: Date;
  /** Who gave it, in words. */
  by: string;
  reason: string;
  /** The order itself, in the documents. */
  documentIds: string[];
  enteredBy: { personId: string; name: string; at: Date };
  /** One person has said that it is lifted; another has to confirm it. */
  lifting: { personId: string; name: string; at: Date; reason: string } | null;
}

/**
 * A standard service of a third party that the controller has an agreement of its own with (2020 template 9.7): it is listed in the annex as such, no notice
 * is sent about it, and it is no subprocessor under this agreement. Days in `terms.timeZone`.
 */
export interface DirectRelation {
  subprocessorId: string;
  /** As the register described it when the relation was recorded. */
  details: SubprocessorDetails;
  since: string;
  /** Of the controller's own agreement. */
  reference: string;
  /** The last day; null while it lasts. */
  until: string | null;
}

/** A direct relation as one person entered it; it counts for nothing until another has confirmed it. */
export interface EnteredDirectRelation extends Omit<DirectRelation, 'until'> {
  id: string;
  enteredBy: { personId: string; name: string; at: Date };
}

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
  /** null: it is not known here, and changes are not compared with it. */
  description: ProcessingDescription | null;
  signedOn: string;
  /** The subprocessors its signed annex lists. */
  signedAnnex: string[];
  directRelations: DirectRelation[];
  directRelationsWaiting: EnteredDirectRelation[];
  /** Which of the controller's contacts, in order; empty: all of them in their own order. */
  contactIds: string[];
  state: 'active' | 'ending' | 'ended';
  endsOn: string | null;
  mainAgreementEndsOn: string | null;
  stopOrder: StopOrderRecord | null;
  /** Somebody has said that nothing of it may be erased: a dispute, an inspection. */
  retentionHold: { by: string; at: Date; reason: string } | null;
  /** Its notices and what came of them name nobody any more. */
  erased?: Erased;
  /** It, or a service of it, is new: published changes may have no notice for it yet (lateAgreementsSweep.ts). */
  noticesDue: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const descriptionSchema = partSchema({
  dataCategories: { type: [String], required: true },
  dataSubjects: { type: [String], required: true },
  specialCategories: { type: [String], required: true },
  purposes: { type: localTextSchema, default: null },
});

const directRelationSchema = partSchema({
  subprocessorId: { type: String, required: true },
  details: { type: subprocessorDetailsSchema, required: true },
  since: { type: String, required: true },
  reference: { type: String, required: true },
  until: { type: String, default: null },
});

const enteredDirectRelationSchema = partSchema({
  id: { type: String, required: true },
  subprocessorId: { type: String, required: true },
  details: { type: subprocessorDetailsSchema, required: true },
  since: { type: String, required: true },
  reference: { type: String, required: true },
  enteredBy: { type: anything, required: true },
});

export const agreementSchema = recordSchema({
  _id: { type: String, required: true },
  controllerId: { type: String, required: true },
  reference: { type: String, required: true },
  preset: { type: String, default: null },
  terms: { type: anything, required: true },
  clause: { type: String, default: null },
  services: { type: [String], required: true },
  description: { type: descriptionSchema, default: null },
  signedOn: { type: String, required: true },
  signedAnnex: { type: [String], default: [] },
  directRelations: { type: [directRelationSchema], default: [] },
  directRelationsWaiting: { type: [enteredDirectRelationSchema], default: [] },
  contactIds: { type: [String], default: [] },
  state: { type: String, enum: ['active', 'ending', 'ended'], required: true },
  endsOn: { type: String, default: null },
  mainAgreementEndsOn: { type: String, default: null },
  stopOrder: { type: anything, default: null },
  retentionHold: { type: anything, default: null },
  erased: erasedField,
  noticesDue: { type: Boolean, default: false },
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
