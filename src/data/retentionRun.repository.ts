import type { Models } from './models';
import type { RetentionRunRecord } from './retentionRun.model';

export function createRetentionRunRepository(models: Models) {
  return {
    async insert(record: RetentionRunRecord): Promise<void> {
      await models.retentionRuns.create([record]);
    },
    /** Newest first. */
    async listNewest(limit: number): Promise<RetentionRunRecord[]> {
      return models.retentionRuns.find({}).sort({ _id: -1 }).limit(limit).lean<RetentionRunRecord[]>();
    },
    /** How much was erased in all, by rule. */
    async totals(): Promise<Record<string, number>> {
      const rows = await models.retentionRuns.aggregate<{ _id: string; count: number }>([
        { $project: { counts: { $objectToArray: '$counts' } } },
        { $unwind: '$counts' },
        { $group: { _id: '$counts.k', count: { $sum: '$counts.v' } } },
      ]);
      return Object.fromEntries(rows.map(({ _id, count }) => [_id, count]));
    },
  };
}
