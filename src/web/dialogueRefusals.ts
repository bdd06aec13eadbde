import type { RefusalEntry } from './refusalEntry';

/** Refusals of questions, documents, approvals, consents and stop orders, and of what one person enters and another confirms. */
export const dialogueRefusals: Record<string, RefusalEntry> = {
  'dpo-only': {
    status: 403,
    title: { nb: 'Bare personvernombudet', en: 'The data protection officer only' },
    detail: {
      nb: 'Når endringen er frigitt, er det bare personvernombudet som legger ved og trekker tilbake dokumenter. Be en som har den rollen.',
      en: 'Once the change is released, only the data protection officer attaches and withdraws documents. Ask somebody who has that role.',
    },
  },
  'own-answer': {
    status: 403,
    title: { nb: 'Ditt eget svar', en: 'Your own entry' },
    detail: {
      nb: 'Den som har registrert et svar for hånd, kan ikke bekrefte det. Be en kollega.',
      en: 'Whoever entered an answer by hand cannot confirm it. Ask a colleague.',
    },
  },
  'no-answer-waiting': {
    status: 409,
    title: { nb: 'Ingenting å bekrefte', en: 'Nothing to confirm' },
    detail: {
      nb: 'Svaret venter ikke på bekreftelse. Det er alt bekreftet, erstattet av et nytt, eller må registreres først.',
      en: 'The answer does not wait for confirmation. It has been confirmed, was replaced by another, or has to be entered first.',
    },
  },
  'own-adequacy': {
    status: 403,
    title: { nb: 'Din egen oppføring', en: 'Your own entry' },
    detail: {
      nb: 'Den som har ført inn en beslutning om beskyttelsesnivå eller en forlengelse, kan ikke bekrefte den. Be en kollega.',
      en: 'Whoever entered an adequacy decision or a prolongation cannot confirm it. Ask a colleague.',
    },
  },
  'no-adequacy-waiting': {
    status: 409,
    title: { nb: 'Ingenting å bekrefte', en: 'Nothing to confirm' },
    detail: {
      nb: 'Ingenting venter på bekreftelse for denne beslutningen. Det er alt bekreftet eller forkastet.',
      en: 'Nothing waits for confirmation for this decision. It has been confirmed or given up.',
    },
  },
  'grounds-missing': {
    status: 422,
    title: { nb: 'Begrunnelsen mangler', en: 'The grounds are missing' },
    detail: {
      nb: 'Avtalen krever en saklig grunn for ikke å godkjenne. Oppgi den, og send på nytt.',
      en: 'The agreement asks for objective grounds for not approving. Give them, and send again.',
    },
  },
  'too-many-questions': {
    status: 422,
    title: { nb: 'Mange spørsmål venter', en: 'Many questions are waiting' },
    detail: {
      nb: 'Ti spørsmål fra deg om dette varselet venter på svar. Vent til ett av dem er besvart, eller ring eller skriv til oss.',
      en: 'Ten questions of yours about this notice are waiting for an answer. Wait until one of them is answered, or phone or write to us.',
    },
  },
  'too-many-documents': {
    status: 422,
    title: { nb: 'For mange dokumenter', en: 'Too many documents' },
    detail: {
      nb: 'En endring kan ha inntil 30 dokumenter. Fjern eller trekk tilbake et først.',
      en: 'A change can have up to 30 documents. Remove or withdraw one first.',
    },
  },
  'consent-day': {
    status: 422,
    title: { nb: 'Dagen kan ikke brukes', en: 'The day cannot be used' },
    detail: {
      nb: 'Velg en dag fra i dag og før avtalens egen tidligste dag.',
      en: "Choose a day from today on and before the agreement's own earliest day.",
    },
  },
  'own-lifting': {
    status: 403,
    title: { nb: 'Din egen registrering', en: 'Your own entry' },
    detail: {
      nb: 'Den som har registrert at stansordren er opphevet, kan ikke bekrefte det. Be en kollega.',
      en: 'Whoever entered that the stop order is lifted cannot confirm it. Ask a colleague.',
    },
  },
  'own-direct-relation': {
    status: 403,
    title: { nb: 'Din egen registrering', en: 'Your own entry' },
    detail: {
      nb: 'Den som har registrert den egne avtalen, kan ikke bekrefte den. Be en kollega.',
      en: 'Whoever entered the agreement of the controller’s own cannot confirm it. Ask a colleague.',
    },
  },
  'no-direct-relation-waiting': {
    status: 409,
    title: { nb: 'Ingenting å bekrefte', en: 'Nothing to confirm' },
    detail: {
      nb: 'Registreringen venter ikke på bekreftelse. Den er alt bekreftet, forkastet eller erstattet av en ny.',
      en: 'The entry does not wait for confirmation. It has been confirmed, discarded, or replaced by another.',
    },
  },
  'already-stopped': {
    status: 409,
    title: { nb: 'Allerede stanset', en: 'Stopped already' },
    detail: {
      nb: 'En stansordre gjelder allerede for avtalen. Den må oppheves før en ny kan registreres.',
      en: 'A stop order is already in force for the agreement. It has to be lifted before another can be recorded.',
    },
  },
  'not-stopped': {
    status: 409,
    title: { nb: 'Ingen stansordre', en: 'No stop order' },
    detail: {
      nb: 'Ingen stansordre gjelder for avtalen, eller ingen har registrert at den er opphevet.',
      en: 'No stop order is in force for the agreement, or nobody has entered that it is lifted.',
    },
  },
};
