import { isDuplicateKey } from '../../data/connection';
import type { ToldDocument } from '../../data/document.model';
import type { ChangeDocumentFacts } from '../../data/document.repository';
import type { DocumentRequestRecord } from '../../data/documentRequest.model';
import { newId, readableCode } from '../../data/id';
import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor } from '../../domain/actor';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { addBusinessDays } from '../../domain/calendar/holidays';
import { documentStanding } from '../../domain/change/changeDocuments';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { sha256Hex } from '../../mail/canonical';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, loadParties, type NoticeParties } from '../delivery/controllerMail';
import { enqueueMail } from '../delivery/enqueueMail';

/** Working days within which a request for documents should be answered; the day it was made is not counted. */
export const answerDocumentsWithinDays = 5;

interface Asking {
  actor: ControllerActor;
  /** Legal time. */
  now: Date;
  documentIds: readonly string[];
  /** As typed and cleaned; may be empty. */
  reason: string;
  asker: { name: string; title: string };
}

/**
 * The controller asks for documents of the change that are given on request (2020 template 9.6). It stops no clock; all contacts of the agreement get a
 * confirmation with the reference `DOK-XXXX-XXXX`. The same documents by the same contact again, while they are being decided on, are the same request.
 * Refuses `wrong-state` where one of them can be read already, was asked for, or is withdrawn.
 */
export async function askForDocuments(context: WorkflowContext, asking: Asking): Promise<Outcome<{ reference: string }>> {
  const { data } = context;
  const { actor } = asking;
  const parties = await loadParties(context, actor.noticeId);
  if (!parties) return refuse('not-found');
  const [documents, requests] = await Promise.all([
    data.documents.listOfChange(parties.notice.changeId),
    data.documentRequests.listOfNotices([actor.noticeId]),
  ]);
  const wanted = documents.filter(({ _id }) => asking.documentIds.includes(_id));
  const same = requests.find((each) => each.open && each.askedBy.contactId === actor.contactId && isAbout(each, wanted));
  if (same) return done({ reference: same.reference });
  const today = localDateOf(asking.now, parties.notice.terms.timeZone);
  const isAskable = ({ _id, ofChange }: ChangeDocumentFacts) => {
    const facts = { documentId: _id, access: ofChange.access, isWithdrawn: ofChange.withdrawn !== null };
    return ['onRequest', 'expired'].includes(documentStanding(facts, requests, today).state);
  };
  if (wanted.length === 0 || wanted.length < asking.documentIds.length || !wanted.every(isAskable)) return refuse('wrong-state');
  const answered = requests.filter(({ open }) => !open).length;
  const ids = wanted.map(({ _id }) => _id).sort();
  const dedupeKey = sha256Hex(`documents ${actor.noticeId} ${actor.contactId} ${answered} ${ids.join(' ')}`);
  try {
    return await ask(context, asking, requestOf(parties, asking, { documents: wanted.map(told), dedupeKey }));
  } catch (error) {
    // A double click: the other one was committed in the same moment.
    const other = isDuplicateKey(error) ? await data.documentRequests.findSame(dedupeKey) : null;
    if (!other) throw error;
    return done({ reference: other.reference });
  }
}

async function ask(context: WorkflowContext, asking: Asking, request: DocumentRequestRecord): Promise<Outcome<{ reference: string }>> {
  const { data } = context;
  let mail: SendingRecord[] = [];
  const outcome = await context.inTransaction(async (session): Promise<Outcome<{ reference: string }>> => {
    const parties = await loadParties(context, request.noticeId, session);
    if (!parties) return refuse('not-found');
    await data.documentRequests.insert(request, session);
    await data.auditEvents.record(
      {
        ...{ at: asking.now, type: 'documents.asked', actor: { ...asking.actor, ...asking.asker } },
        subject: { kind: 'documentRequest', id: request._id },
        ...idsOf(parties.notice),
        facts: { reference: request.reference, dueOn: request.dueOn, reason: request.reason, ...hashesOf(request) },
      },
      session,
    );
    const detail = { documentRequestId: request._id };
    mail = confirmationsTo(parties, context, { kind: 'documentsAsked', dedupe: `documentsAsked:${request._id}`, detail });
    await data.sendings.insertMany(mail, session);
    return done({ reference: request.reference });
  });
  const ids = mail.map(({ _id }) => _id);
  if (outcome.ok) await enqueueMail(context, ids);
  return outcome;
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

function requestOf(
  { notice }: NoticeParties,
  { actor, now, reason, asker }: Asking,
  { documents, dedupeKey }: { documents: ToldDocument[]; dedupeKey: string },
): DocumentRequestRecord {
  const code = readableCode(8);
  const { timeZone, calendar } = notice.terms;
  return {
    _id: newId(),
    reference: `DOK-${code.slice(0, 4)}-${code.slice(4)}`,
    dedupeKey,
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
    controllerId: notice.controllerId,
    open: true,
    documents,
    reason,
    askedBy: { ...asker, contactId: actor.contactId },
    askedAt: now,
    dueOn: addBusinessDays(localDateOf(now, timeZone), answerDocumentsWithinDays, calendar),
    decision: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
