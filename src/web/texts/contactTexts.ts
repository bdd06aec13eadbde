import { defineTexts } from './defineTexts';

/** The yearly confirmation of contacts: on the desk, and behind the link in a contact's mail. */
export const contactTexts = defineTexts({
  nb: {
    listTitle: 'Kontaktpunkter som ikke er bekreftet på et år',
    lead: 'Kontaktpunktene får en e-post en gang i året med spørsmål om adressen fortsatt er riktig. De som ikke har svart, står her. Ring eller skriv til dem, og bekreft eller rett adressen.',
    empty: 'Alle kontaktpunkter er bekreftet det siste året.',
    columns: { controller: 'Behandlingsansvarlig', email: 'E-post', name: 'Navn', confirmed: 'Sist bekreftet', act: 'Handling' },
    notStated: 'Ikke oppgitt',
    unreached: 'Spørsmålet kom ikke frem',
    confirm: 'Bekreft',
    confirmWhich: (email: string) => `Bekreft ${email}`,
    confirmed: 'Kontaktpunktet er bekreftet for et år.',
    gone: 'Kontaktpunktet finnes ikke lenger. Listen viser det som gjelder nå.',
    link: {
      title: 'Er dette fortsatt riktig kontaktpunkt?',
      lead: (processor: string, controller: string) =>
        `${processor} sender varsler etter databehandleravtalen med ${controller} til denne adressen:`,
      button: 'Ja, dette er riktig kontaktpunkt',
      wrong: (replyTo: string) => `Er det feil? Skriv til ${replyTo} og fortell hvem som er riktig. Da trenger du ikke trykke på knappen.`,
      doneTitle: 'Takk, kontaktpunktet er bekreftet',
      done: (email: string) => `Vi fortsetter å sende varsler til ${email}. Du kan lukke siden.`,
      closedTitle: 'Lenken virker ikke',
      closed: 'Den kan være skrevet av feil, være for gammel, eller gjelde et kontaktpunkt som ikke lenger er i bruk.',
      newLink: (replyTo: string) => `Skriv til ${replyTo} hvis du vil bekrefte eller endre kontaktpunktet.`,
    },
  },
  en: {
    listTitle: 'Contacts that were not confirmed for a year',
    lead: 'Once a year contacts are asked by mail whether the address is still right. Those who have not answered are here. Call or write to them, and confirm or correct the address.',
    empty: 'All contacts were confirmed within the last year.',
    columns: { controller: 'Controller', email: 'E-mail', name: 'Name', confirmed: 'Last confirmed', act: 'Act' },
    notStated: 'Not stated',
    unreached: 'The question did not arrive',
    confirm: 'Confirm',
    confirmWhich: (email: string) => `Confirm ${email}`,
    confirmed: 'The contact is confirmed for a year.',
    gone: 'The contact is no longer there. The list shows what applies now.',
    link: {
      title: 'Is this still the right contact?',
      lead: (processor: string, controller: string) =>
        `${processor} sends notices under the data processing agreement with ${controller} to this address:`,
      button: 'Yes, this is the right contact',
      wrong: (replyTo: string) => `Is it wrong? Write to ${replyTo} and tell us who is right. You then need not press the button.`,
      doneTitle: 'Thank you, the contact is confirmed',
      done: (email: string) => `We go on sending notices to ${email}. You can close the page.`,
      closedTitle: 'The link does not work',
      closed: 'It may be mistyped, too old, or about a contact that is no longer used.',
      newLink: (replyTo: string) => `Write to ${replyTo} if you want to confirm or change the contact.`,
    },
  },
});
