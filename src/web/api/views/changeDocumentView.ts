import { z } from 'zod';
import type { ChangeDocumentFacts } from '../../../data/document.repository';
import type { DocumentRequestRecord } from '../../../data/documentRequest.model';
import { documentAccess, documentKind, documentLanguage } from '../../../schemas/changeDocuments';
import { documentType } from '../../../schemas/uploads';
import { day, givenText, givenTextOrNull, moment, momentOf, recordId, wholeNumber } from './wire';

const withdrawal = z.object({ at: moment, by: z.string(), reason: z.string() });

export const changeDocumentView = z
  .object({
    id: recordId,
    name: z.string().meta({ description: 'Of the file' }),
    type: documentType,
    size: wholeNumber,
    sha256: z.string(),
    kind: documentKind,
    title: givenText.nullable(),
    language: documentLanguage,
    access: documentAccess,
    inNotice: z.boolean().meta({ description: 'Attached before the release: the notices name it' }),
    attachedAt: moment,
    attachedBy: z.string(),
    withdrawn: withdrawal.nullable(),
  })
  .meta({ id: 'ChangeDocument' });

export const changeDocumentList = z.object({ items: z.array(changeDocumentView), next: z.null() });

/** `toldIds`: those that the notices name. */
export function viewChangeDocument(document: ChangeDocumentFacts, toldIds: ReadonlySet<string>): z.infer<typeof changeDocumentView> {
  const { _id, name, type, size, sha256, at, uploadedBy, ofChange } = document;
  const { kind, title, language, access, withdrawn } = ofChange;
  return {
    ...{ id: _id, name, type, size, sha256, kind, title: givenTextOrNull(title), language, access },
    ...{ inNotice: toldIds.has(_id), attachedAt: momentOf(at), attachedBy: uploadedBy.name },
    withdrawn: withdrawn && { at: momentOf(withdrawn.at), by: withdrawn.by.name, reason: withdrawn.reason },
  };
}

export const documentRequestView = z
  .object({
    id: recordId,
    reference: z.string().meta({ description: 'What the controller was given' }),
    changeId: recordId,
    agreementId: recordId,
    noticeId: recordId,
    open: z.boolean(),
    documentIds: z.array(recordId),
    reason: z.string(),
    name: z.string(),
    title: z.string(),
    askedAt: moment,
    dueOn: day,
    decision: z.object({ granted: z.boolean(), text: z.string(), at: moment, by: z.string(), readableUntil: day.nullable() }).nullable(),
    version: wholeNumber,
  })
  .meta({ id: 'DocumentRequest' });

export function viewDocumentRequest(request: DocumentRequestRecord): z.infer<typeof documentRequestView> {
  const {
    _id: id,
    reference,
    changeId,
    agreementId,
    noticeId,
    open,
    documents,
    reason,
    askedBy,
    askedAt,
    dueOn,
    decision,
    version,
  } = request;
  const { name, title } = askedBy;
  return {
    ...{ id, reference, changeId, agreementId, noticeId, open, reason, name, title, dueOn, version },
    documentIds: documents.map(({ documentId }) => documentId),
    askedAt: momentOf(askedAt),
    decision: decision && {
      ...{ granted: decision.granted, text: decision.text, readableUntil: decision.readableUntil },
      ...{ at: momentOf(decision.at), by: decision.by.name },
    },
  };
}
