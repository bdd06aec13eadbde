import type { ToldDocument } from '../../data/document.model';
import type { ChangeDocumentFacts } from '../../data/document.repository';
import type { DocumentRequestRecord } from '../../data/documentRequest.model';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { documentStanding } from '../../domain/change/changeDocuments';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { sha256Hex } from '../../mail/canonical';
import type { WorkflowContext } from '../context';
import { type ActWithMail, actWithMail } from '../delivery/actWithMail';
import { confirmationsTo, idsOf, loadParties } from '../delivery/controllerMail';
import { type Asking, askedRecord, askOnce } from '../questions/asking';

/**
 * The controller asks for documents of the change that are given on request (2020 template 9.6). It stops no clock; all contacts of the agreement get a
 * confirmation with the reference `DOK-XXXX-XXXX`. The same documents by the same contact again, while they are being decided on, are the same request.
 * Refuses `wrong-state` where one of them can be read already, was asked for, or is withdrawn; so no more can wait than the change has documents. `reason` is as
 * typed and cleaned, and may be empty.
 */
export async function askForDocuments(
  context: WorkflowContext,
  { documentIds, reason, ...asking }: Asking & { documentIds: readonly string[]; reason: string },
): Promise<Outcome<{ reference: string }>> {
  const { data } = context;
  const { actor } = asking;
  const parties = await loadParties(context, actor.noticeId);
  if (!parties) return refuse('not-found');
  const [documents, requests] = await Promise.all([
    data.documents.listOfChange(parties.notice.changeId),
    data.documentRequests.listOfNotices([actor.noticeId]),
  ]);
  const wanted = documents.filter(({ _id }) => documentIds.includes(_id));
  const same = requests.find((each) => each.open && each.askedBy.contactId === actor.contactId && isAbout(each, wanted));
  if (same) return done({ reference: same.reference });
  const today = localDateOf(asking.now, parties.notice.terms.timeZone);
  const isAskable = ({ _id, ofChange }: ChangeDocumentFacts) => {
    const facts = { documentId: _id, access: ofChange.access, isWithdrawn: ofChange.withdrawn !== null };
    return ['onRequest', 'expired'].includes(documentStanding(facts, requests, today).state);
  };
  if (wanted.length === 0 || wanted.length < documentIds.length || !wanted.every(isAskable)) return refuse('wrong-state');
  const ids = wanted.map(({ _id }) => _id).sort();
  const dedupeKey = sha256Hex(`documents ${actor.noticeId} ${actor.contactId} ${ids.join(' ')}`);
  return askOnce(
    () => data.documentRequests.findOpenSame(dedupeKey),
    () => ask(context, asking, { documents: wanted.map(told), reason, dedupeKey }),
  );
}

async function ask(
  context: WorkflowContext,
  asking: Asking,
  { documents, reason, dedupeKey }: Pick<DocumentRequestRecord, 'documents' | 'reason' | 'dedupeKey'>,
): Promise<Outcome<DocumentRequestRecord>> {
  const { data } = context;
  const { actor, asker, now } = asking;
  return actWithMail(context, async (session): Promise<Outcome<ActWithMail<DocumentRequestRecord>>> => {
    const parties = await loadParties(context, actor.noticeId, session);
    if (!parties) return refuse('not-found');
    const request = { ...askedRecord(parties, asking, { prefix: 'DOK', dedupeKey }), documents, reason, decision: null };
    await data.documentRequests.insert(request, session);
    await data.auditEvents.record(
      {
        ...{ at: now, type: 'documents.asked', actor: { ...actor, ...asker } },
        subject: { kind: 'documentRequest', id: request._id },
        ...idsOf(parties.notice),
        facts: { reference: request.reference, dueOn: request.dueOn, reason, ...hashesOf(request) },
      },
      session,
    );
    const detail = { documentRequestId: request._id };
    const mail = confirmationsTo(parties, context, { kind: 'documentsAsked', dedupe: `documentsAsked:${request._id}`, detail });
    return done({ value: request, mail });
  });
}

/** What an audit event says of the documents of a request. */
export function hashesOf({ documents }: Pick<DocumentRequestRecord, 'documents'>): Record<string, unknown> {
  return { documentIds: documents.map(({ documentId }) => documentId), documentHashes: documents.map(({ sha256 }) => sha256) };
}

function isAbout({ documents }: DocumentRequestRecord, wanted: readonly ChangeDocumentFacts[]): boolean {
  return documents.length === wanted.length && wanted.every(({ _id }) => documents.some(({ documentId }) => documentId === _id));
}

function told({ _id, name, sha256, ofChange: { kind, title, language, access } }: ChangeDocumentFacts): ToldDocument {
  return { documentId: _id, name, sha256, kind, title, language, access };
}
