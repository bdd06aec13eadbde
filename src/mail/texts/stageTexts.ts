import type { Locale } from '../../domain/periods/describe';

const nb = {
  mayTerminateLater: 'Når svaret har kommet, eller fristen for det er ute, kan dere si opp avtalen på grunn av endringen.',
  mayTerminateUntil: (moment: string) =>
    `Dere kan si opp avtalen på grunn av endringen frem til ${moment}. Det gjør dere på siden bak lenken.`,
  silenceAccepts: 'Hører vi ikke fra dere innen da, regnes taushet etter avtalen som et ja. Endringen går da videre for dere.',
  silenceAcceptsProposal: 'Hører vi ikke fra dere innen da, regnes taushet etter avtalen som et ja til forslaget.',
  silenceDrops: 'Hører vi ikke fra dere innen da, faller endringen etter avtalen bort for dere.',
  proposal: 'Dere har et forslag fra oss på siden bak lenken. Endringen venter til dere har svart, eller til fristen for å si opp er ute.',
  terminatedByYou: (day: string) => `Dere har sagt opp avtalen. Siste dag er ${day}, og endringen trer ikke i kraft for dere.`,
  lastMoment: 'Siste frist for å si opp',
  why: 'Slik er fristene regnet ut',
  rights: 'Det dere kan gjøre',

  answer: {
    title: 'Vi har svart på innsigelsen',
    lead: 'Vi har ikke noe å foreslå. Svaret vårt står under.',
    reply: 'Svaret vårt',
  },
  answerLapsed: {
    title: 'Fristen vår for å svare på innsigelsen er ute',
    lead: 'Vi har ikke svart på innsigelsen innen fristen i avtalen. Endringen venter fortsatt for dere.',
  },
  terminateByController: {
    title: 'Kvittering: dere har sagt opp avtalen',
    lead: (day: string) => `Vi har mottatt oppsigelsen. Avtalens siste dag er ${day}. Endringen trer ikke i kraft for dere.`,
    endsOn: 'Avtalens siste dag',
    notYou: 'Var det ikke meningen? Ta kontakt med oss med en gang.',
  },
  silenceIsYes: {
    title: 'Fristen for å si opp er ute',
    lead: 'Vi har ikke hørt fra dere, og etter avtalen regnes taushet som et ja. Innsigelsen holder ikke lenger endringen tilbake.',
    leadProposal:
      'Vi har ikke hørt fra dere, og etter avtalen regnes taushet som et ja til forslaget vårt. Innsigelsen er avsluttet med det vi foreslo.',
  },
  silenceIsNo: {
    title: 'Endringen faller bort for dere',
    lead: 'Fristen for å si opp er ute, og vi er ikke blitt enige. Etter avtalen faller endringen da bort for dere. Dere trenger ikke gjøre mer.',
  },
  reminder: {
    title: (reference: string) => `Påminnelse: fristen for å si opp nærmer seg (${reference})`,
    lead: 'Dere har motsatt dere en endring. Innsigelsen er ikke avsluttet, og fristen for å si opp på grunn av den nærmer seg.',
  },
};

const en: typeof nb = {
  mayTerminateLater: 'Once the answer has come, or the time for it is over, you may terminate the agreement because of the change.',
  mayTerminateUntil: (moment) =>
    `You may terminate the agreement because of the change until ${moment}. You do that on the page behind the link.`,
  silenceAccepts: 'If we do not hear from you by then, silence counts as a yes under the agreement. The change then goes ahead for you.',
  silenceAcceptsProposal: 'If we do not hear from you by then, silence counts under the agreement as a yes to the proposal.',
  silenceDrops: 'If we do not hear from you by then, the change is dropped for you under the agreement.',
  proposal:
    'You have a proposal from us on the page behind the link. The change waits until you have answered, or until the time to terminate is over.',
  terminatedByYou: (day) => `You have terminated the agreement. Its last day is ${day}, and the change does not take effect for you.`,
  lastMoment: 'Last moment to terminate',
  why: 'How the time limits were computed',
  rights: 'What you can do',

  answer: {
    title: 'We have answered the objection',
    lead: 'We have nothing to offer. Our answer stands below.',
    reply: 'Our answer',
  },
  answerLapsed: {
    title: 'Our time to answer the objection is over',
    lead: 'We have not answered the objection within the time in the agreement. The change keeps waiting for you.',
  },
  terminateByController: {
    title: 'Confirmation: you have terminated the agreement',
    lead: (day) => `We have received the termination. The last day of the agreement is ${day}. The change does not take effect for you.`,
    endsOn: 'Last day of the agreement',
    notYou: 'Was that not what you meant? Get in touch with us at once.',
  },
  silenceIsYes: {
    title: 'The time to terminate is over',
    lead: 'We have not heard from you, and under the agreement silence counts as a yes. The objection no longer holds the change back.',
    leadProposal:
      'We have not heard from you, and under the agreement silence counts as a yes to our proposal. The objection has ended with what we proposed.',
  },
  silenceIsNo: {
    title: 'The change is dropped for you',
    lead: 'The time to terminate is over, and we have not come to an agreement. Under the agreement the change is then dropped for you. You need not do anything more.',
  },
  reminder: {
    title: (reference) => `Reminder: the time to terminate is running out (${reference})`,
    lead: 'You have objected to a change. The objection has not ended, and the time to terminate because of it is running out.',
  },
};

/** Words about the time limits that follow an objection. */
export const stageTexts: Record<Locale, typeof nb> = { nb, en };
