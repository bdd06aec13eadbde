import { trusted } from 'mongoose';
import type { CapturedMessageRecord } from './capturedMessage.model';
import type { Models } from './models';

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
    /** Newest first, for the mailbox page. */
    async latest({ to, limit }: { to?: string; limit: number }): Promise<CapturedMessageRecord[]> {
      return models.capturedMessages
        .find(to ? { to: to.toLowerCase() } : {})
        .sort({ _id: -1 })
        .limit(limit)
        .lean<CapturedMessageRecord[]>();
    },
    async count(): Promise<number> {
      return models.capturedMessages.countDocuments({});
    },
  };
}
