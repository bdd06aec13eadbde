import { type ClientSession, trusted } from 'mongoose';
import type { DocumentRequestRecord } from './documentRequest.model';
import type { Models } from './models';

export function createDocumentRequestRepository(models: Models) {
  return {
    async insert(record: DocumentRequestRecord, session: ClientSession): Promise<void> {
      await models.documentRequests.create([record], { session });
    },
    async find(id: string, session: ClientSession | null = null): Promise<DocumentRequestRecord | null> {
      return models.documentRequests.findById(id).session(session).lean<DocumentRequestRecord>();
    },
    async findMany(ids: string[]): Promise<DocumentRequestRecord[]> {
      if (ids.length === 0) return [];
      return models.documentRequests.find({ _id: trusted({ $in: ids }) }).lean<DocumentRequestRecord[]>();
    },
    /** The same request by the same contact, while it waits for an answer. */
    async findOpenSame(dedupeKey: string): Promise<DocumentRequestRecord | null> {
      return models.documentRequests.findOne({ dedupeKey, open: true }).lean<DocumentRequestRecord>();
    },
    /** Of several notices, oldest first. */
    async listOfNotices(noticeIds: string[]): Promise<DocumentRequestRecord[]> {
      return models.documentRequests
        .find({ noticeId: trusted({ $in: noticeIds }) })
        .sort({ _id: 1 })
        .lean<DocumentRequestRecord[]>();
    },
    /** Of a change, newest first. */
    async listOfChange(changeId: string, limit: number): Promise<DocumentRequestRecord[]> {
      return models.documentRequests.find({ changeId }).sort({ _id: -1 }).limit(limit).lean<DocumentRequestRecord[]>();
    },
    /** Open ones by the day they are due. */
    async listOpen(limit: number): Promise<DocumentRequestRecord[]> {
      return models.documentRequests.find({ open: true }).sort({ dueOn: 1, _id: 1 }).limit(limit).lean<DocumentRequestRecord[]>();
    },
    /** Replaces the record if nobody else has since `version`; null when somebody has. */
    async replace(record: DocumentRequestRecord, session: ClientSession): Promise<DocumentRequestRecord | null> {
      const { _id, version, ...rest } = record;
      return models.documentRequests
        .findOneAndUpdate({ _id, version }, { $set: { ...rest, version: version + 1 } }, { session, returnDocument: 'after' })
        .lean<DocumentRequestRecord>();
    },
  };
}
