import { type ClientSession, trusted } from 'mongoose';
import type { Models } from './models';
import { type Page, type PageRequest, pageOf } from './page';
import type { QuestionRecord } from './question.model';

export function createQuestionRepository(models: Models) {
  return {
    async insert(record: QuestionRecord, session: ClientSession): Promise<void> {
      await models.questions.create([record], { session });
    },
    async find(id: string, session: ClientSession | null = null): Promise<QuestionRecord | null> {
      return models.questions.findById(id).session(session).lean<QuestionRecord>();
    },
    async findMany(ids: string[]): Promise<QuestionRecord[]> {
      if (ids.length === 0) return [];
      return models.questions.find({ _id: trusted({ $in: ids }) }).lean<QuestionRecord[]>();
    },
    /** The same question by the same contact, while it waits for an answer. */
    async findOpenSame(dedupeKey: string): Promise<QuestionRecord | null> {
      return models.questions.findOne({ dedupeKey, open: true }).lean<QuestionRecord>();
    },
    /** How many of one contact's about one notice wait for an answer. */
    async countOpen({ noticeId, contactId }: { noticeId: string; contactId: string }, session: ClientSession): Promise<number> {
      return models.questions.countDocuments({ noticeId, open: true, 'askedBy.contactId': contactId }).session(session);
    },
    /** Which of these notices somebody has asked about. */
    async askedAbout(noticeIds: string[]): Promise<Set<string>> {
      const asked = await models.questions.distinct('noticeId', { noticeId: trusted({ $in: noticeIds }) });
      return new Set(asked);
    },
    /** Of one notice, oldest first. */
    async listOfNotice(noticeId: string): Promise<QuestionRecord[]> {
      return models.questions.find({ noticeId }).sort({ _id: 1 }).lean<QuestionRecord[]>();
    },
    /** Of several notices, oldest first. */
    async listOfNotices(noticeIds: string[]): Promise<QuestionRecord[]> {
      return models.questions
        .find({ noticeId: trusted({ $in: noticeIds }) })
        .sort({ _id: 1 })
        .lean<QuestionRecord[]>();
    },
    /** Open ones by the day they are due. */
    async listOpen(limit: number): Promise<QuestionRecord[]> {
      return models.questions.find({ open: true }).sort({ dueOn: 1, _id: 1 }).limit(limit).lean<QuestionRecord[]>();
    },
    /** Newest first. */
    async list({ limit, cursor, ...asked }: PageRequest & { open?: boolean; changeId?: string }): Promise<Page<QuestionRecord>> {
      const rows = await models.questions
        .find({
          ...(asked.open === undefined ? {} : { open: asked.open }),
          ...(asked.changeId ? { changeId: asked.changeId } : {}),
          ...(cursor ? { _id: trusted({ $lt: cursor }) } : {}),
        })
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<QuestionRecord[]>();
      return pageOf(rows, limit);
    },
    /** Replaces the record if nobody else has since `version`; null when somebody has. */
    async replace(record: QuestionRecord, session: ClientSession): Promise<QuestionRecord | null> {
      const { _id, version, ...rest } = record;
      return models.questions
        .findOneAndUpdate({ _id, version }, { $set: { ...rest, version: version + 1 } }, { session, returnDocument: 'after' })
        .lean<QuestionRecord>();
    },
  };
}
