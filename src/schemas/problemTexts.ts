import type { BothLanguages } from '../domain/outcome';

/** What a text may say of the limit that was broken. */
export interface Limits {
  minimum?: number;
  maximum?: number;
  values?: string[];
}

const listed = (values: string[] | undefined): string => (values ?? []).join(', ');

/** What is wrong with one field and what to do, by code. Nothing of what was sent is repeated: it may be personal, or hostile. */
const texts: Record<string, (limits: Limits) => BothLanguages> = {
  required: () => ({ nb: 'Mangler og må oppgis.', en: 'Is missing and must be given.' }),
  'unknown-field': () => ({ nb: 'Ukjent felt. Rett navnet eller fjern det.', en: 'Unknown field. Correct its name or remove it.' }),
  'wrong-type': ({ values }) => ({
    nb: `Har feil type. Skal være: ${listed(values)}.`,
    en: `Has the wrong type. It must be: ${listed(values)}.`,
  }),
  'not-one-of': ({ values }) => ({ nb: `Må være en av: ${listed(values)}.`, en: `Must be one of: ${listed(values)}.` }),
  'too-long': ({ maximum }) => ({
    nb: `Er for lang. Skriv høyst ${maximum} tegn.`,
    en: `Is too long. Write at most ${maximum} characters.`,
  }),
  'too-short': ({ minimum }) => ({
    nb: `Er for kort. Skriv minst ${minimum} tegn.`,
    en: `Is too short. Write at least ${minimum} characters.`,
  }),
  'too-many': ({ maximum }) => ({ nb: `Er for mange. Oppgi høyst ${maximum}.`, en: `Are too many. Give at most ${maximum}.` }),
  'too-few': ({ minimum }) => ({ nb: `Er for få. Oppgi minst ${minimum}.`, en: `Are too few. Give at least ${minimum}.` }),
  'out-of-range': ({ minimum, maximum }) => ({
    nb: `Er utenfor det tillatte${minimum === undefined ? '' : `, minst ${minimum}`}${maximum === undefined ? '' : `, høyst ${maximum}`}.`,
    en: `Is out of range${minimum === undefined ? '' : `, at least ${minimum}`}${maximum === undefined ? '' : `, at most ${maximum}`}.`,
  }),
  repeated: () => ({ nb: 'Står flere ganger i listen. Fjern gjentakelsen.', en: 'Is in the list more than once. Remove the repetition.' }),
  'invalid-date': () => ({
    nb: 'Er ingen dato. Skriv en dag som finnes, som ÅÅÅÅ-MM-DD.',
    en: 'Is not a date. Write a day that exists, as YYYY-MM-DD.',
  }),
  'invalid-instant': () => ({
    nb: 'Er ikke et tidspunkt. Skriv det etter RFC 3339 med tidssone, for eksempel 2026-06-01T06:00:00Z.',
    en: 'Is not an instant. Write it as in RFC 3339 with a zone, for example 2026-06-01T06:00:00Z.',
  }),
  'unknown-country': () => ({
    nb: 'Er ingen landkode. Bruk to store bokstaver etter ISO 3166-1, for eksempel NO.',
    en: 'Is no country code. Use two capital letters of ISO 3166-1, for example NO.',
  }),
  'invalid-service': () => ({
    nb: 'Er ikke et tjenestenavn. Bruk små bokstaver a–z, tall og bindestrek, høyst 60 tegn.',
    en: 'Is not the name of a service. Use small letters a–z, digits and hyphens, at most 60 characters.',
  }),
  'invalid-organisation-number': () => ({
    nb: 'Er ikke et organisasjonsnummer. Bruk tall, bokstaver, mellomrom, punktum, skråstrek og bindestrek.',
    en: 'Is not an organisation number. Use digits, letters, spaces, full stops, slashes and hyphens.',
  }),
  'invalid-email': () => ({
    nb: 'Er ikke en e-postadresse. Skriv én adresse, for eksempel personvern@kommune.example.',
    en: 'Is not an e-mail address. Write one address, for example privacy@kommune.example.',
  }),
  'invalid-base64': () => ({
    nb: 'Er ikke base64. Kod filens innhold etter RFC 4648.',
    en: 'Is not base64. Encode the content of the file as RFC 4648 says.',
  }),
  'invalid-id': () => ({ nb: 'Er ikke en id. En id er 24 sifre 0–9 og a–f.', en: 'Is not an id. An id is 24 digits 0–9 and a–f.' }),
  'invalid-cursor': () => ({
    nb: 'Er ikke en markør fra denne listen. Bruk «next» fra forrige svar.',
    en: 'Is not a cursor of this list. Use `next` of the answer before.',
  }),
  'control-character': () => ({
    nb: 'Inneholder linjeskift eller andre styretegn, som ikke er tillatt her. Fjern dem.',
    en: 'Contains line breaks or other control characters, which are not allowed here. Remove them.',
  }),
  'unknown-preset': ({ values }) => ({
    nb: `Er ikke et sett vilkår som finnes. Bruk et av: ${listed(values)}.`,
    en: `Is not a set of terms there is. Use one of: ${listed(values)}.`,
  }),
  'answer-before-objection': () => ({
    nb: 'Svaret kan ikke komme før innsigelsen. Oppgi objectedAt, og et senere tidspunkt for svaret.',
    en: 'The answer cannot come before the objection. Give objectedAt, and a later instant for the answer.',
  }),
  'preset-or-terms': () => ({ nb: 'Oppgi enten preset eller terms, og ikke begge.', en: 'Give either preset or terms, and not both.' }),
  'one-of-these': ({ values }) => ({ nb: `Oppgi nøyaktig én av: ${listed(values)}.`, en: `Give exactly one of: ${listed(values)}.` }),
  'not-for-this-type': () => ({
    nb: 'Hører ikke til denne typen endring. Fjern feltet.',
    en: 'Does not belong to this type of change. Remove the field.',
  }),
  'not-for-this-event': () => ({
    nb: 'Hører ikke til denne hendelsen. Fjern feltet.',
    en: 'Does not belong to this event. Remove the field.',
  }),
  invalid: () => ({ nb: 'Er ikke gyldig.', en: 'Is not valid.' }),
};

/** The text for a code that schemas give; a code nobody wrote a text for reads as `invalid`. */
export function problemText(code: string, limits: Limits = {}): BothLanguages {
  const text = texts[code] ?? texts.invalid;
  return text ? text(limits) : { nb: '', en: '' };
}
