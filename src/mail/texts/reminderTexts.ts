import type { Locale } from '../../domain/periods/describe';

const nb = {
  reminder: {
    subject: (title: string) => `Påminnelse: ${title}`,
    lead: (processor: string) =>
      `${processor} har varslet dere om denne endringen. Vi har ikke sett at noen hos dere har bekreftet at varselet er mottatt.`,
    soon: 'Dere trenger ikke svare for at endringen skal gjelde. Vil dere motsette dere, må det skje før fristen.',
    soonNoWindow: 'Dere trenger ikke svare for at endringen skal gjelde. Vil dere motsette dere, bør dere gi beskjed så snart dere kan.',
  },
  approval: {
    subject: (title: string) => `Vi mangler svar fra dere: ${title}`,
    lead: (processor: string) =>
      `${processor} har bedt dere godkjenne denne endringen og har ikke fått svar. Uten et ja fra dere trer den ikke i kraft for dere.`,
    how: 'Åpne varselet og velg om dere godkjenner eller ikke. Et ja bekreftes med en kode som vi sender til dere på e-post.',
    needed: 'Krever et ja fra dere',
  },
  boxHeading: 'Dette gjelder nå',
  lastMoment: 'Siste frist for å motsette seg',
  openUntil: 'Dere kan motsette dere til',
  takesEffect: 'Trer tidligst i kraft for dere',
  action: 'Åpne varselet',
  stop: 'Bekrefter eller besvarer noen hos dere varselet, kommer det ingen flere påminnelser om å lese det.',
  stopApproval: 'Påminnelsene slutter når dere har svart ja eller nei.',
  heading: 'Om påminnelsene',

  wrongPerson: {
    title: 'Kvittering: varselet kom til feil person',
    lead: 'Noen som åpnet lenken i varselet, har sagt fra om at det er sendt til feil person. Vi har registrert det.',
    heading: 'Det som ble gjort',
    proposed: 'Foreslått adresse',
    voided: 'Varselet regnes ikke som mottatt av denne personen. Fristen begynner å løpe når det er mottatt på nytt.',
    stands: 'Adressen er den som avtalen oppgir. Varselet regnes derfor fortsatt som mottatt. Personvernombudet vårt ser på saken.',
    next: 'Har avtalen flere kontaktpunkter, sender vi varselet til det neste. En foreslått adresse brukes først når personvernombudet vårt har bekreftet den.',
  },
};

const en: typeof nb = {
  reminder: {
    subject: (title) => `Reminder: ${title}`,
    lead: (processor) =>
      `${processor} has notified you of this change. We have not seen that anybody has confirmed having received the notice.`,
    soon: 'You need not answer for the change to apply. If you want to object, you have to do so before the time runs out.',
    soonNoWindow: 'You need not answer for the change to apply. If you want to object, please tell us as soon as you can.',
  },
  approval: {
    subject: (title) => `We need your answer: ${title}`,
    lead: (processor) =>
      `${processor} has asked you to approve this change and has had no answer. Without a yes from you it does not take effect for you.`,
    how: 'Open the notice and choose whether you approve or not. A yes is confirmed with a code that we mail to you.',
    needed: 'Needs a yes from you',
  },
  boxHeading: 'How things stand',
  lastMoment: 'Last moment to object',
  openUntil: 'You can object until',
  takesEffect: 'Takes effect for you at the earliest',
  action: 'Open the notice',
  stop: 'Once somebody confirms or answers the notice, there are no more reminders to read it.',
  stopApproval: 'The reminders end when you have answered yes or no.',
  heading: 'About the reminders',

  wrongPerson: {
    title: 'Confirmation: the notice came to the wrong person',
    lead: 'Somebody who opened the link in the notice has told us that it was sent to the wrong person. We have recorded it.',
    heading: 'What was done',
    proposed: 'Proposed address',
    voided: 'The notice does not count as received by this person. The time begins to run when it has been received anew.',
    stands:
      'The address is the one that the agreement names. So the notice still counts as received. Our data protection officer looks at it.',
    next: 'If the agreement has more contacts, we send the notice to the next one. A proposed address is used only when our data protection officer has confirmed it.',
  },
};

/** Words of the reminders, and of the confirmation that a notice came to the wrong person. */
export const reminderTexts: Record<Locale, typeof nb> = { nb, en };
