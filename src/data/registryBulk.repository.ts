import { type ClientSession, trusted } from 'mongoose';
import type { AgreementRecord } from './agreement.model';
import type { AnnexEntryRecord } from './annex.model';
import type { ControllerRecord } from './controller.model';
import type { Models } from './models';

/** As many as go into one query without coming near MongoDB's 16 MB. */
const perQuery = 5_000;

async function inPieces<T>(values: readonly string[], find: (piece: string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = [];
  for (let start = 0; start < values.length; start += perQuery) found.push(...(await find(values.slice(start, start + perQuery))));
  return found;
}

/** The registry by the thousand, for imports; one record at a time goes through the nouns' own repositories. */
export function createRegistryBulkRepository(models: Models) {
  return {
    async findAgreementsByReference(references: readonly string[]): Promise<AgreementRecord[]> {
      return inPieces(references, (piece) => models.agreements.find({ reference: trusted({ $in: piece }) }).lean<AgreementRecord[]>());
    },
    async findControllers(ids: readonly string[]): Promise<ControllerRecord[]> {
      return inPieces(ids, (piece) => models.controllers.find({ _id: trusted({ $in: piece }) }).lean<ControllerRecord[]>());
    },
    async findControllersByOrganisationNumber(numbers: readonly string[]): Promise<ControllerRecord[]> {
      return inPieces(numbers, (piece) =>
        models.controllers.find({ organisationNumber: trusted({ $in: piece }) }).lean<ControllerRecord[]>(),
      );
    },
    async findControllersByName(names: readonly string[]): Promise<ControllerRecord[]> {
      return inPieces(names, (piece) => models.controllers.find({ name: trusted({ $in: piece }) }).lean<ControllerRecord[]>());
    },
    /** Which of the agreements have been sent a notice, whatever became of it. */
    async agreementsWithNotices(agreementIds: readonly string[]): Promise<Set<string>> {
      const found = await inPieces(agreementIds, (piece) =>
        models.notices.distinct('agreementId', { agreementId: trusted({ $in: piece }) }),
      );
      return new Set(found as string[]);
    },
    // `lean` skips building a document for each record: a tenth of the time, and the types have said what the schemas would.
    async insertControllers(records: ControllerRecord[], session: ClientSession): Promise<void> {
      if (records.length > 0) await models.controllers.insertMany(records, { session, lean: true });
    },
    async insertAgreements(records: AgreementRecord[], session: ClientSession): Promise<void> {
      if (records.length > 0) await models.agreements.insertMany(records, { session, lean: true });
    },
    async insertEntries(records: AnnexEntryRecord[], session: ClientSession): Promise<void> {
      if (records.length > 0) await models.annexEntries.insertMany(records, { session, lean: true });
    },
    /** False when somebody else has changed one of them since it was read. */
    async replaceControllers(records: ControllerRecord[], session: ClientSession): Promise<boolean> {
      if (records.length === 0) return true;
      const result = await models.controllers.bulkWrite(
        records.map(({ _id, version, ...rest }) => ({
          updateOne: { filter: { _id, version }, update: { $set: { ...rest, version: version + 1 } } },
        })),
        { session },
      );
      return result.matchedCount === records.length;
    },
    /** False when somebody else has changed one of them since it was read. */
    async replaceAgreements(records: AgreementRecord[], session: ClientSession): Promise<boolean> {
      if (records.length === 0) return true;
      const result = await models.agreements.bulkWrite(
        records.map(({ _id, version, ...rest }) => ({
          updateOne: { filter: { _id, version }, update: { $set: { ...rest, version: version + 1 } } },
        })),
        { session },
      );
      return result.matchedCount === records.length;
    },
  };
}
