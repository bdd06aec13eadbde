import type { BothLanguages } from '../outcome';
import { describeDate, describeInstant } from '../periods/describe';
import { rollInWords } from '../periods/rollInWords';
import { clauseInWords, periodInWords } from '../periods/words';
import type { AfterObjectionTerms, Explanation, Terms } from '../terms/terms';
import type { ObjectionStages, StageLimit } from './afterObjection';

type Limits = Omit<ObjectionStages, 'explanation'>;

/** How every day of the stages came about (DESIGN.md, Periods, rule 7), with the clause and what silence means. Both languages, line by line the same facts. */
export function explainStages(
  stages: Limits,
  { rules, terms, clause }: { rules: AfterObjectionTerms; terms: Pick<Terms, 'timeZone' | 'calendar'>; clause?: string | null | undefined },
): Explanation {
  return asExplanation([
    ...answerLines(stages, { rules, terms, clause }),
    ...terminationLines(stages, { rules, terms }),
    ...lastLines(rules),
  ]);
}

/** The same rules before anybody has objected: lengths without days. */
export function explainChain(rules: AfterObjectionTerms, clause?: string | null): Explanation {
  const inClause = clauseInWords(clause);
  const [answer, terminate] = [periodInWords(rules.answer), periodInWords(rules.terminate)];
  return asExplanation([
    {
      nb: `Databehandleren skal svare på en innsigelse eller foreslå noe innen ${answer.nb}${inClause.nb}.`,
      en: `The processor is to answer an objection or offer something within ${answer.en}${inClause.en}.`,
    },
    {
      nb: `Deretter kan den behandlingsansvarlige si opp innen ${terminate.nb} fra svaret, eller fra svarfristens siste dag når det ikke kommer noe svar.`,
      en: `The controller may then terminate within ${terminate.en} of the answer, or of the last day for one where none comes.`,
    },
    ...lastLines(rules),
  ]);
}

function asExplanation(lines: BothLanguages[]): Explanation {
  return { nb: lines.map(({ nb }) => nb), en: lines.map(({ en }) => en) };
}

interface Rules {
  rules: AfterObjectionTerms;
  terms: Pick<Terms, 'timeZone' | 'calendar'>;
}

function answerLines({ answer }: Limits, { rules, terms, clause }: Rules & { clause?: string | null | undefined }): BothLanguages[] {
  const length = periodInWords(rules.answer);
  const inClause = clauseInWords(clause);
  const answered = answer.answeredOn;
  return [
    {
      nb: `Databehandleren skal svare på innsigelsen eller foreslå noe innen ${length.nb} fra den${inClause.nb}.`,
      en: `The processor is to answer the objection or offer something within ${length.en} of it${inClause.en}.`,
    },
    {
      nb: `Innsigelsen ble fremsatt ${describeDate(answer.startedOn, 'nb')}. Den dagen regnes ikke med.`,
      en: `The objection was made on ${describeDate(answer.startedOn, 'en')}. That day is not counted.`,
    },
    ...rollInWords(answer, terms.calendar),
    answered
      ? {
          nb: `Siste dag for svaret er ${describeDate(answer.lastDay, 'nb')}. Svaret kom ${describeDate(answered, 'nb')}.`,
          en: `The last day for the answer is ${describeDate(answer.lastDay, 'en')}. The answer came on ${describeDate(answered, 'en')}.`,
        }
      : {
          nb: `Siste frist for svaret er ${moment(answer, terms, 'nb')}.`,
          en: `The last moment for the answer is ${moment(answer, terms, 'en')}.`,
        },
  ];
}

function terminationLines({ answer, termination }: Limits, { rules, terms }: Rules): BothLanguages[] {
  const length = periodInWords(rules.terminate);
  const from =
    termination.from === 'answer'
      ? {
          nb: `Den behandlingsansvarlige kan si opp innen ${length.nb} fra svaret. Dagen for svaret regnes ikke med.`,
          en: `The controller may terminate within ${length.en} of the answer. The day of the answer is not counted.`,
        }
      : answer.answeredOn
        ? {
            nb: `Svaret kom etter fristen. Den behandlingsansvarlige kan si opp innen ${length.nb} fra svarfristens siste dag.`,
            en: `The answer came after the time limit. The controller may terminate within ${length.en} of the last day for the answer.`,
          }
        : {
            nb: `Kommer det ikke noe svar, kan den behandlingsansvarlige si opp innen ${length.nb} fra svarfristens siste dag. Et svar før det lar fristen løpe fra dagen for svaret.`,
            en: `If no answer comes, the controller may terminate within ${length.en} of the last day for the answer. An answer before that lets the time run from the day of the answer.`,
          };
  return [
    from,
    ...rollInWords(termination, terms.calendar),
    {
      nb: `Siste frist for å si opp er ${moment(termination, terms, 'nb')}.`,
      en: `The last moment to terminate is ${moment(termination, terms, 'en')}.`,
    },
  ];
}

function lastLines({ terminationEffect, silence }: AfterObjectionTerms): BothLanguages[] {
  const later = periodInWords(terminationEffect);
  return [
    terminationEffect.length === 0
      ? {
          nb: 'En oppsigelse virker fra dagen den blir gitt, eller fra en senere dag som den behandlingsansvarlige velger.',
          en: 'A termination takes effect on the day it is given, or on a later day that the controller chooses.',
        }
      : {
          nb: `En oppsigelse virker ${later.nb} etter dagen den blir gitt, eller fra en senere dag som den behandlingsansvarlige velger.`,
          en: `A termination takes effect ${later.en} after the day it is given, or on a later day that the controller chooses.`,
        },
    silence === 'accepts'
      ? {
          nb: 'Sier den behandlingsansvarlige ikke opp i tide, og er innsigelsen ikke avsluttet på annen måte, regnes taushet som et ja til endringen, eller til et forslag som da står ubesvart.',
          en: 'If the controller does not terminate in time, and the objection has not ended otherwise, silence counts as a yes to the change, or to a proposal that is then unanswered.',
        }
      : {
          nb: 'Sier den behandlingsansvarlige ikke opp i tide, og er innsigelsen ikke avsluttet på annen måte, faller endringen bort for avtalen.',
          en: 'If the controller does not terminate in time, and the objection has not ended otherwise, the change is dropped for the agreement.',
        },
  ];
}

function moment(limit: StageLimit, { timeZone }: Pick<Terms, 'timeZone'>, locale: 'nb' | 'en'): string {
  return describeInstant(limit.closesAt, timeZone, locale);
}
