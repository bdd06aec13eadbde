import type { BothLanguages } from '../../domain/outcome';

/** One thing wrong with a spreadsheet. `row` is the one a spreadsheet shows (the header is 1, 0: the file as a whole), `column` its header, '' for the whole row. */
export interface ImportProblem {
  row: number;
  column: string;
  code: string;
  detail: BothLanguages;
}

const texts: Record<string, BothLanguages> = {
  'empty-file': {
    nb: 'Filen er tom. Første rad skal ha kolonnenavnene.',
    en: 'The file is empty. Its first row must hold the names of the columns.',
  },
  'not-utf-8': {
    nb: 'Raden er ikke UTF-8. Lagre regnearket på nytt som «CSV UTF-8».',
    en: 'The row is not UTF-8. Save the spreadsheet again as “CSV UTF-8”.',
  },
  'not-csv': {
    nb: 'Raden kan ikke leses som CSV. Se etter et anførselstegn (") som ikke er avsluttet eller ikke er doblet.',
    en: 'The row cannot be read as CSV. Look for a quotation mark (") that is not closed or not doubled.',
  },
  'too-many-rows': {
    nb: 'Filen har flere enn 200 000 linjer. Del den i flere, eller fjern tomme linjer.',
    en: 'The file has more than 200,000 lines. Divide it, or remove empty lines.',
  },
  'missing-column': { nb: 'Kolonnen mangler. Legg den til i første rad.', en: 'The column is missing. Add it to the first row.' },
  'repeated-column': { nb: 'Kolonnen står flere ganger. Behold én av dem.', en: 'The column is there more than once. Keep one of them.' },
  'too-many-cells': {
    nb: 'Raden har flere felter enn første rad. Sett anførselstegn rundt tekst som inneholder skilletegnet.',
    en: 'The row has more fields than the first row. Put quotation marks around text that contains the separator.',
  },
  'too-few-cells': {
    nb: 'Raden har færre felter enn første rad. Legg til det som mangler, eller tomme felter.',
    en: 'The row has fewer fields than the first row. Add what is missing, or empty fields.',
  },
  'not-json': {
    nb: 'Vilkårene er ikke gyldig JSON. Rett dem, eller bruk preset.',
    en: 'The terms are not valid JSON. Correct them, or use preset.',
  },
  'ambiguous-controller': {
    nb: 'Flere behandlingsansvarlige passer med raden. Oppgi et organisasjonsnummer og et navn som bare én har.',
    en: 'Several controllers fit the row. Give an organisation number and a name that only one of them has.',
  },
  'other-controller': {
    nb: 'Avtalen er registrert på en annen behandlingsansvarlig. Rett raden, eller gi avtalen en ny referanse.',
    en: 'The agreement is registered with another controller. Correct the row, or give the agreement a new reference.',
  },
  'agreement-ended': {
    nb: 'Avtalen er avsluttet og kan ikke endres. Fjern raden, eller gi den nye avtalen en egen referanse.',
    en: 'The agreement has ended and cannot be changed. Remove the row, or give the new agreement a reference of its own.',
  },
};

export function importProblem(row: number, column: string, code: string, detail?: BothLanguages): ImportProblem {
  const text = detail ?? texts[code];
  if (!text) throw new Error(`no text for the import problem ${code}`);
  return { row, column, code, detail: text };
}

const columnNames = (names: readonly string[]): string => names.join(', ');

export function unknownColumn(name: string, known: readonly string[]): ImportProblem {
  return importProblem(1, name.slice(0, 100), 'unknown-column', {
    nb: `Ukjent kolonne. Kolonnene er ${columnNames(known)}.`,
    en: `Unknown column. The columns are ${columnNames(known)}.`,
  });
}

/** Two rows that should say the same do not. */
export function conflict(row: number, column: string, withRow: number): ImportProblem {
  return importProblem(row, column, 'conflicts-with-row', {
    nb: `Sier noe annet enn rad ${withRow}. Skriv det samme i begge radene.`,
    en: `Says something else than row ${withRow}. Write the same in both rows.`,
  });
}

export function repeatedContact(row: number, withRow: number): ImportProblem {
  return importProblem(row, 'contactEmail', 'repeated', {
    nb: `Kontaktpunktet står allerede i rad ${withRow}. Fjern en av radene.`,
    en: `The contact is in row ${withRow} already. Remove one of the rows.`,
  });
}
