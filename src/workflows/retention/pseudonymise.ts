import type { AgreementRecord } from '../../data/agreement.model';
import type { ControllerRecord } from '../../data/controller.model';
import type { Erased } from '../../data/erased';
import type { NoticeRecord } from '../../data/notice.model';
import type { AgreementTraces } from '../../data/retentionAgreement.repository';
import type { SendingRecord } from '../../data/sending.model';
import { createPseudonyms, erasedText, type Pseudonyms } from '../../domain/retention/pseudonyms';
import { scrub } from '../../domain/retention/scrub';

/**
 * What came of one agreement, without anybody's name, address or words: each person has a pseudonym that is the same all through it. Codes, states, days,
 * evidence kinds, hashes and the organisation's name stay, and so does what the notices said of the change and the subprocessor.
 */
export function pseudonymised(
  { agreement, controller, traces }: { agreement: AgreementRecord; controller: ControllerRecord; traces: AgreementTraces },
  erased: Erased,
): { agreement: AgreementRecord; traces: AgreementTraces } {
  const pseudonyms = createPseudonyms([
    ...controller.contacts.map(({ name, email }) => ({ name, address: email })),
    ...traces.sendings.map(({ toName, to }) => ({ name: toName, address: to })),
  ]);
  return {
    agreement: { ...agreement, stopOrder: scrub(agreement.stopOrder, pseudonyms), directRelationsWaiting: [], contactIds: [], erased },
    traces: {
      sendings: traces.sendings.map((sending) => pseudonymisedSending(sending, pseudonyms, erased)),
      notices: traces.notices.map((notice) => pseudonymisedNotice(notice, pseudonyms, erased)),
      objections: traces.objections.map((objection) => ({ ...scrub(objection, pseudonyms), erased })),
      objectionWork: traces.objectionWork.map((work) => scrub(work, pseudonyms)),
      questions: traces.questions.map((question) => ({ ...scrub(question, pseudonyms), erased })),
      documentRequests: traces.documentRequests.map(({ documents, ...request }) => ({ ...scrub(request, pseudonyms), documents, erased })),
      documents: traces.documents.map((document) => ({
        ...document,
        name: erasedText,
        uploadedBy: scrub(document.uploadedBy, pseudonyms),
        erased,
      })),
    },
  };
}

/** What was frozen of the change, the terms and their dates is about the subprocessor and the law, and stays word for word. */
function pseudonymisedNotice(notice: NoticeRecord, pseudonyms: Pseudonyms, erased: Erased): NoticeRecord {
  const { content, corrections, terms, traits, deadlines, ...rest } = notice;
  return { ...scrub(rest, pseudonyms), content, corrections, terms, traits, deadlines, version: notice.version + 1, erased };
}

function pseudonymisedSending(sending: SendingRecord, pseudonyms: Pseudonyms, erased: Erased): SendingRecord {
  return {
    ...sending,
    to: sending.to === '' ? '' : pseudonyms.ofAddress(sending.to),
    toName: '',
    detail: null,
    ...(sending.heldUp ? { heldUp: { ...sending.heldUp, words: null } } : {}),
    attempts: sending.attempts.map((attempt) => ({ ...attempt, response: attempt.response === null ? null : erasedText })),
    erased,
  };
}
