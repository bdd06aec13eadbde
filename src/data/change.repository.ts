import { type ClientSession, trusted } from 'mongoose';
import type { ChangeRecord } from './change.model';
import type { Models } from './models';
import { type Page, type PageRequest, pageOf } from './page';

export function createChangeRepository(models: Models) {
  return {
    async insert(record: ChangeRecord, session: ClientSession): Promise<void> {
      await models.changes.create([record], { session });
    },
    async find(id: string, session: ClientSession | null = null): Promise<ChangeRecord | null> {
      return models.changes.findById(id).session(session).lean<ChangeRecord>();
    },
    async findMany(ids: string[]): Promise<ChangeRecord[]> {
      if (ids.length === 0) return [];
      return models.changes.find({ _id: trusted({ $in: ids }) }).lean<ChangeRecord[]>();
    },
    /** Newest first. */
    async list({ limit, cursor, status }: PageRequest & { status?: ChangeRecord['status'] }): Promise<Page<ChangeRecord>> {
      const rows = await models.changes
        .find({ ...(status ? { status } : {}), ...(cursor ? { _id: trusted({ $lt: cursor }) } : {}) })
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<ChangeRecord[]>();
      return pageOf(rows, limit);
    },
    /** Whether any change is on its way: from its draft until it is completed or withdrawn. */
    async hasUnfinished(): Promise<boolean> {
      const statuses: ChangeRecord['status'][] = ['draft', 'inReview', 'approved', 'published'];
      return (await models.changes.exists({ status: trusted({ $in: statuses }) })) !== null;
    },
    async listPublished(): Promise<ChangeRecord[]> {
      return models.changes.find({ status: 'published' }).sort({ publishedAt: 1, _id: 1 }).lean<ChangeRecord[]>();
    },
    /** Everything that was ever published, what was withdrawn later too; the latest publication first. */
    async listEverPublished(limit: number): Promise<ChangeRecord[]> {
      return models.changes
        .find({ publishedAt: trusted({ $ne: null }) })
        .sort({ publishedAt: -1, _id: -1 })
        .limit(limit)
        .lean<ChangeRecord[]>();
    },
    /** Changes of a subprocessor that are in one of `statuses`. */
    async listOfSubprocessor(
      subprocessorId: string,
      statuses: ChangeRecord['status'][],
      session: ClientSession | null = null,
    ): Promise<ChangeRecord[]> {
      return models.changes
        .find({ $or: [{ subprocessorId }, { replacesId: subprocessorId }], status: trusted({ $in: statuses }) })
        .session(session)
        .sort({ _id: -1 })
        .lean<ChangeRecord[]>();
    },
    /** Published, with notices that are not written yet; and withdrawn after publication, with notices that nobody has ended yet. */
    async listUnfinished(): Promise<{ toPlan: ChangeRecord[]; toClose: ChangeRecord[] }> {
      const unfinished = await models.changes
        .find({
          $or: [
            { status: 'published', 'fanOut.done': false },
            { status: 'withdrawn', publishedAt: trusted({ $ne: null }), completedAt: null },
          ],
        })
        .lean<ChangeRecord[]>();
      return {
        toPlan: unfinished.filter(({ status }) => status === 'published'),
        toClose: unfinished.filter(({ status }) => status === 'withdrawn'),
      };
    },
    /** Notes how far the look for missing notices has come. Leaves the version alone: it is no act of a person. */
    async noteRowsChecked(
      id: string,
      rowsChecked: NonNullable<ChangeRecord['rowsChecked']>,
      session: ClientSession | null = null,
    ): Promise<void> {
      await models.changes.updateOne({ _id: id }, { $set: { rowsChecked } }).session(session);
    },
    /** Replaces the record if nobody else has since `version`; null when somebody has. */
    async replace(record: ChangeRecord, session: ClientSession): Promise<ChangeRecord | null> {
      const { _id, version, ...rest } = record;
      return models.changes
        .findOneAndUpdate({ _id, version }, { $set: { ...rest, version: version + 1 } }, { session, returnDocument: 'after' })
        .lean<ChangeRecord>();
    },
    /** Says that a change has more notices than whoever read it may know; false where it is published no more. */
    async touchPublished(id: string, session: ClientSession): Promise<boolean> {
      const result = await models.changes.updateOne({ _id: id, status: 'published' }, { $inc: { version: 1 } }, { session });
      return result.modifiedCount === 1;
    },
    /** Says that something changed beside the changes that bring this subprocessor, released or published, by which it is decided whom they affect. */
    async touchBringing(subprocessorId: string, session: ClientSession): Promise<void> {
      await models.changes.updateMany(
        { subprocessorId, status: trusted({ $in: ['approved', 'published'] }) },
        { $inc: { version: 1 } },
        { session },
      );
    },
    /**
     * Moves the fan-out on, unless somebody else has since, or the change is not the `version` any more by which it was decided whom it affects. Leaves the version
     * alone: it is no act of a person.
     */
    async advanceFanOut(
      id: string,
      { version, revision, from }: { version: number; revision: number; from: string | null },
      to: { afterAgreementId: string | null; planned: number; done: boolean },
      session: ClientSession,
    ): Promise<boolean> {
      const result = await models.changes.updateOne(
        { _id: id, version, revision, status: 'published', 'fanOut.done': false, 'fanOut.afterAgreementId': from },
        { $set: { 'fanOut.afterAgreementId': to.afterAgreementId, 'fanOut.done': to.done }, $inc: { 'fanOut.planned': to.planned } },
        { session },
      );
      return result.modifiedCount === 1;
    },
  };
}
