import type { AgreementRecord } from '../../../data/agreement.model';
import type { ChangeRecord } from '../../../data/change.model';
import type { DocumentRequestRecord } from '../../../data/documentRequest.model';
import type { NoticeRecord } from '../../../data/notice.model';
import { addDays, localDateOf } from '../../../domain/calendar/calendarDate';
import { describeInstant } from '../../../domain/periods/describe';
import { documentName } from '../../../mail/viewModels/documentLetters';
import { usualReadingDays } from '../../../workflows/documentRequests/decideDocumentRequest';
import type { PageLocale } from '../../locale';
import { changeDocumentTexts } from '../../texts/changeDocumentTexts';
import { requestState } from '../changes/changeDocumentsPage';
import { dayText } from '../changes/changeFacts';
import { changeTitle, type Tag } from '../changes/changeLabels';

export interface AboutRequest {
  request: DocumentRequestRecord;
  notice: NoticeRecord;
  change: ChangeRecord;
  agreement: AgreementRecord;
}

/** What was typed in the form that was refused. */
export interface TypedDecision {
  decision: string;
  text: string;
  readableUntil: string;
}

/** One request for documents: who asks for what, the answer, or the form for it. */
export function documentRequestPage(
  { request, notice, change, agreement }: AboutRequest,
  { locale, now, mayAnswer, typed }: { locale: PageLocale; now: Date; mayAnswer: boolean; typed: TypedDecision | null },
) {
  const texts = changeDocumentTexts[locale].requests;
  const { askedBy, decision } = request;
  const { timeZone } = notice.terms;
  const at = (instant: Date): string => describeInstant(instant, timeZone, locale, 'sameDay');
  const link = (label: string, href: string, text: string) => ({ label, links: [{ href, label: text }], none: '' });
  const colors = { open: 'warning', granted: 'success', declined: 'neutral' } as const;
  const state: Tag = { label: texts.states[requestState(request)], color: colors[requestState(request)] };
  return {
    state,
    links: [
      link(texts.facts.change, `/desk/changes/${change._id}`, changeTitle(change, locale)),
      link(texts.facts.agreement, `/desk/agreements/${agreement._id}`, `${agreement.reference} – ${notice.content.controllerName}`),
      link(texts.facts.notice, `/desk/notices/${notice._id}`, texts.notice),
      {
        label: texts.facts.documents,
        links: request.documents.map((document) => ({
          href: `/desk/changes/${change._id}/documents/${document.documentId}`,
          label: documentName(document, locale),
        })),
        none: '',
      },
    ],
    facts: [
      { label: texts.facts.asker, values: [`${askedBy.name}, ${askedBy.title}`] },
      { label: texts.facts.askedAt, values: [at(request.askedAt)] },
      { label: texts.facts.dueOn, values: [dayText(request.dueOn, locale)] },
      ...(decision
        ? [
            { label: texts.facts.answeredAt, values: [at(decision.at)] },
            { label: texts.facts.answeredBy, values: [decision.by.name] },
          ]
        : []),
      ...(decision?.readableUntil ? [{ label: texts.facts.until, values: [dayText(decision.readableUntil, locale)] }] : []),
    ],
    question: { title: texts.reason, text: request.reason || texts.noReason },
    answer: decision?.text ? { title: texts.answer, text: decision.text } : null,
    form:
      mayAnswer && request.open
        ? {
            title: texts.formTitle,
            hint: texts.hint,
            action: `/desk/document-requests/${request._id}/answer`,
            choices: {
              name: 'decision',
              kind: 'radio',
              legend: texts.decision,
              options: (['grant', 'decline'] as const).map((value) => ({ value, label: texts[value], checked: typed?.decision === value })),
            },
            fields: [
              { name: 'text', label: texts.text, hint: texts.textHint, value: typed?.text ?? '', kind: 'textarea', rows: 6 },
              {
                ...{ name: 'readableUntil', label: texts.until, hint: texts.untilHint, kind: 'date', width: 'short' },
                value: typed?.readableUntil ?? addDays(localDateOf(now, timeZone), usualReadingDays),
              },
            ],
            send: texts.send,
          }
        : null,
  };
}
