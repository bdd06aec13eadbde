import { type ClientSession, trusted } from 'mongoose';
import type { Models } from './models';
import type { NoticeRecord } from './notice.model';
import { type Page, type PageRequest, pageOf } from './page';

export interface ChangeCounts {
  states: Record<string, number>;
  effects: Record<string, number>;
}

export function createNoticeRepository(models: Models) {
  return {
    /** Inserts rows; one that stands already (same change, revision and agreement) is an error with code 11000. */
    async insertMany(records: NoticeRecord[], session: ClientSession): Promise<void> {
      if (records.length > 0) await models.notices.insertMany(records, { session });
    },
    async find(id: string, session: ClientSession | null = null): Promise<NoticeRecord | null> {
      return models.notices.findById(id).session(session).lean<NoticeRecord>();
    },
    async findByShortId(shortId: string): Promise<NoticeRecord | null> {
      return models.notices.findOne({ shortId }).lean<NoticeRecord>();
    },
    async findMany(ids: string[]): Promise<NoticeRecord[]> {
      return models.notices.find({ _id: trusted({ $in: ids }) }).lean<NoticeRecord[]>();
    },
    async findFor(changeId: string, agreementIds: string[]): Promise<NoticeRecord[]> {
      return models.notices.find({ changeId, agreementId: trusted({ $in: agreementIds }) }).lean<NoticeRecord[]>();
    },
    async listOfChange(changeId: string, { limit, cursor }: PageRequest): Promise<Page<NoticeRecord>> {
      const rows = await models.notices
        .find({ changeId, ...(cursor ? { _id: trusted({ $gt: cursor }) } : {}) })
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean<NoticeRecord[]>();
      return pageOf(rows, limit);
    },
    /** Notices of a change that may still take effect, by id, after `afterId`. */
    async listUndecided(changeId: string, { limit, afterId }: { limit: number; afterId: string | null }): Promise<NoticeRecord[]> {
      return models.notices
        .find({
          changeId,
          effect: trusted({ $in: ['pending', 'held'] }),
          ...(afterId ? { _id: trusted({ $gt: afterId }) } : {}),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<NoticeRecord[]>();
    },
    async countUndecided(changeId: string, session: ClientSession | null = null): Promise<number> {
      return models.notices.countDocuments({ changeId, effect: trusted({ $in: ['pending', 'held'] }) }).session(session);
    },
    /** Newest first; of any change that brings or touches this subprocessor. */
    async listOfAgreement(agreementId: string, subprocessorId?: string): Promise<NoticeRecord[]> {
      return models.notices
        .find({ agreementId, ...(subprocessorId ? { 'content.subprocessorId': subprocessorId } : {}) })
        .sort({ _id: -1 })
        .lean<NoticeRecord[]>();
    },
    /** Running notices of a change that somebody has to look at: nobody can be reached, an approval is missing or refused, or held. */
    async listNeedingAPerson(changeId: string, limit: number): Promise<NoticeRecord[]> {
      return models.notices
        .find({
          changeId,
          effect: trusted({ $in: ['pending', 'held'] }),
          $or: [
            { state: 'undeliverable' },
            { effect: 'held' },
            { approvals: trusted({ $elemMatch: { state: trusted({ $ne: 'granted' }) } }) },
          ],
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<NoticeRecord[]>();
    },
    async listRunningOfAgreement(agreementId: string): Promise<NoticeRecord[]> {
      return models.notices.find({ agreementId, effect: trusted({ $in: ['pending', 'held'] }) }).lean<NoticeRecord[]>();
    },
    /**
     * The days on which something of a running notice comes due: planned and announced days, the first lawful day, the day after the window.
     * Sorted; for a demo clock that stops at each.
     */
    async runningDays(): Promise<{ day: string; timeZone: string }[]> {
      const rows = await models.notices.aggregate<{ _id: { day: string | null; timeZone: string } }>([
        { $match: { effect: { $in: ['pending', 'held'] } } },
        {
          $project: {
            timeZone: '$terms.timeZone',
            days: ['$content.plannedEffectiveOn', '$announcedEffectiveOn', '$deadlines.earliestEffectiveOn', '$consent.effectiveOn'],
          },
        },
        { $unwind: '$days' },
        { $group: { _id: { day: '$days', timeZone: '$timeZone' } } },
      ]);
      return rows.flatMap(({ _id: { day, timeZone } }) => (day ? [{ day, timeZone }] : []));
    },
    /** Notices that may still bring or change one of these subprocessors for one of these agreements. */
    async listRunningFor(agreementIds: string[], subprocessorIds: string[]): Promise<NoticeRecord[]> {
      return models.notices
        .find({
          agreementId: trusted({ $in: agreementIds }),
          'content.subprocessorId': trusted({ $in: subprocessorIds }),
          effect: trusted({ $in: ['pending', 'held'] }),
        })
        .lean<NoticeRecord[]>();
    },
    async countsOfChange(changeId: string): Promise<ChangeCounts> {
      const [states, effects] = await Promise.all(
        ['state', 'effect'].map((field) =>
          models.notices.aggregate<{ _id: string; count: number }>([
            { $match: { changeId } },
            { $group: { _id: `$${field}`, count: { $sum: 1 } } },
          ]),
        ),
      );
      const asRecord = (rows: { _id: string; count: number }[] | undefined) =>
        Object.fromEntries((rows ?? []).map(({ _id, count }) => [_id, count]));
      return { states: asRecord(states), effects: asRecord(effects) };
    },
    /** Replaces the record if nobody else has since `version`; null when somebody has. */
    async replace(record: NoticeRecord, session: ClientSession): Promise<NoticeRecord | null> {
      const { _id, version, ...rest } = record;
      return models.notices
        .findOneAndUpdate({ _id, version }, { $set: { ...rest, version: version + 1 } }, { session, returnDocument: 'after' })
        .lean<NoticeRecord>();
    },
  };
}
