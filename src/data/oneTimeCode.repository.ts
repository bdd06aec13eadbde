import { type ClientSession, trusted } from 'mongoose';
import type { Models } from './models';
import type { OneTimeCodeRecord } from './oneTimeCode.model';

export function createOneTimeCodeRepository(models: Models) {
  return {
    async insert(record: OneTimeCodeRecord, session: ClientSession): Promise<void> {
      await models.oneTimeCodes.create([record], { session });
    },
    async find(id: string): Promise<OneTimeCodeRecord | null> {
      return models.oneTimeCodes.findById(id).lean<OneTimeCodeRecord>();
    },
    /** Codes for one act that are neither used nor expired at `now` (legal time), newest first. */
    async listUsable(noticeId: string, act: string, now: Date): Promise<OneTimeCodeRecord[]> {
      return models.oneTimeCodes
        .find({ noticeId, act, usedAt: null, expiresAt: trusted({ $gt: now }) })
        .sort({ _id: -1 })
        .lean<OneTimeCodeRecord[]>();
    },
    /** True for the one caller that uses it first. */
    async use(id: string, usedAt: Date, session: ClientSession): Promise<boolean> {
      const result = await models.oneTimeCodes.updateOne({ _id: id, usedAt: null }, { $set: { usedAt } }, { session });
      return result.modifiedCount === 1;
    },
    async countFailure(ids: string[]): Promise<void> {
      await models.oneTimeCodes.updateMany({ _id: trusted({ $in: ids }) }, { $inc: { failures: 1 } });
    },
  };
}
