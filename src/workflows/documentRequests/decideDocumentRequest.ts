import type { DocumentRequestRecord } from '../../data/documentRequest.model';
import type { PersonActor } from '../../domain/actor';
import { addDays, type CalendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { type ActWithMail, actWithMail } from '../delivery/actWithMail';
import { confirmationsTo, idsOf, loadParties } from '../delivery/controllerMail';
import { hashesOf } from './askForDocuments';

/** Days that documents can be read where nothing else is said, and at most. */
export const usualReadingDays = 30;
const mostReadingDays = 365;

export interface DocumentDecision {
  granted: boolean;
  /** To the controller; a no has one. */
  text: string;
  /** The last day on which they can be read, in the zone of the agreement's terms; left out: 30 days from today. Of a no it counts for nothing. */
  readableUntil?: CalendarDate;
}

/**
 * The DPO gives the documents that were asked for, until a stated day, or declines with a text; all contacts of the agreement are told. Refuses `wrong-state`
 * for a request that is answered, and `invalid` for a no without a text and for a day before today or more than a year away. `now` is legal time.
 */
export async function decideDocumentRequest(
  context: WorkflowContext,
  { actor, now, requestId, decision }: { actor: PersonActor; now: Date; requestId: string; decision: DocumentDecision },
): Promise<Outcome<DocumentRequestRecord>> {
  const { data } = context;
  const { granted, text } = decision;
  return actWithMail(context, async (session): Promise<Outcome<ActWithMail<DocumentRequestRecord>>> => {
    const request = await data.documentRequests.find(requestId, session);
    const parties = request && (await loadParties(context, request.noticeId, session));
    if (!request || !parties) return refuse('not-found');
    if (!request.open) return refuse('wrong-state');
    const today = localDateOf(now, parties.notice.terms.timeZone);
    const readableUntil = granted ? (decision.readableUntil ?? addDays(today, usualReadingDays)) : null;
    const errors = problemsWith({ granted, text, readableUntil }, today);
    if (errors.length > 0) return refuse('invalid', { errors });
    const by = { personId: actor.personId, name: actor.name };
    const decided = { ...request, open: false, decision: { granted, text, at: now, by, readableUntil }, updatedAt: now };
    const saved = await data.documentRequests.replace(decided, session);
    if (!saved) return refuse('stale-version');
    await data.auditEvents.record(
      {
        ...{ at: now, type: granted ? 'documents.granted' : 'documents.declined', actor },
        subject: { kind: 'documentRequest', id: requestId },
        ...idsOf(parties.notice),
        facts: { reference: request.reference, answer: text, ...(readableUntil ? { readableUntil } : {}), ...hashesOf(request) },
      },
      session,
    );
    const detail = { documentRequestId: requestId };
    const mail = confirmationsTo(parties, context, { kind: 'documentsAnswered', dedupe: `documentsAnswered:${requestId}`, detail });
    return done({ value: saved, mail });
  });
}

function problemsWith(
  { granted, text, readableUntil }: { granted: boolean; text: string; readableUntil: CalendarDate | null },
  today: CalendarDate,
): FieldProblem[] {
  if (!granted) return text === '' ? [textMissing] : [];
  const isPossible = readableUntil !== null && readableUntil >= today && readableUntil <= addDays(today, mostReadingDays);
  return isPossible ? [] : [dayWrong];
}

const textMissing: FieldProblem = {
  pointer: '/text',
  code: 'required',
  detail: { nb: 'Skriv hvorfor dokumentene ikke gis ut.', en: 'Say why the documents are not given.' },
};

const dayWrong: FieldProblem = {
  pointer: '/readableUntil',
  code: 'out-of-range',
  detail: { nb: 'Velg en dag fra i dag og inntil ett år frem.', en: 'Choose a day from today on, at most a year away.' },
};
