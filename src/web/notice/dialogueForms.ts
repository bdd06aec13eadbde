import { calendarDate, parseCalendarDate } from '../../domain/calendar/calendarDate';
import { describeDate } from '../../domain/periods/describe';
import { answerWithinDays } from '../../workflows/questions/asking';
import type { PageLocale } from '../locale';
import type { PageProblem } from '../page';
import { dialogueTexts } from './dialogueTexts';
import { answerFields, blank, type FormMaker, type FormView } from './formParts';
import { type ConsentAnswers, cleanText, lineProblems, type QuestionAnswers } from './noticeForms';

const longestQuestion = 10_000;

export function readQuestion({ text, name, title }: QuestionAnswers): QuestionAnswers {
  return { text: cleanText(text), name: name.normalize('NFC').trim(), title: title.normalize('NFC').trim() };
}

export function readConsent({ effectiveOn, name, title }: ConsentAnswers): ConsentAnswers {
  return { effectiveOn: effectiveOn.trim(), name: name.normalize('NFC').trim(), title: title.normalize('NFC').trim() };
}

export function questionProblems(question: QuestionAnswers, locale: PageLocale): PageProblem[] {
  const texts = dialogueTexts[locale].problems;
  const length = [...question.text].length;
  const tooLong = texts.textTooLong(length.toLocaleString(locale === 'nb' ? 'nb-NO' : 'en-GB'));
  const text = length === 0 ? texts.textMissing : length > longestQuestion ? tooLong : null;
  return [...(text ? [{ field: 'ask-text', text }] : []), ...lineProblems('ask', question, locale)];
}

/** What is wrong with a consent; which days there are to choose from is said with the field. */
export function consentProblems(consent: ConsentAnswers, days: { first: string; last: string }, locale: PageLocale): PageProblem[] {
  const texts = dialogueTexts[locale];
  const day = parseCalendarDate(consent.effectiveOn);
  const isOne = day !== undefined && day >= days.first && day <= days.last;
  const text = day ? texts.consent.dayHint(inWords(days.first, locale), inWords(days.last, locale)) : texts.problems.dayMissing;
  return [...(isOne ? [] : [{ field: 'consent-effectiveOn', text }]), ...lineProblems('consent', consent, locale)];
}

function inWords(day: string, locale: PageLocale): string {
  return describeDate(calendarDate(day), locale);
}

/** Asking is gentler than anything but acknowledging. */
export function askForm(maker: FormMaker): FormView {
  const { filled, locale } = maker;
  const texts = dialogueTexts[locale].ask;
  const question = filled?.form === 'ask' ? filled.question : undefined;
  const text: FormView['fields'][number] = {
    ...{ id: 'ask-text', name: 'text', label: texts.label, hint: texts.hint },
    ...{ value: question?.text ?? '', kind: 'textarea', autocomplete: '' },
  };
  return {
    ...blank(maker, 'ask'),
    heading: texts.heading,
    paragraphs: [texts.text(String(answerWithinDays))],
    fields: [text, ...answerFields(withAnswers(maker, question), 'ask', { grounds: 'none', hint: '' })],
    button: texts.button,
  };
}

/** One form in two states: consenting to a day, and taking that back. */
export function consentForm(maker: FormMaker): FormView[] {
  const { visit, filled, locale } = maker;
  const { consent } = visit.acts;
  if (!consent) return [];
  const consentFilled = filled?.form === 'consent' ? filled.consent : undefined;
  const who = answerFields(withAnswers(maker, consentFilled), 'consent', { grounds: 'none', hint: '' });
  const form = blank(maker, 'consent');
  if (consent.kind === 'withdraw') {
    const texts = dialogueTexts[locale].withdrawConsent;
    const hidden = [...form.hidden, { name: 'act', value: 'withdraw' }];
    const paragraphs = [texts.text(inWords(consent.effectiveOn, locale))];
    return [{ ...form, heading: texts.heading, paragraphs, hidden, fields: who, button: texts.button }];
  }
  const texts = dialogueTexts[locale].consent;
  const earliest = visit.notice.deadlines?.earliestEffectiveOn;
  const wished = visit.notice.messages.findLast(({ about }) => about === 'consent')?.effectiveOn ?? '';
  const isPossible = wished >= consent.first && wished <= consent.last;
  const day: FormView['fields'][number] = {
    ...{ id: 'consent-effectiveOn', name: 'effectiveOn', label: texts.day },
    hint: texts.dayHint(inWords(consent.first, locale), inWords(consent.last, locale)),
    value: consentFilled?.effectiveOn ?? (isPossible ? wished : ''),
    ...{ kind: 'date', autocomplete: '', min: consent.first, max: consent.last },
  };
  return [
    {
      ...form,
      heading: texts.heading,
      paragraphs: [...(earliest ? [texts.text(describeDate(earliest, locale))] : []), texts.lifts],
      fields: [day, ...who],
      button: texts.button,
    },
  ];
}

/** Name and title are filled in from what was typed here. */
function withAnswers(maker: FormMaker, typed: { name: string; title: string } | undefined): FormMaker {
  if (!maker.filled || !typed) return maker;
  return { ...maker, filled: { ...maker.filled, answers: { grounds: '', name: typed.name, title: typed.title } } };
}
