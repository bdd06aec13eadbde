import { type ClientSession, trusted } from 'mongoose';
import type { DeadlineDates } from '../domain/terms/terms';
import { insertAll } from './insertAll';
import type { Models } from './models';
import type { NoticeContent, NoticeRecord } from './notice.model';
import { type Page, type PageRequest, pageOf } from './page';
import { updateTogether } from './updateTogether';

export interface ChangeCounts {
  states: Record<string, number>;
  effects: Record<string, number>;
}

/** What of an undecided notice is needed to decide its effect: without what is long and the same for all. */
export type UndecidedNotice = Pick<
  NoticeRecord,
  | '_id'
  | 'changeId'
  | 'revision'
  | 'commonHash'
  | 'agreementId'
  | 'controllerId'
  | 'state'
  | 'receivedAt'
  | 'announcedEffectiveOn'
  | 'effect'
  | 'heldReasons'
  | 'approvals'
  | 'consent'
  | 'version'
> & { deadlines: DeadlineDates | null };

const undecidedFields = {
  ...{ changeId: 1, revision: 1, commonHash: 1, agreementId: 1, controllerId: 1, state: 1, receivedAt: 1, announcedEffectiveOn: 1 },
  ...{ effect: 1, heldReasons: 1, approvals: 1, consent: 1, version: 1, 'deadlines.receivedOn': 1, 'deadlines.notice': 1 },
  ...{ 'deadlines.objection': 1, 'deadlines.earliestEffectiveOn': 1, 'deadlines.approvals': 1 },
};

/** What of a notice its own message and the answer to it need, beside what it shares with others. */
export type SendableNotice = Pick<
  NoticeRecord,
  | '_id'
  | 'shortId'
  | 'commonHash'
  | 'changeId'
  | 'agreementId'
  | 'controllerId'
  | 'state'
  | 'publishedAt'
  | 'sentAt'
  | 'receivedAt'
  | 'receiptEvidence'
  | 'evidence'
  | 'deadlines'
  | 'announcedEffectiveOn'
  | 'approvals'
  | 'messages'
  | 'acknowledgements'
  | 'linksRevokedAt'
  | 'corrections'
  | 'carriedObjection'
  | 'effect'
  | 'version'
> & { content: Pick<NoticeContent, 'agreementReference' | 'controllerName'> };

/** Which agreement is told of which subprocessor, and by which change. */
export type RunningNotice = Pick<NoticeRecord, '_id' | 'agreementId' | 'changeId'> & { content: Pick<NoticeContent, 'subprocessorId'> };

/** What notices with one common hash have in common. */
export type SharedByNotices = Pick<NoticeRecord, 'content' | 'terms' | 'traits'>;

const sendableFields = {
  ...{ shortId: 1, commonHash: 1, changeId: 1, agreementId: 1, controllerId: 1, state: 1, publishedAt: 1, sentAt: 1, receivedAt: 1 },
  ...{
    receiptEvidence: 1,
    evidence: 1,
    announcedEffectiveOn: 1,
    approvals: 1,
    messages: 1,
    acknowledgements: 1,
    linksRevokedAt: 1,
    corrections: 1,
    carriedObjection: 1,
    effect: 1,
    version: 1,
    // Before a receipt the dates are counted anew for every text; with their explanations they are a third of the record.
    deadlines: { $cond: [{ $eq: ['$receivedAt', null] }, null, '$deadlines'] },
  },
  ...{ 'content.agreementReference': 1, 'content.controllerName': 1 },
};

/** What an effect writes on a notice. */
export type EffectOnNotice = Partial<Pick<NoticeRecord, 'effect' | 'inEffectSince' | 'heldReasons' | 'announcedEffectiveOn'>>;

/** Superseded notices count for nothing any more; every other one does, and there is one of those for each agreement and change. */
const counting = () => trusted({ $ne: 'superseded' as const });

