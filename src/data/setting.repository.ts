import type { ClientSession } from 'mongoose';
import { isDuplicateKey } from './connection';
import type { Models } from './models';

export function createSettingRepository(models: Models) {
  return {
    /** `Value` is what whoever owns the setting writes there. */
    async find<Value extends object>(name: string): Promise<{ value: Value; version: number } | null> {
      return models.settings.findById(name).lean<{ value: Value; version: number }>();
    },
    /** Writes `value` if the setting still has `expectedVersion` (0: is not there); false when somebody else was first. */
    async write(name: string, value: object, expectedVersion: number, session: ClientSession | null = null): Promise<boolean> {
      if (expectedVersion === 0) {
        try {
          await models.settings.create([{ _id: name, value: { ...value }, version: 1 }], session ? { session } : {});
          return true;
        } catch (error) {
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      }
      const result = await models.settings
        .updateOne({ _id: name, version: expectedVersion }, { $set: { value: { ...value } }, $inc: { version: 1 } })
        .session(session);
      return result.modifiedCount === 1;
    },
  };
}
