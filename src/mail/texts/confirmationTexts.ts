import type { Locale } from '../../domain/periods/describe';
import type { ApprovalKind } from '../../domain/terms/terms';

const nb = {
  reference: 'Referanse',
  at: 'Tidspunkt',
  by: 'Gjort av',
  byLink: (address: string) => `Den som åpnet lenken som ble sendt til ${address}`,
  status: 'Status',
  day: 'Dag',
  why: 'Hvorfor',

  acknowledged: {
    title: 'Kvittering: varselet er bekreftet mottatt',
    lead: 'Vi har registrert at dere har fått varselet. Det er ikke et samtykke: dere kan fortsatt motsette dere endringen så lenge fristen løper.',
    heading: 'Det som ble gjort',
  },
  approval: {
    granted: 'Kvittering: dere har godkjent',
    refused: 'Kvittering: dere har ikke godkjent',
    grantedLead: 'Vi har registrert godkjenningen. Endringen kan tre i kraft når de andre vilkårene i avtalen også er oppfylt.',
    refusedLead: 'Vi har registrert at dere ikke godkjenner. Endringen trer ikke i kraft for dere. Bare dere kan gjøre om svaret.',
    heading: 'Det dere har svart på',
    about: 'Gjelder',
    kinds: {
      specific: 'Endringen',
      'third-country': 'Overføring til et land utenfor EØS',
      location: 'Nytt sted for behandling eller tilgang',
      description: 'Det som går utenfor avtalens egen beskrivelse av behandlingen',
    } satisfies Record<ApprovalKind, string>,
    grounds: 'Begrunnelsen deres',
  },
  withdrawn: {
    title: 'Endringen er trukket tilbake',
    lead: (processor: string) =>
      `${processor} har trukket endringen tilbake. Den trer ikke i kraft for dere, og dere trenger ikke gjøre noe. Kommer den tilbake, får dere et nytt varsel med nye frister.`,
  },
  held: {
    title: 'Endringen trer ikke i kraft for dere som planlagt',
    lead: (day: string) =>
      `Endringen trer ikke i kraft for dere ${day}. Dere beholder løsningen dere har i dag. Vi gir beskjed før den eventuelt trer i kraft.`,
    ending: (day: string) =>
      `Endringen trer ikke i kraft for dere ${day}, fordi avtalen avsluttes. Dere beholder løsningen dere har i dag, til avtalen er slutt.`,
    heading: 'Hvorfor',
  },
  moved: {
    title: 'Ny dag for endringen',
    lead: (day: string) => `Endringen trer i kraft for dere ${day}, og ikke den dagen dere tidligere har fått beskjed om.`,
    now: 'Endringen har trådt i kraft for dere',
    nowLead: (day: string) =>
      `Endringen trådte i kraft for dere ${day}. Det er senere enn dere først fikk beskjed om, fordi ikke alt avtalen krever var på plass før.`,
    standing: 'Dette gjelder nå',
    effectiveOn: 'I kraft for dere fra og med',
  },
  code: {
    title: 'Engangskoden deres',
    lead: (what: string) => `Skriv denne koden på siden for å ${what}:`,
    acts: {
      approve: 'godkjenne',
      withdraw: 'trekke innsigelsen tilbake',
      accept: 'godta forslaget vårt',
      consent: 'samtykke til en tidligere dag',
    } as Record<string, string>,
    otherAct: 'bekrefte det dere er i ferd med å gjøre',
    heading: 'Om koden',
    validUntil: (moment: string) => `Koden gjelder til ${moment}, kan brukes én gang, og bare til dette.`,
    validShortly: 'Koden gjelder bare en kort stund, kan brukes én gang, og bare til dette.',
    askedBy: (address: string) => `Noen som har åpnet lenken som ble sendt til ${address}, har bedt om koden.`,
    notYou: 'Var det ingen av dere? Da skal dere ikke gi koden til noen, og gjerne si fra til oss. Ingenting skjer uten koden.',
  },
};

const en: typeof nb = {
  reference: 'Reference',
  at: 'Time',
  by: 'Done by',
  byLink: (address) => `Whoever opened the link that was sent to ${address}`,
  status: 'Status',
  day: 'Day',
  why: 'Why',

  acknowledged: {
    title: 'Confirmation: you have the notice',
    lead: 'We have recorded that you have received the notice. That is not a consent: you can still object to the change until the time to object is over.',
    heading: 'What was done',
  },
  approval: {
    granted: 'Confirmation: you have approved',
    refused: 'Confirmation: you have not approved',
    grantedLead: 'We have recorded your approval. The change can take effect once everything else that the agreement requires is in place.',
    refusedLead: 'We have recorded that you do not approve. The change does not take effect for you. Only you can change that answer.',
    heading: 'What you have answered',
    about: 'About',
    kinds: {
      specific: 'The change',
      'third-country': 'Transfer to a country outside the EEA',
      location: 'A new place of processing or access',
      description: 'What goes outside the agreement’s own description of the processing',
    },
    grounds: 'Your grounds',
  },
  withdrawn: {
    title: 'The change has been withdrawn',
    lead: (processor) =>
      `${processor} has withdrawn the change. It does not take effect for you, and you need not do anything. Should it come back, you get a new notice with new dates.`,
  },
  held: {
    title: 'The change does not take effect for you as planned',
    lead: (day) =>
      `The change does not take effect for you on ${day}. You keep the solution you have today. We will tell you before it takes effect, if it does.`,
    ending: (day) =>
      `The change does not take effect for you on ${day}, because the agreement is ending. You keep the solution you have today until it has ended.`,
    heading: 'Why',
  },
  moved: {
    title: 'A new day for the change',
    lead: (day) => `The change takes effect for you on ${day}, and not on the day you were told before.`,
    now: 'The change has taken effect for you',
    nowLead: (day) =>
      `The change took effect for you on ${day}. That is later than you were first told, because not everything that the agreement requires was in place before.`,
    standing: 'How things stand',
    effectiveOn: 'In effect for you from',
  },
  code: {
    title: 'Your one-time code',
    lead: (what) => `Type this code on the page to ${what}:`,
    acts: {
      approve: 'approve',
      withdraw: 'withdraw the objection',
      accept: 'accept our proposal',
      consent: 'consent to an earlier day',
    },
    otherAct: 'confirm what you are about to do',
    heading: 'About the code',
    validUntil: (moment) => `The code is valid until ${moment}. It can be used once, and only for this.`,
    validShortly: 'The code is valid for a short while. It can be used once, and only for this.',
    askedBy: (address) => `Somebody who opened the link that was sent to ${address} has asked for the code.`,
    notYou: 'If none of you asked for it, give the code to nobody, and please tell us. Nothing happens without the code.',
  },
};

/** Words of the confirmations and of what is told about a change. */
export const confirmationTexts: Record<Locale, typeof nb> = { nb, en };
