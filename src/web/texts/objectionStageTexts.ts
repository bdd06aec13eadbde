import { defineTexts } from './defineTexts';

/** The time limits that follow an objection, on the desk. */
export const objectionStageTexts = defineTexts({
  nb: {
    title: 'Fristene etter innsigelsen',
    answer: 'Svar eller forslag senest',
    answered: (at: string) => `Besvart ${at}`,
    lapsed: 'Ikke besvart i tide',
    waits: 'Ikke besvart ennå',
    reply: 'Svaret',
    by: (name: string) => `Skrevet av ${name}`,
    termination: 'Den behandlingsansvarlige kan si opp til',
    ifNoAnswer: 'Hvis det ikke kommer svar. Et svar i tide lar fristen løpe fra dagen for svaret.',
    silence: 'Ved taushet',
    silenceMeans: { accepts: 'Taushet regnes som et ja.', dropped: 'Endringen faller bort for avtalen.' },
    why: 'Slik er fristene regnet ut',
  },
  en: {
    title: 'The time limits after the objection',
    answer: 'Answer or offer by',
    answered: (at: string) => `Answered ${at}`,
    lapsed: 'Not answered in time',
    waits: 'Not answered yet',
    reply: 'The answer',
    by: (name: string) => `Written by ${name}`,
    termination: 'The controller may terminate until',
    ifNoAnswer: 'If no answer comes. An answer in time lets it run from the day of the answer.',
    silence: 'With silence',
    silenceMeans: { accepts: 'Silence counts as a yes.', dropped: 'The change is dropped for the agreement.' },
    why: 'How the time limits were computed',
  },
});
