import type {
  ChangeDocument,
  DocumentAudience,
  DocumentRecord,
  DocumentSubject,
  DocumentUploader,
  FileContent,
} from '../../data/document.model';
import { newId } from '../../data/id';
import type { Actor } from '../../domain/actor';

/** Records of files that are attached together, to be inserted in the act's own transaction. What `about` leaves out, they are not about. `at` is legal time. */
export function attachedDocuments(
  files: readonly FileContent[],
  {
    uploadedBy,
    audience,
    about,
    at,
    ofChange = null,
  }: {
    uploadedBy: DocumentUploader;
    audience: DocumentAudience;
    about: Partial<DocumentSubject>;
    at: Date;
    ofChange?: ChangeDocument | null;
  },
): DocumentRecord[] {
  const subject = { noticeId: null, objectionId: null, changeId: null, agreementId: null, ...about };
  return files.map(({ name, type, size, sha256, bytes }) => ({
    _id: newId(),
    ...{ name, type, size, sha256, bytes },
    ...{ uploadedBy, audience, at, about: subject, ofChange },
  }));
}

/** Whoever acts, as the uploader of a document. `name` stands for a contact, whose link does not say. */
export function uploaderOf(actor: Exclude<Actor, { kind: 'system' }>, name = ''): DocumentUploader {
  return actor.kind === 'person'
    ? { kind: 'person', personId: actor.personId, name: actor.name }
    : { kind: 'controller', contactId: actor.contactId, name: actor.name ?? name };
}

/** What an audit event says of documents: their ids and hashes, never their names. */
export function documentFacts(documents: readonly Pick<DocumentRecord, '_id' | 'sha256'>[]): Record<string, unknown> {
  return documents.length > 0
    ? { documentIds: documents.map(({ _id }) => _id), documentHashes: documents.map(({ sha256 }) => sha256) }
    : {};
}
