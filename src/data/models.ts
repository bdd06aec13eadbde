import type { Connection, Model } from 'mongoose';
import { type AccessLogRecord, accessLogSchema } from './accessLog.model';
import { type ApiKeyRecord, apiKeySchema, type UserRecord, userSchema } from './account.model';
import { type AgreementRecord, agreementSchema } from './agreement.model';
import { type AnnexEntryRecord, type AnnexLineRecord, annexEntrySchema, annexLineSchema } from './annex.model';
import { type AuditHeadRecord, type AuditNodeRecord, auditHeadSchema, auditNodeSchema } from './auditChain.model';
import { auditEventSchema, type StoredAuditEvent } from './auditEvent.model';
import { type CapturedMessageRecord, capturedMessageSchema } from './capturedMessage.model';
import { type ChangeRecord, changeSchema } from './change.model';
import { type ControllerRecord, controllerSchema } from './controller.model';
import { type DeliveryReportRecord, deliveryReportSchema } from './deliveryReport.model';
import { type DigestRecord, digestSchema } from './digest.model';
import { type DocumentRecord, documentSchema } from './document.model';
import { type DocumentRequestRecord, documentRequestSchema } from './documentRequest.model';
import { type DraftFileRecord, draftFileSchema } from './draftFile.model';
import { type FormDraftRecord, formDraftSchema } from './formDraft.model';
import { type IdempotencyRecord, idempotencySchema } from './idempotency.model';
import { type NoticeRecord, noticeSchema } from './notice.model';
import { type ObjectionRecord, objectionSchema } from './objection.model';
import { type ObjectionWorkRecord, objectionWorkSchema } from './objectionWork.model';
import { type OneTimeCodeRecord, oneTimeCodeSchema } from './oneTimeCode.model';
import { type QuestionRecord, questionSchema } from './question.model';
import { type RetentionRunRecord, retentionRunSchema } from './retentionRun.model';
import { type SendingRecord, sendingSchema } from './sending.model';
import { type SettingRecord, settingSchema } from './setting.model';
import { type SubprocessorRecord, subprocessorSchema } from './subprocessor.model';

/** Every collection, bound to one connection. Repositories take this; nothing else touches a model. */
export interface Models {
  controllers: Model<ControllerRecord>;
  agreements: Model<AgreementRecord>;
  subprocessors: Model<SubprocessorRecord>;
  annexEntries: Model<AnnexEntryRecord>;
  annexLines: Model<AnnexLineRecord>;
  changes: Model<ChangeRecord>;
  notices: Model<NoticeRecord>;
  sendings: Model<SendingRecord>;
  deliveryReports: Model<DeliveryReportRecord>;
  objections: Model<ObjectionRecord>;
  objectionWork: Model<ObjectionWorkRecord>;
  questions: Model<QuestionRecord>;
  documents: Model<DocumentRecord>;
  documentRequests: Model<DocumentRequestRecord>;
  draftFiles: Model<DraftFileRecord>;
  formDrafts: Model<FormDraftRecord>;
  oneTimeCodes: Model<OneTimeCodeRecord>;
  auditEvents: Model<StoredAuditEvent>;
  auditNodes: Model<AuditNodeRecord>;
  auditHeads: Model<AuditHeadRecord>;
  accessLog: Model<AccessLogRecord>;
  users: Model<UserRecord>;
  apiKeys: Model<ApiKeyRecord>;
  capturedMessages: Model<CapturedMessageRecord>;
  settings: Model<SettingRecord>;
  idempotency: Model<IdempotencyRecord>;
  digests: Model<DigestRecord>;
  retentionRuns: Model<RetentionRunRecord>;
}

function bind<Stored>(connection: Connection, name: string, schema: object, collection: string): Model<Stored> {
  return connection.model<Stored>(name, schema as never, collection);
}

/** Binds the schemas to `connection`. Collections are named after their nouns. */
export function createModels(connection: Connection): Models {
  return {
    controllers: bind<ControllerRecord>(connection, 'Controller', controllerSchema, 'controllers'),
    agreements: bind<AgreementRecord>(connection, 'Agreement', agreementSchema, 'agreements'),
    subprocessors: bind<SubprocessorRecord>(connection, 'Subprocessor', subprocessorSchema, 'subprocessors'),
    annexEntries: bind<AnnexEntryRecord>(connection, 'AnnexEntry', annexEntrySchema, 'annexEntries'),
    annexLines: bind<AnnexLineRecord>(connection, 'AnnexLine', annexLineSchema, 'annexLines'),
    changes: bind<ChangeRecord>(connection, 'Change', changeSchema, 'changes'),
    notices: bind<NoticeRecord>(connection, 'Notice', noticeSchema, 'notices'),
    sendings: bind<SendingRecord>(connection, 'Sending', sendingSchema, 'sendings'),
    deliveryReports: bind<DeliveryReportRecord>(connection, 'DeliveryReport', deliveryReportSchema, 'deliveryReports'),
    objections: bind<ObjectionRecord>(connection, 'Objection', objectionSchema, 'objections'),
    objectionWork: bind<ObjectionWorkRecord>(connection, 'ObjectionWork', objectionWorkSchema, 'objectionWork'),
    questions: bind<QuestionRecord>(connection, 'Question', questionSchema, 'questions'),
    documents: bind<DocumentRecord>(connection, 'Document', documentSchema, 'documents'),
    documentRequests: bind<DocumentRequestRecord>(connection, 'DocumentRequest', documentRequestSchema, 'documentRequests'),
    draftFiles: bind<DraftFileRecord>(connection, 'DraftFile', draftFileSchema, 'draftFiles'),
    formDrafts: bind<FormDraftRecord>(connection, 'FormDraft', formDraftSchema, 'formDrafts'),
    oneTimeCodes: bind<OneTimeCodeRecord>(connection, 'OneTimeCode', oneTimeCodeSchema, 'oneTimeCodes'),
    auditEvents: bind<StoredAuditEvent>(connection, 'AuditEvent', auditEventSchema, 'auditEvents'),
    auditNodes: bind<AuditNodeRecord>(connection, 'AuditNode', auditNodeSchema, 'auditNodes'),
    auditHeads: bind<AuditHeadRecord>(connection, 'AuditHead', auditHeadSchema, 'auditHeads'),
    accessLog: bind<AccessLogRecord>(connection, 'AccessLog', accessLogSchema, 'accessLog'),
    users: bind<UserRecord>(connection, 'User', userSchema, 'users'),
    apiKeys: bind<ApiKeyRecord>(connection, 'ApiKey', apiKeySchema, 'apiKeys'),
    capturedMessages: bind<CapturedMessageRecord>(connection, 'CapturedMessage', capturedMessageSchema, 'capturedMessages'),
    settings: bind<SettingRecord>(connection, 'Setting', settingSchema, 'settings'),
    digests: bind<DigestRecord>(connection, 'Digest', digestSchema, 'digests'),
    retentionRuns: bind<RetentionRunRecord>(connection, 'RetentionRun', retentionRunSchema, 'retentionRuns'),
    idempotency: bind<IdempotencyRecord>(connection, 'Idempotency', idempotencySchema, 'idempotency'),
  };
}
