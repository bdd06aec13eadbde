import { type ClientSession, trusted } from 'mongoose';
import type { Models } from './models';
import type { SendingRecord } from './sending.model';

/** Alerts to the staff: planned without a time to leave at, then released or held back. Instants are real time. */
export function createStaffMailRepository(models: Models) {
  const kind = 'staffAlert' as const;
  const unreleased = { kind, bodyKept: true, state: 'planned', nextAttemptAt: null } as const;
  return {
    /** Whether an alert waits to be released or held back. */
    async isAlertWaiting(): Promise<boolean> {
      return (await models.sendings.exists(unreleased)) !== null;
    },
    /** Oldest first. */
    async listWaitingAlerts(limit: number, session: ClientSession): Promise<Pick<SendingRecord, '_id' | 'staffUserId'>[]> {
      return models.sendings
        .find(unreleased, { staffUserId: 1 })
        .session(session)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Pick<SendingRecord, '_id' | 'staffUserId'>[]>();
    },
    /** How many alerts this user has been mailed, or is just being mailed, of those that came since then. */
    async countReleased(staffUserId: string, since: Date, session: ClientSession): Promise<number> {
      return models.sendings
        .countDocuments({
          ...{ staffUserId, kind, createdAt: trusted({ $gte: since }), state: trusted({ $ne: 'cancelled' }) },
          $nor: [{ state: 'planned', nextAttemptAt: null }],
        })
        .session(session);
    },
    async release(ids: string[], at: Date, session: ClientSession): Promise<void> {
      if (ids.length === 0) return;
      await models.sendings.updateMany({ _id: trusted({ $in: ids }) }, { $set: { nextAttemptAt: at } }, { session });
    },
    async holdBack(ids: string[], session: ClientSession): Promise<void> {
      if (ids.length === 0) return;
      await models.sendings.updateMany(
        { _id: trusted({ $in: ids }) },
        { $set: { state: 'cancelled' }, $unset: { awaited: 1 } },
        { session },
      );
    },
    /** How many were held back of those that came after that instant. */
    async countHeldBack(staffUserId: string, after: Date): Promise<number> {
      return models.sendings.countDocuments({ staffUserId, kind, state: 'cancelled', createdAt: trusted({ $gt: after }) });
    },
  };
}
