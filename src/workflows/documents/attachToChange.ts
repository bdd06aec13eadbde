import type { DocumentLabel, DocumentRecord, FileContent, ToldDocument } from '../../data/document.model';
import type { PersonActor } from '../../domain/actor';
import { mayHandleDocuments, placeOfDocument } from '../../domain/change/changeDocuments';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { attachedDocuments, documentFacts, uploaderOf } from './attachedDocuments';

/** A file takes some seconds to look through; nobody needs more of them with one change. */
export const mostChangeDocuments = 30;

/**
 * Attaches a document to a change, for those who are told of it. Until the change is released it becomes part of the notices, and whoever attaches it one of the
 * change's authors, who may not release it; later it stands beside them, and
 * the DPO alone attaches it. Refuses `wrong-state` for a withdrawn change, `dpo-only` to others once it is released, and `too-many-documents` beyond 30.
 * `now` is legal time.
 */
export async function attachToChange(
  context: WorkflowContext,
  { actor, now, changeId, file, label }: { actor: PersonActor; now: Date; changeId: string; file: FileContent; label: DocumentLabel },
): Promise<Outcome<DocumentRecord>> {
  const { data } = context;
  const attached = (await data.documents.listOfChange(changeId)).filter(({ ofChange }) => !ofChange.withdrawn);
  if (attached.length >= mostChangeDocuments) return refuse('too-many-documents');
  const meant = { uploadedBy: uploaderOf(actor), audience: 'controller' as const, about: { changeId }, at: now };
  const [document] = attachedDocuments([file], { ...meant, ofChange: { ...label, withdrawn: null } });
  if (!document) throw new Error('a file became no document');
  return allOrNothing(context, async (session): Promise<Outcome<DocumentRecord>> => {
    const change = await data.changes.find(changeId, session);
    if (!change) return refuse('not-found');
    const place = placeOfDocument(change.status);
    if (!place) return refuse('wrong-state');
    if (!mayHandleDocuments(actor.role, change.status)) return refuse('dpo-only');
    if (place === 'inNotice') {
      const documents = [...change.documents, toldDocument(document, label)];
      const authorIds = [...new Set([...change.authorIds, actor.personId])];
      if (!(await data.changes.replace({ ...change, documents, authorIds, updatedAt: now }, session))) return refuse('stale-version');
    }
    await data.documents.insertMany([document], session);
    await data.auditEvents.record(
      {
        ...{ at: now, type: 'change.documentAttached', actor, subject: { kind: 'document', id: document._id }, changeId },
        subprocessorId: change.subprocessorId,
        facts: { kind: label.kind, access: label.access, place, ...documentFacts([document]) },
      },
      session,
    );
    return done(document);
  });
}

function toldDocument({ _id, name, sha256 }: DocumentRecord, { kind, title, language, access }: DocumentLabel): ToldDocument {
  return { documentId: _id, name, sha256, kind, title, language, access };
}
