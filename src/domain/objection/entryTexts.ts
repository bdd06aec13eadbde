import type { BothLanguages } from '../outcome';
import type { EntryRefusalCode } from './entry';

/** What a person is told when an act on an entry is refused: what is wrong, and what to do. */
export const entryRefusalTexts: Record<EntryRefusalCode, BothLanguages> = {
  'no-entry-waiting': {
    nb: 'Ingen registrering venter på bekreftelse. Last siden på nytt og se hva som har skjedd.',
    en: 'No entry waits to be confirmed. Reload the page to see what has happened.',
  },
  'own-entry': {
    nb: 'Den som har registrert innsigelsen, kan ikke bekrefte den. Be en kollega.',
    en: 'Whoever entered the objection cannot confirm it. Ask a colleague.',
  },
  'nothing-proposed': {
    nb: 'Ingen har foreslått å rette eller stryke registreringen.',
    en: 'Nobody has proposed to correct the entry or to strike it out.',
  },
  'own-proposal': {
    nb: 'En annen enn den som har foreslått det, må si seg enig. Be en kollega.',
    en: 'Somebody other than who proposed it has to agree. Ask a colleague.',
  },
};
