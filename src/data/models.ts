import type { Connection, Model } from 'mongoose';
import { type ApiKeyRecord, apiKeySchema, type UserRecord, userSchema } from './account.model';
import { type AgreementRecord, agreementSchema } from './agreement.model';
import { type AnnexEntryRecord, type AnnexLineRecord, annexEntrySchema, annexLineSchema } from './annex.model';
import { type AuditEventRecord, auditEventSchema } from './auditEvent.model';
import { type CapturedMessageRecord, capturedMessageSchema } from './capturedMessage.model';
import { type ChangeRecord, changeSchema } from './change.model';
import { type ControllerRecord, controllerSchema } from './controller.model';
import { type FormDraftRecord, formDraftSchema } from './formDraft.model';
import { type IdempotencyRecord, idempotencySchema } from './idempotency.model';
import { type NoticeRecord, noticeSchema } from './notice.model';
import { type ObjectionRecord, objectionSchema } from './objection.model';
import { type OneTimeCodeRecord, oneTimeCodeSchema } from './oneTimeCode.model';
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
  objections: Model<ObjectionRecord>;
  formDrafts: Model<FormDraftRecord>;
  oneTimeCodes: Model<OneTimeCodeRecord>;
  auditEvents: Model<AuditEventRecord>;
  users: Model<UserRecord>;
  apiKeys: Model<ApiKeyRecord>;
  capturedMessages: Model<CapturedMessageRecord>;
  settings: Model<SettingRecord>;
  idempotency: Model<IdempotencyRecord>;
}

/** Binds the schemas to `connection`. Collections are named after their nouns. */
export function createModels(connection: Connection): Models {
  return {
    controllers: connection.model<ControllerRecord>('Controller', controllerSchema, 'controllers'),
    agreements: connection.model<AgreementRecord>('Agreement', agreementSchema, 'agreements'),
    subprocessors: connection.model<SubprocessorRecord>('Subprocessor', subprocessorSchema, 'subprocessors'),
    annexEntries: connection.model<AnnexEntryRecord>('AnnexEntry', annexEntrySchema, 'annexEntries'),
    annexLines: connection.model<AnnexLineRecord>('AnnexLine', annexLineSchema, 'annexLines'),
    changes: connection.model<ChangeRecord>('Change', changeSchema, 'changes'),
    notices: connection.model<NoticeRecord>('Notice', noticeSchema as never, 'notices'),
    sendings: connection.model<SendingRecord>('Sending', sendingSchema as never, 'sendings'),
    objections: connection.model<ObjectionRecord>('Objection', objectionSchema as never, 'objections'),
    formDrafts: connection.model<FormDraftRecord>('FormDraft', formDraftSchema as never, 'formDrafts'),
    oneTimeCodes: connection.model<OneTimeCodeRecord>('OneTimeCode', oneTimeCodeSchema as never, 'oneTimeCodes'),
    auditEvents: connection.model<AuditEventRecord>('AuditEvent', auditEventSchema as never, 'auditEvents'),
    users: connection.model<UserRecord>('User', userSchema as never, 'users'),
    apiKeys: connection.model<ApiKeyRecord>('ApiKey', apiKeySchema as never, 'apiKeys'),
    capturedMessages: connection.model<CapturedMessageRecord>('CapturedMessage', capturedMessageSchema as never, 'capturedMessages'),
    settings: connection.model<SettingRecord>('Setting', settingSchema as never, 'settings'),
    idempotency: connection.model<IdempotencyRecord>('Idempotency', idempotencySchema as never, 'idempotency'),
  };
}
