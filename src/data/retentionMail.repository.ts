import { type ClientSession, trusted } from 'mongoose';
import type { DeliveryReportRecord } from './deliveryReport.model';
import type { Erased } from './erased';
import type { Models } from './models';
import type { SendingRecord } from './sending.model';

/** What of a message its erasure needs. */
export type OldSending = Pick<SendingRecord, '_id' | 'kind' | 'noticeId' | 'agreementId' | 'detail' | 'statedAt' | 'createdAt'>;
export type OldReport = Pick<DeliveryReportRecord, '_id' | 'sendingId' | 'legalAt'>;

const sendingFields = { kind: 1, noticeId: 1, agreementId: 1, detail: 1, statedAt: 1, createdAt: 1 };
const anyText = { $gt: '' };
const sinceEver = new Date(0);
const batchSize = 500;

/** Mail that retention erases. `before` is legal time, and so is `statedAt`; `held`: agreements of which nothing goes. */
export function createRetentionMailRepository(models: Models) {
  const notHeld = (held: readonly string[]) => (held.length > 0 ? { agreementId: trusted({ $nin: [...held] }) } : {});
  return {
    /** Service mail from before then whose body is kept, kind by kind, the oldest first; what never left is as old as its record (real time). */
    async *serviceMail(before: Date, held: readonly string[]): AsyncIterable<OldSending> {
      const kept = { bodyKept: true as const, ...notHeld(held) };
      const filters = [
        { ...kept, statedAt: trusted({ $gt: sinceEver, $lt: before }) },
        { ...kept, statedAt: null, state: 'cancelled' as const, createdAt: trusted({ $lt: before }) },
      ];
      for (const filter of filters) {
        yield* models.sendings.find(filter, sendingFields).sort({ kind: 1, createdAt: 1 }).lean<OldSending[]>().cursor({ batchSize });
      }
    },
    /** When the first service mail after then was sent; null where there is none. */
    async nextServiceMail(after: Date): Promise<Date | null> {
      const row = await models.sendings
        .findOne({ bodyKept: true, statedAt: trusted({ $gte: after }) }, { statedAt: 1 })
        .sort({ statedAt: 1 })
        .lean<OldSending>();
      return row?.statedAt ?? null;
    },
    /** Takes out what these messages said, to whom by name, and the servers' words. The address stays: it is metadata. Answers how many still had it. */
    async eraseBodies(ids: readonly string[], erased: Erased, session: ClientSession): Promise<number> {
      const result = await models.sendings.collection.updateMany(
        { _id: { $in: [...ids] as never[] }, bodyKept: true },
        { $set: { toName: '', detail: null, 'attempts.$[].response': null, erased }, $unset: { bodyKept: '', heldUp: '' } },
        { session },
      );
      return result.modifiedCount;
    },
    /** Mail from before then that came back or was refused, the oldest first. */
    undeliverable(before: Date, held: readonly string[]): AsyncIterable<OldSending> {
      return models.sendings
        .find({ addressKept: true, statedAt: trusted({ $lt: before }), ...notHeld(held) }, sendingFields)
        .sort({ statedAt: 1 })
        .lean<OldSending[]>()
        .cursor({ batchSize });
    },
    async nextUndeliverable(after: Date): Promise<Date | null> {
      const row = await models.sendings
        .findOne({ addressKept: true, statedAt: trusted({ $gte: after }) }, { statedAt: 1 })
        .sort({ statedAt: 1 })
        .lean<OldSending>();
      return row?.statedAt ?? null;
    },
    /** Takes out to whom these went and what the servers said, here and on their notices. Answers how many still had it. */
    async eraseAddresses(sendings: readonly OldSending[], erased: Erased, session: ClientSession): Promise<number> {
      const ids = sendings.map(({ _id }) => _id);
      const { modifiedCount } = await models.sendings.collection.updateMany(
        { _id: { $in: ids as never[] }, addressKept: true },
        {
          $set: { to: '', toName: '', detail: null, 'attempts.$[].response': null, erased },
          $unset: { addressKept: '', bodyKept: '', heldUp: '' },
        },
        { session },
      );
      const noticeIds = [...new Set(sendings.flatMap(({ noticeId }) => noticeId ?? []))];
      if (modifiedCount === 0 || noticeIds.length === 0) return modifiedCount;
      await models.notices.collection.updateMany(
        { _id: { $in: noticeIds as never[] } },
        { $set: { 'evidence.$[proof].detail': null, 'attention.$[entry].detail': null }, $inc: { version: 1 } },
        { session, arrayFilters: [{ 'proof.sendingId': { $in: ids } }, { 'entry.sendingId': { $in: ids } }] },
      );
      return modifiedCount;
    },
    /** Audit events that tell what became of these sendings. */
    async eventsAbout(sendings: readonly OldSending[], session: ClientSession): Promise<string[]> {
      const noticeIds = [...new Set(sendings.flatMap(({ noticeId }) => noticeId ?? []))];
      if (noticeIds.length === 0) return [];
      const ids = sendings.map(({ _id }) => _id);
      const rows = await models.auditEvents.collection
        .find({ noticeId: { $in: noticeIds }, 'facts.sendingId': { $in: ids } }, { projection: { _id: 1 }, session })
        .toArray();
      return rows.map(({ _id }) => String(_id));
    },
    /** What mail servers reported before then in their own words, the oldest first. */
    reports(before: Date): AsyncIterable<OldReport> {
      return models.deliveryReports
        .find({ words: trusted(anyText), legalAt: trusted({ $lt: before }) }, { sendingId: 1, legalAt: 1 })
        .sort({ legalAt: 1 })
        .lean<OldReport[]>()
        .cursor({ batchSize });
    },
    async nextReport(after: Date): Promise<Date | null> {
      const row = await models.deliveryReports
        .findOne({ words: trusted(anyText), legalAt: trusted({ $gte: after }) }, { legalAt: 1 })
        .sort({ legalAt: 1 })
        .lean<OldReport>();
      return row?.legalAt ?? null;
    },
    /** Answers how many still had words. */
    async eraseWords(ids: readonly string[], session: ClientSession): Promise<number> {
      const still = { _id: trusted({ $in: [...ids] }), words: trusted(anyText) };
      return (await models.deliveryReports.updateMany(still, { $set: { words: null } }, { session })).modifiedCount;
    },
    /** Which of these sendings are of one of these agreements. */
    async sendingsOf(ids: readonly string[], agreementIds: readonly string[]): Promise<Set<string>> {
      if (ids.length === 0 || agreementIds.length === 0) return new Set();
      const rows = await models.sendings
        .find({ _id: trusted({ $in: [...ids] }), agreementId: trusted({ $in: [...agreementIds] }) }, { _id: 1 })
        .lean<{ _id: string }[]>();
      return new Set(rows.map(({ _id }) => _id));
    },
    /** Removes what the capture server took of these: it stands in for their readers' mailboxes outside production. */
    async removeCaptured(sendingIds: readonly string[]): Promise<void> {
      // By the envelope sender, which names the sending (bounceAddress.ts); anchored, so that the index answers.
      const senders = sendingIds.map((id) => new RegExp(`^bounce\\+${id}\\.`));
      if (senders.length > 0) await models.capturedMessages.collection.deleteMany({ from: { $in: senders } });
    },
  };
}
