import { type ClientSession, trusted } from 'mongoose';
import type { ChangeStatus } from '../domain/change/changeLife';
import type { ChangeRecord } from './change.model';
import type { DocumentRecord } from './document.model';
import type { Models } from './models';

/** A change that is over, as retention looks at it. */
export type DoneChange = Pick<ChangeRecord, '_id' | 'completedAt' | 'withdrawnAt'>;
/** Who attached a document to a change, and who withdrew it. */
export type DocumentPersons = Pick<DocumentRecord, '_id' | 'uploadedBy' | 'ofChange'>;

const doneFields = { completedAt: 1, withdrawnAt: 1 };
const over: ChangeStatus[] = ['completed', 'withdrawn'];
const stillNamed = { status: trusted({ $in: over }), erased: trusted({ $exists: false }) };

/** Changes, as retention erases who of the staff had a hand in them. Instants are legal time. */
export function createRetentionChangeRepository(models: Models) {
  return {
    /** Changes that were over before then and still name people, by id. */
    doneBefore(before: Date): AsyncIterable<DoneChange> {
      const earlier = trusted({ $lt: before });
      return models.changes
        .find({ ...stillNamed, $or: [{ completedAt: earlier }, { completedAt: null, withdrawnAt: earlier }] }, doneFields)
        .sort({ _id: 1 })
        .lean<DoneChange[]>()
        .cursor({ batchSize: 200 });
    },
    /** When the first change that still names people was over, then or later; null where there is none. */
    async nextDone(from: Date): Promise<Date | null> {
      const later = trusted({ $gte: from });
      const [completed, withdrawn] = await Promise.all([
        models.changes
          .findOne({ ...stillNamed, completedAt: later }, doneFields)
          .sort({ completedAt: 1 })
          .lean<DoneChange>(),
        models.changes
          .findOne({ ...stillNamed, completedAt: null, withdrawnAt: later }, doneFields)
          .sort({ withdrawnAt: 1 })
          .lean<DoneChange>(),
      ]);
      const instants = [completed?.completedAt, withdrawn?.withdrawnAt].flatMap((instant) => instant ?? []);
      return instants.length > 0 ? new Date(Math.min(...instants.map((instant) => instant.getTime()))) : null;
    },
    /** Whether a notice of the change has not been pseudonymised with its agreement: there the change's own names are evidence still. */
    async hasNamedNotice(changeId: string, session: ClientSession | null = null): Promise<boolean> {
      return (await models.notices.exists({ changeId, erased: trusted({ $exists: false }) }).session(session)) !== null;
    },
    /** When the last of its notices was pseudonymised; null where it has none. */
    async noticesErasedAt(changeId: string): Promise<Date | null> {
      const last = await models.notices
        .findOne({ changeId }, { 'erased.at': 1 })
        .sort({ 'erased.at': -1 })
        .lean<{ erased?: { at: Date } }>();
      return last?.erased?.at ?? null;
    },
    async documentPersons(changeId: string, session: ClientSession): Promise<DocumentPersons[]> {
      return models.documents
        .find({ 'about.changeId': changeId }, { uploadedBy: 1, ofChange: 1 })
        .session(session)
        .lean<DocumentPersons[]>();
    },
    async writeDocumentPersons(documents: readonly DocumentPersons[], session: ClientSession): Promise<void> {
      for (const { _id, uploadedBy, ofChange } of documents)
        await models.documents.updateOne({ _id }, { $set: { uploadedBy, ofChange } }, { session });
    },
  };
}
