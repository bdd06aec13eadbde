import { type ClientSession, trusted } from 'mongoose';
import type { Models } from './models';
import type { NoticeRecord } from './notice.model';
import { type Page, type PageRequest, pageOf } from './page';

/** Notices by their revision. Of those that a later one took the place of only these questions tell; everything else asks for the one that counts. */
export function createNoticeRevisionRepository(models: Models) {
  return {
    /** Every notice of an agreement about one change, of all its revisions, oldest first. */
    async listOfAgreement(changeId: string, agreementId: string): Promise<NoticeRecord[]> {
      return models.notices.find({ changeId, agreementId }).sort({ revision: 1 }).lean<NoticeRecord[]>();
    },
    /** Whose these notices are or were: of each the agreement. */
    async agreementsOf(ids: readonly string[]): Promise<Map<string, string>> {
      if (ids.length === 0) return new Map();
      const rows = await models.notices
        .find({ _id: trusted({ $in: [...ids] }) }, { agreementId: 1 })
        .lean<Pick<NoticeRecord, '_id' | 'agreementId'>[]>();
      return new Map(rows.map(({ _id, agreementId }) => [_id, agreementId]));
    },
    /** Which of these agreements need no notice of `revision`: they have one of it, or of a later one, or keep an older one, in effect or dropped. */
    async listNoticed(
      changeId: string,
      { agreementIds, revision }: { agreementIds: string[]; revision: number },
      session: ClientSession | null = null,
    ): Promise<string[]> {
      const rows = await models.notices
        .find(
          {
            changeId,
            agreementId: trusted({ $in: agreementIds }),
            $or: [
              { revision: trusted({ $gte: revision }), effect: trusted({ $ne: 'superseded' as const }) },
              { effect: trusted({ $in: ['inEffect' as const, 'dropped' as const] }) },
            ],
          },
          { agreementId: 1, _id: 0 },
        )
        .session(session)
        .lean<{ agreementId: string }[]>();
      return rows.map(({ agreementId }) => agreementId);
    },
    /** Notices that may still take effect and lack the correction of `revision`. By id. */
    async listUncorrected(changeId: string, revision: number, limit: number): Promise<NoticeRecord[]> {
      return models.notices
        .find({
          changeId,
          effect: trusted({ $in: ['pending', 'held'] }),
          revision: trusted({ $lt: revision }),
          'corrections.revision': trusted({ $ne: revision }),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<NoticeRecord[]>();
    },
    /** The latest of the first lawful days of the notices of a change that may still take effect; null where none has one. */
    async latestLawfulDay(changeId: string): Promise<string | null> {
      const row = await models.notices
        .findOne({ changeId, effect: trusted({ $in: ['pending', 'held'] }) }, { deadlines: 1 })
        .sort({ 'deadlines.earliestEffectiveOn': -1 })
        .lean<Pick<NoticeRecord, 'deadlines'>>();
      return row?.deadlines?.earliestEffectiveOn ?? null;
    },
    /** Every notice of a change, of all its revisions, by id. */
    async listOfChange(changeId: string, { limit, cursor }: PageRequest): Promise<Page<NoticeRecord>> {
      const rows = await models.notices
        .find({ changeId, ...(cursor ? { _id: trusted({ $gt: cursor }) } : {}) })
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean<NoticeRecord[]>();
      return pageOf(rows, limit);
    },
  };
}
