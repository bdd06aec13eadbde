import type { Locale } from '../../domain/periods/describe';
import type { ApprovalKind, ChangeType } from '../../domain/terms/terms';

interface Parties {
  processor: string;
  name: string;
  old: string;
}

const nb = {
  subject: (title: string) => `Varsel: ${title}`,
  opening: (reference: string, clause: string) => `Dette er et varsel etter databehandleravtalen ${reference} (${clause}).`,
  what: {
    add: ({ processor, name }: Parties) => `${processor} vil ta i bruk ${name} som ny underdatabehandler.`,
    replace: ({ processor, name, old }: Parties) => `${processor} vil bytte ut underdatabehandleren ${old} med ${name}.`,
    modify: ({ processor, name }: Parties) => `${processor} vil endre hvordan underdatabehandleren ${name} blir brukt.`,
    remove: ({ processor, name }: Parties) => `${processor} vil slutte å bruke ${name} som underdatabehandler.`,
  } satisfies Record<ChangeType, (parties: Parties) => string>,
  action: 'Les varselet og svar',

  boxHeading: 'Dette må dere vite nå',
  lastMoment: 'Siste frist for å motsette seg',
  lastMomentUnknown: (window: string, start: string) => `${window} fra ${start}`,
  openUntil: 'Dere kan motsette dere til',
  openLonger: 'Trer endringen i kraft senere for dere, har dere lenger tid.',
  takesEffect: 'Trer i kraft for dere',
  takesEffectAtEarliest: 'Kan tidligst tre i kraft for dere',
  stopsBeingUsed: 'Etter planen ikke lenger i bruk fra og med',
  approvalNeeded: 'Krever et ja fra dere',
  approvals: {
    specific: 'Skriftlig godkjenning av endringen',
    'third-country': 'Skriftlig godkjenning av overføringen til et land utenfor EØS',
    location: 'Skriftlig godkjenning av det nye stedet',
    description: 'Skriftlig godkjenning av det som går utenfor avtalens egen beskrivelse av behandlingen',
  } satisfies Record<ApprovalKind, string>,

  changeHeading: 'Hva som endres, og hvorfor',
  change: 'Endringen',
  reason: 'Hvorfor',
  emergency: 'Hvorfor det haster',
  urgent: 'Endringen haster. Hvorfor, og hva det betyr for fristene, står lenger ned.',
  whoHeading: 'Hvem underdatabehandleren er',
  taskHeading: 'Hva den gjør, og med hvilke opplysninger',
  placesHeading: 'Hvor det skjer, og hvordan opplysningene er vernet',
  chainHeading: 'Plassen i leverandørkjeden',

  datesHeading: 'Datoene, og hvordan de er regnet ut',
  planned: 'Planlagt dag for ikrafttredelse',
  together: 'Samtidig for alle avtaler som endringen gjelder.',
  perAgreement: 'For hver avtale for seg, og aldri før den planlagte dagen.',
  earliest: 'Tidligste dag etter deres avtale',
  earliestUnknown: 'Ikke kjent ennå',
  countedFrom: (day: string) =>
    `Datoene er regnet ut fra at dere mottok dette varselet ${day}. Skulle dere først få det senere, regnes de fra den dagen. Siden bak lenken viser alltid datoene som gjelder.`,

  approvalHeading: 'Godkjenningen vi trenger fra dere',
  howToApprove:
    'Åpne lenken i denne e-posten og velg om dere godkjenner eller ikke. Et ja bekreftes med en kode som vi sender til dere på e-post.',

  silenceHeading: 'Hvis dere ikke svarer',
  silenceMeansNo: 'Taushet er aldri et ja. Uten godkjenning fra dere trer endringen ikke i kraft for dere, uansett hvor lang tid som går.',
  silenceAccepts: (day: string) =>
    `Hører vi ikke fra dere innen fristen, trer endringen i kraft for dere ${day}. Dere trenger ikke gjøre noe for at det skal skje.`,
  silenceUntilEffect: (day: string) =>
    `Hører vi ikke fra dere før da, trer endringen i kraft for dere ${day}. Dere trenger ikke gjøre noe for at det skal skje.`,
  silenceRemoval: 'Dere trenger ikke svare. Avtalen krever bare at vi forteller dere det, og bruken kan stanses når som helst.',

  objectHeading: 'Slik motsetter dere dere endringen',
  howToObject:
    'Åpne lenken i denne e-posten og velg «Motsett dere endringen». Dere trenger ikke brukerkonto, og dere får en kvittering med referanse.',
  howElse: (replyTo: string) => `Dere kan også svare på denne e-posten eller skrive til ${replyTo}.`,
  groundsNone: 'Dere trenger ikke begrunne det.',
  groundsObjective: 'Avtalen krever en saklig grunn. Skriv den i svaret.',
  soon: 'Gi beskjed så snart dere kan.',
  effectOfObjection: 'Motsetter dere dere i tide, trer endringen ikke i kraft for dere så lenge innsigelsen er til behandling.',
  mayTerminate: 'Avtalen gir oss da rett til å avslutte den. Gjør vi det, får dere vite det skriftlig.',
  negotiate: 'Etter avtalen skal vi da forhandle om en rimelig løsning. Endringen kan ikke gjennomføres for dere før vi er enige.',
  notEngaged: 'Etter avtalen tar vi da ikke endringen i bruk for dere.',
  afterObjection: (answer: string, terminate: string) =>
    `Vi skal svare eller komme med et forslag innen ${answer} fra innsigelsen. Er dere ikke fornøyde, kan dere si opp avtalen innen ${terminate} fra svaret, eller fra fristen for det.`,
  terminationEffect: (period: string) => `Oppsigelsen får virkning ${period} senere.`,
  thenAccepts: 'Hører vi da ikke mer fra dere, trer endringen i kraft for dere.',
  thenDropped: 'Hører vi da ikke mer fra dere, faller endringen bort for dere.',
  late: 'Kommer innsigelsen etter fristen, blir den registrert som for sen og stanser ikke endringen.',
  lateAfterEffect: 'Kommer innsigelsen etter at endringen har trådt i kraft for dere, blir den registrert som for sen.',

  agreementHeading: 'Avtalen varselet gjelder',
};

