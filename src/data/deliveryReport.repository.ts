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
    /** Those whose sending had not been recorded yet, in the order they came. */
    async listWaiting(limit: number): Promise<DeliveryReportRecord[]> {
      return models.deliveryReports
        .find({ outcome: 'waiting' })
        .sort({ receivedAt: 1, _id: 1 })
        .limit(limit)
        .lean<DeliveryReportRecord[]>();
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
    async isWaiting(id: string, session: ClientSession): Promise<boolean> {
      return (await models.deliveryReports.findOne({ _id: id, outcome: 'waiting' }, { _id: 1 }).session(session).lean()) !== null;
    },
    /** Ends the wait of a report. */
    async settle(id: string, { outcome, why }: { outcome: ReportOutcome; why: string | null }, session: ClientSession): Promise<void> {
      await models.deliveryReports.updateOne({ _id: id, outcome: 'waiting' }, { $set: { outcome, why } }, { session });
    },
  };
}
