import { isDuplicateKey } from './connection';
import type { Models } from './models';
import type { SettingRecord } from './setting.model';

export function createSettingRepository(models: Models) {
  return {
    async find(name: string): Promise<SettingRecord | null> {
      return models.settings.findById(name).lean<SettingRecord>();
    },
    /** Writes `value` if the setting still has `expectedVersion` (0: is not there); false when somebody else was first. */
    async write(name: string, value: Record<string, unknown>, expectedVersion: number): Promise<boolean> {
      if (expectedVersion === 0) {
        try {
          await models.settings.create([{ _id: name, value, version: 1 }]);
          return true;
        } catch (error) {
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      }
      const result = await models.settings.updateOne({ _id: name, version: expectedVersion }, { $set: { value }, $inc: { version: 1 } });
      return result.modifiedCount === 1;
    },
  };
}