export function createNoticeRepository(models: Models) {
  return {
    /** Inserts rows; one that stands already (same change, revision and agreement) is an error with code 11000. */
    async insertMany(records: NoticeRecord[], session: ClientSession): Promise<void> {
      await insertAll(models.notices, records, session);
    },
    async find(id: string, session: ClientSession | null = null): Promise<NoticeRecord | null> {
      return models.notices.findById(id).session(session).lean<NoticeRecord>();
    },
    async findByShortId(shortId: string): Promise<NoticeRecord | null> {
      return models.notices.findOne({ shortId }).lean<NoticeRecord>();
    },
    async findMany(ids: string[]): Promise<NoticeRecord[]> {
      if (ids.length === 0) return [];
      return models.notices.find({ _id: trusted({ $in: ids }) }).lean<NoticeRecord[]>();
    },
    async findForSending(ids: string[]): Promise<SendableNotice[]> {
      if (ids.length === 0) return [];
      return models.notices.find({ _id: trusted({ $in: ids }) }, sendableFields as never).lean<SendableNotice[]>();
    },
    /** By id. */
    async findShared(ids: string[]): Promise<Map<string, SharedByNotices>> {
      if (ids.length === 0) return new Map();
      const rows = await models.notices
        .find({ _id: trusted({ $in: ids }) }, { content: 1, terms: 1, traits: 1 })
        .lean<(SharedByNotices & { _id: string })[]>();
      return new Map(rows.map(({ _id, ...shared }) => [_id, shared]));
    },
    /**
     * The notice that counts for each of these agreements, whatever became of it: of all revisions of a change the one that no other took the place of.
     * None for an agreement that has none.
     */
    async findFor(changeId: string, agreementIds: string[], session: ClientSession | null = null): Promise<NoticeRecord[]> {
      return models.notices
        .find({ changeId, agreementId: trusted({ $in: agreementIds }), effect: counting() })
        .session(session)
        .lean<NoticeRecord[]>();
    },
    /** The notices that count of a change, one for each agreement (`findFor`), by id. */
    async listOfChange(changeId: string, { limit, cursor }: PageRequest): Promise<Page<NoticeRecord>> {
      const rows = await models.notices
        .find({ changeId, effect: counting(), ...(cursor ? { _id: trusted({ $gt: cursor }) } : {}) })
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean<NoticeRecord[]>();
      return pageOf(rows, limit);
    },
    /** Notices of one change or several that may still take effect, those of one change after the other, by id, after `afterId`; with only what decides their effect. */
    async listUndecidedForEffect(
      changeIds: string[],
      { limit, afterId }: { limit: number; afterId: string | null },
    ): Promise<UndecidedNotice[]> {
      if (changeIds.length === 0) return [];
      const rows = await models.notices
        .find(
          {
            changeId: trusted({ $in: changeIds }),
            effect: trusted({ $in: ['pending', 'held'] }),
            ...(afterId ? { _id: trusted({ $gt: afterId }) } : {}),
          },
          undecidedFields,
        )
        .sort({ changeId: 1, _id: 1 })
        .limit(limit)
        .lean<UndecidedNotice[]>();
      // Parts of a null are not there at all.
      return rows.map((row) => ({ ...row, deadlines: row.deadlines ?? null }));
    },
    /** The versions of these notices, as the transaction sees them. */
    async versionsOf(ids: string[], session: ClientSession): Promise<Map<string, number>> {
      const rows = await models.notices
        .find({ _id: trusted({ $in: ids }) }, { version: 1 })
        .session(session)
        .lean<Pick<NoticeRecord, '_id' | 'version'>[]>();
      return new Map(rows.map(({ _id, version }) => [_id, version]));
    },
    /** Writes the same on all notices of one version, and answers how many still had it. `at` is legal time. */
    async writeEffect(
      { ids, version, written, at }: { ids: string[]; version: number; written: EffectOnNotice; at: Date },
      session: ClientSession,
    ): Promise<number> {
      const result = await models.notices.updateMany(
        { _id: trusted({ $in: ids }), version },
        { $set: { ...written, updatedAt: at }, $inc: { version: 1 } },
        { session },
      );
      return result.matchedCount;
    },
    async hasUndecided(changeId: string, session: ClientSession | null = null): Promise<boolean> {
      return (await models.notices.exists({ changeId, effect: trusted({ $in: ['pending', 'held'] }) }).session(session)) !== null;
    },
    async hasInEffect(changeId: string, session: ClientSession | null = null): Promise<boolean> {
      return (await models.notices.exists({ changeId, effect: 'inEffect' }).session(session)) !== null;
    },
    /** Newest first; of any change that brings or touches this subprocessor. */
    async listOfAgreement(agreementId: string, subprocessorId?: string): Promise<NoticeRecord[]> {
      return models.notices
        .find({ agreementId, ...(subprocessorId ? { 'content.subprocessorId': subprocessorId } : {}) })
        .sort({ _id: -1 })
        .lean<NoticeRecord[]>();
    },
    /** Running notices of a change that somebody has to look at: nobody can be reached, an approval was refused or asked for before `askedBefore`, or held. */
    async listNeedingAPerson(changeId: string, { askedBefore, limit }: { askedBefore: Date; limit: number }): Promise<NoticeRecord[]> {
      return models.notices
        .find({
          changeId,
          effect: trusted({ $in: ['pending', 'held'] }),
          $or: [
            { state: 'undeliverable' },
            { effect: 'held' },
            { 'approvals.state': 'refused' },
            { approvals: trusted({ $elemMatch: { state: 'requested', requestedAt: trusted({ $lte: askedBefore }) } }) },
          ],
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<NoticeRecord[]>();
    },
    async listRunningOfAgreement(agreementId: string): Promise<NoticeRecord[]> {
      return models.notices.find({ agreementId, effect: trusted({ $in: ['pending', 'held'] }) }).lean<NoticeRecord[]>();
    },
    /** Says that something changed beside these that their effect is weighed by: who weighed it before has to do so again. `at` is legal time. */
    async touchRunningOfAgreement(agreementId: string, at: Date, session: ClientSession): Promise<void> {
      await models.notices.updateMany(
        { agreementId, effect: trusted({ $in: ['pending', 'held'] }) },
        { $set: { updatedAt: at }, $inc: { version: 1 } },
        { session },
      );
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
    async listRunningFor(
      agreementIds: string[],
      subprocessorIds: string[],
      session: ClientSession | null = null,
    ): Promise<RunningNotice[]> {
      return models.notices
        .find(
          {
            agreementId: trusted({ $in: agreementIds }),
            'content.subprocessorId': trusted({ $in: subprocessorIds }),
            effect: trusted({ $in: ['pending', 'held'] }),
          },
          { agreementId: 1, changeId: 1, 'content.subprocessorId': 1 },
        )
        .session(session)
        .lean<RunningNotice[]>();
    },
    /** Of the notices that count (`findFor`). */
    async countsOfChange(changeId: string): Promise<ChangeCounts> {
      const [states, effects] = await Promise.all(
        ['state', 'effect'].map((field) =>
          models.notices.aggregate<{ _id: string; count: number }>([
            { $match: { changeId, effect: { $ne: 'superseded' } } },
            { $group: { _id: `$${field}`, count: { $sum: 1 } } },
          ]),
        ),
      );
      const asRecord = (rows: { _id: string; count: number }[] | undefined) =>
        Object.fromEntries((rows ?? []).map(({ _id, count }) => [_id, count]));
      return { states: asRecord(states), effects: asRecord(effects) };
    },
    /** Writes what changed on each of these notices, if nobody else has since `version`; how many that was. */
    async updateEach(updates: { id: string; version: number; set: Partial<NoticeRecord> }[], session: ClientSession): Promise<number> {
      const changes = updates.map(({ id, version, set }) => ({ id, where: { version }, set: { ...set, version: version + 1 } }));
      return updateTogether(models.notices, changes, { session });
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
