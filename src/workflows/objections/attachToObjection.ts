import type { DocumentAudience, FileContent } from '../../data/document.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { idsOf } from '../delivery/controllerMail';
import { attachedDocuments, documentFacts, uploaderOf } from '../documents/attachedDocuments';

/**
 * One of the staff attaches files to an objection, for colleagues or (audience `controller`) for the controller to read on its page. It decides nothing, so it makes nobody's decision
 * stale, and can be done after the objection has ended. Refuses `not-found`. `now` is legal time.
 */
export async function attachToObjection(
  context: WorkflowContext,
  {
    actor,
    now,
    objectionId,
    files,
    audience,
  }: { actor: PersonActor; now: Date; objectionId: string; files: readonly FileContent[]; audience: DocumentAudience },
): Promise<Outcome<ObjectionRecord>> {
  const { data } = context;
  return context.inTransaction(async (session): Promise<Outcome<ObjectionRecord>> => {
    const objection = await data.objections.find(objectionId, session);
    const notice = objection && (await data.notices.find(objection.noticeId, session));
    if (!objection || !notice) return refuse('not-found');
    const about = { noticeId: objection.noticeId, objectionId };
    const documents = attachedDocuments(files, { uploadedBy: uploaderOf(actor), audience, about, at: now });
    await data.documents.insertMany(documents, session);
    await data.auditEvents.record(
      {
        ...{ at: now, type: 'objection.documentsAttached', actor, subject: { kind: 'objection', id: objectionId } },
        ...{ ...idsOf(notice), objectionId },
        facts: { reference: objection.reference, audience, ...documentFacts(documents) },
      },
      session,
    );
    return done(objection);
  });
}
