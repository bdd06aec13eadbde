import { defineTexts } from './defineTexts';

const years = (count: number, nb: boolean) => (nb ? `${count} år` : count === 1 ? '1 year' : `${count} years`);

/** What is erased when, and what was. */
export const retentionTexts = defineTexts({
  nb: {
    title: 'Sletting',
    lead: 'Det som har vært oppbevart lenge nok, slettes hver natt etter klokken tre. Revisjonskjeden kan kontrolleres også etterpå: det som er slettet, står der som slettet.',
    rulesTitle: 'Reglene',
    columns: { rule: 'Regel', due: 'Klart til sletting nå', next: 'Neste gang noe blir klart', erased: 'Slettet hittil' },
    rules: {
      serviceMail: {
        name: 'E-post som bare gjaldt øyeblikket',
        words: () =>
          'Engangskoder, påminnelser, spørsmål om kontaktpunkter og e-post til dem som arbeider her: innholdet slettes etter 45 dager. At den ble sendt, når og til hvilken adresse, blir stående.',
      },
      undeliverableMail: {
        name: 'E-post som ikke kom frem',
        words: () => 'Adressen og det e-posttjeneren svarte, slettes etter tolv måneder.',
      },
      deliveryReports: {
        name: 'Meldinger fra e-posttjenere',
        words: () => 'Det tjeneren skrev, slettes etter tolv måneder. Hva slags melding det var, blir stående.',
      },
      agreements: {
        name: 'Varsler, innsigelser, godkjenninger og avgjørelser',
        words: (count: number) =>
          `Når avtalen har vært avsluttet i ${years(count, true)}, byttes navn og adresser ut med pseudonymer, og det folk har skrevet og lagt ved, slettes.`,
      },
      changes: {
        name: 'Hvem som laget og frigav endringer',
        words: (count: number) =>
          `Når endringen har vært ferdig i ${years(count, true)} og ingen av avtalene den gjaldt nevner noen lenger, byttes navnene på dem som arbeidet med den, ut med pseudonymer.`,
      },
      contacts: {
        name: 'Kontaktpunkter',
        words: () =>
          'Slettes 90 dager etter at hovedavtalen er slutt. De som har fått eller besvart et varsel, beholdes så lenge varselet trenger dem som bevis.',
      },
      users: {
        name: 'Brukere som har sluttet',
        words: (count: number) => `Navn og adresse slettes når brukeren har vært uten tilgang i ${years(count, true)}.`,
      },
    },
    automatic:
      'Loggen over hvem som har lest personopplysninger, slettes etter tre år. Skjemaer som ikke er bekreftet, slettes etter en uke.',
    nothing: 'Ingenting',
    count: (count: number, more: boolean) => (more ? `Mer enn ${count}` : String(count)),
    never: 'Ikke noe kjent tidspunkt',
    dueTitle: 'Klart til sletting nå',
    dueNone: 'Ingenting er klart til sletting. Det som blir klart i løpet av dagen, slettes neste natt.',
    dueColumns: { rule: 'Regel', record: 'Hva', since: 'Klart siden' },
    kinds: {
      sending: 'E-post',
      deliveryReport: 'Melding fra e-posttjener',
      agreement: 'Avtale',
      change: 'Endring',
      contact: 'Kontaktpunkt',
      user: 'Bruker',
    },
    runsTitle: 'Slettet',
    runsNone: 'Ingenting er slettet ennå.',
    runsColumns: { at: 'Når', what: 'Hva', who: 'Hvem' },
    bySystem: 'Portalen selv',
    byPerson: 'På kommando',
    heldTitle: 'Avtaler som er på vent',
    heldNone: 'Ingen avtaler er på vent. En avtale settes på vent på sin egen side, for eksempel ved tvist eller tilsyn.',
    heldRow: (reference: string, day: string) => `${reference}, siden ${day}`,
    hold: {
      fact: 'Sletting',
      held: (day: string, reason: string) => `På vent siden ${day}: ${reason}`,
      erased: (day: string) => `Navn, adresser og tekster ble slettet ${day}.`,
      link: 'Sett sletting på vent',
      liftLink: 'La slettingen gå videre',
      title: (reference: string) => `Sett sletting på vent for ${reference}`,
      lead: 'Ingenting som gjelder avtalen, slettes så lenge den er på vent, heller ikke kontaktpunktene. Bruk det ved tvist, tilsyn eller innsyn, og opphev det når saken er over.',
      reason: 'Hvorfor',
      reasonHint: 'Står på avtalens side og i revisjonssporet. Skriv ikke navn på personer.',
      reasonMissing: 'Skriv hvorfor',
      save: 'Sett på vent',
      liftTitle: (reference: string) => `La slettingen gå videre for ${reference}`,
      liftLead: (reason: string) =>
        `Avtalen er på vent: ${reason}. Når du opphever det, slettes det som har vært oppbevart lenge nok, neste natt. Det kan ikke hentes tilbake.`,
      lift: 'La slettingen gå videre',
      cancel: 'Avbryt',
    },
    done: { held: 'Slettingen er satt på vent.', lifted: 'Slettingen går videre.' },
  },
  en: {
    title: 'Erasure',
    lead: 'What has been kept long enough is erased every night after three. The audit chain can be checked after that too: what is erased stands there as erased.',
    rulesTitle: 'The rules',
    columns: { rule: 'Rule', due: 'Ready to be erased now', next: 'When something is ready next', erased: 'Erased so far' },
    rules: {
      serviceMail: {
        name: 'Mail that was for the moment only',
        words: () =>
          'One-time codes, reminders, questions about contacts and mail to those who work here: what it said is erased after 45 days. That it was sent, when and to which address, stays.',
      },
      undeliverableMail: {
        name: 'Mail that did not arrive',
        words: () => 'The address and what the mail server answered are erased after twelve months.',
      },
      deliveryReports: {
        name: 'Reports from mail servers',
        words: () => 'What the server wrote is erased after twelve months. What kind of report it was stays.',
      },
      agreements: {
        name: 'Notices, objections, approvals and decisions',
        words: (count: number) =>
          `When the agreement has been over for ${years(count, false)}, names and addresses are replaced by pseudonyms, and what people wrote and attached is erased.`,
      },
      changes: {
        name: 'Who drafted and released changes',
        words: (count: number) =>
          `When the change has been over for ${years(count, false)} and no agreement that it concerned names anybody any more, the names of those who worked on it are replaced by pseudonyms.`,
      },
      contacts: {
        name: 'Contacts',
        words: () =>
          'Erased 90 days after the main agreement is over. Those who have been sent or have answered a notice are kept as long as it needs them as evidence.',
      },
      users: {
        name: 'Users who have left',
        words: (count: number) => `Name and address are erased when the user has had no access for ${years(count, false)}.`,
      },
    },
    automatic: 'The log of who has read personal data is erased after three years. Forms that are not confirmed are erased after a week.',
    nothing: 'Nothing',
    count: (count: number, more: boolean) => (more ? `More than ${count}` : String(count)),
    never: 'No instant known',
    dueTitle: 'Ready to be erased now',
    dueNone: 'Nothing is ready to be erased. What gets ready during the day is erased the next night.',
    dueColumns: { rule: 'Rule', record: 'What', since: 'Ready since' },
    kinds: {
      sending: 'Mail',
      deliveryReport: "Mail server's report",
      agreement: 'Agreement',
      change: 'Change',
      contact: 'Contact',
      user: 'User',
    },
    runsTitle: 'Erased',
    runsNone: 'Nothing has been erased yet.',
    runsColumns: { at: 'When', what: 'What', who: 'Who' },
    bySystem: 'The portal itself',
    byPerson: 'By command',
    heldTitle: 'Agreements on hold',
    heldNone: 'No agreement is on hold. An agreement is put on hold on its own page, for example in a dispute or an inspection.',
    heldRow: (reference: string, day: string) => `${reference}, since ${day}`,
    hold: {
      fact: 'Erasure',
      held: (day: string, reason: string) => `On hold since ${day}: ${reason}`,
      erased: (day: string) => `Names, addresses and texts were erased on ${day}.`,
      link: 'Put erasure on hold',
      liftLink: 'Let erasure go on',
      title: (reference: string) => `Put erasure on hold for ${reference}`,
      lead: 'Nothing about the agreement is erased as long as it is on hold, its contacts neither. Use it in a dispute, an inspection or a request for access, and lift it when that is over.',
      reason: 'Why',
      reasonHint: "Stands on the agreement's page and in the audit trail. Do not write names of people.",
      reasonMissing: 'Write why',
      save: 'Put on hold',
      liftTitle: (reference: string) => `Let erasure go on for ${reference}`,
      liftLead: (reason: string) =>
        `The agreement is on hold: ${reason}. When you lift that, what has been kept long enough is erased the next night. It cannot be brought back.`,
      lift: 'Let erasure go on',
      cancel: 'Cancel',
    },
    done: { held: 'Erasure is on hold.', lifted: 'Erasure goes on.' },
  },
});
