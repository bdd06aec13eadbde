import type { Locale } from '../../domain/periods/describe';

const nb = {
  confirmation: 'Kvittering',
  reference: 'Referanse',
  receivedAt: 'Mottatt',
  by: 'Fra',
  attachments: 'Vedlegg',
  files: (count: number) => (count === 1 ? '1 fil' : `${count} filer`),
  objection: 'Innsigelsen',
  inTimeOrLate: 'Fristen',
  inTime: 'Kom i tide',
  late: 'Kom etter fristen',
  yourWords: 'Det dere skrev',
  next: 'Det som skjer nå',
  decided: 'Det som er bestemt',
  standing: 'Dette gjelder nå',
  why: 'Begrunnelse',

  received: {
    title: (reference: string) => `Kvittering: vi har mottatt innsigelsen ${reference}`,
    lead: 'Vi har mottatt innsigelsen deres. Ta vare på referansen.',
    inTime: 'Innsigelsen kom i tide. Endringen trer ikke i kraft for dere så lenge den er til behandling.',
    late: 'Innsigelsen kom etter fristen. Den er registrert, men stanser ikke endringen. Vi kan likevel velge å ta den til følge.',
    upheld: 'Etter avtalen tar vi da ikke endringen i bruk for dere. Innsigelsen er tatt til følge, og dere trenger ikke gjøre mer.',
    review: 'Personvernombudet vårt behandler innsigelsen og svarer dere på e-post.',
    withdraw:
      'Ombestemmer dere dere, kan dere trekke innsigelsen tilbake på siden bak lenken. Det bekreftes med en kode som vi sender til dere på e-post.',
  },
  added: {
    title: (reference: string) => `Kvittering: lagt til innsigelsen ${reference}`,
    lead: 'Vi har lagt det dere skrev, til innsigelsen som allerede er til behandling. Det er fortsatt én innsigelse.',
  },
  withdrawn: {
    title: (reference: string) => `Kvittering: innsigelsen ${reference} er trukket tilbake`,
    lead: 'Vi har registrert at dere har trukket innsigelsen tilbake.',
    notYou: 'Var det ikke meningen? Send en ny innsigelse fra siden bak lenken, eller ta kontakt med oss.',
  },

  review: {
    title: 'Innsigelsen er under behandling',
    lead: 'Personvernombudet vårt har begynt å behandle innsigelsen. Endringen venter for dere.',
  },
  askGrounds: {
    title: 'Vi ber om en saklig grunn',
    lead: (day: string) =>
      `Avtalen krever en saklig grunn for å motsette seg endringen. Vi ber dere skrive den innen utgangen av ${day}. Åpne lenken og svar der.`,
    answerBy: 'Svar innen utgangen av',
    otherwise: 'Får vi ikke noen grunn innen da, kan vi avvise innsigelsen.',
  },
  propose: {
    title: 'Vi har et forslag til dere',
    lead: 'Vi foreslår en løsning. Endringen venter for dere til dere har svart. Åpne lenken for å godta eller avslå.',
    proposal: 'Forslaget',
    effectiveOn: 'Endringen trer da i kraft for dere',
    drop: 'Endringen faller da bort for dere.',
    attached: (count: number) =>
      count === 1
        ? 'Et vedlegg hører til forslaget. Det ligger på siden bak lenken.'
        : `${count} vedlegg hører til forslaget. De ligger på siden bak lenken.`,
    silence: 'Taushet er ikke et ja: svarer dere ikke, venter endringen fortsatt.',
  },
  accept: {
    title: 'Kvittering: dere har godtatt forslaget',
    lead: 'Dere har godtatt forslaget vårt. Innsigelsen er avsluttet med enighet.',
  },
  stands: {
    title: 'Kvittering: innsigelsen står ved lag',
    lead: 'Vi har registrert at innsigelsen også gjelder den rettede endringen. Endringen trer ikke i kraft for dere så lenge den er til behandling.',
  },
  decline: {
    title: 'Kvittering: dere har avslått forslaget',
    lead: 'Dere har avslått forslaget vårt. Innsigelsen er fortsatt til behandling, og endringen venter for dere.',
  },
  counter: {
    title: 'Kvittering: vi har mottatt motforslaget',
    lead: 'Dere har avslått forslaget vårt og foreslått noe annet. Innsigelsen er fortsatt til behandling, og endringen venter for dere.',
    proposal: 'Motforslaget deres',
    effectiveOn: 'Ønsket dag',
  },
  entered:
    'Innsigelsen kom utenom lenken, og vi har skrevet den inn som under. En annen hos oss kontrollerer at den er riktig gjengitt. Er noe feil, svar på denne e-posten.',
  correctEntry: {
    title: 'Vi har rettet når innsigelsen kom inn',
    lead: 'Vi hadde skrevet inn innsigelsen med feil tidspunkt. To personer hos oss har kontrollert det. Er dere uenige, svar på denne e-posten.',
    upheld: 'Innsigelsen er tatt til følge. Endringen faller bort for dere.',
  },
  strikeOut: {
    title: 'Vi har strøket en innsigelse som var skrevet inn ved en feil',
    lead: 'Vi hadde skrevet inn en innsigelse i deres navn som dere ikke har sendt. To personer hos oss har kontrollert det, og den regnes som aldri sendt.',
    partly:
      'Vi hadde skrevet inn noe i innsigelsen deres som dere ikke har sendt. To personer hos oss har kontrollert det. Resten av innsigelsen står ved lag.',
    notYou: 'Er dere uenige, svar på denne e-posten, eller send innsigelsen på nytt fra siden bak lenken.',
  },
  uphold: { title: 'Innsigelsen er tatt til følge', lead: 'Vi gir dere medhold. Endringen faller bort for dere.' },
  terminate: {
    title: 'Vi avslutter avtalen',
    lead: (day: string) =>
      `Avtalen gir oss rett til å avslutte den når dere motsetter dere endringen. Vi gjør det. Avtalens siste dag er ${day}. Endringen trer ikke i kraft for dere.`,
    endsOn: 'Avtalens siste dag',
  },
  dismiss: {
    title: 'Innsigelsen er avvist',
    lead: 'Vi har avvist innsigelsen.',
    countsUntil: 'Holder ikke lenger endringen tilbake fra',
  },
  admit: {
    title: 'Innsigelsen er likevel godtatt som kommet i tide',
    lead: 'Innsigelsen kom etter fristen, men vi behandler den som om den kom i tide. Endringen venter for dere.',
  },
  moot: { title: 'Innsigelsen er avsluttet', lead: 'Det innsigelsen gjaldt, finnes ikke lenger. Dere trenger ikke gjøre noe.' },
};

