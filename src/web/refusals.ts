import { entryRefusalTexts } from '../domain/objection/entryTexts';
import { objectionRefusalTexts } from '../domain/objection/objectionTexts';
import type { BothLanguages, Refusal } from '../domain/outcome';
import { dialogueRefusals } from './dialogueRefusals';
import type { RefusalEntry } from './refusalEntry';

/** Every refusal that is not simply "a rule is broken" (422), and the words for those that are common. Pages and the API read the same table. */
const entries: Record<string, RefusalEntry> = {
  unparsable: {
    status: 400,
    title: { nb: 'Kan ikke leses', en: 'Cannot be read' },
    detail: {
      nb: 'Innholdet er ikke gyldig JSON. Rett det og send på nytt.',
      en: 'The body is not valid JSON. Correct it and send it again.',
    },
  },
  unauthorized: {
    status: 401,
    title: { nb: 'Ikke pålogget', en: 'Not signed in' },
    detail: {
      nb: 'Send en gyldig API-nøkkel som «Authorization: Bearer <nøkkel>».',
      en: 'Send a valid API key as "Authorization: Bearer <key>".',
    },
  },
  forbidden: {
    status: 403,
    title: { nb: 'Ikke tillatt', en: 'Not allowed' },
    detail: {
      nb: 'Rollen din kan ikke gjøre dette. Be en som har rollen.',
      en: 'Your role cannot do this. Ask somebody who has the role.',
    },
  },
  'own-change': {
    status: 403,
    title: { nb: 'Din egen endring', en: 'Your own change' },
    detail: {
      nb: 'Den som har skrevet, rettet eller sendt inn en endring, kan ikke frigi den. Be en kollega.',
      en: 'Whoever drafted, edited or submitted a change cannot release it. Ask a colleague.',
    },
  },
  'not-found': {
    status: 404,
    title: { nb: 'Finnes ikke', en: 'Not found' },
    detail: { nb: 'Det finnes ikke noe på denne adressen.', en: 'There is nothing at this address.' },
  },
  'method-not-allowed': {
    status: 405,
    title: { nb: 'Metoden finnes ikke her', en: 'Method not allowed' },
    detail: { nb: 'Bruk en av metodene i Allow-feltet.', en: 'Use one of the methods in the Allow header.' },
  },
  'wrong-state': {
    status: 409,
    title: { nb: 'Ikke mulig nå', en: 'Not possible now' },
    detail: {
      nb: 'Steget er ikke mulig slik saken står nå. Hent den på nytt og se hva som er mulig.',
      en: 'The step is not possible as things stand now. Fetch it again to see what is.',
    },
  },
  'stale-version': {
    status: 409,
    title: { nb: 'Endret av noen andre', en: 'Changed by somebody else' },
    detail: {
      nb: 'Noen andre har endret dette i mellomtiden. Hent det på nytt og gjør det en gang til.',
      en: 'Somebody else has changed this in the meantime. Fetch it again and repeat what you did.',
    },
  },
  'revision-underway': {
    status: 409,
    title: { nb: 'En rettelse er underveis', en: 'A correction is under way' },
    detail: {
      nb: 'Det er alt foreslått en rettelse av endringen. Rediger den, eller forkast den først.',
      en: 'A correction of the change has been proposed already. Edit that one, or discard it first.',
    },
  },
  'still-notifying': {
    status: 409,
    title: { nb: 'Varslene skrives fortsatt', en: 'Notices are still being written' },
    detail: {
      nb: 'Varslene om det som er publisert, er ikke ferdig skrevet. Prøv igjen om litt.',
      en: 'The notices of what is published are not all written yet. Try again in a moment.',
    },
  },
  superseded: {
    status: 409,
    title: { nb: 'Varselet er erstattet', en: 'The notice was replaced' },
    detail: {
      nb: 'Et rettet varsel har kommet i stedet for dette. Ingenting er registrert på det gamle: se over svaret og send det på det nye.',
      en: 'A corrected notice took the place of this one. Nothing was recorded on the old one: check your answer and send it on the new one.',
    },
  },
  'nothing-changes': {
    status: 422,
    title: { nb: 'Ingenting er rettet', en: 'Nothing is corrected' },
    detail: {
      nb: 'Alt er som det er publisert. Rett minst ett felt, eller forkast forslaget.',
      en: 'Everything is as published. Correct at least one field, or discard the proposal.',
    },
  },
  'always-material': {
    status: 422,
    title: { nb: 'Alltid vesentlig', en: 'Always material' },
    detail: {
      nb: 'Rettelsen endrer noe som alltid krever nye varsler. Frigi den som vesentlig.',
      en: 'The correction changes something that always needs new notices. Release it as material.',
    },
  },
  'not-a-revision': {
    status: 422,
    title: { nb: 'Ikke en rettelse', en: 'Not a correction' },
    detail: {
      nb: 'Bare en rettelse av en publisert endring kan være uvesentlig eller ha en begrunnelse for rettelsen.',
      en: 'Only a correction of a published change can be immaterial, or have a reason for being one.',
    },
  },
  duplicate: {
    status: 409,
    title: { nb: 'Finnes fra før', en: 'Already there' },
    detail: { nb: 'Det finnes allerede en med samme kjennetegn.', en: 'There is one with the same identification already.' },
  },
  'in-force': {
    status: 409,
    title: { nb: 'Er i bruk', en: 'Is in force' },
    detail: {
      nb: 'Det som er i bruk, rettes ikke. Lag en endring, så blir alle berørte varslet.',
      en: 'What is in force is not corrected. Draft a change, so that everybody affected is told.',
    },
  },
  'idempotency-in-flight': {
    status: 409,
    title: { nb: 'Er underveis', en: 'In flight' },
    detail: {
      nb: 'Et kall med samme Idempotency-Key er fortsatt underveis. Prøv igjen om litt.',
      en: 'A call with the same Idempotency-Key is still in flight. Try again in a moment.',
    },
  },
  'too-large': {
    status: 413,
    title: { nb: 'For stort', en: 'Too large' },
    detail: { nb: 'Innholdet er for stort. Del det opp.', en: 'The body is too large. Split it.' },
  },
  'unsupported-media-type': {
    status: 415,
    title: { nb: 'Feil innholdstype', en: 'Wrong content type' },
    detail: { nb: 'Send innholdet med riktig Content-Type og i UTF-8.', en: 'Send the body with the right Content-Type and in UTF-8.' },
  },
  'own-receipt': {
    status: 403,
    title: { nb: 'Ditt eget mottak', en: 'Your own receipt' },
    detail: {
      nb: 'Den som har registrert et mottak, kan ikke bekrefte det. Be en kollega.',
      en: 'Whoever entered a receipt cannot confirm it. Ask a colleague.',
    },
  },
  'no-receipt-waiting': {
    status: 409,
    title: { nb: 'Ingenting å bekrefte', en: 'Nothing to confirm' },
    detail: {
      nb: 'Ingen mottak venter på bekreftelse. Det er alt bekreftet, eller må registreres først.',
      en: 'No receipt waits for confirmation. It has been confirmed, or has to be entered first.',
    },
  },
  'receipt-confirmed': {
    status: 409,
    title: { nb: 'Mottaket er bekreftet', en: 'The receipt is confirmed' },
    detail: {
      nb: 'Varselet har alt et manuelt mottak som to personer står for.',
      en: 'The notice already has a manual receipt that two persons vouch for.',
    },
  },
  'still-underway': {
    status: 409,
    title: { nb: 'Sendes fortsatt', en: 'Still being sent' },
    detail: {
      nb: 'En melding til denne adressen er fortsatt på vei. Vent til den er ferdig, og prøv igjen.',
      en: 'A message to this address is still on its way. Wait until it is finished, and try again.',
    },
  },
  'no-contact': {
    status: 422,
    title: { nb: 'Ingen å sende til', en: 'Nobody to send to' },
    detail: {
      nb: 'Avtalen har ikke dette kontaktpunktet for endringer. Registrer et kontaktpunkt, og send på nytt.',
      en: 'The agreement has no such contact for changes. Register a contact, and send again.',
    },
  },
  invalid: {
    status: 422,
    title: { nb: 'Noe må rettes', en: 'Something must be corrected' },
    detail: { nb: 'Rett feltene som står i «errors».', en: 'Correct the fields listed in `errors`.' },
  },
  'idempotency-key-reused': {
    status: 422,
    title: { nb: 'Idempotency-Key er brukt', en: 'Idempotency-Key was used' },
    detail: {
      nb: 'Samme Idempotency-Key er brukt med et annet innhold. Bruk en ny nøkkel.',
      en: 'The same Idempotency-Key was used with another body. Use a new key.',
    },
  },
  'invalid-idempotency-key': {
    status: 422,
    title: { nb: 'Idempotency-Key kan ikke brukes', en: 'Idempotency-Key cannot be used' },
    detail: { nb: 'Bruk 1 til 255 synlige ASCII-tegn.', en: 'Use 1 to 255 visible ASCII characters.' },
  },
  'too-early': {
    status: 422,
    title: { nb: 'For tidlig dag', en: 'Too early a day' },
    detail: {
      nb: 'Alle avtalene kan ikke rekke den planlagte dagen. Velg en senere dag, eller la hver avtale få sin egen.',
      en: 'Not every agreement can meet the planned day. Choose a later day, or let each agreement have its own.',
    },
  },
  'nobody-affected': {
    status: 422,
    title: { nb: 'Ingen er berørt', en: 'Nobody is affected' },
    detail: {
      nb: 'Endringen berører ingen avtale. Se etter om tjenestene er riktige.',
      en: 'The change affects no agreement. Check its services.',
    },
  },
  'ways-back-fail': {
    status: 422,
    title: { nb: 'Ingen kan svare på varselet', en: 'Nobody could answer the notice' },
    detail: {
      nb: 'Lenkene i varselet eller svaradressen virker ikke. Få det rettet, og prøv igjen.',
      en: 'The links in the notice or its reply address do not work. Have it repaired and try again.',
    },
  },
  incomplete: {
    status: 422,
    title: { nb: 'Noe mangler', en: 'Something is missing' },
    detail: { nb: 'Fyll ut det som står i «errors», og send inn på nytt.', en: 'Fill in what `errors` lists, and submit again.' },
  },
  'import-errors': {
    status: 422,
    title: { nb: 'Ingenting er importert', en: 'Nothing was imported' },
    detail: {
      nb: 'Rett radene som står i «errors», og importer filen på nytt.',
      en: 'Correct the rows listed in `errors`, and import the file again.',
    },
  },
  'clock-backwards': {
    status: 422,
    title: { nb: 'Klokken går bare fremover', en: 'The clock only moves forward' },
    detail: { nb: 'Oppgi et tidspunkt som ikke er passert.', en: 'Give an instant that has not passed.' },
  },
  'clock-too-far': {
    status: 422,
    title: { nb: 'For langt frem', en: 'Too far ahead' },
    detail: { nb: 'Klokken kan flyttes høyst to år om gangen.', en: 'The clock can be moved two years at most at a time.' },
  },
  'too-many-requests': {
    status: 429,
    title: { nb: 'For mange kall', en: 'Too many calls' },
    detail: { nb: 'Vent så lenge som Retry-After sier.', en: 'Wait as long as Retry-After says.' },
  },
  'too-many-codes': {
    status: 429,
    title: { nb: 'For mange koder', en: 'Too many codes' },
    detail: {
      nb: 'Det er sendt mange koder på kort tid. Vent litt før du ber om en ny.',
      en: 'Many codes were sent in a short time. Wait a little before you ask for another.',
    },
  },
  unexpected: {
    status: 500,
    title: { nb: 'Noe gikk galt hos oss', en: 'Something went wrong on our side' },
    detail: { nb: 'Prøv igjen. Oppgi X-Request-Id hvis det skjer en gang til.', en: 'Try again. If it happens again, quote X-Request-Id.' },
  },
};

