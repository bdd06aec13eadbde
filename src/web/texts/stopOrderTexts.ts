import { defineTexts } from './defineTexts';

/** Stop orders on the desk. */
export const stopOrderTexts = defineTexts({
  nb: {
    title: 'Stansordre',
    text: 'Ingen underdatabehandler i vedlegget kan brukes for denne avtalen, og ingen endring trer i kraft, så lenge ordren gjelder.',
    facts: { at: 'Gitt', by: 'Gitt av', reason: 'Begrunnelse', entered: 'Registrert', documents: 'Dokumenter' },
    entered: (name: string, instant: string) => `${name}, ${instant}`,
    lifting: (name: string, instant: string) =>
      `${name} har registrert ${instant} at ordren er opphevet. Det teller når en annen har bekreftet det.`,
    links: {
      stop: 'Registrer stansordre',
      lift: 'Registrer at ordren er opphevet',
      confirm: 'Se over og bekreft opphevingen',
    },
    order: {
      title: 'Registrer stansordre',
      lead: 'Den behandlingsansvarlige eller en tilsynsmyndighet har krevd at behandlingen stanses. Med en gang dette er lagret, svarer sperren nei for alle underdatabehandlerne i avtalen, bruken blir merket som stanset i vedlegget, og kontaktpunktene får kvittering. To personer må til for å oppheve den.',
      by: 'Hvem har gitt ordren',
      at: (zone: string) => `Når den ble gitt (${zone})`,
      reason: 'Begrunnelse',
      reasonHint: 'Inntil 5 000 tegn. Kontaktpunktene leser dette.',
      files: 'Ordren (valgfritt)',
      filesHint: 'PDF, PNG, JPEG, ren tekst eller en lagret e-post (.eml). Høyst fem filer på 10 MB hver.',
      instantMissing: 'Skriv dagen og klokkeslettet ordren ble gitt.',
      save: 'Stans behandlingen',
    },
    lift: {
      title: 'Registrer at stansordren er opphevet',
      lead: 'Ingenting åpnes før en annen person har bekreftet det.',
      reason: 'Hvorfor den er opphevet, og hvem som har sagt det',
      reasonHint: 'Inntil 5 000 tegn. Kontaktpunktene leser dette.',
      save: 'Registrer opphevingen',
    },
    check: {
      title: 'Bekreft at stansordren er opphevet',
      text: 'Bruken av underdatabehandlerne gjenopptas, så langt ikke noe annet hindrer den, og kontaktpunktene får beskjed.',
      by: 'Registrert av',
      submit: 'Opphev stansordren',
    },
    cancel: 'Avbryt',
    tag: 'Stanset',
    done: {
      stopped: 'Stansordren er registrert.',
      lifting: 'Opphevingen er registrert. En annen må bekrefte den.',
      resumed: 'Stansordren er opphevet.',
    },
  },
  en: {
    title: 'Stop order',
    text: 'No subprocessor in the annex can be used for this agreement, and no change takes effect, while the order is in force.',
    facts: { at: 'Given', by: 'Given by', reason: 'Reason', entered: 'Recorded', documents: 'Documents' },
    entered: (name: string, instant: string) => `${name}, ${instant}`,
    lifting: (name: string, instant: string) =>
      `${name} entered ${instant} that the order is lifted. It counts once another person has confirmed it.`,
    links: {
      stop: 'Record a stop order',
      lift: 'Enter that the order is lifted',
      confirm: 'Check and confirm the lifting',
    },
    order: {
      title: 'Record a stop order',
      lead: 'The controller or a supervisory authority has demanded that the processing stops. As soon as this is saved, the gate answers no for every subprocessor of the agreement, the use is marked as suspended in the annex, and the contacts get a confirmation. It takes two people to lift it.',
      by: 'Who gave the order',
      at: (zone: string) => `When it was given (${zone})`,
      reason: 'Reason',
      reasonHint: 'Up to 5,000 characters. The contacts read this.',
      files: 'The order (optional)',
      filesHint: 'PDF, PNG, JPEG, plain text or a saved mail (.eml). At most five files of 10 MB each.',
      instantMissing: 'Write the day and time at which the order was given.',
      save: 'Stop the processing',
    },
    lift: {
      title: 'Enter that the stop order is lifted',
      lead: 'Nothing opens before another person has confirmed it.',
      reason: 'Why it is lifted, and who has said so',
      reasonHint: 'Up to 5,000 characters. The contacts read this.',
      save: 'Enter the lifting',
    },
    check: {
      title: 'Confirm that the stop order is lifted',
      text: 'The use of the subprocessors is resumed, as far as nothing else bars it, and the contacts are told.',
      by: 'Entered by',
      submit: 'Lift the stop order',
    },
    cancel: 'Cancel',
    tag: 'Stopped',
    done: {
      stopped: 'The stop order is recorded.',
      lifting: 'The lifting is entered. Somebody else has to confirm it.',
      resumed: 'The stop order is lifted.',
    },
  },
});
