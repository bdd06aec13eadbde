import { defineTexts } from './defineTexts';

/** The page of an annex on one day. The annex's own words are in src/pdf/texts/annexTexts.ts. */
export const annexPageTexts = defineTexts({
  nb: {
    pageTitle: (reference: string) => `Vedlegg til ${reference}`,
    day: 'Vis vedlegget slik det gjaldt',
    dayHint: (signed: string) => `En dag fra ${signed}, da avtalen ble signert, til i dag. Tomt felt viser vedlegget i dag.`,
    show: 'Vis',
    mistyped: 'Er ikke en dato. Skriv dagen som ÅÅÅÅ-MM-DD, for eksempel 2026-03-31.',
    filesTitle: 'Last ned',
    files: {
      'annex.pdf': 'Vedlegget med endringslogg (PDF)',
      'annex.csv': 'Vedlegget (CSV for regneark)',
      'annex-log.csv': 'Endringsloggen (CSV for regneark)',
    },
    open: 'Vedlegget for en annen dag, PDF og regneark',
  },
  en: {
    pageTitle: (reference) => `Annex to ${reference}`,
    day: 'Show the annex as it stood on',
    dayHint: (signed) => `A day from ${signed}, when the agreement was signed, until today. An empty field shows the annex of today.`,
    show: 'Show',
    mistyped: 'Is not a date. Write the day as YYYY-MM-DD, for example 2026-03-31.',
    filesTitle: 'Download',
    files: {
      'annex.pdf': 'The annex with its log (PDF)',
      'annex.csv': 'The annex (CSV for spreadsheets)',
      'annex-log.csv': 'The log (CSV for spreadsheets)',
    },
    open: 'The annex of another day, PDF and spreadsheet',
  },
});
