import type { Locale } from '../../domain/periods/describe';

/** What an alert is about. */
export type AlertAbout =
  | 'objection'
  | 'objectionAnswered'
  | 'answerDue'
  | 'answerLapsed'
  | 'clocksEnded'
  | 'terminated'
  | 'receiptVoided'
  | 'undeliverable';

interface AlertWords {
  subject: (agreement: string) => string;
  lead: (controller: string) => string;
  next: string;
}

const nb = {
  digest: {
    subject: (count: number) => (count === 1 ? '1 sak forfaller' : `${count} saker forfaller`),
    title: (day: string) => `Dette forfaller ${day}`,
    lead: 'Dette venter på noen i dag. Det som haster mest, står øverst.',
    own: 'Dette kan du gjøre',
    others: 'Dette venter på andre',
    asSoonAsPossible: 'så snart som mulig',
    waiting: (since: string) => `venter på svar siden ${since}`,
    due: (day: string) => `frist ${day}`,
    overdue: (day: string) => `over fristen ${day}`,
    more: (count: number) => (count === 1 ? '1 sak til står på siden.' : `${count} saker til står på siden.`),
    heldBack: (count: number) =>
      count === 1
        ? '1 hendelse ble ikke sendt som egen e-post, fordi det kom så mange på kort tid. Den står på siden.'
        : `${count} hendelser ble ikke sendt som egne e-poster, fordi det kom så mange på kort tid. De står på siden.`,
    action: 'Åpne listen',
    off: 'Du får denne e-posten hver morgen så lenge noe forfaller. En administrator kan slå den av på siden «Brukere».',
  },
  alert: {
    objection: {
      subject: (agreement) => `Ny innsigelse (${agreement})`,
      lead: (controller) =>
        `${controller} motsetter seg en endring. Kom innsigelsen i tide, trer endringen ikke i kraft for avtalen før den er avsluttet.`,
      next: 'Ta innsigelsen til behandling.',
    },
    objectionAnswered: {
      subject: (agreement) => `Svar om en innsigelse (${agreement})`,
      lead: (controller) => `${controller} har svart, begrunnet eller trukket innsigelsen sin.`,
      next: 'Les svaret, og gå videre med innsigelsen hvis den fortsatt er åpen.',
    },
    answerDue: {
      subject: (agreement) => `Innsigelsen må besvares snart (${agreement})`,
      lead: (controller) => `${controller} har krav på svar innen fristen i avtalen. Kommer det ikke, kan avtalen sies opp.`,
      next: 'Foreslå noe, svar uten forslag, eller ta innsigelsen til følge.',
    },
    answerLapsed: {
      subject: (agreement) => `Svarfristen er ute (${agreement})`,
      lead: (controller) => `Innsigelsen fra ${controller} ble ikke besvart i tide. Avtalen kan nå sies opp på grunn av endringen.`,
      next: 'Innsigelsen er fortsatt åpen: foreslå noe, eller ta den til følge.',
    },
    clocksEnded: {
      subject: (agreement) => `Fristene etter innsigelsen er ute (${agreement})`,
      lead: (controller) => `${controller} sa ikke opp innen fristen. Innsigelsen er avsluttet med det taushet betyr etter avtalen.`,
      next: 'Se hva utfallet ble. Kontaktpunktene har fått beskjed.',
    },
    terminated: {
      subject: (agreement) => `Avtalen er sagt opp (${agreement})`,
      lead: (controller) => `${controller} har sagt opp avtalen på grunn av en endring som den har motsatt seg.`,
      next: 'Se avtalens siste dag, og hva som skal skje med dataene.',
    },
    receiptVoided: {
      subject: (agreement) => `Mottaket gjelder ikke lenger (${agreement})`,
      lead: (controller) => `Et varsel til ${controller} regnes ikke lenger som mottatt hos et av kontaktpunktene.`,
      next: 'Se hvem som har fått varselet, og om fristene løper.',
    },
    undeliverable: {
      subject: (agreement) => `Varselet kan ikke leveres (${agreement})`,
      lead: (controller) => `Ingen av kontaktpunktene til ${controller} kan nås. Endringen trer ikke i kraft for avtalen.`,
      next: 'Finn et annet kontaktpunkt, eller registrer et mottak per brev eller telefon.',
    },
  } satisfies Record<AlertAbout, AlertWords> as Record<AlertAbout, AlertWords>,
  facts: 'Saken',
  reference: 'Innsigelse',
  agreement: 'Databehandleravtale',
  controller: 'Behandlingsansvarlig',
  subprocessor: 'Underdatabehandler',
  answerBy: 'Svar senest',
  heading: 'Hva du kan gjøre',
  open: 'Åpne saken',
  signIn: 'Du må logge inn for å se siden.',
  copyAddress: 'Virker ikke knappen? Kopier denne adressen inn i nettleseren:',
  automatic: (processor: string) => `Denne e-posten er sendt automatisk fra Forvarsel hos ${processor} til dem som arbeider der.`,
  repeated: 'Gjentatt: ',
  repeatedNote: 'Vi sender denne meldingen en gang til fordi e-posttjeneren ikke svarte forrige gang. Innholdet er det samme.',
  head: {
    subject: (day: string) => `Signert hode for revisjonskjeden ${day}`,
    title: 'Signert hode for revisjonskjeden',
    lead: 'Ta vare på denne e-posten. Linjen under viser hvordan revisjonskjeden så ut. Er noe i den endret eller fjernet senere, passer den ikke lenger.',
    line: 'Linjen',
    how: 'Slik kontrollerer du',
    steps: [
      'Lagre linjen alene i en fil, for eksempel hode.jsonl.',
      'Kjør npm run cli -- verify --heads hode.jsonl mot databasen, eller verify.mjs med --heads mot en eksport eller en bevispakke.',
      'Avslutningskode 0 betyr at linjen passer: alt som var der da, er der uendret.',
    ],
  },
};

