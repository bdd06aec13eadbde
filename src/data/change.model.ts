import type { ChangeStatus, Rollout } from '../domain/change/changeLife';
import type { ChangeType } from '../domain/terms/terms';
import type { ToldDocument } from './document.model';
import { type Erased, erasedField } from './erased';
import { type LocalText, localTextSchema } from './localText';
import { anything, partSchema, recordSchema } from './strictSchema';
import { type SubprocessorDetails, subprocessorDetailsSchema } from './subprocessor.model';

/** A step of a change's life, for its page. */
export interface ChangeStep {
  at: Date;
  event: string;
  personId: string;
  personName: string;
  note: string | null;
  /** Of a correction; not there for the first revision. */
  revision?: number;
}

/** Someone below the subprocessor in the chain, as it was when the change was drafted last. */
export interface ChainLink {
  subprocessorId: string;
  legalName: string;
  country: string;
  locations: SubprocessorDetails['locations'];
  transferBasis: SubprocessorDetails['transferBasis'];
}

/** What a change says; each revision has its own. */
export interface ChangeContent {
  type: ChangeType;
  subprocessorId: string;
  replacesId: string | null;
  replacesName: string | null;
  /** The subprocessor as it will be; for a remove, as it is. */
  details: SubprocessorDetails;
  /** For a modify: as it is today, and the names of the fields that change. */
  previousDetails: SubprocessorDetails | null;
  modifiedFields: string[];
  chain: ChainLink[];
  services: string[];
  reason: LocalText;
  plannedEffectiveOn: string;
  rollout: Rollout;
  emergency: { reason: string } | null;
}

/** A correction of a published change that is not published yet. The published content runs on beside it. */
export interface ProposedRevision extends ChangeContent {
  revision: number;
  status: 'draft' | 'inReview' | 'approved';
  /** Why it is corrected; controllers read it. */
  reasonForRevision: LocalText;
  /** Everybody who proposed, edited or submitted it: none of them may release it. */
  authorIds: string[];
  /** The releaser has said that it is immaterial; only where every changed field may be. Undone when it is returned. */
  confirmedImmaterial: boolean;
}

/** How a revision came to be published. */
export interface Publication {
  /** Legal time. */
  at: Date;
  /** The first revision, and each that had new notices and clocks. */
  material: boolean;
  /** null: the first. */
  reasonForRevision: LocalText | null;
}

/** What was published before the revision that counts now. */
export interface EarlierRevision extends Publication {
  revision: number;
  content: ChangeContent;
}

/** A proposed add, replace, modify or remove. */
export interface ChangeRecord extends ChangeContent {
  _id: string;
  /** It was notified by hand before the portal came: publishing it sends no mail, and each notice waits for its manual receipt. */
  takenOver: { note: string } | null;
  revision: number;
  /** The newest revision that had notices of its own: a notice of an older one counts no longer. */
  noticesRevision: number;
  /** How `revision` was published; null before publication. */
  publication: Publication | null;
  /** At most one; null: the published one is as it should be. */
  proposed: ProposedRevision | null;
  /** Oldest first. */
  revisions: EarlierRevision[];
  /** What its notices name: attached before it was released, and not withdrawn. What is attached later stands on the notice's page. */
  documents: ToldDocument[];
  status: ChangeStatus;
  /** Everybody who drafted, edited or submitted it: none of them may release it. */
  authorIds: string[];
  steps: ChangeStep[];
  publishedAt: Date | null;
  /** Notices are written in chunks after publication; `done` when every affected agreement has its row. */
  fanOut: { done: boolean; afterAgreementId: string | null; planned: number } | null;
  /** The day on which it was last looked whether an affected agreement lacks its notice, and how far that has come; null: not yet. */
  rowsChecked: { on: string; afterAgreementId: string | null; done: boolean } | null;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
  completedAt: Date | null;
  /** Its steps and documents name nobody of the staff any more. */
  erased?: Erased;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const stepSchema = partSchema({
  at: { type: Date, required: true },
  event: { type: String, required: true },
  personId: { type: String, required: true },
  personName: { type: String, required: true },
  note: { type: String, default: null },
  revision: Number,
});

const chainLinkSchema = partSchema({
  subprocessorId: { type: String, required: true },
  legalName: { type: String, required: true },
  country: { type: String, required: true },
  locations: { type: [anything], default: [] },
  transferBasis: { type: [anything], default: [] },
});

const contentFields = {
  type: { type: String, enum: ['add', 'replace', 'modify', 'remove'], required: true },
  subprocessorId: { type: String, required: true },
  replacesId: { type: String, default: null },
  replacesName: { type: String, default: null },
  details: { type: subprocessorDetailsSchema, required: true },
  previousDetails: { type: subprocessorDetailsSchema, default: null },
  modifiedFields: { type: [String], default: [] },
  chain: { type: [chainLinkSchema], default: [] },
  services: { type: [String], required: true },
  reason: { type: localTextSchema, required: true },
  plannedEffectiveOn: { type: String, required: true },
  rollout: { type: String, enum: ['together', 'perAgreement'], required: true },
  emergency: { type: partSchema({ reason: { type: String, required: true } }), default: null },
};

const publicationFields = {
  at: { type: Date, required: true },
  material: { type: Boolean, required: true },
  reasonForRevision: { type: localTextSchema, default: null },
};

const proposedSchema = partSchema({
  ...contentFields,
  revision: { type: Number, required: true },
  status: { type: String, enum: ['draft', 'inReview', 'approved'], required: true },
  reasonForRevision: { type: localTextSchema, required: true },
  authorIds: { type: [String], required: true },
  confirmedImmaterial: { type: Boolean, required: true },
});

const earlierSchema = partSchema({
  ...publicationFields,
  revision: { type: Number, required: true },
  content: { type: partSchema(contentFields), required: true },
});

export const changeSchema = recordSchema({
  _id: { type: String, required: true },
  ...contentFields,
  takenOver: { type: partSchema({ note: { type: String, required: true } }), default: null },
  revision: { type: Number, required: true },
  noticesRevision: { type: Number, required: true },
  publication: { type: partSchema(publicationFields), default: null },
  proposed: { type: proposedSchema, default: null },
  revisions: { type: [earlierSchema], default: [] },
  documents: { type: [anything], default: [] },
  status: { type: String, required: true },
  authorIds: { type: [String], required: true },
  steps: { type: [stepSchema], default: [] },
  publishedAt: { type: Date, default: null },
  fanOut: {
    type: partSchema({ done: Boolean, afterAgreementId: String, planned: Number }),
    default: null,
  },
  rowsChecked: { type: partSchema({ on: String, afterAgreementId: String, done: Boolean }), default: null },
  withdrawnAt: { type: Date, default: null },
  withdrawnReason: { type: String, default: null },
  completedAt: { type: Date, default: null },
  erased: erasedField,
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
