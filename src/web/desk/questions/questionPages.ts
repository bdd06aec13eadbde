import type { AgreementRecord } from '../../../data/agreement.model';
import type { ChangeRecord } from '../../../data/change.model';
import type { NoticeRecord } from '../../../data/notice.model';
import type { QuestionRecord } from '../../../data/question.model';
import { describeInstant } from '../../../domain/periods/describe';
import { processorDay } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { questionTexts } from '../../texts/questionTexts';
import { dayText } from '../changes/changeFacts';
import { changeTitle, type Tag } from '../changes/changeLabels';
import { pageAddress } from '../pageAddress';

/** A question with what its row tells of. */
export interface ListedQuestion {
  question: QuestionRecord;
  notice: NoticeRecord;
  change: ChangeRecord;
  agreement: AgreementRecord;
}

export function questionListPage(
  listed: ListedQuestion[],
  { all, next, cursor, locale, now }: { all: boolean; next: string | null; cursor: string | undefined; locale: PageLocale; now: Date },
) {
  const texts = questionTexts[locale];
  const show = all ? 'all' : undefined;
  return {
    filterLabel: texts.filterLabel,
    filters: [
      { href: '/desk/questions', label: texts.open, current: !all },
      { href: pageAddress('/desk/questions', { show: 'all' }), label: texts.all, current: all },
    ],
    empty: all ? texts.emptyAll : texts.emptyOpen,
    columns: texts.columns,
    rows: listed.map(({ question, notice, change, agreement }) => ({
      href: `/desk/questions/${question._id}`,
      reference: question.reference,
      controllerName: notice.content.controllerName,
      agreement: agreement.reference,
      change: { href: `/desk/changes/${change._id}`, label: changeTitle(change, locale) },
      asked: describeInstant(question.askedAt, notice.terms.timeZone, locale, 'sameDay'),
      due: question.open ? dayText(question.dueOn, locale) : texts.states.answered,
      overdue: question.open && question.dueOn < processorDay(now),
    })),
    pagination: {
      first: cursor ? pageAddress('/desk/questions', { show }) : null,
      next: next ? pageAddress('/desk/questions', { show, cursor: next }) : null,
    },
  };
}

export function questionPage(
  { question, notice, change, agreement }: ListedQuestion,
  { locale, mayAnswer, typed }: { locale: PageLocale; mayAnswer: boolean; typed: string },
) {
  const texts = questionTexts[locale];
  const { answer, askedBy } = question;
  const at = (instant: Date): string => describeInstant(instant, notice.terms.timeZone, locale, 'sameDay');
  const state: Tag = question.open ? { label: texts.states.open, color: 'warning' } : { label: texts.states.answered, color: 'success' };
  const link = (label: string, href: string, text: string) => ({ label, links: [{ href, label: text }], none: '' });
  return {
    state,
    links: [
      link(texts.facts.change, `/desk/changes/${change._id}`, changeTitle(change, locale)),
      link(texts.facts.agreement, `/desk/agreements/${agreement._id}`, `${agreement.reference} – ${notice.content.controllerName}`),
      link(texts.facts.notice, `/desk/notices/${notice._id}`, texts.notice),
    ],
    facts: [
      { label: texts.facts.asker, values: [`${askedBy.name}, ${askedBy.title}`] },
      { label: texts.facts.askedAt, values: [at(question.askedAt)] },
      { label: texts.facts.dueOn, values: [dayText(question.dueOn, locale)] },
      ...(answer
        ? [
            { label: texts.facts.answeredAt, values: [at(answer.at)] },
            { label: texts.facts.answeredBy, values: [answer.by.name] },
          ]
        : []),
    ],
    question: { title: texts.question, text: question.text },
    answer: answer ? { title: texts.answer, text: answer.text } : null,
    form:
      mayAnswer && question.open
        ? {
            title: texts.answerTitle,
            hint: texts.answerHint,
            action: `/desk/questions/${question._id}/answer`,
            field: { name: 'text', label: texts.answerLabel, hint: texts.answerLimit, value: typed, kind: 'textarea', rows: 8 },
            send: texts.send,
          }
        : null,
  };
}
