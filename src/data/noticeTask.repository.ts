import { type ClientSession, trusted } from 'mongoose';
import type { DeadlineDates } from '../domain/terms/terms';
import type { Models } from './models';
import type { ApprovalRecord, FollowUpsRecord, NoticeContent, NoticeRecord } from './notice.model';
import { type Page, type PageRequest, pageOf } from './page';

/** What a notice that is not in effect will do to the annex, if it comes to be. */
export type NoticeOnItsWay = Pick<NoticeRecord, 'agreementId' | 'effect'> & {
  content: Pick<NoticeContent, 'changeType' | 'subprocessorId'>;
};

/** What is read of a notice to which something is to happen: without what is long and only told. */
export type DueNotice = Omit<NoticeRecord, 'content' | 'deadlines'> & {
  content: Pick<NoticeContent, 'plannedEffectiveOn' | 'clause'>;
  deadlines: DeadlineDates | null;
};

const onlyTold = {
  ...{ 'content.details': 0, 'content.previousDetails': 0, 'content.chain': 0, 'content.reason': 0, 'content.revised': 0 },
  ...{ 'content.documents': 0, 'deadlines.explanation': 0 },
};

/** Says that only what is in the index is asked for (indexes.ts, `follow_ups_due`). */
const sinceEver = new Date(0);

