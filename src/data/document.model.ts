import { type Erased, erasedField } from './erased';
import { recordSchema } from './strictSchema';

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

/** A file that somebody has attached: a scan of a letter, a copy of a mail. It is kept as it came. */
export interface DocumentRecord extends FileContent {
  _id: string;
  uploadedBy: DocumentUploader;
  audience: DocumentAudience;
  /** Legal time. */
  at: Date;
  about: DocumentSubject;
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
  erased: erasedField,
});
