import { trusted } from 'mongoose';
import type { CapturedMessageRecord } from './capturedMessage.model';
import type { Models } from './models';
import { type Page, type PageRequest, pageOf } from './page';

export function createCapturedMessageRepository(models: Models) {
  return {
    async insert(record: CapturedMessageRecord): Promise<void> {
      await models.capturedMessages.create([record]);
    },
    async find(id: string): Promise<CapturedMessageRecord | null> {
      return models.capturedMessages.findById(id).lean<CapturedMessageRecord>();
    },
    /** Oldest first: to this address, after this message id or instant (real time of capture). */
    async list({ to, after, limit }: { to?: string; after?: string | Date; limit: number }): Promise<CapturedMessageRecord[]> {
      return models.capturedMessages
        .find({
          ...(to ? { to: to.toLowerCase() } : {}),
          ...(typeof after === 'string' ? { _id: trusted({ $gt: after }) } : {}),
          ...(after instanceof Date ? { at: trusted({ $gt: after }) } : {}),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<CapturedMessageRecord[]>();
    },
    /** Newest first, for the mailbox page: to this address, before this message id. */
    async latest({ to, limit, cursor }: PageRequest & { to?: string }): Promise<Page<CapturedMessageRecord>> {
      const rows = await models.capturedMessages
        .find({ ...(to ? { to: to.toLowerCase() } : {}), ...(cursor ? { _id: trusted({ $lt: cursor }) } : {}) })
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<CapturedMessageRecord[]>();
      return pageOf(rows, limit);
    },
    async count(to?: string): Promise<number> {
      return models.capturedMessages.countDocuments(to ? { to: to.toLowerCase() } : {});
    },
  };
}
