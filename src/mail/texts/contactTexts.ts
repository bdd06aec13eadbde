import type { Locale } from '../../domain/periods/describe';

const nb = {
  title: 'Er dette fortsatt riktig kontaktpunkt?',
  lead: (processor: string) =>
    `${processor} sender varsler etter databehandleravtalen til denne adressen. En gang i året spør vi om den fortsatt er riktig, for frister løper også når et varsel havner hos feil person.`,
  boxHeading: 'Adressen vi bruker',
  address: 'E-post',
  name: 'Navn eller rolle',
  unnamed: 'Ikke oppgitt',
  right: 'Er den riktig? Åpne lenken og bekreft. Det tar noen sekunder, og dere trenger ikke brukerkonto.',
  wrong: 'Er den feil? Svar på denne e-posten og fortell oss hvem som er riktig kontaktpunkt.',
  otherwise: 'Hører vi ikke fra dere, bruker vi adressen som før.',
  action: 'Bekreft kontaktpunktet',
};

const en: typeof nb = {
  title: 'Is this still the right contact?',
  lead: (processor) =>
    `${processor} sends notices under the data processing agreement to this address. Once a year we ask whether it is still right, since deadlines run even when a notice reaches the wrong person.`,
  boxHeading: 'The address that we use',
  address: 'E-mail',
  name: 'Name or role',
  unnamed: 'Not stated',
  right: 'Is it right? Open the link and confirm. It takes a few seconds, and you need no account.',
  wrong: 'Is it wrong? Reply to this mail and tell us who the right contact is.',
  otherwise: 'If we do not hear from you, we use the address as before.',
  action: 'Confirm the contact',
};

/** Words of the yearly question whether a contact is still the right one. */
export const contactTexts: Record<Locale, typeof nb> = { nb, en };
