import { recordSchema } from './strictSchema';

/** What a file may be, by what is in it. */
export const documentTypes = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain', 'message/rfc822'] as const;
export type DocumentType = (typeof documentTypes)[number];

/** A file that somebody has attached: a scan of a letter, a copy of a mail. It is kept as it came. */
export interface DocumentRecord {
  _id: string;
  /** As the uploader's machine calls it, cleaned; for display and download only. */
  name: string;
  type: DocumentType;
  /** Bytes. */
  size: number;
  /** SHA-256 of the bytes, hex. */
  sha256: string;
  bytes: Buffer;
  uploadedBy: { personId: string; name: string };
  /** Legal time. */
  at: Date;
  about: { noticeId: string };
}

export const documentSchema = recordSchema({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  type: { type: String, enum: documentTypes, required: true },
  size: { type: Number, required: true },
  sha256: { type: String, required: true },
  bytes: { type: Buffer, required: true },
  uploadedBy: { type: Object, required: true },
  at: { type: Date, required: true },
  about: { type: Object, required: true },
});
