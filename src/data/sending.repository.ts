import { type ClientSession, trusted } from 'mongoose';
import { insertAll } from './insertAll';
import type { Models } from './models';
import type { HeldUp, LostTry, SendingAttempt, SendingKind, SendingRecord, SendingState } from './sending.model';
import { updateTogether } from './updateTogether';

/** States a sending is waiting in. */
const waiting: SendingState[] = ['planned', 'deferred', 'unknown'];

export type NoticeSending = Pick<SendingRecord, '_id' | 'noticeId' | 'contactId' | 'to' | 'state'>;

/** Not over, and not on its way. One of unknown outcome that was given up is over, and stays what it is. */
function isWaiting() {
  return { state: trusted({ $in: waiting }), nextAttemptAt: trusted({ $ne: null }) };
}

/** Not over, and its time has come. A lease leaves the time as it is; it is taken away when all is over. Says that it is a date, as the index does (`not_over`). */
function notOver(now: Date) {
  return trusted({ $gt: new Date(0), $lte: now });
}

/** Waiting with its time come, or held by a worker whose lease has run out. Real time. */
export function dueAt(now: Date) {
  return {
    nextAttemptAt: notOver(now),
    $or: [{ state: trusted({ $in: waiting }) }, { state: 'sending' as const, leaseUntil: trusted({ $lt: now }) }],
  };
}

/** Fields that only mail that is not over has: the indexes of the same names know by them which that is. */
const whileWaiting = ['awaited', 'heldUp'] as const;
const over = { $unset: Object.fromEntries(whileWaiting.map((field) => [field, 1])) };

/** A sending that is due. */
export interface DueSending {
  sendingId: string;
  /** Another every twenty seconds, and for each lease that ran out, so that it tells this job from one that a dead worker took and still seems to be doing. */
  turn: string;
  /** A worker was lost with it: it may have left, and nobody has recorded that. */
  isRetake: boolean;
}

