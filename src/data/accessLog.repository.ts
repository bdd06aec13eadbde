import { trusted } from 'mongoose';
import type { AccessLogRecord } from './accessLog.model';
import type { Models } from './models';
import { type Page, type PageRequest, pageOf } from './page';

/** Beyond what a page can show. */
const mostReadings = 2_000;

export interface AccessFilter extends PageRequest {
  personId?: string | undefined;
  /** One of these records was shown. */
  recordIds?: readonly string[] | undefined;
}

export function createAccessLogRepository(models: Models) {
  return {
    /** Adds what was read; order and duplicates do not matter. */
    async insertMany(records: readonly AccessLogRecord[]): Promise<void> {
      if (records.length > 0) await models.accessLog.collection.insertMany(records as never[], { ordered: false });
    },
    /** Newest first, before the one with id `cursor`. */
    async listNewest({ personId, recordIds, limit, cursor }: AccessFilter): Promise<Page<AccessLogRecord>> {
      const query: Record<string, unknown> = {
        ...(personId ? { personId } : {}),
        ...(recordIds ? { ids: trusted({ $in: [...recordIds] }) } : {}),
        ...(cursor ? { _id: trusted({ $lt: cursor }) } : {}),
      };
      const rows = await models.accessLog
        .find(query)
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<AccessLogRecord[]>();
      return pageOf(rows, limit);
    },
    /** Who has opened these documents and when, oldest first. */
    async listOfDocuments(documentIds: readonly string[]): Promise<AccessLogRecord[]> {
      if (documentIds.length === 0) return [];
      return models.accessLog
        .find({ kind: 'document', ids: trusted({ $in: [...documentIds] }) })
        .sort({ _id: 1 })
        .limit(mostReadings)
        .lean<AccessLogRecord[]>();
    },
  };
}
