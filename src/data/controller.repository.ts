import { type ClientSession, trusted } from 'mongoose';
import type { ControllerRecord } from './controller.model';
import type { Models } from './models';
import { type Page, type PageRequest, pageOf } from './page';

export function createControllerRepository(models: Models) {
  return {
    async insert(record: ControllerRecord, session: ClientSession): Promise<void> {
      await models.controllers.create([record], { session });
    },
    async find(id: string, session: ClientSession | null = null): Promise<ControllerRecord | null> {
      return models.controllers.findById(id).session(session).lean<ControllerRecord>();
    },
    async findMany(ids: string[]): Promise<ControllerRecord[]> {
      if (ids.length === 0) return [];
      return models.controllers.find({ _id: trusted({ $in: ids }) }).lean<ControllerRecord[]>();
    },
    async findByOrganisationNumber(organisationNumber: string, session: ClientSession | null = null): Promise<ControllerRecord[]> {
      return models.controllers.find({ organisationNumber }).session(session).lean<ControllerRecord[]>();
    },
    async findByName(name: string, session: ClientSession | null = null): Promise<ControllerRecord[]> {
      return models.controllers.find({ name }).session(session).lean<ControllerRecord[]>();
    },
    async list({ limit, cursor }: PageRequest): Promise<Page<ControllerRecord>> {
      const query = cursor ? { _id: trusted({ $gt: cursor }) } : {};
      const rows = await models.controllers
        .find(query)
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean<ControllerRecord[]>();
      return pageOf(rows, limit);
    },
    /** Those with a contact that was last confirmed before this instant (legal time). */
    async listConfirmedBefore(instant: Date, { limit, cursor }: PageRequest): Promise<Page<ControllerRecord>> {
      const query = { 'contacts.confirmedAt': trusted({ $lt: instant }), ...(cursor ? { _id: trusted({ $gt: cursor }) } : {}) };
      const rows = await models.controllers
        .find(query)
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean<ControllerRecord[]>();
      return pageOf(rows, limit);
    },
    /** Ids of those with a contact that is to be asked at this instant or before (legal time). */
    async listToAsk(instant: Date, { limit, except }: { limit: number; except: readonly string[] }): Promise<string[]> {
      const rows = await models.controllers
        .find({ 'contacts.checkAt': trusted({ $lte: instant }), _id: trusted({ $nin: [...except] }) }, { _id: 1 })
        .limit(limit)
        .lean<{ _id: string }[]>();
      return rows.map(({ _id }) => _id);
    },
    /** The first instant after this one (legal time) at which a contact is to be asked; null while there is none. */
    async nextCheckAfter(instant: Date): Promise<Date | null> {
      const [first] = await models.controllers.aggregate<{ at: Date }>([
        { $match: { 'contacts.checkAt': { $gt: instant } } },
        { $sort: { 'contacts.checkAt': 1 } },
        { $limit: 1 },
        { $unwind: '$contacts' },
        { $match: { 'contacts.checkAt': { $gt: instant } } },
        { $group: { _id: null, at: { $min: '$contacts.checkAt' } } },
      ]);
      return first?.at ?? null;
    },
    /** Replaces the record if nobody else has since `version`; null when somebody has. The stored version is one higher. */
    async replace(record: ControllerRecord, session: ClientSession): Promise<ControllerRecord | null> {
      const { _id, version, ...rest } = record;
      return models.controllers
        .findOneAndUpdate({ _id, version }, { $set: { ...rest, version: version + 1 } }, { session, returnDocument: 'after' })
        .lean<ControllerRecord>();
    },
  };
}
