import type { Locale } from '../../domain/periods/describe';

const nb = {
  repeated: 'Gjentatt: ',
  repeatedNote:
    'Vi sender denne meldingen en gang til fordi e-posttjeneren ikke svarte forrige gang. Har dere alt fått den, kan dere se bort fra denne: innholdet er det samme.',
  to: (controller: string) => `Til ${controller}`,
  urlIntroduction: 'Virker ikke knappen? Kopier denne adressen inn i nettleseren:',
  linkHint: 'Lenken gjelder bare denne avtalen. Dere trenger ikke brukerkonto. Del den bare med dem hos dere som skal svare.',
  openNotice: 'Åpne varselet',
  about: 'Hva dette gjelder',
  change: 'Endringen',
  agreement: 'Databehandleravtale',
  controller: 'Behandlingsansvarlig',
  clause: 'Varslet etter',
  clauseUnknown: 'avtalens regler om endring av underdatabehandlere',
  clauseNumber: (clause: string) => `avtalens punkt ${clause}`,
  clauseWords: (clause: string) => `avtalens ${clause}`,
  contact: 'Slik når dere oss',
  processor: 'Databehandler',
  replyTo: 'Spørsmål og svar',
  dpo: 'Personvernombud',
  noticeNumber: 'Varselets nummer',
  automatic: (processor: string) => `Denne e-posten er sendt automatisk av ${processor}. Svarer dere på den, leses svaret av et menneske.`,
  contractual:
    'Dette er en melding etter databehandleravtalen. Derfor er det ikke mulig å melde seg av. E-posten henter ingenting fra nettet og sporer ikke om den blir åpnet.',
};

const en: typeof nb = {
  repeated: 'Repeated: ',
  repeatedNote:
    'We send this message again because the mail server did not answer the last time. If you have it already, you can disregard this one: it says the same.',
  to: (controller) => `To ${controller}`,
  urlIntroduction: 'If the button does not work, copy this address into your browser:',
  linkHint: 'The link is for this agreement only. You need no account. Share it only with those of you who are to answer.',
  openNotice: 'Open the notice',
  about: 'What this is about',
  change: 'The change',
  agreement: 'Data processing agreement',
  controller: 'Controller',
  clause: 'Notified under',
  clauseUnknown: "the agreement's rules on changes of subprocessors",
  clauseNumber: (clause) => `clause ${clause} of the agreement`,
  clauseWords: (clause) => `${clause} of the agreement`,
  contact: 'How to reach us',
  processor: 'Processor',
  replyTo: 'Questions and answers',
  dpo: 'Data protection officer',
  noticeNumber: 'Number of this notice',
  automatic: (processor) => `This mail was sent automatically by ${processor}. If you reply to it, a person reads your reply.`,
  contractual:
    'This is a message under the data processing agreement, so it is not possible to unsubscribe. The mail fetches nothing from the network and does not track whether it is opened.',
};

/** Words around every message. */
export const frameTexts: Record<Locale, typeof nb> = { nb, en };