/** Notices by what is to be done with them: by the portal itself at an instant, or by a person. Each question is an index of its own. */
export function createNoticeTaskRepository(models: Models) {
  return {
    /** Notices to which something is to happen at `now` (legal time) or before, or that are to be looked at anew; but for those with an id in `except`. */
    async listDue(
      { now, limit, except }: { now: Date; limit: number; except: readonly string[] },
      session: ClientSession,
    ): Promise<DueNotice[]> {
      return models.notices
        .find(
          {
            'followUps.nextAt': trusted({ $gt: sinceEver, $lte: now }),
            ...(except.length > 0 ? { _id: trusted({ $nin: [...except] }) } : {}),
          },
          onlyTold,
        )
        .session(session)
        .limit(limit)
        .lean<DueNotice[]>();
    },
    /**
     * Notices of a change that may still take effect, by id, after `afterId`, but for those with an id in `except`. `before`: only those of revisions
     * before it.
     */
    async listUndecided(
      { changeId, before, ...set }: { changeId: string; before?: number; limit: number; afterId: string | null; except: readonly string[] },
      session: ClientSession,
    ): Promise<DueNotice[]> {
      return models.notices
        .find(
          {
            changeId,
            effect: trusted({ $in: ['pending', 'held'] }),
            ...(before ? { revision: trusted({ $lt: before }) } : {}),
            _id: trusted({ ...(set.afterId ? { $gt: set.afterId } : {}), $nin: [...set.except] }),
          },
          onlyTold,
        )
        .session(session)
        .sort({ _id: 1 })
        .limit(set.limit)
        .lean<DueNotice[]>();
    },
    /** Of these agreements, the notices that are not in effect and may come to be, or were given up: what each says of whom. */
    async listOnTheWay(agreementIds: string[]): Promise<NoticeOnItsWay[]> {
      return models.notices
        .find(
          { agreementId: trusted({ $in: agreementIds }), effect: trusted({ $in: ['pending', 'held', 'dropped'] }) },
          { agreementId: 1, effect: 1, 'content.changeType': 1, 'content.subprocessorId': 1 },
        )
        .lean<NoticeOnItsWay[]>();
    },
    /** Whether anything at all is due to a notice at `now` (legal time), looking at it included: no sweep opens a transaction for nothing. */
    async isAnythingDue(now: Date): Promise<boolean> {
      return (await models.notices.exists({ 'followUps.nextAt': trusted({ $gt: sinceEver, $lte: now }) })) !== null;
    },
    /** The first instant after `after` (legal time) at which something is to happen to a notice, or one is to be looked at. */
    async nextInstant(after: Date): Promise<Date | null> {
      const row = await models.notices
        .findOne({ 'followUps.nextAt': trusted({ $gt: after }) }, { followUps: 1 })
        .sort({ 'followUps.nextAt': 1 })
        .lean<{ followUps: FollowUpsRecord }>();
      return row?.followUps.nextAt ?? null;
    },
    /** Notices with something that nobody has looked at yet, of all changes. */
    async listWithAttention(limit: number): Promise<NoticeRecord[]> {
      return models.notices
        .find({ 'attention.code': trusted({ $exists: true }), attention: trusted({ $elemMatch: { clearedAt: null } }) })
        .sort({ 'attention.code': 1, _id: 1 })
        .limit(limit)
        .lean<NoticeRecord[]>();
    },
    /** Notices with a manual receipt that waits for another person. */
    async listReceiptWaiting(limit: number, changeId?: string, session: ClientSession | null = null): Promise<NoticeRecord[]> {
      return models.notices
        .find({ receiptWaiting: true, ...(changeId ? { changeId } : {}) })
        .session(session)
        .sort({ _id: 1 })
        .limit(limit)
        .lean<NoticeRecord[]>();
    },
    /** The notices of a change with a manual receipt that waits and that somebody else than `personId` entered. */
    async listReceiptsOfOthers(changeId: string, { personId, limit }: { personId: string; limit: number }): Promise<NoticeRecord[]> {
      const byOthers = { confirmedBy: null, 'enteredBy.personId': { $ne: personId } };
      return models.notices
        .find({ receiptWaiting: true, changeId, manualReceipts: trusted({ $elemMatch: byOthers }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<NoticeRecord[]>();
    },
    async pageReceiptsWaiting(changeId: string, { limit, cursor }: PageRequest): Promise<Page<NoticeRecord>> {
      const rows = await models.notices
        .find({ receiptWaiting: true, changeId, ...(cursor ? { _id: trusted({ $gt: cursor }) } : {}) })
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean<NoticeRecord[]>();
      return pageOf(rows, limit);
    },
    /** How many of these manual receipts of a change this person has confirmed. */
    async countConfirmed(changeId: string, { receiptIds, personId }: { receiptIds: readonly string[]; personId: string }): Promise<number> {
      const confirmed = { id: { $in: [...receiptIds] }, 'confirmedBy.personId': personId };
      return models.notices.countDocuments({ changeId, manualReceipts: trusted({ $elemMatch: confirmed }) });
    },
    /** The notices that count of a change to agreements with these references, as they were when the notices were made. */
    async findByReferences(changeId: string, references: string[], session: ClientSession): Promise<NoticeRecord[]> {
      return models.notices
        .find({ changeId, 'content.agreementReference': trusted({ $in: references }), effect: trusted({ $ne: 'superseded' }) })
        .session(session)
        .lean<NoticeRecord[]>();
    },
    /** Notices with a proposed contact that nobody has decided on. */
    async listProposalWaiting(limit: number): Promise<NoticeRecord[]> {
      return models.notices.find({ proposalWaiting: true }).sort({ _id: 1 }).limit(limit).lean<NoticeRecord[]>();
    },
    /** Notices with an approval in this state, oldest first; granted ones of decided notices too, others only while something can still be answered. */
    async listByApproval({
      state,
      changeId,
      limit,
      cursor,
    }: PageRequest & { state: ApprovalRecord['state']; changeId?: string }): Promise<Page<NoticeRecord>> {
      const rows = await models.notices
        .find({
          'approvals.state': state,
          ...(state === 'granted' ? {} : { effect: trusted({ $in: ['pending', 'held'] }) }),
          ...(changeId ? { changeId } : {}),
          ...(cursor ? { _id: trusted({ $gt: cursor }) } : {}),
        })
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean<NoticeRecord[]>();
      return pageOf(rows, limit);
    },
    /** Changes that have notices with approvals. */
    async changesWithApprovals(): Promise<string[]> {
      return models.notices.distinct('changeId', { 'approvals.state': trusted({ $exists: true }) });
    },
    /** Notices with an answer that came by mail, letter or phone and waits for another person. */
    async listAnswerWaiting(limit: number): Promise<NoticeRecord[]> {
      return models.notices.find({ answerWaiting: true }).sort({ _id: 1 }).limit(limit).lean<NoticeRecord[]>();
    },
    /** How many notices of a change that was told by hand still wait for their receipt, and how many of those for a confirmation only. */
    async countAwaitingReceipt(changeId: string): Promise<{ missing: number; waiting: number }> {
      const undecided = ['pending', 'held'] as const;
      const [missing, waiting] = await Promise.all([
        models.notices.countDocuments({
          changeId,
          effect: trusted({ $in: [...undecided] }),
          takenOver: true,
          receivedAt: null,
          receiptWaiting: false,
        }),
        models.notices.countDocuments({ changeId, receiptWaiting: true }),
      ]);
      return { missing, waiting };
    },
  };
}