/** Codes of the objection machine that judge what came with the event; the others say that the event is not possible now. */
const aboutTheInput = new Set([
  'proposal-text-missing',
  'proposal-contradicts',
  'proposal-day-passed',
  'counter-text-missing',
  'counter-day-passed',
  'reason-missing',
  'answer-day-missing',
  'answer-day-passed',
  'end-day-missing',
  'end-day-passed',
]);

const broken: RefusalEntry = {
  status: 422,
  title: { nb: 'Ikke mulig', en: 'Not possible' },
  detail: { nb: 'En regel står i veien.', en: 'A rule is in the way.' },
};

const ofObjections = { ...objectionRefusalTexts, ...entryRefusalTexts };

function entryOf(code: string): RefusalEntry {
  const table = Object.hasOwn(entries, code) ? entries : dialogueRefusals;
  const known = Object.hasOwn(table, code) ? table[code] : undefined;
  if (known) return known;
  const detail = Object.hasOwn(ofObjections, code) ? ofObjections[code as keyof typeof ofObjections] : undefined;
  if (!detail) return broken;
  return { status: aboutTheInput.has(code) ? 422 : 409, title: broken.title, detail };
}

/** The HTTP status of a refusal; 422 (a rule is broken) for every code that the table does not name. */
export function statusOf(code: string): number {
  return entryOf(code).status;
}

/** What a person is told of a refusal, where it brings no words of its own. */
export function refusalText(refusal: Refusal): { title: BothLanguages; detail: BothLanguages } {
  const { title, detail } = entryOf(refusal.code);
  return { title, detail: refusal.detail ?? detail };
}

/** An RFC 9457 problem document. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: { pointer: string; code: string; detail: string }[];
  [member: string]: unknown;
}

/** The problem document of a refusal in one language. `extra` never overwrites a member of the standard. */
export function problemOf(refusal: Refusal, language: keyof BothLanguages): Problem {
  const { title, detail } = refusalText(refusal);
  return {
    ...refusal.extra,
    type: `urn:problem-type:forvarsel:${refusal.code}`,
    title: title[language],
    status: statusOf(refusal.code),
    detail: detail[language],
    code: refusal.code,
    ...(refusal.errors ? { errors: refusal.errors.map(({ detail: text, ...rest }) => ({ ...rest, detail: text[language] })) } : {}),
  };
}
