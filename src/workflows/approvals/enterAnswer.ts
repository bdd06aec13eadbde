import type { ManualAnswerContent, ManualAnswerRecord } from '../../data/dialogue.model';
import type { FileContent } from '../../data/document.model';
import { newId } from '../../data/id';
import type { NoticeRecord } from '../../data/notice.model';
import type { PersonActor } from '../../domain/actor';
import { calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import { consentDaysOf, dayText } from '../consents/giveConsent';
import type { WorkflowContext } from '../context';
import { idsOf } from '../delivery/controllerMail';
import { attachedDocuments, documentFacts, uploaderOf } from '../documents/attachedDocuments';
import { approvalRefusal } from './writeApprovals';

/** An approval, a refusal or a consent that came by mail, letter or phone, as whoever enters it knows. */
export interface AnswerInput {
  says: ManualAnswerContent;
  /** When it arrived; legal time. */
  decidedAt: Date;
  /** Who gave it. */
  name: string;
  title: string;
  note: string;
}

/**
 * One person enters an answer that did not come by the link; it counts once another has confirmed it (`confirmAnswer`). One of the same sort that was entered before
 * and waits is replaced: that is how a mistake is put right. Refuses an arrival that has not come or lies before the notice (`invalid`), `consent-day`,
 * `grounds-missing` as `approvalRefusal` says, and `wrong-state` for what can no longer be answered so. `now` is legal time.
 */
export async function enterAnswer(
  context: WorkflowContext,
  {
    actor,
    now,
    noticeId,
    input,
    files = [],
  }: { actor: PersonActor; now: Date; noticeId: string; input: AnswerInput; files?: readonly FileContent[] },
): Promise<Outcome<NoticeRecord>> {
  const { data } = context;
  return allOrNothing(context, async (session): Promise<Outcome<NoticeRecord>> => {
    const notice = await data.notices.find(noticeId, session);
    if (!notice) return refuse('not-found');
    const errors = arrivalProblems(notice, input.decidedAt, now);
    if (errors.length > 0) return refuse('invalid', { errors });
    const refused = contentRefusal(notice, input.says, now);
    if (refused) return refused;
    const attached = { uploadedBy: uploaderOf(actor), audience: 'processor' as const, about: { noticeId }, at: now };
    const documents = attachedDocuments(files, attached);
    await data.documents.insertMany(documents, session);
    const replaced = waitingAnswers(notice).find(({ says }) => says.kind === input.says.kind);
    const answer: ManualAnswerRecord = {
      ...{ id: newId(), ...input, documentIds: documents.map(({ _id }) => _id) },
      ...{ enteredBy: { personId: actor.personId, name: actor.name, at: now }, confirmedBy: null, reference: null },
    };
    const manualAnswers = [...notice.manualAnswers.filter(({ id }) => id !== replaced?.id), answer];
    const saved = await data.notices.replace({ ...notice, manualAnswers, answerWaiting: true, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    const { says, name, title, note, decidedAt } = input;
    await data.auditEvents.record(
      {
        at: now,
        type: 'answer.entered',
        actor,
        subject: { kind: 'notice', id: noticeId },
        ...idsOf(notice),
        facts: {
          ...{ answerId: answer.id, kind: says.kind, decidedAt, name, title, note },
          ...(says.kind === 'approval' ? { kinds: says.kinds, decision: says.decision, grounds: says.grounds } : { on: says.effectiveOn }),
          ...(replaced ? { replaced: replaced.id } : {}),
          ...documentFacts(documents),
        },
      },
      session,
    );
    return done(saved);
  });
}

/** Those that wait for another person. */
export function waitingAnswers({ manualAnswers }: Pick<NoticeRecord, 'manualAnswers'>): ManualAnswerRecord[] {
  return manualAnswers.filter(({ confirmedBy }) => confirmedBy === null);
}

function arrivalProblems({ publishedAt }: NoticeRecord, decidedAt: Date, now: Date): FieldProblem[] {
  if (decidedAt > now)
    return [problem('in-the-future', 'Svaret kan ikke ha kommet frem i tid.', 'The answer cannot have come in the future.')];
  if (decidedAt >= publishedAt) return [];
  return [
    problem(
      'before-the-notice',
      'Varselet var ikke publisert da. Oppgi da svaret kom inn.',
      'The notice had not been published then. Give when the answer arrived.',
    ),
  ];
}

function problem(code: string, nb: string, en: string): FieldProblem {
  return { pointer: '/decidedAt', code, detail: { nb, en } };
}

function contentRefusal(notice: NoticeRecord, says: ManualAnswerContent, now: Date): ReturnType<typeof refuse> | null {
  if (says.kind === 'approval') return approvalRefusal(notice, { kinds: says.kinds, state: says.decision, grounds: says.grounds });
  if (notice.effect === 'superseded') return refuse('superseded');
  const days = consentDaysOf(notice, localDateOf(now, notice.terms.timeZone));
  if (!days || notice.consent) return refuse('wrong-state');
  const day = calendarDate(says.effectiveOn);
  return day >= days.first && day <= days.last ? null : refuse('consent-day', { detail: dayText(days) });
}
