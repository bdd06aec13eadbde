import type { BothLanguages, FieldProblem } from '../../domain/outcome';

/** What can be wrong with an entry of the registry once its fields are right by themselves. What was sent is not repeated: it may be personal. */
const texts = {
  'unknown-controller': {
    nb: 'Det finnes ingen behandlingsansvarlig med denne id-en. Registrer den behandlingsansvarlige først.',
    en: 'There is no controller with this id. Register the controller first.',
  },
  'unknown-subprocessor': {
    nb: 'Denne underdatabehandleren står ikke i registeret. Registrer den først, eller rett id, organisasjonsnummer eller navn.',
    en: 'This subprocessor is not in the register. Register it first, or correct its id, organisation number or name.',
  },
  'ambiguous-subprocessor': {
    nb: 'Flere underdatabehandlere har dette navnet eller nummeret. Bruk id-en fra registeret.',
    en: 'Several subprocessors have this name or number. Use the id from the register.',
  },
  'unknown-contact': {
    nb: 'Den behandlingsansvarlige har ikke et slikt kontaktpunkt. Bruk id-ene fra den behandlingsansvarliges kontaktpunkter.',
    en: 'The controller has no such contact. Use the ids of the controller’s contacts.',
  },
  repeated: {
    nb: 'Står flere ganger i listen. Fjern gjentakelsen.',
    en: 'Is in the list more than once. Remove the repetition.',
  },
  'preset-or-terms': {
    nb: 'Oppgi enten preset eller terms, og ikke begge.',
    en: 'Give either preset or terms, and not both.',
  },
  'duplicate-reference': {
    nb: 'En annen avtale har denne referansen. Bruk en annen, eller endre avtalen som finnes.',
    en: 'Another agreement has this reference. Use another, or change the agreement there is.',
  },
  'duplicate-address': {
    nb: 'En annen bruker har denne adressen. Bruk en annen, eller sett nytt passord for brukeren som finnes.',
    en: 'Another user has this address. Use another, or set a new password for the user there is.',
  },
  'in-the-future': {
    nb: 'Dagen har ikke kommet ennå. Oppgi dagen det ble signert.',
    en: 'The day has not come yet. Give the day it was signed.',
  },
  'before-signed': {
    nb: 'Dagen er før avtalen ble signert. Oppgi en senere dag.',
    en: 'The day is before the agreement was signed. Give a later day.',
  },
  'parent-loop': {
    nb: 'Underdatabehandleren ville stått under seg selv i kjeden. Velg en annen over den.',
    en: 'The subprocessor would be below itself in the chain. Choose another above it.',
  },
  'change-it-by-a-change': {
    nb: 'Underdatabehandleren er i bruk eller del av en endring som er sendt inn. Opprett en endring av typen modify, så blir alle berørte varslet.',
    en: 'The subprocessor is in use, or part of a change that was submitted. Draft a change of type modify, so that everybody affected is told.',
  },
  'annex-in-use': {
    nb: 'Vedlegget er i bruk og rettes ikke her. Opprett en endring, så blir den behandlingsansvarlige varslet.',
    en: 'The annex is in use and is not corrected here. Draft a change, so that the controller is told.',
  },
  'direct-already': {
    nb: 'Det er alt registrert at den behandlingsansvarlige har egen avtale med denne. Avslutt den først, eller oppgi en dag etter at den sluttet.',
    en: 'It is recorded already that the controller has an agreement of its own with this one. End that first, or give a day after it ended.',
  },
  'subprocessor-here': {
    nb: 'Denne er underdatabehandler for avtalen, eller et varsel om den løper. Ta den ut med en endring først.',
    en: 'This one is a subprocessor under the agreement, or a notice about it is running. Take it out by a change first.',
  },
  'inside-the-eea': {
    nb: 'Landet er i EØS, så det trengs ingen beslutning. Oppgi et land utenfor.',
    en: 'The country is in the EEA, so it needs no decision. Give one outside.',
  },
  'before-it-begins': {
    nb: 'Siste dag er før den første. Oppgi en senere dag.',
    en: 'The last day is before the first. Give a later day.',
  },
  'days-meet': {
    nb: 'En annen beslutning for samme land gjelder noen av dagene. Avslutt den først, eller oppgi andre dager.',
    en: 'Another decision for the same country counts on some of the days. End that one first, or give other days.',
  },
  'adequacy-unchanged': {
    nb: 'Alt er som det står i listen. Rett minst ett felt.',
    en: 'Everything is as the list has it. Correct at least one field.',
  },
  'in-the-past': {
    nb: 'Dagen er passert. Oppgi i dag eller en senere dag.',
    en: 'The day has passed. Give today or a later day.',
  },
} satisfies Record<string, BothLanguages>;

export type RegistryProblem = keyof typeof texts;

/** The problem at `pointer` with its text. */
export function registryProblem(pointer: string, code: RegistryProblem): FieldProblem {
  return { pointer, code, detail: texts[code] };
}

/** A problem for every entry of `list` that stands there already; `pointer` is the list's. */
export function repetitions(list: readonly string[], pointer: string, member = ''): FieldProblem[] {
  return list.flatMap((each, index) => (list.indexOf(each) === index ? [] : [registryProblem(`${pointer}/${index}${member}`, 'repeated')]));
}