export function createSendingRepository(models: Models) {
  /** `index`: by name, since only one of them is short while a fan-out waits. */
  async function listDue(
    which: { awaited?: true },
    { index, now, limit }: { index: string; now: Date; limit: number },
  ): Promise<DueSending[]> {
    const rows = await models.sendings
      .find({ ...which, ...dueAt(now) }, { state: 1, leaseUntil: 1 })
      .sort({ nextAttemptAt: 1 })
      .hint(index)
      .limit(limit)
      .lean<Pick<SendingRecord, '_id' | 'state' | 'leaseUntil'>[]>();
    const turn = `after-${Math.floor(now.getTime() / 20_000)}`;
    return rows.map(({ _id, state, leaseUntil }) => ({
      sendingId: _id,
      turn: state === 'sending' ? String(leaseUntil?.getTime()) : turn,
      isRetake: state === 'sending',
    }));
  }

  return {
    async insertMany(records: SendingRecord[], session: ClientSession): Promise<void> {
      await insertAll(models.sendings, records, session);
    },
    async find(id: string, session: ClientSession | null = null): Promise<SendingRecord | null> {
      return models.sendings.findById(id).session(session).lean<SendingRecord>();
    },
    async listOfNotice(noticeId: string): Promise<SendingRecord[]> {
      return models.sendings.find({ noticeId }).sort({ _id: 1 }).lean<SendingRecord[]>();
    },
    /** Without `kind` all of them. */
    async listOfNotices(noticeIds: string[], kind?: SendingKind, session: ClientSession | null = null): Promise<SendingRecord[]> {
      return models.sendings
        .find({ noticeId: trusted({ $in: noticeIds }), ...(kind ? { kind } : {}) })
        .session(session)
        .sort({ _id: 1 })
        .lean<SendingRecord[]>();
    },
    /** Whom these notices themselves were sent to, and what came of it, oldest first. */
    async listToContacts(noticeIds: string[]): Promise<NoticeSending[]> {
      return models.sendings
        .find({ noticeId: trusted({ $in: noticeIds }), kind: 'notice' }, { noticeId: 1, contactId: 1, to: 1, state: 1 })
        .sort({ _id: 1 })
        .lean<NoticeSending[]>();
    },
    /** Which of these notices have left for somebody, or may have: a message was begun, or is on its way now. */
    async listBegun(noticeIds: string[], session: ClientSession): Promise<Set<string>> {
      const rows = await models.sendings
        .find(
          {
            noticeId: trusted({ $in: noticeIds }),
            kind: 'notice',
            $or: [{ state: 'sending' }, { 'attempts.0': trusted({ $exists: true }) }],
          },
          { noticeId: 1 },
        )
        .session(session)
        .lean<{ noticeId: string }[]>();
      return new Set(rows.map(({ noticeId }) => noticeId));
    },
    /** Of the yearly questions to contacts of these controllers: whom one did not reach, with the legal day on which it was asked. */
    async listFailedContactChecks(controllerIds: string[]): Promise<{ contactId: string; askedOn: string }[]> {
      if (controllerIds.length === 0) return [];
      const rows = await models.sendings
        .find(
          // By the unique index of what is told to whom: `;` is the letter behind `:`.
          {
            $or: controllerIds.map((id) => ({ dedupeKey: trusted({ $gt: `contactCheck:${id}:`, $lt: `contactCheck:${id};` }) })),
            state: 'refused',
          },
          { contactId: 1, dedupeKey: 1 },
        )
        .lean<Pick<SendingRecord, 'contactId' | 'dedupeKey'>[]>();
      return rows.flatMap(({ contactId, dedupeKey }) => (contactId ? [{ contactId, askedOn: dedupeKey.split(':')[2] ?? '' }] : []));
    },
    /** Mail to an agreement's contacts that is about none of its notices. */
    async listBesideNotices(agreementId: string): Promise<SendingRecord[]> {
      return models.sendings.find({ agreementId, noticeId: null }).sort({ _id: 1 }).lean<SendingRecord[]>();
    },
    /** Of these, the ones that may be sent now: waiting with their time come, or held by a worker whose lease has run out. Real time. */
    async listClaimable(ids: string[], now: Date): Promise<SendingRecord[]> {
      return models.sendings.find({ _id: trusted({ $in: ids }), ...dueAt(now) }).lean<SendingRecord[]>();
    },
    /**
     * Takes these sendings for `owner` until `leaseUntil` (real time), as long as they are as they were read, and notes what each text states and its hash
     * before anything leaves; what a lost worker may have sent is kept beside it. Returns the ids of those it got; the others are somebody else's. `owner` must be used for nothing else: asked again, because
     * the answer was lost, it gets the same ones and a new lease.
     */
    async claim(
      claims: { seen: SendingRecord; statedAt: Date; messageHash: string }[],
      { owner, leaseUntil }: { owner: string; leaseUntil: Date },
    ): Promise<Set<string>> {
      if (claims.length === 0) return new Set();
      const ids = claims.map(({ seen }) => seen._id);
      const changes = claims.map(({ seen, statedAt, messageHash }) => {
        const { _id: id, state, leaseUntil: heldUntil, nextAttemptAt } = seen;
        const lost = lostTryOf(seen);
        return {
          id,
          where: { $or: [{ state, leaseUntil: heldUntil, nextAttemptAt }, { leaseOwner: owner }] },
          set: {
            ...{ state: 'sending', leaseOwner: owner, leaseUntil, statedAt, messageHash },
            // As a whole: a claim whose answer was lost is made again.
            ...(lost ? { lostTries: [...(seen.lostTries ?? []), lost] } : {}),
          },
        };
      });
      const matched = await updateTogether(models.sendings, changes);
      if (matched === ids.length) return new Set(ids);
      const ours = await models.sendings
        .find({ _id: trusted({ $in: ids }), state: 'sending', leaseOwner: owner }, { _id: 1 })
        .lean<{ _id: string }[]>();
      return new Set(ours.map(({ _id }) => _id));
    },
    /** Gives back what `owner` claimed and nothing of which has left: each is as it was seen, as if never claimed. */
    async unclaim(claims: { seen: SendingRecord }[], owner: string): Promise<void> {
      await models.sendings.collection.bulkWrite(
        claims.map(({ seen }) => {
          const { _id, state, leaseOwner, leaseUntil, statedAt, messageHash, lostTries = [] } = seen;
          const before = { state, leaseOwner, leaseUntil, statedAt, messageHash, ...(lostTryOf(seen) ? { lostTries } : {}) };
          return { updateOne: { filter: { _id: _id as never, state: 'sending', leaseOwner: owner }, update: { $set: before } } };
        }),
        { ordered: false },
      );
    },
    /** Puts off what is due until `until` (real time) without counting a try: what waits, and what a lost worker held. */
    async putOff(ids: string[], until: Date): Promise<void> {
      if (ids.length === 0) return;
      await models.sendings.updateMany({ _id: trusted({ $in: ids }), ...dueAt(new Date()) }, { $set: { nextAttemptAt: until } });
    },
    /** What is due of these is sent no more, what a lost worker held included. */
    async cancelDue(ids: readonly string[]): Promise<void> {
      if (ids.length === 0) return;
      const cancelled = { state: 'cancelled' as const, nextAttemptAt: null, leaseOwner: null, leaseUntil: null };
      await models.sendings.updateMany({ _id: trusted({ $in: [...ids] }), ...dueAt(new Date()) }, { $set: cancelled, ...over });
    },
    /** Records the end of one attempt for each, and frees the leases; how many of them were still `owner`'s. */
    async finishAttempts(
      ends: { id: string; state: SendingState; attempt: SendingAttempt; finishedAt: Date }[],
      owner: string,
      session: ClientSession,
    ): Promise<number> {
      const changes = ends.map(({ id, state, attempt, finishedAt }) => ({
        id,
        where: { state: 'sending', leaseOwner: owner },
        set: { state, nextAttemptAt: null, finishedAt, leaseOwner: null, leaseUntil: null },
        append: { attempts: attempt },
        unset: whileWaiting,
      }));
      return updateTogether(models.sendings, changes, { session });
    },
    /**
     * Records one attempt's end and frees the lease; null when the lease was lost in the meantime. `inPlaceOf` is the place of an attempt that this one stands
     * for as well; without it, it is one more.
     */
    async finishAttempt(
      id: string,
      owner: string,
      end: {
        state: SendingState;
        attempt: SendingAttempt;
        inPlaceOf: number | null;
        heldUp: HeldUp | null;
        nextAttemptAt: Date | null;
        finishedAt: Date | null;
      },
      session: ClientSession,
    ): Promise<SendingRecord | null> {
      const { attempt, inPlaceOf, heldUp } = end;
      return models.sendings
        .findOneAndUpdate(
          { _id: id, state: 'sending', leaseOwner: owner },
          {
            $set: {
              ...{ state: end.state, nextAttemptAt: end.nextAttemptAt, finishedAt: end.finishedAt, leaseOwner: null, leaseUntil: null },
              ...(end.state === 'refused' ? { addressKept: true } : {}),
              ...(heldUp ? { heldUp } : {}),
              ...(inPlaceOf === null ? {} : { [`attempts.${inPlaceOf}`]: attempt }),
            },
            ...(end.nextAttemptAt === null ? over : heldUp ? {} : { $unset: { heldUp: 1 } }),
            ...(inPlaceOf === null ? { $push: { attempts: attempt } } : {}),
          },
          { session, returnDocument: 'after' },
        )
        .lean<SendingRecord>();
    },
    /**
     * A report from outside ends what the conversation itself left open or took for done: `refused`, it came back for good; `accepted`, it has
     * arrived, and is not repeated. Real time. False for one that is not over, was refused before, or is cancelled.
     */
    async endByReport(id: string, { state, at }: { state: 'refused' | 'accepted'; at: Date }, session: ClientSession): Promise<boolean> {
      const open: SendingState[] = state === 'refused' ? ['handedOver', 'accepted', 'deferred', 'unknown'] : ['deferred', 'unknown'];
      const result = await models.sendings.updateOne(
        { _id: id, state: trusted({ $in: open }) },
        { $set: { state, nextAttemptAt: null, finishedAt: at, ...(state === 'refused' ? { addressKept: true as const } : {}) }, ...over },
        { session },
      );
      return result.matchedCount === 1;
    },
    /** What waits of these kinds for these notices is sent no more. */
    async cancelWaitingKinds(noticeIds: string[], kinds: readonly SendingKind[], session: ClientSession): Promise<void> {
      await models.sendings.updateMany(
        { noticeId: trusted({ $in: noticeIds }), kind: trusted({ $in: [...kinds] }), ...isWaiting() },
        { $set: { state: 'cancelled', nextAttemptAt: null }, ...over },
        { session },
      );
    },
    /** Nothing waiting for these notices is sent any more. */
    async cancelWaiting(noticeIds: readonly string[], session: ClientSession): Promise<void> {
      await models.sendings.updateMany(
        { noticeId: trusted({ $in: [...noticeIds] }), ...isWaiting() },
        { $set: { state: 'cancelled', nextAttemptAt: null }, ...over },
        { session },
      );
    },
    /** The notice itself is sent to this contact no more. */
    async cancelWaitingTo({ noticeId, contactId }: { noticeId: string; contactId: string }, session: ClientSession): Promise<void> {
      await models.sendings.updateMany(
        { noticeId, contactId, kind: 'notice', ...isWaiting() },
        { $set: { state: 'cancelled', nextAttemptAt: null }, ...over },
        { session },
      );
    },
    /** What is due, the longest first: waiting with its time come, or held by a worker whose lease has run out. Real time. */
    async listDue(now: Date, limit: number): Promise<DueSending[]> {
      return listDue({}, { index: 'not_over', now, limit });
    },
    /** What is due and a person waits for, found however much else is due. Real time. */
    async listAwaited(now: Date, limit: number): Promise<DueSending[]> {
      return listDue({ awaited: true }, { index: 'awaited', now, limit });
    },
    /** Whether a message is on its way or could be. Real time. */
    async isBusy(now: Date): Promise<boolean> {
      return (await models.sendings.exists({ nextAttemptAt: notOver(now) })) !== null;
    },
    /** What is due, as `listDue` finds it, and whether somebody whose lease still holds is sending others right now. Real time. */
    async listDueAndLookOut(now: Date, limit: number): Promise<{ due: string[]; inFlight: boolean }> {
      const rows = await models.sendings
        .find({ nextAttemptAt: notOver(now) }, { state: 1, leaseUntil: 1 })
        .sort({ nextAttemptAt: 1 })
        .limit(limit)
        .lean<Pick<SendingRecord, '_id' | 'state' | 'leaseUntil'>[]>();
      const due = rows.filter(({ state, leaseUntil }) => state !== 'sending' || leaseUntil === null || leaseUntil < now);
      return { due: due.map(({ _id }) => _id), inFlight: due.length < rows.length };
    },
  };
}

/** What was on its way when the lease ran out; null where nothing was. */
function lostTryOf({ state, statedAt, messageHash }: SendingRecord): LostTry | null {
  return state === 'sending' && statedAt && messageHash ? { statedAt, messageHash } : null;
}
