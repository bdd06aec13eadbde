import type { Locale } from '../../domain/periods/describe';

const nb = {
  given: {
    title: 'Kvittering: dere har samtykket til en tidligere dag',
    lead: (day: string) => `Vi har registrert at dere samtykker til at endringen kan tre i kraft for dere fra ${day}.`,
    heading: 'Hva samtykket betyr',
    lifts: 'Varslingsfristen og fristen for å motsette seg holder ikke lenger endringen tilbake fra den dagen.',
    objection: (reference: string) =>
      `Innsigelsen ${reference} står fortsatt: endringen trer ikke i kraft for dere før den er avsluttet, heller ikke fra den dagen.`,
    keeps:
      'Alt annet gjelder som før: den planlagte dagen, godkjenninger, overføringsgrunnlag og innsigelser. Dere kan fortsatt motsette dere endringen.',
    withdraw: 'Dere kan trekke samtykket tilbake på siden bak lenken, helt til dagen begynner. Blir endringen rettet, faller det bort.',
  },
  withdrawn: {
    title: 'Kvittering: samtykket er trukket tilbake',
    lead: (day: string) => `Vi har registrert at dere trekker tilbake samtykket til ${day}. Fristene i avtalen gjelder igjen som før.`,
  },
  requested: {
    title: 'Vi ber om samtykke til en tidligere dag',
    lead: (processor: string, day: string) =>
      `${processor} ber dere samtykke til at endringen trer i kraft for dere ${day}, før fristene i avtalen er ute.`,
    reason: 'Hvorfor vi ber om det',
    days: 'Dagene det gjelder',
    wished: 'Ønsket dag',
    otherwise: 'Avtalens egen tidligste dag',
    free: 'Dere trenger ikke svare. Uten samtykke gjelder fristene i avtalen, og det får ingen følger for dere.',
    how: 'Åpne lenken for å samtykke. Vi bekrefter det med en kode som vi sender til dere på e-post.',
  },
  about: {
    title: 'Om godkjenningen vi har bedt om',
    lead: (processor: string) => `${processor} skriver til dere om godkjenningen av endringen.`,
    message: 'Meldingen',
    heading: 'Det som trenger et ja fra dere',
    how: 'Åpne lenken for å svare. Et tidligere nei kan dere når som helst gjøre om til et ja. Uten et ja trer endringen ikke i kraft for dere.',
  },
  reference: 'Referanse',
  day: 'Dag',
  at: 'Tidspunkt',
  by: 'Gjort av',
  did: 'Det som ble gjort',
};

const en: typeof nb = {
  given: {
    title: 'Confirmation: you have consented to an earlier day',
    lead: (day) => `We have recorded that you consent to the change taking effect for you from ${day}.`,
    heading: 'What the consent means',
    lifts: 'From that day on, the notice period and the time to object no longer hold the change back.',
    objection: (reference) =>
      `Your objection ${reference} still stands: the change does not take effect for you until it has ended, not from that day either.`,
    keeps:
      'Everything else applies as before: the planned day, approvals, transfer bases and objections. You can still object to the change.',
    withdraw: 'You can withdraw the consent on the page behind the link, until the day begins. If the change is corrected, it falls away.',
  },
  withdrawn: {
    title: 'Confirmation: the consent is withdrawn',
    lead: (day) => `We have recorded that you withdraw your consent to ${day}. The times in the agreement apply again as before.`,
  },
  requested: {
    title: 'We ask for your consent to an earlier day',
    lead: (processor, day) =>
      `${processor} asks you to consent to the change taking effect for you on ${day}, before the times in the agreement have run out.`,
    reason: 'Why we ask',
    days: 'The days',
    wished: 'The day we wish for',
    otherwise: "The agreement's own earliest day",
    free: 'You need not answer. Without a consent the times in the agreement apply, and nothing follows from it for you.',
    how: 'Open the link to consent. We confirm it with a code that we mail to you.',
  },
  about: {
    title: 'About the approval that we asked for',
    lead: (processor) => `${processor} writes to you about the approval of the change.`,
    message: 'The message',
    heading: 'What needs a yes from you',
    how: 'Open the link to answer. You can turn an earlier no into a yes at any time. Without a yes the change does not take effect for you.',
  },
  reference: 'Reference',
  day: 'Day',
  at: 'Time',
  by: 'Done by',
  did: 'What was done',
};

/** Words of the mail about consents to an earlier day, and of what the DPO writes about an approval. */
export const consentTexts: Record<Locale, typeof nb> = { nb, en };
