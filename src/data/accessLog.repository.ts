import { trusted } from 'mongoose';
import type { AccessLogRecord } from './accessLog.model';
import type { Models } from './models';
import { type Page, type PageRequest, pageOf } from './page';

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
  };
}
