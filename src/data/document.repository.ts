import { type ClientSession, trusted } from 'mongoose';
import { type StoredBytes, wholeBytes } from './bytes';
import type { ChangeDocument, DocumentRecord, DocumentSubject } from './document.model';
import type { Models } from './models';

export type DocumentFacts = Omit<DocumentRecord, 'bytes'>;
/** One of a change's own documents, without the bytes. */
export type ChangeDocumentFacts = DocumentFacts & { ofChange: ChangeDocument };

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
    /** What is told with a change, oldest first, without the bytes; also what was withdrawn. */
    async listOfChange(changeId: string): Promise<ChangeDocumentFacts[]> {
      const attached = await listAbout('changeId', [changeId]);
      return attached.filter((each): each is ChangeDocumentFacts => each.ofChange !== null);
    },
    async remove(id: string, session: ClientSession): Promise<void> {
      await models.documents.deleteOne({ _id: id }, { session });
    },
    /** Marks a change's document as withdrawn; false when it is already. */
    async withdraw(id: string, withdrawn: NonNullable<ChangeDocument['withdrawn']>, session: ClientSession): Promise<boolean> {
      const filter = { _id: id, 'ofChange.withdrawn': null };
      const { modifiedCount } = await models.documents.updateOne(filter, { $set: { 'ofChange.withdrawn': withdrawn } }, { session });
      return modifiedCount === 1;
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
