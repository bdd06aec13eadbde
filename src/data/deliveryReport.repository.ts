import { type ClientSession, trusted } from 'mongoose';
import type { DeliveryReportRecord, ReportOutcome } from './deliveryReport.model';
import type { Models } from './models';

export function createDeliveryReportRepository(models: Models) {
  return {
    /** One that has come before (same `dedupeKey`) is an error with code 11000. */
    async insert(record: DeliveryReportRecord, session: ClientSession): Promise<void> {
      await models.deliveryReports.create([record], { session });
    },
    async findByDedupeKey(dedupeKey: string): Promise<DeliveryReportRecord | null> {
      return models.deliveryReports.findOne({ dedupeKey }).lean<DeliveryReportRecord>();
    },
    /** Ids of those whose sending had not been recorded yet, in the order they came. */
    async listWaiting({ limit, except }: { limit: number; except: readonly string[] }): Promise<string[]> {
      const rows = await models.deliveryReports
        .find({ outcome: 'waiting', _id: trusted({ $nin: [...except] }) }, { _id: 1 })
        .sort({ receivedAt: 1, _id: 1 })
        .limit(limit)
        .lean<{ _id: string }[]>();
      return rows.map(({ _id }) => _id);
    },
    /** In the order they came. */
    async listOfSending(sendingId: string): Promise<DeliveryReportRecord[]> {
      return models.deliveryReports.find({ sendingId }).sort({ receivedAt: 1, _id: 1 }).lean<DeliveryReportRecord[]>();
    },
    /** Of several sendings, each in the order they came. */
    async listOfSendings(sendingIds: string[]): Promise<DeliveryReportRecord[]> {
      return models.deliveryReports
        .find({ sendingId: trusted({ $in: sendingIds }) })
        .sort({ receivedAt: 1, _id: 1 })
        .lean<DeliveryReportRecord[]>();
    },
    /** null when it waits no longer. */
    async findWaiting(id: string, session: ClientSession): Promise<DeliveryReportRecord | null> {
      return models.deliveryReports.findOne({ _id: id, outcome: 'waiting' }).session(session).lean<DeliveryReportRecord>();
    },
    /** Ends the wait of a report. */
    async settle(id: string, { outcome, why }: { outcome: ReportOutcome; why: string | null }, session: ClientSession): Promise<void> {
      await models.deliveryReports.updateOne({ _id: id, outcome: 'waiting' }, { $set: { outcome, why } }, { session });
    },
  };
}