const en: typeof nb = {
  digest: {
    subject: (count) => (count === 1 ? '1 matter is due' : `${count} matters are due`),
    title: (day) => `Due on ${day}`,
    lead: 'This waits for somebody today. What is most urgent stands first.',
    own: 'You can do this',
    others: 'This waits for others',
    asSoonAsPossible: 'as soon as possible',
    waiting: (since) => `has waited for an answer since ${since}`,
    due: (day) => `due ${day}`,
    overdue: (day) => `overdue since ${day}`,
    more: (count) => (count === 1 ? '1 more matter stands on the page.' : `${count} more matters stand on the page.`),
    heldBack: (count) =>
      count === 1
        ? '1 event was not mailed by itself, since so many came in a short time. It stands on the page.'
        : `${count} events were not mailed by themselves, since so many came in a short time. They stand on the page.`,
    action: 'Open the list',
    off: 'You get this mail every morning while something is due. An administrator can turn it off on the page "Users".',
  },
  alert: {
    objection: {
      subject: (agreement) => `New objection (${agreement})`,
      lead: (controller) =>
        `${controller} objects to a change. If the objection came in time, the change does not take effect for the agreement before it has ended.`,
      next: 'Take the objection under review.',
    },
    objectionAnswered: {
      subject: (agreement) => `Answer about an objection (${agreement})`,
      lead: (controller) => `${controller} has answered, given grounds for or withdrawn its objection.`,
      next: 'Read the answer, and go on with the objection if it is still open.',
    },
    answerDue: {
      subject: (agreement) => `The objection must be answered soon (${agreement})`,
      lead: (controller) => `${controller} is to have an answer within the time in the agreement. If none comes, it may terminate.`,
      next: 'Propose something, answer without an offer, or uphold the objection.',
    },
    answerLapsed: {
      subject: (agreement) => `The time for an answer is over (${agreement})`,
      lead: (controller) =>
        `The objection of ${controller} was not answered in time. It may now terminate the agreement because of the change.`,
      next: 'The objection is still open: propose something, or uphold it.',
    },
    clocksEnded: {
      subject: (agreement) => `The time limits after the objection are over (${agreement})`,
      lead: (controller) => `${controller} did not terminate in time. The objection has ended with what silence means under the agreement.`,
      next: 'See what came of it. The contacts have been told.',
    },
    terminated: {
      subject: (agreement) => `The agreement has been terminated (${agreement})`,
      lead: (controller) => `${controller} has terminated the agreement because of a change that it objected to.`,
      next: 'See the last day of the agreement, and what is to become of the data.',
    },
    receiptVoided: {
      subject: (agreement) => `The receipt no longer counts (${agreement})`,
      lead: (controller) => `A notice to ${controller} no longer counts as received by one of the contacts.`,
      next: 'See who has the notice, and whether the clocks run.',
    },
    undeliverable: {
      subject: (agreement) => `The notice cannot be delivered (${agreement})`,
      lead: (controller) => `None of the contacts of ${controller} can be reached. The change does not take effect for the agreement.`,
      next: 'Find another contact, or enter a receipt by letter or phone.',
    },
  },
  facts: 'The matter',
  reference: 'Objection',
  agreement: 'Data processing agreement',
  controller: 'Controller',
  subprocessor: 'Subprocessor',
  answerBy: 'Answer by',
  heading: 'What you can do',
  open: 'Open the matter',
  signIn: 'You have to sign in to see the page.',
  copyAddress: 'If the button does not work, copy this address into your browser:',
  automatic: (processor) => `This mail was sent automatically by Forvarsel at ${processor} to those who work there.`,
  repeated: 'Repeated: ',
  repeatedNote: 'We send this message again because the mail server did not answer the last time. It says the same.',
  head: {
    subject: (day) => `Signed head of the audit chain, ${day}`,
    title: 'Signed head of the audit chain',
    lead: 'Keep this mail. The line below shows what the audit chain was like. If anything in it is changed or removed later, it no longer fits.',
    line: 'The line',
    how: 'How to check it',
    steps: [
      'Save the line by itself in a file, for example head.jsonl.',
      'Run npm run cli -- verify --heads head.jsonl on the database, or verify.mjs with --heads on an export or an evidence bundle.',
      'Exit code 0 means that the line fits: all that was there then is there unchanged.',
    ],
  },
};

/** Words of the mail to the staff. */
export const staffTexts: Record<Locale, typeof nb> = { nb, en };
