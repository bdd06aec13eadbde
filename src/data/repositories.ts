import { createAccessLogRepository } from './accessLog.repository';
import { createAccountRepository } from './account.repository';
import { createAdequacyRepository } from './adequacy.repository';
import { createAgreementRepository } from './agreement.repository';
import { createAnnexRepository } from './annex.repository';
import { createAuditChainRepository } from './auditChain.repository';
import { createAuditEventRepository } from './auditEvent.repository';
import { createAuditHeadRepository } from './auditHead.repository';
import { createCapturedMessageRepository } from './capturedMessage.repository';
import { createChangeRepository } from './change.repository';
import { createControllerRepository } from './controller.repository';
import { createDeliveryReportRepository } from './deliveryReport.repository';
import { createDigestRepository } from './digest.repository';
import { createDocumentRepository } from './document.repository';
import { createDocumentRequestRepository } from './documentRequest.repository';
import { createDraftFileRepository } from './draftFile.repository';
import { createFormDraftRepository } from './formDraft.repository';
import { createIdempotencyRepository } from './idempotency.repository';
import type { Models } from './models';
import { createNoticeRepository } from './notice.repository';
import { createNoticeRevisionRepository } from './noticeRevision.repository';
import { createNoticeTaskRepository } from './noticeTask.repository';
import { createObjectionRepository } from './objection.repository';
import { createObjectionWorkRepository } from './objectionWork.repository';
import { createOneTimeCodeRepository } from './oneTimeCode.repository';
import { createQuestionRepository } from './question.repository';
import { createRegistryBulkRepository } from './registryBulk.repository';
import { createRetentionAgreementRepository } from './retentionAgreement.repository';
import { createRetentionChangeRepository } from './retentionChange.repository';
import { createRetentionMailRepository } from './retentionMail.repository';
import { createRetentionRunRepository } from './retentionRun.repository';
import { createSendingRepository } from './sending.repository';
import { createSettingRepository } from './setting.repository';
import { createStaffMailRepository } from './staffMail.repository';
import { createSubprocessorRepository } from './subprocessor.repository';
import { createWaitingMailRepository } from './waitingMail.repository';

/** All repositories over one connection's models. */
export function createRepositories(models: Models) {
  return {
    controllers: createControllerRepository(models),
    agreements: createAgreementRepository(models),
    subprocessors: createSubprocessorRepository(models),
    adequacy: createAdequacyRepository(models),
    annexes: createAnnexRepository(models),
    changes: createChangeRepository(models),
    notices: createNoticeRepository(models),
    noticeRevisions: createNoticeRevisionRepository(models),
    noticeTasks: createNoticeTaskRepository(models),
    sendings: createSendingRepository(models),
    waitingMail: createWaitingMailRepository(models),
    deliveryReports: createDeliveryReportRepository(models),
    objections: createObjectionRepository(models),
    objectionWork: createObjectionWorkRepository(models),
    questions: createQuestionRepository(models),
    documents: createDocumentRepository(models),
    documentRequests: createDocumentRequestRepository(models),
    draftFiles: createDraftFileRepository(models),
    formDrafts: createFormDraftRepository(models),
    oneTimeCodes: createOneTimeCodeRepository(models),
    auditEvents: createAuditEventRepository(models),
    auditChain: createAuditChainRepository(models),
    auditHeads: createAuditHeadRepository(models),
    accessLog: createAccessLogRepository(models),
    accounts: createAccountRepository(models),
    capturedMessages: createCapturedMessageRepository(models),
    settings: createSettingRepository(models),
    digests: createDigestRepository(models),
    retentionMail: createRetentionMailRepository(models),
    retentionAgreements: createRetentionAgreementRepository(models),
    retentionChanges: createRetentionChangeRepository(models),
    retentionRuns: createRetentionRunRepository(models),
    staffMail: createStaffMailRepository(models),
    registryBulk: createRegistryBulkRepository(models),
    idempotency: createIdempotencyRepository(models),
  };
}

export type Repositories = ReturnType<typeof createRepositories>;
