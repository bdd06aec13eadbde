import { type LocalText, localTextSchema } from './localText';
import { partSchema, recordSchema } from './strictSchema';

export interface Location {
  /** ISO 3166-1 alpha-2. */
  country: string;
  kind: 'storage' | 'processing' | 'remoteAccess';
}

export interface TransferBasisRecord {
  country: string;
  /** A chapter V tool, or `privacy-shield`, which old registers name and which is none since 16 July 2020 (C-311/18). */
  basis: string;
  /** The transfer impact assessment (SCC, BCR), the reason (derogation), the certification (adequacy for the United States). */
  reference: string | null;
}

/** What an annex says of a subprocessor; copied into changes, notices and annex entries, where it never changes again. */
export interface SubprocessorDetails {
  legalName: string;
  organisationNumber: string | null;
  country: string;
  address: string;
  contactPoint: string;
  processing: LocalText;
  dataCategories: string[];
  dataSubjects: string[];
  /** Special categories (GDPR art. 9); empty: none. */
  specialCategories: string[];
  locations: Location[];
  transferBasis: TransferBasisRecord[];
  securityMeasures: LocalText | null;
  /** Belongs to the processor's own group. */
  intraGroup: boolean;
  /** The subprocessor above it in the chain. */
  parentId: string | null;
  services: string[];
}

export interface ContractRecord {
  signedOn: string;
  reference: string;
}

export interface SubprocessorRecord extends SubprocessorDetails {
  _id: string;
  /** The legal name as a slug; what a spreadsheet's `annex` column may say instead of an id. */
  slug: string;
  /** proposed: only drafts and running changes know it. */
  status: 'proposed' | 'inUse' | 'former';
  /** The processor's contract with it (28(4)); no gate opens without. Recorded at any time. */
  contract: ContractRecord | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const locationFields = { country: { type: String, required: true }, kind: { type: String, required: true } };
const transferBasisFields = {
  country: { type: String, required: true },
  basis: { type: String, required: true },
  reference: { type: String, default: null },
};

/** Fields that a subprocessor, a change and an annex entry share. */
export const subprocessorDetailsFields = {
  legalName: { type: String, required: true },
  organisationNumber: { type: String, default: null },
  country: { type: String, required: true },
  address: { type: String, default: '' },
  contactPoint: { type: String, default: '' },
  processing: { type: localTextSchema, required: true },
  dataCategories: { type: [String], default: [] },
  dataSubjects: { type: [String], default: [] },
  specialCategories: { type: [String], default: [] },
  locations: { type: [partSchema(locationFields)], default: [] },
  transferBasis: { type: [partSchema(transferBasisFields)], default: [] },
  securityMeasures: { type: localTextSchema, default: null },
  intraGroup: { type: Boolean, default: false },
  parentId: { type: String, default: null },
  services: { type: [String], default: [] },
};

export const subprocessorDetailsSchema = partSchema(subprocessorDetailsFields);

export const subprocessorSchema = recordSchema({
  _id: { type: String, required: true },
  ...subprocessorDetailsFields,
  slug: { type: String, required: true },
  status: { type: String, enum: ['proposed', 'inUse', 'former'], required: true },
  contract: {
    type: partSchema({ signedOn: { type: String, required: true }, reference: { type: String, required: true } }),
    default: null,
  },
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
