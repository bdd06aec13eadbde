import { type ClientSession, trusted } from 'mongoose';
import type { AgreementRecord } from './agreement.model';
import type { Models } from './models';
import { type Page, type PageRequest, pageOf } from './page';

/** What a gate has to know of an agreement beside the notice's own copy of its terms, and whom to write to. */
export type AgreementStanding = Pick<AgreementRecord, '_id' | 'controllerId' | 'contactIds' | 'state' | 'endsOn' | 'stopOrder'>;

export function createAgreementRepository(models: Models) {
  return {
    async insert(record: AgreementRecord, session: ClientSession): Promise<void> {
      await models.agreements.create([record], { session });
    },
    async find(id: string, session: ClientSession | null = null): Promise<AgreementRecord | null> {
      return models.agreements.findById(id).session(session).lean<AgreementRecord>();
    },
    async findMany(ids: string[]): Promise<AgreementRecord[]> {
      if (ids.length === 0) return [];
      return models.agreements.find({ _id: trusted({ $in: ids }) }).lean<AgreementRecord[]>();
    },
    /** Of many agreements, what a gate asks and whom to write to. */
    async findStandings(ids: string[]): Promise<AgreementStanding[]> {
      return models.agreements
        .find({ _id: trusted({ $in: ids }) }, { controllerId: 1, contactIds: 1, state: 1, endsOn: 1, stopOrder: 1 })
        .lean<AgreementStanding[]>();
    },
    async findByReference(reference: string, session: ClientSession | null = null): Promise<AgreementRecord | null> {
      return models.agreements.findOne({ reference }).session(session).lean<AgreementRecord>();
    },
    async findByController(controllerId: string, session: ClientSession | null = null): Promise<AgreementRecord[]> {
      return models.agreements.find({ controllerId }).session(session).sort({ _id: 1 }).lean<AgreementRecord[]>();
    },
    /** Agreements that are not ended and cover one of `services`, by id, after `afterId`. */
    async listOnServices(services: string[], { limit, afterId }: { limit: number; afterId: string | null }): Promise<AgreementRecord[]> {
      return models.agreements
        .find({
          services: trusted({ $in: services }),
          state: trusted({ $ne: 'ended' }),
          ...(afterId ? { _id: trusted({ $gt: afterId }) } : {}),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<AgreementRecord[]>();
    },
    /** Agreements that are not ended, by id, after `afterId`. */
    async listRunning({ limit, afterId }: { limit: number; afterId: string | null }): Promise<AgreementRecord[]> {
      return models.agreements
        .find({ state: trusted({ $ne: 'ended' }), ...(afterId ? { _id: trusted({ $gt: afterId }) } : {}) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<AgreementRecord[]>();
    },
    async list({ limit, cursor, controllerId }: PageRequest & { controllerId?: string }): Promise<Page<AgreementRecord>> {
      const rows = await models.agreements
        .find({ ...(controllerId ? { controllerId } : {}), ...(cursor ? { _id: trusted({ $gt: cursor }) } : {}) })
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean<AgreementRecord[]>();
      return pageOf(rows, limit);
    },
    /** Agreements for which a stop order is in force. */
    async listStopped(limit: number): Promise<AgreementRecord[]> {
      return models.agreements
        .find({ 'stopOrder.at': trusted({ $exists: true }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<AgreementRecord[]>();
    },
    /** Agreements that have not ended, and wait for a second person to confirm a direct relation. */
    async listDirectRelationsWaiting(limit: number): Promise<AgreementRecord[]> {
      return models.agreements
        .find({ 'directRelationsWaiting.id': trusted({ $exists: true }), state: trusted({ $ne: 'ended' }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<AgreementRecord[]>();
    },
    /** Ids of agreements whose last day has passed on `today`, the earliest first. */
    async listEndingBefore(today: string, { limit, except }: { limit: number; except: readonly string[] }): Promise<string[]> {
      const rows = await models.agreements
        .find({ state: 'ending', endsOn: trusted({ $lt: today }), _id: trusted({ $nin: [...except] }) }, { _id: 1 })
        .sort({ endsOn: 1 })
        .limit(limit)
        .lean<{ _id: string }[]>();
      return rows.map(({ _id }) => _id);
    },
    /** The last days of agreements that are ending. */
    async endDays(): Promise<string[]> {
      const days = await models.agreements.distinct('endsOn', { state: 'ending' });
      return days.filter((day): day is string => typeof day === 'string');
    },
    /** The sets of rules that agreements on these services have, ended ones left out, each with how many have it. */
    async rulesOnServices(services: string[]): Promise<(Pick<AgreementRecord, 'terms' | 'clause'> & { count: number })[]> {
      const groups = await models.agreements.aggregate<{ _id: Pick<AgreementRecord, 'terms' | 'clause'>; count: number }>([
        { $match: { services: { $in: services }, state: { $ne: 'ended' } } },
        { $group: { _id: { terms: '$terms', clause: '$clause' }, count: { $sum: 1 } } },
      ]);
      return groups.map(({ _id: { terms, clause }, count }) => ({ terms, clause: clause ?? null, count }));
    },
    async knownServices(): Promise<string[]> {
      return models.agreements.distinct('services');
    },
    /** Whether there are any of those below. */
    async hasNoticesDue(session: ClientSession | null = null): Promise<boolean> {
      return (await models.agreements.exists({ noticesDue: true }).session(session)) !== null;
    },
    /** Agreements that are new, or have a new service: a published change may have no notice for them yet. */
    async listNoticesDue(
      { limit, except }: { limit: number; except: readonly string[] },
      session: ClientSession,
    ): Promise<AgreementRecord[]> {
      const others = except.length > 0 ? { _id: trusted({ $nin: [...except] }) } : {};
      return models.agreements
        .find({ noticesDue: true, ...others })
        .session(session)
        .limit(limit)
        .lean<AgreementRecord[]>();
    },
    /** Those of them that have one of these services. */
    async listNoticesDueOn(services: readonly string[], limit: number, session: ClientSession | null = null): Promise<AgreementRecord[]> {
      return models.agreements
        .find({ noticesDue: true, services: trusted({ $in: [...services] }) })
        .session(session)
        .limit(limit)
        .lean<AgreementRecord[]>();
    },
    async clearNoticesDue(ids: string[], session: ClientSession): Promise<void> {
      await models.agreements.updateMany({ _id: trusted({ $in: ids }) }, { $set: { noticesDue: false } }, { session });
    },
    /** Replaces the record if nobody else has since `version`; null when somebody has. */
    async replace(record: AgreementRecord, session: ClientSession): Promise<AgreementRecord | null> {
      const { _id, version, ...rest } = record;
      return models.agreements
        .findOneAndUpdate({ _id, version }, { $set: { ...rest, version: version + 1 } }, { session, returnDocument: 'after' })
        .lean<AgreementRecord>();
    },
  };
}
