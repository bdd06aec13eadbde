import type { ClientSession } from 'mongoose';
import type { FormDraftRecord } from './formDraft.model';
import type { Models } from './models';

export function createFormDraftRepository(models: Models) {
  return {
    async insert(record: FormDraftRecord): Promise<void> {
      await models.formDrafts.create([record]);
    },
    async find(id: string, session: ClientSession | null = null): Promise<FormDraftRecord | null> {
      return models.formDrafts.findById(id).session(session).lean<FormDraftRecord>();
    },
    /** Marks it confirmed, once; false when it was already. */
    async confirm(
      id: string,
      { reference, confirmedAt }: { reference: string; confirmedAt: Date },
      session: ClientSession,
    ): Promise<boolean> {
      const result = await models.formDrafts.updateOne({ _id: id, confirmedAt: null }, { $set: { reference, confirmedAt } }, { session });
      return result.modifiedCount === 1;
    },
  };
}
