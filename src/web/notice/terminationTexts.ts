import { defineTexts } from '../texts/defineTexts';

/** Words of the termination form, and of the page that shows it once more. */
export const terminationTexts = defineTexts({
  nb: {
    heading: 'Si opp avtalen',
    until: (moment: string) => `Avtalen gir dere rett til å si den opp på grunn av endringen. Det må skje før fristen: ${moment}.`,
    only: (day: string) => `Sier dere opp i dag, er avtalens siste dag ${day}.`,
    day: 'Avtalens siste dag',
    dayHint: (first: string, last: string) => `Tidligst ${first}, senest ${last}. Står feltet tomt, gjelder den tidligste.`,
    button: 'Se over oppsigelsen',
    dayWrong: (first: string, last: string) => `Velg en dag fra ${first} til ${last}, eller la feltet stå tomt.`,
    check: {
      title: 'Se over oppsigelsen',
      text: 'Avtalen er ikke sagt opp ennå.',
      countsFrom: 'En oppsigelse kan ikke trekkes tilbake her. Den gjelder avtalen over, og endringen trer ikke i kraft for den.',
      change: 'Endre svarene',
      button: 'Si opp avtalen',
    },
    agreement: 'Avtale',
    done: 'Avtalen er sagt opp.',
    title: 'Avtalen er sagt opp',
    at: (instant: string, name: string) => `Sagt opp ${instant} av ${name}.`,
  },
  en: {
    heading: 'Terminate the agreement',
    until: (moment: string) =>
      `The agreement gives you the right to terminate it because of the change. That has to be before the time limit: ${moment}.`,
    only: (day: string) => `If you terminate today, the last day of the agreement is ${day}.`,
    day: 'Last day of the agreement',
    dayHint: (first: string, last: string) =>
      `At the earliest ${first}, at the latest ${last}. If the field is empty, the earliest counts.`,
    button: 'Check the termination',
    dayWrong: (first: string, last: string) => `Choose a day from ${first} to ${last}, or leave the field empty.`,
    check: {
      title: 'Check the termination',
      text: 'The agreement has not been terminated yet.',
      countsFrom: 'A termination cannot be taken back here. It is about the agreement above, and the change does not take effect for it.',
      change: 'Change the answers',
      button: 'Terminate the agreement',
    },
    agreement: 'Agreement',
    done: 'The agreement has been terminated.',
    title: 'The agreement has been terminated',
    at: (instant: string, name: string) => `Terminated ${instant} by ${name}.`,
  },
});
