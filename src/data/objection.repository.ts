import { type ClientSession, trusted } from 'mongoose';
import type { Models } from './models';
import type { ObjectionRecord } from './objection.model';
import { type Page, type PageRequest, pageOf } from './page';

export function createObjectionRepository(models: Models) {
  return {
    async insert(record: ObjectionRecord, session: ClientSession): Promise<void> {
      await models.objections.create([record], { session });
    },
    async find(id: string, session: ClientSession | null = null): Promise<ObjectionRecord | null> {
      return models.objections.findById(id).session(session).lean<ObjectionRecord>();
    },
    async findMany(ids: string[]): Promise<ObjectionRecord[]> {
      if (ids.length === 0) return [];
      return models.objections.find({ _id: trusted({ $in: ids }) }).lean<ObjectionRecord[]>();
    },
    async findByReference(reference: string): Promise<ObjectionRecord | null> {
      return models.objections.findOne({ reference }).lean<ObjectionRecord>();
    },
    async findOpen(noticeId: string, session: ClientSession | null = null): Promise<ObjectionRecord | null> {
      return models.objections.findOne({ noticeId, open: true }).session(session).lean<ObjectionRecord>();
    },
    async listOfNotices(noticeIds: string[], session: ClientSession | null = null): Promise<ObjectionRecord[]> {
      return models.objections
        .find({ noticeId: trusted({ $in: noticeIds }) })
        .session(session)
        .sort({ _id: 1 })
        .lean<ObjectionRecord[]>();
    },
    async listOpenOfChange(changeId: string, session: ClientSession | null = null): Promise<ObjectionRecord[]> {
      return models.objections.find({ changeId, open: true }).session(session).lean<ObjectionRecord[]>();
    },
    /** Days on which an ended objection lets its gate go: agreed days, and the end of a dismissal's five working days. */
    async releaseDays(): Promise<string[]> {
      const [proceeds, counts] = await Promise.all([
        models.objections.distinct('proceedsFrom', { proceedsFrom: trusted({ $ne: null }) }),
        models.objections.distinct('countsUntil', { countsUntil: trusted({ $ne: null }) }),
      ]);
      return [...proceeds, ...counts].filter((day): day is string => typeof day === 'string');
    },
    /** The ids of those for which something happens by itself at `now` (legal time) or before, the longest overdue first. */
    async listStagesDue(now: Date, { limit, except }: { limit: number; except: readonly string[] }): Promise<string[]> {
      const rows = await models.objections
        .find({ open: true, 'stages.nextAt': trusted({ $lte: now }), _id: trusted({ $nin: [...except] }) })
        .sort({ 'stages.nextAt': 1 })
        .limit(limit)
        .select({ _id: 1 })
        .lean<{ _id: string }[]>();
      return rows.map(({ _id }) => _id);
    },
    /** When something happens by itself next after `after` (legal time); null while nothing waits. */
    async nextStageAt(after: Date): Promise<Date | null> {
      const row = await models.objections
        .findOne({ open: true, 'stages.nextAt': trusted({ $gt: after }) })
        .sort({ 'stages.nextAt': 1 })
        .select({ stages: 1 })
        .lean<Pick<ObjectionRecord, 'stages'>>();
      return row?.stages?.nextAt ?? null;
    },
    async listOpenOfAgreement(agreementId: string, session: ClientSession | null = null): Promise<ObjectionRecord[]> {
      return models.objections.find({ agreementId, open: true }).session(session).lean<ObjectionRecord[]>();
    },
    /** Newest first. */
    async list({ limit, cursor, open, changeId }: PageRequest & { open?: boolean; changeId?: string }): Promise<Page<ObjectionRecord>> {
      const rows = await models.objections
        .find({
          ...(open === undefined ? {} : { open }),
          ...(changeId ? { changeId } : {}),
          ...(cursor ? { _id: trusted({ $lt: cursor }) } : {}),
        })
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<ObjectionRecord[]>();
      return pageOf(rows, limit);
    },
    /** Replaces the record if nobody else has since `version`; null when somebody has. */
    async replace(record: ObjectionRecord, session: ClientSession): Promise<ObjectionRecord | null> {
      const { _id, version, ...rest } = record;
      return models.objections
        .findOneAndUpdate({ _id, version }, { $set: { ...rest, version: version + 1 } }, { session, returnDocument: 'after' })
        .lean<ObjectionRecord>();
    },
  };
}
