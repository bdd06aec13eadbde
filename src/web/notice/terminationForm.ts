import { calendarDate, parseCalendarDate } from '../../domain/calendar/calendarDate';
import { describeDate, describeInstant } from '../../domain/periods/describe';
import type { PageLocale } from '../locale';
import type { PageProblem } from '../page';
import { answerFields, blank, type FormMaker, type FormView } from './formParts';
import { lineProblems, type TerminationAnswers } from './noticeForms';
import { terminationTexts } from './terminationTexts';

export function readTermination({ endsOn, name, title }: TerminationAnswers): TerminationAnswers {
  return { endsOn: endsOn.trim(), name: name.normalize('NFC').trim(), title: title.normalize('NFC').trim() };
}

/** What is wrong with a termination. The day may be left out: the first that the terms allow then counts. */
export function terminationProblems(typed: TerminationAnswers, days: { first: string; last: string }, locale: PageLocale): PageProblem[] {
  const day = parseCalendarDate(typed.endsOn);
  const isOne = typed.endsOn === '' || (day !== undefined && day >= days.first && day <= days.last);
  const text = terminationTexts[locale].dayWrong(inWords(days.first, locale), inWords(days.last, locale));
  return [...(isOne ? [] : [{ field: 'terminate-endsOn', text }]), ...lineProblems('terminate', typed, locale)];
}

/** Terminating the agreement, for as long as the terms give the right to. */
export function terminationForm(maker: FormMaker): FormView[] {
  const { visit, filled, locale } = maker;
  const days = visit.acts.terminate;
  const stages = visit.openObjection?.stages;
  if (!days || !stages) return [];
  const texts = terminationTexts[locale];
  const typed = filled?.form === 'terminate' ? filled.termination : undefined;
  const hasChoice = days.first < days.last;
  const day: FormView['fields'][number] = {
    ...{ id: 'terminate-endsOn', name: 'endsOn', label: texts.day, value: typed?.endsOn ?? '' },
    hint: texts.dayHint(inWords(days.first, locale), inWords(days.last, locale)),
    ...{ kind: 'date', autocomplete: '', min: days.first, max: days.last },
  };
  const answers = typed && { grounds: '', name: typed.name, title: typed.title };
  const who = answerFields({ ...maker, filled: answers ? { form: 'terminate', answers } : null }, 'terminate', {
    grounds: 'none',
    hint: '',
  });
  return [
    {
      ...blank(maker, 'terminate'),
      heading: texts.heading,
      paragraphs: [
        texts.until(describeInstant(stages.termination.closesAt, visit.notice.terms.timeZone, locale)),
        ...(hasChoice ? [] : [texts.only(inWords(days.first, locale))]),
      ],
      fields: [...(hasChoice ? [day] : []), ...who],
      button: texts.button,
    },
  ];
}

function inWords(day: string, locale: PageLocale): string {
  return describeDate(calendarDate(day), locale);
}