const en: typeof nb = {
  subject: (title) => `Notice: ${title}`,
  opening: (reference, clause) => `This is a notice under the data processing agreement ${reference} (${clause}).`,
  what: {
    add: ({ processor, name }) => `${processor} is going to use ${name} as a new subprocessor.`,
    replace: ({ processor, name, old }) => `${processor} is going to replace the subprocessor ${old} with ${name}.`,
    modify: ({ processor, name }) => `${processor} is going to change how the subprocessor ${name} is used.`,
    remove: ({ processor, name }) => `${processor} is going to stop using ${name} as a subprocessor.`,
  },
  action: 'Read the notice and answer',

  boxHeading: 'What you need to know now',
  lastMoment: 'Last moment to object',
  lastMomentUnknown: (window, start) => `${window} from ${start}`,
  openUntil: 'You can object until',
  openLonger: 'If the change takes effect later for you, you have longer.',
  takesEffect: 'Takes effect for you',
  takesEffectAtEarliest: 'Can take effect for you at the earliest',
  stopsBeingUsed: 'Planned to be out of use from',
  approvalNeeded: 'Needs a yes from you',
  approvals: {
    specific: 'Written approval of the change',
    'third-country': 'Written approval of the transfer to a country outside the EEA',
    location: 'Written approval of the new place',
    description: 'Written approval of what goes outside the agreement’s own description of the processing',
  },

  changeHeading: 'What changes, and why',
  change: 'The change',
  reason: 'Why',
  emergency: 'Why it is urgent',
  urgent: 'The change is urgent. Why, and what that means for the time limits, stands further down.',
  whoHeading: 'Who the subprocessor is',
  taskHeading: 'What it does, and with which data',
  placesHeading: 'Where it happens, and how the data are protected',
  chainHeading: 'Its place in the chain',

  datesHeading: 'The dates, and how they were computed',
  planned: 'Planned day of effect',
  together: 'At the same time for all agreements that the change concerns.',
  perAgreement: 'For each agreement by itself, and never before the planned day.',
  earliest: 'Earliest day under your agreement',
  earliestUnknown: 'Not known yet',
  countedFrom: (day) =>
    `The dates are counted from your receiving this notice on ${day}. Should it reach you later, they are counted from that day. The page behind the link always shows the dates that apply.`,

  approvalHeading: 'The approval that we need from you',
  howToApprove: 'Open the link in this mail and choose whether you approve or not. A yes is confirmed with a code that we mail to you.',

  silenceHeading: 'If you do not answer',
  silenceMeansNo: 'Silence is never a yes. Without your approval the change does not take effect for you, however much time passes.',
  silenceAccepts: (day) =>
    `If we do not hear from you in time, the change takes effect for you on ${day}. You need not do anything for that to happen.`,
  silenceUntilEffect: (day) =>
    `If we do not hear from you before then, the change takes effect for you on ${day}. You need not do anything for that to happen.`,
  silenceRemoval: 'You need not answer. The agreement only requires that we tell you, and the use can be stopped at any time.',

  objectHeading: 'How to object to the change',
  howToObject:
    'Open the link in this mail and choose "Object to the change". You need no account, and you get a confirmation with a reference.',
  howElse: (replyTo) => `You can also reply to this mail or write to ${replyTo}.`,
  groundsNone: 'You need not give a reason.',
  groundsObjective: 'The agreement asks for objective grounds. Write them in your answer.',
  soon: 'Tell us as soon as you can.',
  effectOfObjection: 'If you object in time, the change does not take effect for you while the objection is dealt with.',
  mayTerminate: 'The agreement then gives us the right to end it. If we do, you are told so in writing.',
  negotiate:
    'Under the agreement we are then to negotiate a reasonable solution. The change cannot be carried out for you before we agree.',
  notEngaged: 'Under the agreement we then do not carry out the change for you.',
  afterObjection: (answer, terminate) =>
    `We are to answer or make an offer within ${answer} of the objection. If that does not satisfy you, you can end the agreement within ${terminate} of the answer, or of the day it was due.`,
  terminationEffect: (period) => `The termination takes effect ${period} later.`,
  thenAccepts: 'If we then hear no more from you, the change takes effect for you.',
  thenDropped: 'If we then hear no more from you, the change is dropped for you.',
  late: 'An objection that comes after that is recorded as late and does not stop the change.',
  lateAfterEffect: 'An objection that comes after the change has taken effect for you is recorded as late.',

  agreementHeading: 'The agreement that this notice is about',
};

/** Words of the notice itself. */
export const noticeTexts: Record<Locale, typeof nb> = { nb, en };
