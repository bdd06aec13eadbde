import { trusted } from 'mongoose';
import type { HeldUpCause } from '../domain/receipt/heldUp';
import type { Models } from './models';
import type { HeldUp, SendingRecord } from './sending.model';
import { dueAt } from './sending.repository';

function heldUpBy(cause: HeldUpCause, before: Date) {
  return { 'heldUp.cause': cause, 'heldUp.since': trusted({ $lte: before }) };
}

/** Mail that waits because of us. All in real time. */
export function createWaitingMailRepository(models: Models) {
  return {
    /** Puts off what cannot be made until `until` without counting a try, and notes since when it waits for that. */
    async holdUp(sendings: Pick<SendingRecord, '_id' | 'heldUp'>[], { now, until }: { now: Date; until: Date }): Promise<void> {
      for (const { _id, heldUp } of sendings) {
        const since = heldUp?.cause === 'making' ? heldUp.since : now;
        const held: HeldUp = { since, cause: 'making', words: null };
        await models.sendings.updateOne({ _id, ...dueAt(now) }, { $set: { nextAttemptAt: until, heldUp: held } });
      }
    },
    /** What has been held up by `cause` since `before` or longer, the longest first. */
    async listHeldUp(cause: HeldUpCause, { before, limit }: { before: Date; limit: number }): Promise<SendingRecord[]> {
      return models.sendings.find(heldUpBy(cause, before)).sort({ 'heldUp.since': 1 }).limit(limit).lean<SendingRecord[]>();
    },
    /** How many that are, counted up to `most`. */
    async countHeldUp(cause: HeldUpCause, { before, most }: { before: Date; most: number }): Promise<number> {
      return models.sendings.countDocuments(heldUpBy(cause, before)).limit(most);
    },
    /** Since when what could have been sent for the longest has been left lying; null where nothing is due. */
    async oldestLeft(now: Date): Promise<Date | null> {
      const row = await models.sendings
        .findOne(dueAt(now), { nextAttemptAt: 1 })
        .sort({ nextAttemptAt: 1 })
        .lean<Pick<SendingRecord, 'nextAttemptAt'>>();
      return row?.nextAttemptAt ?? null;
    },
  };
}
