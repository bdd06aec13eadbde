import { type Erased, erasedField } from './erased';
import type { LocalText } from './localText';
import { anything, recordSchema } from './strictSchema';

/** What a file may be, by what is in it. */
export const documentTypes = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain', 'message/rfc822'] as const;
export type DocumentType = (typeof documentTypes)[number];

/** A file as it was sent, known by what is in it. */
export interface FileContent {
  /** As the uploader's machine calls it, cleaned; for display and download only. */
  name: string;
  type: DocumentType;
  /** Bytes. */
  size: number;
  /** SHA-256 of the bytes, hex. */
  sha256: string;
  bytes: Buffer;
}

/** Who attached it: one of the staff, or a contact of the controller through its link. */
export type DocumentUploader = { kind: 'person'; personId: string; name: string } | { kind: 'controller'; contactId: string; name: string };

/** What it was attached to; null where it is not about that. */
export interface DocumentSubject {
  noticeId: string | null;
  objectionId: string | null;
  changeId: string | null;
  agreementId: string | null;
}

/** Who may read it beside the staff: nobody, or the controller that the notice is for. */
export const documentAudiences = ['processor', 'controller'] as const;
export type DocumentAudience = (typeof documentAudiences)[number];

/** What of a change a document is about (GDPR art. 28(4) and 46; 2020 template 9.3, 9.6). */
export const changeDocumentKinds = ['contract', 'transferAssessment', 'controlReport', 'other'] as const;
/** `open`: whoever is told of the change reads it by the link; `onRequest`: the DPO gives it to whoever asks. */
export const documentAccesses = ['open', 'onRequest'] as const;
export const documentLanguages = ['nb', 'nn', 'en', 'other'] as const;

/** What a document of a change is, and who of those who are told may read it. */
export interface DocumentLabel {
  kind: (typeof changeDocumentKinds)[number];
  /** null: it is called as its file. */
  title: LocalText | null;
  language: (typeof documentLanguages)[number];
  access: (typeof documentAccesses)[number];
}

/** A document as a notice, or a request for it, names it. */
export interface ToldDocument extends DocumentLabel {
  documentId: string;
  /** Of the file. */
  name: string;
  sha256: string;
}

/** What a document is for the change that it is attached to. */
export interface ChangeDocument extends DocumentLabel {
  /** It stays in the list, and nobody who was told reads it any more. */
  withdrawn: { at: Date; by: { personId: string; name: string }; reason: string } | null;
}

/** A file that somebody has attached: a scan of a letter, a copy of a mail. It is kept as it came. */
export interface DocumentRecord extends FileContent {
  _id: string;
  uploadedBy: DocumentUploader;
  audience: DocumentAudience;
  /** Legal time. */
  at: Date;
  about: DocumentSubject;
  /** null: it is not one of those that are told with a change. */
  ofChange: ChangeDocument | null;
  /** The bytes and the name are gone; size and hash stay. */
  erased?: Erased;
}

export const documentSchema = recordSchema({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  type: { type: String, enum: documentTypes, required: true },
  size: { type: Number, required: true },
  sha256: { type: String, required: true },
  bytes: { type: Buffer, required: true },
  uploadedBy: { type: Object, required: true },
  audience: { type: String, enum: documentAudiences, required: true },
  at: { type: Date, required: true },
  about: { type: Object, required: true },
  ofChange: { type: anything, default: null },
  erased: erasedField,
});
