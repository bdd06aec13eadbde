import { trusted } from 'mongoose';
import { isDuplicateKey } from './connection';
import type { IdempotencyRecord } from './idempotency.model';
import type { Models } from './models';

/** What came of claiming a key: it is ours to answer, or somebody else's claim or answer stands. */
export type IdempotencyClaim = { claimed: true } | { claimed: false; standing: IdempotencyRecord };

/** First answers to calls with an Idempotency-Key. All instants are real time. */
export function createIdempotencyRepository(models: Models) {
  return {
    /** Takes the key for `record`, if it is free, has expired, or its last holder began before `abandonedBefore` and never answered. */
    async claim(record: IdempotencyRecord, abandonedBefore: Date): Promise<IdempotencyClaim> {
      try {
        await models.idempotency.create([record]);
        return { claimed: true };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const { _id, ...rest } = record;
      const taken = await models.idempotency
        .findOneAndUpdate(
          {
            _id,
            $or: [
              { expiresAt: trusted({ $lte: record.createdAt }) },
              { state: 'inFlight', bodyHash: record.bodyHash, createdAt: trusted({ $lt: abandonedBefore }) },
            ],
          },
          { $set: rest },
        )
        .lean<IdempotencyRecord>();
      if (taken) return { claimed: true };
      const standing = await models.idempotency.findById(_id).lean<IdempotencyRecord>();
      // Gone in between: the holder gave it up. Whoever comes next may have it; this call is told that one is in flight.
      return { claimed: false, standing: standing ?? { ...record, state: 'inFlight' } };
    },
    /** Keeps the answer, unless the claim was taken over in the meantime. */
    async keepAnswer({ _id, createdAt }: IdempotencyRecord, { status, answer }: { status: number; answer: string }): Promise<void> {
      await models.idempotency.updateOne({ _id, createdAt, state: 'inFlight' }, { $set: { state: 'done', status, answer } });
    },
    /** Frees the key: the call failed on our side, so the same call may be tried again. */
    async release({ _id, createdAt }: IdempotencyRecord): Promise<void> {
      await models.idempotency.deleteOne({ _id, createdAt, state: 'inFlight' });
    },
  };
}
