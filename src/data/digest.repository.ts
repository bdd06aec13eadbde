import { type ClientSession, trusted } from 'mongoose';
import type { DigestRecord } from './digest.model';
import type { Models } from './models';

export function createDigestRepository(models: Models) {
  return {
    /** One that this user has had for this day is an error with code 11000. */
    async insertMany(records: DigestRecord[], session: ClientSession): Promise<void> {
      await models.digests.insertMany(records, { session });
    },
    async findMany(ids: string[]): Promise<DigestRecord[]> {
      return models.digests.find({ _id: trusted({ $in: ids }) }).lean<DigestRecord[]>();
    },
    /** The last one that this user got. */
    async newestOf(userId: string): Promise<DigestRecord | null> {
      return models.digests.findOne({ userId }).sort({ day: -1 }).lean<DigestRecord>();
    },
    /** Takes out what these digests said; that there was one stays. */
    async emptyMany(ids: readonly string[], session: ClientSession): Promise<void> {
      await models.digests.updateMany({ _id: trusted({ $in: [...ids] }) }, { $set: { lines: [] } }, { session });
    },
  };
}
