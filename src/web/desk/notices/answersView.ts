import type { ManualAnswerRecord } from '../../../data/dialogue.model';
import { localDateOf } from '../../../domain/calendar/calendarDate';
import { mayDiscussApproval } from '../../../workflows/answers/writeToController';
import { consentDaysOf } from '../../../workflows/consents/giveConsent';
import { sizeText } from '../../documents/fileSize';
import type { PageLocale } from '../../locale';
import { answerTexts } from '../../texts/answerTexts';
import { changeDocumentTexts } from '../../texts/changeDocumentTexts';
import { changePageTexts } from '../../texts/changePageTexts';
import { questionTexts } from '../../texts/questionTexts';
import { requestState } from '../changes/changeDocumentsPage';
import { dayText } from '../changes/changeFacts';
import type { Tag } from '../changes/changeLabels';
import { pageAddress } from '../pageAddress';
import { instantText, type NoticePageFacts } from './noticePageFacts';

const colors = { requested: 'warning', granted: 'success', refused: 'danger' } as const;

/** What the controller has answered, what was written to it, and what can be done about it. */
export function answersView(facts: NoticePageFacts) {
  const { notice, locale, actor, now } = facts;
  const texts = answerTexts[locale];
  const href = `/desk/notices/${notice._id}`;
  const isUndecided = notice.effect === 'pending' || notice.effect === 'held';
  const days = notice.consent ? null : consentDaysOf(notice, localDateOf(now, notice.terms.timeZone));
  const mayAct = actor.role === 'dpo' && isUndecided;
  const isReader = actor.role === 'dpo' || actor.role === 'auditor';
  const link = (when: boolean, path: string, label: string) => (mayAct && when ? [{ href: `${href}/${path}`, label }] : []);
  return {
    title: texts.title,
    none: notice.approvals.length === 0 && !notice.consent ? texts.none : null,
    rows: [...approvalRows(facts), ...consentRows(facts)],
    messages: {
      title: texts.messages.title,
      rows: notice.messages.map(({ about, text, effectiveOn, at, by }) => ({
        title: about === 'approval' ? texts.messages.approval : texts.messages.consent(dayText(effectiveOn ?? '', locale)),
        by: texts.messages.by(by.name, instantText(at, facts)),
        text,
      })),
    },
    questions: {
      title: texts.questions.title,
      rows: facts.questions.map(({ _id, reference, open }) => ({
        href: isReader ? `/desk/questions/${_id}` : null,
        text: texts.questions.row(reference, questionTexts[locale].states[open ? 'open' : 'answered']),
      })),
    },
    documentRequests: {
      title: changeDocumentTexts[locale].requests.title,
      rows: facts.documentRequests.map((request) => ({
        href: isReader ? `/desk/document-requests/${request._id}` : null,
        text: texts.questions.row(request.reference, changeDocumentTexts[locale].requests.states[requestState(request)]),
      })),
    },
    byHand: byHandView(facts),
    links: [
      ...link(mayDiscussApproval(notice), 'message', texts.links.message),
      ...link(days !== null, 'consent', texts.links.askConsent),
      ...link(mayDiscussApproval(notice), 'answers/new', texts.links.enterApproval),
      ...link(days !== null, 'answers/new?what=consent', texts.links.enterConsent),
    ],
  };
}

interface Row {
  title: string;
  tag: Tag;
  lines: string[];
  grounds: string | null;
}

function approvalRows(facts: NoticePageFacts): Row[] {
  const { notice, locale } = facts;
  const texts = answerTexts[locale];
  return notice.approvals.map(({ kind, state, requestedAt, decidedAt, decidedBy, reference, grounds }) => ({
    title: changePageTexts[locale].approvalKinds[kind],
    tag: { label: texts.states[state], color: colors[state] },
    lines:
      decidedAt && decidedBy
        ? [texts.decided(decidedBy.name, decidedBy.title, instantText(decidedAt, facts), reference ?? '–')]
        : [texts.requestedAt(instantText(requestedAt, facts))],
    grounds,
  }));
}

function consentRows(facts: NoticePageFacts): Row[] {
  const { consent } = facts.notice;
  if (!consent) return [];
  const texts = answerTexts[facts.locale];
  return [
    {
      title: texts.consent.given(dayText(consent.effectiveOn, facts.locale)),
      tag: { label: texts.consent.tag, color: 'success' },
      lines: [texts.decided(consent.by.name, consent.by.title, instantText(consent.at, facts), consent.reference)],
      grounds: null,
    },
  ];
}

function byHandView(facts: NoticePageFacts) {
  const { notice, locale, actor, documents } = facts;
  const texts = answerTexts[locale].byHand;
  const href = `/desk/notices/${notice._id}`;
  return {
    title: texts.title,
    rows: notice.manualAnswers.map((answer) => {
      const isOwn = answer.enteredBy.personId === actor.personId;
      const waits = answer.confirmedBy === null;
      return {
        title: saysText(answer, locale),
        waiting: waits ? { label: texts.waiting, color: 'warning' } : null,
        note: answer.note,
        lines: [
          texts.arrived(answer.name, answer.title, instantText(answer.decidedAt, facts)),
          texts.entered(answer.enteredBy.name, instantText(answer.enteredBy.at, facts)),
          ...(answer.confirmedBy ? [texts.confirmed(answer.confirmedBy.name, instantText(answer.confirmedBy.at, facts))] : []),
        ],
        documents: documents
          .filter(({ _id }) => answer.documentIds.includes(_id))
          .map(({ _id, name, size }) => ({ href: `${href}/documents/${_id}`, label: `${name} (${sizeText(size, locale)})` })),
        own: actor.role === 'dpo' && waits && isOwn ? texts.own : null,
        confirm:
          actor.role === 'dpo' && waits && !isOwn
            ? { href: pageAddress(`${href}/answers/confirm`, { answer: answer.id }), label: texts.confirm }
            : null,
      };
    }),
  };
}

/** "Godkjent: Overføring til tredjestat", "Samtykke til onsdag 10. juni 2026". */
export function saysText({ says }: Pick<ManualAnswerRecord, 'says'>, locale: PageLocale): string {
  const texts = answerTexts[locale].byHand;
  if (says.kind === 'consent') return texts.consent(dayText(says.effectiveOn, locale));
  return texts[says.decision](says.kinds.map((kind) => changePageTexts[locale].approvalKinds[kind]).join(', '));
}
