import type { ClientSession } from 'mongoose';
import type { AdequacyListRecord } from './adequacy.model';
import type { Models } from './models';

/** The setting that the list is kept in. */
export const adequacySetting = 'adequacyDecisions';

/** The list of adequacy decisions: one document, which a migration has put there. */
export function createAdequacyRepository(models: Models) {
  return {
    async read(session: ClientSession | null = null): Promise<AdequacyListRecord> {
      const found = await models.settings
        .findById(adequacySetting)
        .session(session)
        .lean<{ value: Pick<AdequacyListRecord, 'decisions'>; version: number }>();
      if (!found) throw new Error('The list of adequacy decisions is not there: the database has not been migrated.');
      return { ...found.value, version: found.version };
    },
    /** Rises whenever something is said of a decision; 0 where there is no list. */
    async presentVersion(): Promise<number> {
      const found = await models.settings.findById(adequacySetting, { version: 1 }).lean<{ version: number }>();
      return found?.version ?? 0;
    },
    /** Writes the list if it still has this version; false when somebody else was first. */
    async replace({ decisions, version }: AdequacyListRecord, session: ClientSession): Promise<boolean> {
      const result = await models.settings.updateOne(
        { _id: adequacySetting, version },
        { $set: { value: { decisions } }, $inc: { version: 1 } },
        { session },
      );
      return result.modifiedCount === 1;
    },
  };
}
