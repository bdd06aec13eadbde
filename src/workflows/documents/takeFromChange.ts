import type { PersonActor } from '../../domain/actor';
import { mayHandleDocuments, removalOfDocument } from '../../domain/change/changeDocuments';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { documentFacts } from './attachedDocuments';

/**
 * Takes a document away from a change: out of a draft it is removed; once the change is published it stays in the list, marked as withdrawn with the reason,
 * and nobody who was told reads it any more: for the DPO alone, others are refused with `dpo-only`. Refuses `wrong-state` while the change is reviewed or released but not published, and for what is withdrawn
 * already; `reason-missing` where a withdrawal has none. `now` is legal time.
 */
export async function takeFromChange(
  context: WorkflowContext,
  { actor, now, changeId, documentId, reason }: { actor: PersonActor; now: Date; changeId: string; documentId: string; reason: string },
): Promise<Outcome<'remove' | 'withdraw'>> {
  const { data } = context;
  const document = (await data.documents.listOfChange(changeId)).find(({ _id }) => _id === documentId);
  if (!document) return refuse('not-found');
  return allOrNothing(context, async (session): Promise<Outcome<'remove' | 'withdraw'>> => {
    const change = await data.changes.find(changeId, session);
    if (!change) return refuse('not-found');
    const how = removalOfDocument(change.status);
    if (!how || document.ofChange.withdrawn) return refuse('wrong-state');
    if (!mayHandleDocuments(actor.role, change.status)) return refuse('dpo-only');
    if (how === 'withdraw' && reason === '') return refuse('invalid', { errors: [reasonMissing] });
    const documents = change.documents.filter((each) => each.documentId !== documentId);
    if (documents.length < change.documents.length) {
      const authorIds = how === 'remove' ? [...new Set([...change.authorIds, actor.personId])] : change.authorIds;
      if (!(await data.changes.replace({ ...change, documents, authorIds, updatedAt: now }, session))) return refuse('stale-version');
    }
    if (how === 'remove') await data.documents.remove(documentId, session);
    else {
      const withdrawn = { at: now, by: { personId: actor.personId, name: actor.name }, reason };
      if (!(await data.documents.withdraw(documentId, withdrawn, session))) return refuse('wrong-state');
    }
    await data.auditEvents.record(
      {
        ...{ at: now, type: how === 'remove' ? 'change.documentRemoved' : 'change.documentWithdrawn', actor, changeId },
        subject: { kind: 'document', id: documentId },
        subprocessorId: change.subprocessorId,
        facts: { kind: document.ofChange.kind, ...documentFacts([document]), ...(reason ? { reason } : {}) },
      },
      session,
    );
    return done(how);
  });
}

const reasonMissing = {
  pointer: '/reason',
  code: 'required',
  detail: {
    nb: 'Skriv hvorfor dokumentet trekkes tilbake. De berørte ser det.',
    en: 'Say why the document is withdrawn. Those affected see it.',
  },
};
