import type { AuditEventRecord } from '../../data/auditEvent.model';
import { calendarDate } from '../../domain/calendar/calendarDate';
import { describeDate, describeInstant } from '../../domain/periods/describe';
import { dialogueTexts } from './dialogueTexts';
import { objectionHolds } from './dialogueViews';
import type { OpenNotice } from './noticeDesk';
import { noticeTexts } from './noticeTexts';

/** A page of confirmation, in finished strings. */
export interface Confirmation {
  title: string;
  lines: string[];
  /** What was written, where something was. */
  written: { by: string; text: string }[];
  /** What happens next, and by when. */
  next?: string[];
}

/** What a contact gets back for a question; with its answer once there is one. */
export function questionConfirmation(reference: string, { visit, locale }: OpenNotice): Confirmation | null {
  const question = visit.questions.find((each) => each.reference === reference);
  if (!question) return null;
  const texts = dialogueTexts[locale];
  const at = (instant: Date): string => describeInstant(instant, visit.notice.terms.timeZone, locale, 'sameDay');
  const { askedBy, askedAt, text, answer, dueOn } = question;
  return {
    title: answer ? texts.confirmation.answered : texts.confirmation.question,
    lines: [
      texts.confirmation.receivedAt(at(askedAt)),
      ...(answer ? [] : [texts.confirmation.answerBy(describeDate(calendarDate(dueOn), locale))]),
    ],
    written: [
      { by: noticeTexts[locale].objection.by(askedBy.name, askedBy.title), text },
      ...(answer ? [{ by: texts.answeredAt(at(answer.at)).replace(/:$/, ''), text: answer.text }] : []),
    ],
  };
}

/** Of a consent, or of its being taken back: whichever came last. From the audit trail, since what is taken back no longer stands on the notice. */
export function consentConfirmation(
  events: readonly AuditEventRecord[],
  reference: string,
  { visit, locale }: OpenNotice,
): Confirmation | null {
  const event = events.findLast(({ type, facts }) => type.startsWith('consent.') && facts.reference === reference);
  if (!event) return null;
  const texts = dialogueTexts[locale].confirmation;
  const registered = texts.registeredAt(describeInstant(event.at, visit.notice.terms.timeZone, locale, 'sameDay'));
  if (event.type === 'consent.withdrawn') return { title: texts.withdrawn, lines: [registered, texts.withdrawnText], written: [] };
  const day = describeDate(calendarDate(String(event.facts.on)), locale);
  return {
    title: texts.consent,
    lines: [registered, texts.consentFrom(day), ...objectionHolds(visit, locale), texts.consentRest],
    written: [],
  };
}
