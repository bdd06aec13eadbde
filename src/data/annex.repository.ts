import { type ClientSession, trusted } from 'mongoose';
import type { AnnexEntryRecord, AnnexLineRecord } from './annex.model';
import { insertAll } from './insertAll';
import type { Models } from './models';

export function createAnnexRepository(models: Models) {
  return {
    async insertEntries(entries: AnnexEntryRecord[], session: ClientSession): Promise<void> {
      await insertAll(models.annexEntries, entries, session);
    },
    async insertLines(lines: AnnexLineRecord[], session: ClientSession): Promise<void> {
      await insertAll(models.annexLines, lines, session);
    },
    /** Puts right the day from which signed annexes are in force. Entries that a change brought keep theirs. */
    async redateSigned(agreementIds: string[], inForceFrom: string, session: ClientSession): Promise<void> {
      await models.annexEntries.updateMany(
        { agreementId: trusted({ $in: agreementIds }), addedByChangeId: null },
        { $set: { inForceFrom } },
        { session },
      );
    },
    async findInForce(agreementId: string, subprocessorId: string, session: ClientSession | null = null): Promise<AnnexEntryRecord | null> {
      return models.annexEntries.findOne({ agreementId, subprocessorId, inForceUntil: null }).session(session).lean<AnnexEntryRecord>();
    },
    /** Entries in force for these agreements and this subprocessor. */
    async listInForceFor(
      agreementIds: string[],
      subprocessorId: string,
    ): Promise<Pick<AnnexEntryRecord, 'agreementId' | 'subprocessorId'>[]> {
      return models.annexEntries
        .find({ agreementId: trusted({ $in: agreementIds }), subprocessorId, inForceUntil: null }, { agreementId: 1, subprocessorId: 1 })
        .lean<Pick<AnnexEntryRecord, 'agreementId' | 'subprocessorId'>[]>();
    },
    /** Everything in force in these annexes, by agreement. */
    async listInForceOfAgreements(agreementIds: string[]): Promise<AnnexEntryRecord[]> {
      return models.annexEntries
        .find({ agreementId: trusted({ $in: agreementIds }), inForceUntil: null })
        .sort({ agreementId: 1, inForceFrom: 1, _id: 1 })
        .lean<AnnexEntryRecord[]>();
    },
    /** The subprocessors in force in each of these annexes, oldest first. */
    async subprocessorsInForce(agreementIds: string[]): Promise<Map<string, string[]>> {
      const rows = await models.annexEntries
        .find({ agreementId: trusted({ $in: agreementIds }), inForceUntil: null }, { agreementId: 1, subprocessorId: 1 })
        .sort({ inForceFrom: 1, _id: 1 })
        .lean<Pick<AnnexEntryRecord, 'agreementId' | 'subprocessorId'>[]>();
      const found = new Map<string, string[]>(agreementIds.map((id) => [id, []]));
      for (const { agreementId, subprocessorId } of rows) found.get(agreementId)?.push(subprocessorId);
      return found;
    },
    /** Entries in force that list this subprocessor, by id: which annexes it stands in. */
    async listInForceOf(subprocessorId: string, limit: number): Promise<AnnexEntryRecord[]> {
      return models.annexEntries.find({ subprocessorId, inForceUntil: null }).sort({ _id: 1 }).limit(limit).lean<AnnexEntryRecord[]>();
    },
    /** Whether any annex lists this subprocessor now. */
    async isInForceAnywhere(subprocessorId: string, session: ClientSession | null = null): Promise<boolean> {
      return (await models.annexEntries.exists({ subprocessorId, inForceUntil: null }).session(session)) !== null;
    },
    async countInForce(subprocessorId: string, session: ClientSession | null = null): Promise<number> {
      return models.annexEntries.countDocuments({ subprocessorId, inForceUntil: null }).session(session);
    },
    /** What is in force in one annex, as the transaction sees it. */
    async listInForce(agreementId: string, session: ClientSession): Promise<AnnexEntryRecord[]> {
      return models.annexEntries
        .find({ agreementId, inForceUntil: null })
        .session(session)
        .sort({ inForceFrom: 1, _id: 1 })
        .lean<AnnexEntryRecord[]>();
    },
    /** Entries in force whose use is suspended for this reason. */
    async listSuspended(reason: string, limit: number): Promise<AnnexEntryRecord[]> {
      return models.annexEntries
        .find({ 'suspended.reasons': reason, inForceUntil: null })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<AnnexEntryRecord[]>();
    },
    /** Of the entries in force (of `only` where that is given), by id, after `afterId`: those with a place outside `countries`, of one of these subprocessors, or suspended. */
    async listInForceOutside(
      countries: readonly string[],
      {
        subprocessorIds,
        afterId,
        limit,
        only,
      }: { subprocessorIds: string[]; afterId: string | null; limit: number; only: string[] | null },
    ): Promise<AnnexEntryRecord[]> {
      const outside = trusted({ $nin: [...countries] });
      return models.annexEntries
        .find({
          inForceUntil: null,
          ...(afterId || only ? { _id: trusted({ ...(afterId ? { $gt: afterId } : {}), ...(only ? { $in: only } : {}) }) } : {}),
          $or: [
            { 'details.country': outside },
            { 'details.locations': trusted({ $elemMatch: { country: outside } }) },
            { subprocessorId: trusted({ $in: subprocessorIds }) },
            { 'suspended.on': trusted({ $exists: true }) },
          ],
        })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<AnnexEntryRecord[]>();
    },
    /** All entries of an agreement, oldest first, the ended ones too. */
    async listEntries(agreementId: string): Promise<AnnexEntryRecord[]> {
      return models.annexEntries.find({ agreementId }).sort({ inForceFrom: 1, _id: 1 }).lean<AnnexEntryRecord[]>();
    },
    async listLines(agreementId: string): Promise<AnnexLineRecord[]> {
      return models.annexLines.find({ agreementId }).sort({ _id: 1 }).lean<AnnexLineRecord[]>();
    },
    /** Ends the entry in force after `lastDay`; false when there was none. */
    async endEntry(
      {
        agreementId,
        subprocessorId,
        lastDay,
        changeId,
      }: { agreementId: string; subprocessorId: string; lastDay: string; changeId: string | null },
      session: ClientSession,
    ): Promise<boolean> {
      const result = await models.annexEntries.updateOne(
        { agreementId, subprocessorId, inForceUntil: null },
        { $set: { inForceUntil: lastDay, endedByChangeId: changeId } },
        { session },
      );
      return result.modifiedCount === 1;
    },
    /** Ends, for many agreements at once, the entry in force after `lastDay`; an agreement that has none is left as it is. */
    async endEntries(
      {
        agreementIds,
        subprocessorId,
        lastDay,
        changeId,
      }: { agreementIds: string[]; subprocessorId: string; lastDay: string; changeId: string },
      session: ClientSession,
    ): Promise<void> {
      await models.annexEntries.updateMany(
        { agreementId: trusted({ $in: agreementIds }), subprocessorId, inForceUntil: null },
        { $set: { inForceUntil: lastDay, endedByChangeId: changeId } },
        { session },
      );
    },
    async suspend(
      agreementId: string,
      subprocessorId: string,
      suspended: AnnexEntryRecord['suspended'],
      session: ClientSession,
    ): Promise<void> {
      await models.annexEntries.updateOne({ agreementId, subprocessorId, inForceUntil: null }, { $set: { suspended } }, { session });
    },
  };
}