const en: typeof nb = {
  confirmation: 'Confirmation',
  reference: 'Reference',
  receivedAt: 'Received',
  by: 'From',
  attachments: 'Attachments',
  files: (count) => (count === 1 ? '1 file' : `${count} files`),
  objection: 'The objection',
  inTimeOrLate: 'Time limit',
  inTime: 'Came in time',
  late: 'Came after the time limit',
  yourWords: 'What you wrote',
  next: 'What happens now',
  decided: 'What was decided',
  standing: 'How things stand',
  why: 'Grounds',

  received: {
    title: (reference) => `Confirmation: we have received the objection ${reference}`,
    lead: 'We have received your objection. Keep the reference.',
    inTime: 'The objection came in time. The change does not take effect for you while it is dealt with.',
    late: 'The objection came after the time limit. It is recorded, but does not stop the change. We may still choose to follow it.',
    upheld: 'Under the agreement we then do not carry out the change for you. The objection is upheld, and you need not do anything more.',
    review: 'Our data protection officer deals with the objection and answers you by mail.',
    withdraw:
      'If you change your mind, you can withdraw the objection on the page behind the link. That is confirmed with a code that we mail to you.',
  },
  added: {
    title: (reference) => `Confirmation: added to the objection ${reference}`,
    lead: 'We have added what you wrote to the objection that is already being dealt with. It is still one objection.',
  },
  withdrawn: {
    title: (reference) => `Confirmation: the objection ${reference} is withdrawn`,
    lead: 'We have recorded that you have withdrawn the objection.',
    notYou: 'Was that not what you meant? Send a new objection from the page behind the link, or get in touch with us.',
  },

  review: {
    title: 'The objection is being reviewed',
    lead: 'Our data protection officer has begun to deal with the objection. The change waits for you.',
  },
  askGrounds: {
    title: 'We ask you for objective grounds',
    lead: (day) =>
      `The agreement asks for objective grounds for objecting to the change. Please write them by the end of ${day}. Open the link and answer there.`,
    answerBy: 'Answer by the end of',
    otherwise: 'If we have no grounds by then, we may dismiss the objection.',
  },
  propose: {
    title: 'We have a proposal for you',
    lead: 'We propose a solution. The change waits for you until you have answered. Open the link to accept or decline.',
    proposal: 'The proposal',
    effectiveOn: 'The change then takes effect for you',
    drop: 'The change is then dropped for you.',
    attached: (count) =>
      count === 1
        ? 'An attachment belongs to the proposal. It is on the page behind the link.'
        : `${count} attachments belong to the proposal. They are on the page behind the link.`,
    silence: 'Silence is not a yes: if you do not answer, the change keeps waiting.',
  },
  accept: {
    title: 'Confirmation: you have accepted the proposal',
    lead: 'You have accepted our proposal. The objection has ended in agreement.',
  },
  stands: {
    title: 'Confirmation: the objection stands',
    lead: 'We have recorded that the objection is about the corrected change too. The change does not take effect for you while it is dealt with.',
  },
  decline: {
    title: 'Confirmation: you have declined the proposal',
    lead: 'You have declined our proposal. The objection is still being dealt with, and the change waits for you.',
  },
  counter: {
    title: 'Confirmation: we have received the counter-proposal',
    lead: 'You have declined our proposal and proposed something else. The objection is still being dealt with, and the change waits for you.',
    proposal: 'Your counter-proposal',
    effectiveOn: 'The day you wish for',
  },
  entered:
    'The objection did not come through the link, and we have entered it as below. Another of us checks that it is rendered correctly. If something is wrong, reply to this mail.',
  correctEntry: {
    title: 'We have corrected when the objection came in',
    lead: 'We had entered the objection with a wrong time. Two of us have checked it. If you disagree, reply to this mail.',
    upheld: 'The objection is upheld. The change is dropped for you.',
  },
  strikeOut: {
    title: 'We have struck out an objection that was entered in error',
    lead: 'We had entered an objection in your name that you have not sent. Two of us have checked it, and it counts as never sent.',
    partly:
      'We had entered something in your objection that you have not sent. Two of us have checked it. The rest of the objection stands.',
    notYou: 'If you disagree, reply to this mail, or send the objection again from the page behind the link.',
  },
  uphold: { title: 'The objection is upheld', lead: 'We give way to your objection. The change is dropped for you.' },
  terminate: {
    title: 'We are ending the agreement',
    lead: (day) =>
      `The agreement gives us the right to end it when you object to the change. We do so. The last day of the agreement is ${day}. The change does not take effect for you.`,
    endsOn: 'Last day of the agreement',
  },
  dismiss: {
    title: 'The objection is dismissed',
    lead: 'We have dismissed the objection.',
    countsUntil: 'No longer holds the change back from',
  },
  admit: {
    title: 'The objection is admitted as if in time',
    lead: 'The objection came after the time limit, but we treat it as if it had come in time. The change waits for you.',
  },
  moot: { title: 'The objection has ended', lead: 'What the objection was about no longer exists. You need not do anything.' },
};

/** Words about objections. */
export const objectionTexts: Record<Locale, typeof nb> = { nb, en };
