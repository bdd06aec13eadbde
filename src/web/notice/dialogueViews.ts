import { calendarDate } from '../../domain/calendar/calendarDate';
import { describeDate, describeInstant } from '../../domain/periods/describe';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import type { PageLocale } from '../locale';
import { dialogueTexts } from './dialogueTexts';
import { noticeAddress } from './noticeAddress';
import { noticeTexts } from './noticeTexts';

/** Something that was written, with what came of it. */
interface Written {
  reference: { value: string; href: string; label: string } | null;
  parts: { by: string; text: string }[];
  lines: string[];
}

export interface DialogueView {
  heading: string;
  id: string;
  entries: Written[];
}

/** A consent lifts the two clocks and nothing else: an objection that is open holds the change on. Empty where none does. */
export function objectionHolds({ openObjection }: Pick<NoticeVisit, 'openObjection'>, locale: PageLocale): string[] {
  return openObjection && !openObjection.late ? [dialogueTexts[locale].objectionHolds(openObjection.reference)] : [];
}

/** What was asked and answered, what the DPO wrote, and the consent that stands; each only where there is something. */
export function dialogueViews(visit: Pick<NoticeVisit, 'notice' | 'questions' | 'openObjection'>, locale: PageLocale): DialogueView[] {
  const { notice, questions } = visit;
  const texts = dialogueTexts[locale];
  const day = (date: string): string => describeDate(calendarDate(date), locale);
  const at = (instant: Date): string => describeInstant(instant, notice.terms.timeZone, locale, 'sameDay');
  const asked = questions.map(
    ({ reference, text, askedBy, askedAt, answer, dueOn }): Written => ({
      reference: {
        value: reference,
        href: noticeAddress.confirmation(notice.shortId, reference),
        label: noticeTexts[locale].objection.toConfirmation,
      },
      parts: [
        { by: texts.askedBy(askedBy.name, askedBy.title, at(askedAt)), text },
        ...(answer ? [{ by: texts.answeredAt(at(answer.at)), text: answer.text }] : []),
      ],
      lines: answer ? [] : [texts.answerBy(day(dueOn))],
    }),
  );
  const messages = notice.messages.map(
    (message): Written => ({
      reference: null,
      parts: [{ by: texts.messageAt[message.about](at(message.at)), text: message.text }],
      lines: message.effectiveOn ? [texts.wished(day(message.effectiveOn))] : [],
    }),
  );
  const { consent } = notice;
  const consented = consent
    ? [
        {
          reference: null,
          parts: [],
          lines: [
            texts.consented(day(consent.effectiveOn), consent.by.name, consent.by.title, at(consent.at), consent.reference),
            ...objectionHolds(visit, locale),
          ],
        },
      ]
    : [];
  return [
    { id: 'messages', heading: texts.sections.messages, entries: messages },
    { id: 'questions', heading: texts.sections.questions, entries: asked },
    { id: 'consented', heading: texts.sections.consent, entries: consented },
  ].filter(({ entries }) => entries.length > 0);
}
