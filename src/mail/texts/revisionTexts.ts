import type { Locale } from '../../domain/periods/describe';

const nb = {
  subject: (title: string) => `Rettet varsel: ${title}`,
  lead: 'Vi har rettet endringen som vi har varslet dere om. Dette varselet kommer i stedet for det forrige, og alle frister regnes på nytt fra dere får det.',
  heading: 'Hva som er rettet siden forrige varsel',
  why: 'Hvorfor det er rettet',
  lapsed: 'Godkjenninger og samtykker som dere har gitt til det forrige varselet, gjelder ikke lenger.',
  planned: 'Planlagt dag for ikrafttredelse',
  rollout: 'Når det skjer for de andre',
  rollouts: { together: 'Samtidig for alle avtaler', perAgreement: 'For hver avtale for seg' },
  reason: 'Hvorfor endringen gjøres',
  emergency: 'Hvorfor det haster',
  kind: 'Type endring',
  kinds: { add: 'Ny underdatabehandler', replace: 'Utskifting', modify: 'Endret bruk', remove: 'Tas ut av bruk' },
  silenceObjected:
    'Hører vi ikke fra dere, står innsigelsen deres ved lag. Endringen trer ikke i kraft for dere så lenge den er til behandling.',
  objectionHeading: 'Innsigelsen deres',
  objectionStands: (reference: string) =>
    `Innsigelsen ${reference} følger med til dette varselet. Den står ved lag, og endringen trer ikke i kraft for dere så lenge den er til behandling. Dere trenger ikke gjøre noe. Åpne lenken hvis dere vil bekrefte at den står, eller trekke den tilbake.`,
  objectionLate: (reference: string) =>
    `Innsigelsen ${reference} kom for sent til det forrige varselet og stanser ikke endringen. Dere har en ny frist nå: åpne lenken og send den på nytt hvis dere vil motsette dere.`,
  corrected: 'Rettet',
  correctedHeading: 'Rettet etter at varselet ble laget',
  information: {
    subject: (title: string) => `Rettelse: ${title}`,
    title: 'En rettelse av varselet',
    lead: (processor: string) =>
      `${processor} har rettet noen opplysninger i varselet. Fristene er de samme, og dere trenger ikke gjøre noe. Innsigelser og godkjenninger står som før.`,
    heading: 'Hva som er rettet',
    action: 'Se varselet',
  },
  notConcerned: {
    title: 'Endringen gjelder ikke lenger avtalen deres',
    lead: (processor: string) =>
      `${processor} har rettet endringen, og den gjelder ikke lenger denne avtalen. Den trer ikke i kraft for dere, og dere trenger ikke gjøre noe.`,
  },
};

const en: typeof nb = {
  subject: (title) => `Corrected notice: ${title}`,
  lead: 'We have corrected the change that we told you of. This notice replaces the earlier one, and all dates are counted anew from when you receive it.',
  heading: 'What has been corrected since the earlier notice',
  why: 'Why it was corrected',
  lapsed: 'Approvals and consents that you gave to the earlier notice no longer apply.',
  planned: 'Planned day of effect',
  rollout: 'When it happens for the others',
  rollouts: { together: 'At the same time for all agreements', perAgreement: 'For each agreement by itself' },
  reason: 'Why the change is made',
  emergency: 'Why it is urgent',
  kind: 'Kind of change',
  kinds: { add: 'New subprocessor', replace: 'Replacement', modify: 'Changed use', remove: 'No longer used' },
  silenceObjected: 'If we do not hear from you, your objection stands. The change does not take effect for you while it is dealt with.',
  objectionHeading: 'Your objection',
  objectionStands: (reference) =>
    `Objection ${reference} is carried over to this notice. It stands, and the change does not take effect for you while it is dealt with. You need not do anything. Open the link if you want to confirm that it stands, or to withdraw it.`,
  objectionLate: (reference) =>
    `Objection ${reference} came too late for the earlier notice and does not stop the change. You have a new time to object now: open the link and send it again if you want to object.`,
  corrected: 'Corrected',
  correctedHeading: 'Corrected since the notice was made',
  information: {
    subject: (title) => `Correction: ${title}`,
    title: 'A correction of the notice',
    lead: (processor) =>
      `${processor} has corrected some facts in the notice. The dates are the same, and you need not do anything. Objections and approvals stand as before.`,
    heading: 'What has been corrected',
    action: 'See the notice',
  },
  notConcerned: {
    title: 'The change no longer concerns your agreement',
    lead: (processor) =>
      `${processor} has corrected the change, and it no longer concerns this agreement. It does not take effect for you, and you need not do anything.`,
  },
};

/** Words of what is told when a published change is corrected. */
export const revisionTexts: Record<Locale, typeof nb> = { nb, en };
