import { type ClientSession, trusted } from 'mongoose';
import { type StoredBytes, wholeBytes } from './bytes';
import type { DocumentRecord, DocumentSubject } from './document.model';
import type { Models } from './models';

export type DocumentFacts = Omit<DocumentRecord, 'bytes'>;

export function createDocumentRepository(models: Models) {
  const listAbout = (subject: keyof DocumentSubject, ids: string[], session: ClientSession | null = null): Promise<DocumentFacts[]> =>
    models.documents
      .find({ [`about.${subject}`]: trusted({ $in: ids }) }, { bytes: 0 })
      .session(session)
      .sort({ _id: 1 })
      .lean<DocumentFacts[]>();
  return {
    async insertMany(records: DocumentRecord[], session: ClientSession): Promise<void> {
      if (records.length > 0) await models.documents.create(records, { session, ordered: true });
    },
    /** The document with its bytes. */
    async find(id: string): Promise<DocumentRecord | null> {
      const found = await models.documents.findById(id).lean<StoredBytes<DocumentRecord>>();
      return found && wholeBytes(found);
    },
    /** What is attached to any of these, oldest first, without the bytes. */
    listAbout: (subject: keyof DocumentSubject, ids: string[]) => listAbout(subject, ids),
    /** What is attached to a notice and to what is about it, oldest first, without the bytes. */
    listOfNotice: (noticeId: string) => listAbout('noticeId', [noticeId]),
    /** What is attached to an agreement itself, oldest first, without the bytes. */
    listOfAgreement: (agreementId: string) => listAbout('agreementId', [agreementId]),
    /** What is attached to objections, oldest first, without the bytes. */
    listOfObjections: (objectionIds: string[], session: ClientSession | null = null) => listAbout('objectionId', objectionIds, session),
  };
}
