import { calendarDate } from '../../domain/calendar/calendarDate';
import { describeDate, describeInstant } from '../../domain/periods/describe';
import { documentName } from '../../mail/viewModels/documentLetters';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import type { PageLocale } from '../locale';
import type { Confirmation } from './dialogueConfirmations';
import type { DialogueView } from './dialogueViews';
import { noticeAddress } from './noticeAddress';
import type { OpenNotice } from './noticeDesk';
import { noticeDocumentTexts } from './noticeDocumentTexts';
import { noticeTexts } from './noticeTexts';

type Request = NoticeVisit['documentRequests'][number];

/** What a contact gets back for a request for documents; with its answer once there is one. */
export function documentConfirmation(reference: string, { visit, locale }: OpenNotice): Confirmation | null {
  const request = visit.documentRequests.find((each) => each.reference === reference);
  if (!request) return null;
  const texts = noticeDocumentTexts[locale].confirmation;
  const { decision } = request;
  const at = describeInstant(request.askedAt, visit.notice.terms.timeZone, locale, 'sameDay');
  return {
    title: decision ? texts[decision.granted ? 'granted' : 'declined'] : texts.title,
    lines: [
      texts.receivedAt(at),
      ...aboutLines(request, locale),
      ...(decision ? [] : [texts.answerBy(describeDate(calendarDate(request.dueOn), locale))]),
    ],
    written: partsOf(request, visit, locale).map(({ by, text }) => ({ by: by.replace(/:$/, ''), text })),
  };
}

/** The requests for documents and what came of them, as the page shows questions; nothing where there are none. */
export function documentRequestViews(visit: Pick<NoticeVisit, 'notice' | 'documentRequests'>, locale: PageLocale): DialogueView[] {
  const { notice, documentRequests } = visit;
  if (documentRequests.length === 0) return [];
  const texts = noticeDocumentTexts[locale];
  return [
    {
      id: 'documentRequests',
      heading: texts.requests,
      entries: documentRequests.map((request) => ({
        reference: {
          value: request.reference,
          href: noticeAddress.confirmation(notice.shortId, request.reference),
          label: noticeTexts[locale].objection.toConfirmation,
        },
        parts: partsOf(request, visit, locale),
        lines: [
          ...aboutLines(request, locale),
          ...(request.decision ? [] : [texts.answerBy(describeDate(calendarDate(request.dueOn), locale))]),
        ],
      })),
    },
  ];
}

function aboutLines({ documents, decision }: Request, locale: PageLocale): string[] {
  const texts = noticeDocumentTexts[locale];
  const names = documents.map((document) => documentName(document, locale)).join(', ');
  return [
    texts.about(names),
    ...(decision?.readableUntil ? [texts.given(describeDate(calendarDate(decision.readableUntil), locale))] : []),
  ];
}

function partsOf(
  { askedBy, askedAt, reason, decision }: Request,
  { notice }: Pick<NoticeVisit, 'notice'>,
  locale: PageLocale,
): { by: string; text: string }[] {
  const texts = noticeDocumentTexts[locale];
  const at = (instant: Date): string => describeInstant(instant, notice.terms.timeZone, locale, 'sameDay');
  return [
    { by: texts.askedBy(askedBy.name, askedBy.title, at(askedAt)), text: reason || texts.noReason },
    ...(decision
      ? [{ by: texts[decision.granted ? 'granted' : 'declined'](at(decision.at)), text: decision.text || texts.noAnswerText }]
      : []),
  ];
}
