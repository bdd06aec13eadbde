import { type ClientSession, trusted } from 'mongoose';
import type { Models } from './models';
import { type Page, type PageRequest, pageOf } from './page';
import type { SubprocessorRecord } from './subprocessor.model';

export function createSubprocessorRepository(models: Models) {
  return {
    async insert(record: SubprocessorRecord, session: ClientSession): Promise<void> {
      await models.subprocessors.create([record], { session });
    },
    async find(id: string, session: ClientSession | null = null): Promise<SubprocessorRecord | null> {
      return models.subprocessors.findById(id).session(session).lean<SubprocessorRecord>();
    },
    async findMany(ids: string[]): Promise<SubprocessorRecord[]> {
      if (ids.length === 0) return [];
      return models.subprocessors.find({ _id: trusted({ $in: ids }) }).lean<SubprocessorRecord[]>();
    },
    async findByOrganisationNumber(organisationNumber: string, session: ClientSession | null = null): Promise<SubprocessorRecord[]> {
      return models.subprocessors.find({ organisationNumber }).session(session).lean<SubprocessorRecord[]>();
    },
    /** By id, organisation number or slug: whatever a spreadsheet says. */
    async findByAnyName(names: string[]): Promise<SubprocessorRecord[]> {
      const among = trusted({ $in: names });
      return models.subprocessors
        .find({ $or: [{ _id: among }, { organisationNumber: among }, { slug: among }] })
        .lean<SubprocessorRecord[]>();
    },
    /** Everyone below `parentId`, however deep. */
    async listBelow(parentId: string): Promise<SubprocessorRecord[]> {
      const found = new Map<string, SubprocessorRecord>();
      let parents = [parentId];
      while (parents.length > 0) {
        const children: SubprocessorRecord[] = await models.subprocessors
          .find({ parentId: trusted({ $in: parents }) })
          .lean<SubprocessorRecord[]>();
        const fresh = children.filter((child) => !found.has(child._id) && child._id !== parentId);
        for (const child of fresh) found.set(child._id, child);
        parents = fresh.map((child) => child._id);
      }
      return [...found.values()];
    },
    /** Everyone who works for another subprocessor: all chains, from one question. */
    async listWithParent(): Promise<SubprocessorRecord[]> {
      return models.subprocessors.find({ parentId: trusted({ $ne: null }) }).lean<SubprocessorRecord[]>();
    },
    async list({ limit, cursor }: PageRequest): Promise<Page<SubprocessorRecord>> {
      const rows = await models.subprocessors
        .find(cursor ? { _id: trusted({ $gt: cursor }) } : {})
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean<SubprocessorRecord[]>();
      return pageOf(rows, limit);
    },
    /** The whole register, by id: some hundred records at most. */
    async listAll(): Promise<SubprocessorRecord[]> {
      return models.subprocessors.find().sort({ _id: 1 }).lean<SubprocessorRecord[]>();
    },
    async knownServices(): Promise<string[]> {
      return models.subprocessors.distinct('services');
    },
    /** Replaces the record if nobody else has since `version`; null when somebody has. */
    async replace(record: SubprocessorRecord, session: ClientSession): Promise<SubprocessorRecord | null> {
      const { _id, version, ...rest } = record;
      return models.subprocessors
        .findOneAndUpdate({ _id, version }, { $set: { ...rest, version: version + 1 } }, { session, returnDocument: 'after' })
        .lean<SubprocessorRecord>();
    },
    async remove(id: string, session: ClientSession): Promise<void> {
      await models.subprocessors.deleteOne({ _id: id }, { session });
    },
  };
}
