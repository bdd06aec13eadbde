import { type ClientSession, trusted } from 'mongoose';
import { type StoredBytes, wholeBytes } from './bytes';
import type { DraftFileRecord } from './draftFile.model';
import type { Models } from './models';

export type DraftFileFacts = Omit<DraftFileRecord, 'bytes'>;

/** Whose files they are: nobody else's are found. */
type Owner = Pick<DraftFileRecord, 'noticeId' | 'contactId'>;

export function createDraftFileRepository(models: Models) {
  const owned = (ids: readonly string[], { noticeId, contactId }: Owner) => ({ _id: trusted({ $in: ids }), noticeId, contactId });
  return {
    async insertMany(records: DraftFileRecord[]): Promise<void> {
      if (records.length > 0) await models.draftFiles.insertMany(records);
    },
    /** In the order they were sent, without the bytes. */
    async list(ids: readonly string[], owner: Owner): Promise<DraftFileFacts[]> {
      return models.draftFiles.find(owned(ids, owner), { bytes: 0 }).sort({ _id: 1 }).lean<DraftFileFacts[]>();
    },
    /** The same with the bytes. */
    async read(ids: readonly string[], owner: Owner, session: ClientSession | null = null): Promise<DraftFileRecord[]> {
      const found = await models.draftFiles
        .find(owned(ids, owner))
        .session(session)
        .sort({ _id: 1 })
        .lean<StoredBytes<DraftFileRecord>[]>();
      return found.map((each) => wholeBytes(each));
    },
    /** Forgets the oldest beyond `most` of one owner. */
    async keepNewest(most: number, { noticeId, contactId }: Owner): Promise<void> {
      const older = await models.draftFiles
        .find({ noticeId, contactId }, { _id: 1 })
        .sort({ _id: -1 })
        .skip(most)
        .lean<Pick<DraftFileRecord, '_id'>[]>();
      if (older.length > 0) await models.draftFiles.deleteMany({ _id: trusted({ $in: older.map(({ _id }) => _id) }) });
    },
    async remove(ids: readonly string[], owner: Owner, session: ClientSession): Promise<void> {
      await models.draftFiles.deleteMany(owned(ids, owner), { session });
    },
  };
}
