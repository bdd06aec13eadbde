import { documentTypes, type FileContent } from './document.model';
import { recordSchema } from './strictSchema';

/** A file that a contact has sent with a form that is not confirmed yet. It belongs to whoever sent it, and is forgotten with the form. */
export interface DraftFileRecord extends FileContent {
  _id: string;
  noticeId: string;
  contactId: string;
  /** Real time: drafts are not evidence. */
  expiresAt: Date;
}

export const draftFileSchema = recordSchema({
  _id: { type: String, required: true },
  noticeId: { type: String, required: true },
  contactId: { type: String, required: true },
  name: { type: String, required: true },
  type: { type: String, enum: documentTypes, required: true },
  size: { type: Number, required: true },
  sha256: { type: String, required: true },
  bytes: { type: Buffer, required: true },
  expiresAt: { type: Date, required: true },
});
