import { type ClientSession, trusted } from 'mongoose';
import type { AgreementRecord } from './agreement.model';
import type { DocumentRecord } from './document.model';
import type { DocumentRequestRecord } from './documentRequest.model';
import type { Models } from './models';
import type { NoticeRecord } from './notice.model';
import type { ObjectionRecord } from './objection.model';
import type { ObjectionWorkRecord } from './objectionWork.model';
import type { QuestionRecord } from './question.model';
import type { SendingRecord } from './sending.model';

/** Everything that came of one agreement and names or quotes people; documents without their bytes. */
export interface AgreementTraces {
  notices: NoticeRecord[];
  objections: ObjectionRecord[];
  objectionWork: ObjectionWorkRecord[];
  questions: QuestionRecord[];
  documentRequests: DocumentRequestRecord[];
  sendings: SendingRecord[];
  documents: Omit<DocumentRecord, 'bytes'>[];
}

/** An agreement that has ended, as retention looks at it. */
export type EndedAgreement = Pick<AgreementRecord, '_id' | 'controllerId' | 'reference' | 'terms' | 'endsOn' | 'mainAgreementEndsOn'>;

const endedFields = { controllerId: 1, reference: 1, 'terms.timeZone': 1, endsOn: 1, mainAgreementEndsOn: 1 };
const sinceEver = new Date(0);

/** Agreements and what came of them, as retention erases it. Days are `YYYY-MM-DD`. */
export function createRetentionAgreementRepository(models: Models) {
  return {
    /** Agreements of which nothing may go. */
    async listHeld(): Promise<Pick<AgreementRecord, '_id' | 'reference' | 'retentionHold'>[]> {
      return models.agreements
        .find({ 'retentionHold.at': trusted({ $gt: sinceEver }) }, { reference: 1, retentionHold: 1 })
        .sort({ reference: 1 })
        .lean<Pick<AgreementRecord, '_id' | 'reference' | 'retentionHold'>[]>();
    },
    /** Ended agreements that still name people, whose last day is before `day`, without those that are held. */
    endedBefore(day: string): AsyncIterable<EndedAgreement> {
      return models.agreements
        .find({ state: 'ended', endsOn: trusted({ $lt: day }), erased: trusted({ $exists: false }), retentionHold: null }, endedFields)
        .sort({ endsOn: 1 })
        .lean<EndedAgreement[]>()
        .cursor({ batchSize: 200 });
    },
    /** When the agreement's newest notice was published, legal time; null where it has none. */
    async lastPublished(agreementId: string): Promise<Date | null> {
      const newest = await models.notices
        .findOne({ agreementId }, { publishedAt: 1 })
        .sort({ publishedAt: -1 })
        .lean<Pick<NoticeRecord, 'publishedAt'>>();
      return newest?.publishedAt ?? null;
    },
    /** The different last days of agreements that have ended or will, with their main agreements' and their zones. */
    async endDays(): Promise<{ endsOn: string; mainAgreementEndsOn: string | null; timeZone: string }[]> {
      const rows = await models.agreements.aggregate<{ _id: { endsOn: string; main?: string | null; timeZone: string } }>([
        { $match: { state: { $in: ['ending', 'ended'] }, endsOn: { $gt: '' } } },
        { $group: { _id: { endsOn: '$endsOn', main: '$mainAgreementEndsOn', timeZone: '$terms.timeZone' } } },
      ]);
      return rows.map(({ _id: { endsOn, main, timeZone } }) => ({ endsOn, mainAgreementEndsOn: main ?? null, timeZone }));
    },
    /** Controllers with contacts and an agreement that ended before `day`. */
    async *controllersWithEnded(day: string): AsyncIterable<string> {
      const ended = models.agreements
        .aggregate<{ _id: string }>([
          { $match: { state: 'ended', endsOn: { $lt: day } } },
          { $group: { _id: '$controllerId' } },
          { $sort: { _id: 1 } },
        ])
        .cursor({ batchSize: 200 });
      for await (const { _id } of ended) {
        const hasContacts = await models.controllers.exists({ _id, 'contacts.0': trusted({ $exists: true }) });
        if (hasContacts) yield _id;
      }
    },
    async tracesOf(agreementId: string, session: ClientSession | null = null): Promise<AgreementTraces> {
      // One after the other: a session takes one command at a time.
      const notices = await models.notices.find({ agreementId }).session(session).lean<NoticeRecord[]>();
      const objections = await models.objections.find({ agreementId }).session(session).lean<ObjectionRecord[]>();
      const [noticeIds, objectionIds] = [notices, objections].map((records) => trusted({ $in: records.map(({ _id }) => _id) }));
      const objectionWork = await models.objectionWork.find({ _id: objectionIds }).session(session).lean<ObjectionWorkRecord[]>();
      const questions = await models.questions.find({ noticeId: noticeIds }).session(session).lean<QuestionRecord[]>();
      const documentRequests = await models.documentRequests.find({ noticeId: noticeIds }).session(session).lean<DocumentRequestRecord[]>();
      const ofAgreement = [{ noticeId: noticeIds }, { noticeId: null, agreementId }];
      const sendings = await models.sendings.find({ $or: ofAgreement }).session(session).lean<SendingRecord[]>();
      const about = [{ 'about.noticeId': noticeIds }, { 'about.objectionId': objectionIds }, { 'about.agreementId': agreementId }];
      const documents = await models.documents.find({ $or: about }, { bytes: 0 }).session(session).lean<Omit<DocumentRecord, 'bytes'>[]>();
      return { notices, objections, objectionWork, questions, documentRequests, sendings, documents };
    },
    /** Writes the traces of an agreement as they are now, inside the caller's transaction; documents lose their bytes, reports their words. */
    async writeTraces(traces: AgreementTraces, session: ClientSession): Promise<void> {
      const replacements = <Stored extends { _id: string }>(records: readonly Stored[]) =>
        records.map(({ _id, ...rest }) => ({ updateOne: { filter: { _id: _id as never }, update: { $set: rest as never } } }));
      const { notices, objections, objectionWork, questions, documentRequests, sendings, documents } = traces;
      if (notices.length > 0) await models.notices.collection.bulkWrite(replacements(notices), { session });
      if (objections.length > 0) await models.objections.collection.bulkWrite(replacements(objections), { session });
      if (objectionWork.length > 0) await models.objectionWork.collection.bulkWrite(replacements(objectionWork), { session });
      if (questions.length > 0) await models.questions.collection.bulkWrite(replacements(questions), { session });
      if (documentRequests.length > 0) await models.documentRequests.collection.bulkWrite(replacements(documentRequests), { session });
      const emptied = documents.map((document) => ({ ...document, bytes: Buffer.alloc(0) }));
      if (emptied.length > 0) await models.documents.collection.bulkWrite(replacements(emptied), { session });
      if (sendings.length === 0) return;
      await models.sendings.collection.bulkWrite(replacements(sendings), { session });
      await models.sendings.collection.updateMany(
        { _id: { $in: sendings.map(({ _id }) => _id as never) } },
        { $unset: { addressKept: '', bodyKept: '' } },
        { session },
      );
      const sendingIds = sendings.map(({ _id }) => _id);
      await models.deliveryReports.updateMany({ sendingId: trusted({ $in: sendingIds }) }, { $set: { words: null } }, { session });
    },
  };
}
