import { type ClientSession, trusted } from 'mongoose';
import type { Models } from './models';
import type { SendingAttempt, SendingKind, SendingRecord, SendingState } from './sending.model';

/** States a sending is waiting in. */
const waiting: SendingState[] = ['planned', 'deferred', 'unknown'];

export function createSendingRepository(models: Models) {
  return {
    async insertMany(records: SendingRecord[], session: ClientSession): Promise<void> {
      if (records.length > 0) await models.sendings.insertMany(records, { session });
    },
    async find(id: string, session: ClientSession | null = null): Promise<SendingRecord | null> {
      return models.sendings.findById(id).session(session).lean<SendingRecord>();
    },
    async listOfNotice(noticeId: string): Promise<SendingRecord[]> {
      return models.sendings.find({ noticeId }).sort({ _id: 1 }).lean<SendingRecord[]>();
    },
    async listOfNotices(noticeIds: string[], kind: SendingKind): Promise<SendingRecord[]> {
      return models.sendings
        .find({ noticeId: trusted({ $in: noticeIds }), kind })
        .sort({ _id: 1 })
        .lean<SendingRecord[]>();
    },
    /**
     * Takes a sending for `owner` until `leaseUntil` (real time), if it waits and its time has come or its last owner's lease has run out.
     * Null: somebody else has it, or it is finished.
     */
    async claim(id: string, { owner, now, leaseUntil }: { owner: string; now: Date; leaseUntil: Date }): Promise<SendingRecord | null> {
      return models.sendings
        .findOneAndUpdate(
          {
            _id: id,
            $or: [
              { state: trusted({ $in: waiting }), nextAttemptAt: trusted({ $lte: now }) },
              { state: 'sending', leaseUntil: trusted({ $lt: now }) },
            ],
          },
          { $set: { state: 'sending', leaseOwner: owner, leaseUntil } },
          // The record as it was: its state tells whether this repeats an attempt whose end nobody saw.
          { returnDocument: 'before' },
        )
        .lean<SendingRecord>();
    },
    /** Notes what the text states and its hash before anything leaves; only the owner of the lease can. */
    async noteRendered(id: string, owner: string, { statedAt, messageHash }: { statedAt: Date; messageHash: string }): Promise<boolean> {
      const result = await models.sendings.updateOne({ _id: id, state: 'sending', leaseOwner: owner }, { $set: { statedAt, messageHash } });
      return result.matchedCount === 1;
    },
    /** Records one attempt's end and frees the lease; null when the lease was lost in the meantime. */
    async finishAttempt(
      id: string,
      owner: string,
      end: { state: SendingState; attempt: SendingAttempt; nextAttemptAt: Date | null; finishedAt: Date | null },
      session: ClientSession,
    ): Promise<SendingRecord | null> {
      return models.sendings
        .findOneAndUpdate(
          { _id: id, state: 'sending', leaseOwner: owner },
          {
            $set: { state: end.state, nextAttemptAt: end.nextAttemptAt, finishedAt: end.finishedAt, leaseOwner: null, leaseUntil: null },
            $push: { attempts: end.attempt },
          },
          { session, returnDocument: 'after' },
        )
        .lean<SendingRecord>();
    },
    /** Nothing waiting for this notice is sent any more. */
    async cancelWaiting(filter: { noticeId: string } | { changeId: string; kind: SendingKind }, session: ClientSession): Promise<void> {
      await models.sendings.updateMany(
        { ...filter, state: trusted({ $in: waiting }) },
        { $set: { state: 'cancelled', nextAttemptAt: null } },
        { session },
      );
    },
    /**
     * What is due: waiting with its time come, or held by a worker whose lease has run out. Real time. `turn` is another every twenty seconds, and for each
     * lease that ran out, so that it tells this job from one that a dead worker took and still seems to be doing.
     */
    async listDue(now: Date, limit: number): Promise<{ sendingId: string; turn: string }[]> {
      const [ready, abandoned] = await Promise.all([
        models.sendings
          .find({ state: trusted({ $in: waiting }), nextAttemptAt: trusted({ $lte: now }) }, { _id: 1 })
          .sort({ nextAttemptAt: 1 })
          .limit(limit)
          .lean<{ _id: string }[]>(),
        models.sendings
          .find({ state: 'sending', leaseUntil: trusted({ $lt: now }) }, { _id: 1, leaseUntil: 1 })
          .limit(limit)
          .lean<{ _id: string; leaseUntil: Date }[]>(),
      ]);
      const turn = `after-${Math.floor(now.getTime() / 20_000)}`;
      return [
        ...ready.map(({ _id }) => ({ sendingId: _id, turn })),
        ...abandoned.map(({ _id, leaseUntil }) => ({ sendingId: _id, turn: String(leaseUntil.getTime()) })),
      ];
    },
    /** How many are being sent right now by somebody whose lease still holds. */
    async countInFlight(now: Date): Promise<number> {
      return models.sendings.countDocuments({ state: 'sending', leaseUntil: trusted({ $gte: now }) });
    },
    /** Age of what waits longest, for health: real time, null when nothing waits. */
    async oldestWaiting(): Promise<Date | null> {
      const row = await models.sendings
        .findOne({ state: 'planned' }, { nextAttemptAt: 1 })
        .sort({ nextAttemptAt: 1 })
        .lean<SendingRecord>();
      return row?.nextAttemptAt ?? null;
    },
  };
}
