import { domainToASCII } from 'node:url';
import { z } from 'zod';
import type { Locale, LocalText } from '../data/localText';
import { type CalendarDate, parseCalendarDate } from '../domain/calendar/calendarDate';
import { isCountryCode } from '../domain/transfer/countries';
import type { Limits } from './problemTexts';

// The parts that every schema is made of. A check of ours names its problem by a code in `message`; the texts are in problemTexts.ts.

/** C0, C1, the Unicode line separators, and the marks that turn the direction of writing: none of them belongs in a name, and CR and LF split headers. */
const controlCharacters = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
/** Half of a surrogate pair: no character, and stored as a different one. */
const loneSurrogate = /\p{Cs}/u;

/** Word processors break lines with these. */
const otherLineBreaks = /[\v\f\u2028\u2029]/g;

function boundedText(most: number, read: (text: string) => { text: string; forbidden: boolean }) {
  return z
    .string()
    .transform((raw, context) => {
      const say = (message: string, limits?: Limits) => context.issues.push({ code: 'custom', message, input: '', params: { limits } });
      // The raw length first: nobody's two hundred thousand characters are searched.
      if (raw.length > most) {
        say('too-long', { maximum: most });
        return z.NEVER;
      }
      const { text, forbidden } = read(raw);
      if (forbidden || loneSurrogate.test(text)) say('control-character');
      else if (text === '') say('required');
      return text;
    })
    .meta({ minLength: 1, maxLength: most });
}

/** One line with at least one visible character, trimmed; no control characters. */
export function shortText(most = 200) {
  return boundedText(most, (raw) => ({ text: raw.trim(), forbidden: controlCharacters.test(raw) }));
}

/** A text of several lines, at least one visible character, trimmed; no control characters but tabs and line breaks. */
export function longText(most = 10_000) {
  return boundedText(most, (raw) => {
    const text = raw.replace(otherLineBreaks, '\n').trim();
    return { text, forbidden: /\p{Cc}/u.test(text.replace(/[\t\r\n]/g, '')) };
  });
}

/** A day as `YYYY-MM-DD` that exists, 1900 to 2999. */
export const calendarDay = z
  .string()
  .transform((text, context): CalendarDate => {
    const date = parseCalendarDate(text);
    if (date) return date;
    context.issues.push({ code: 'custom', message: 'invalid-date', input: '' });
    return z.NEVER;
  })
  .meta({ format: 'date' });

const rfc3339 = /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** An RFC 3339 instant with its offset, years 1900 to 2999; undefined for anything else, also for one on a day that does not exist. */
export function parseInstant(text: string): Date | undefined {
  const day = rfc3339.exec(text)?.[1];
  if (!day || !parseCalendarDate(day)) return undefined;
  const instant = new Date(text.toUpperCase().replace(' ', 'T'));
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** An instant as in RFC 3339, with its offset from UTC. Milliseconds are kept, the rest is cut off. */
export const instant = z
  .string()
  .transform((text, context): Date => {
    const found = parseInstant(text);
    if (found) return found;
    context.issues.push({ code: 'custom', message: 'invalid-instant', input: '' });
    return z.NEVER;
  })
  .meta({ format: 'date-time' });

/** ISO 3166-1 alpha-2, in capitals. */
export const countryCode = z
  .string()
  .refine(isCountryCode, { message: 'unknown-country' })
  .meta({ minLength: 2, maxLength: 2, description: 'ISO 3166-1 alpha-2' });

/**
 * An organisation number of any country, at most 50 characters. Spaces in a number of digits alone are taken out ("987 654 321"), so that it is found
 * however it was written. Norwegian control digits are not checked: the register here is not the authority on who exists, and a wrong refusal
 * would stop a lawful notice.
 */
export const organisationNumber = z
  .string()
  .transform((text, context) => {
    const trimmed = text.trim();
    if (trimmed === '') context.issues.push({ code: 'custom', message: 'required', input: '' });
    else if (trimmed.length > 50)
      context.issues.push({ code: 'custom', message: 'too-long', input: '', params: { limits: { maximum: 50 } } });
    else if (controlCharacters.test(trimmed)) context.issues.push({ code: 'custom', message: 'control-character', input: '' });
    else if (!/^[\p{L}\p{N} ./:-]+$/u.test(trimmed))
      context.issues.push({ code: 'custom', message: 'invalid-organisation-number', input: '' });
    return /^[\d ]+$/.test(trimmed) ? trimmed.replaceAll(' ', '') : trimmed;
  })
  .meta({ minLength: 1, maxLength: 50 });

/** The name of a service: small letters, digits and hyphens, at most 60 characters. */
export const slug = z
  .string()
  .refine((text) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 60, { message: 'invalid-service' })
  .meta({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 });

/** Services, at least one, each once. */
export const services = z
  .array(slug)
  .min(1)
  .max(100)
  .superRefine((list, context) => {
    list.forEach((each, index) => {
      if (list.indexOf(each) !== index) context.addIssue({ code: 'custom', message: 'repeated', path: [index] });
    });
  });

/** An id of a record: 24 hex digits. */
export const id = z
  .string()
  .refine((text) => /^[0-9a-f]{24}$/.test(text), { message: 'invalid-id' })
  .meta({ pattern: '^[0-9a-f]{24}$' });

const unquotedLocalPart = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;

/** Whether `text` is one address that mail can be sent to (RFC 5321 without quoted names and address literals; RFC 6531 letters allowed). */
export function isEmailAddress(text: string): boolean {
  if (text.length > 254) return false;
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || Buffer.byteLength(local) > 64 || !unquotedLocalPart.test(local)) return false;
  const ascii = domainToASCII(domain);
  if (ascii === '' || ascii.length > 253 || !ascii.includes('.')) return false;
  // A number at the end would be an IP address, which URL parsing accepts in many spellings.
  return ascii.split('.').every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) && !/(^|\.)\d+$/.test(ascii);
}

/** One e-mail address, at most 254 characters, international domains and names allowed; trimmed, its case kept. */
export const email = z
  .string()
  .transform((text, context) => {
    const trimmed = text.trim();
    if (trimmed === '') context.issues.push({ code: 'custom', message: 'required', input: '' });
    else if (trimmed.length > 254)
      context.issues.push({ code: 'custom', message: 'too-long', input: '', params: { limits: { maximum: 254 } } });
    else if (controlCharacters.test(text)) context.issues.push({ code: 'custom', message: 'control-character', input: '' });
    else if (!isEmailAddress(trimmed)) context.issues.push({ code: 'custom', message: 'invalid-email', input: '' });
    return trimmed;
  })
  .meta({ format: 'email', maxLength: 254 });

export const locale = z.enum(['nb', 'en', 'nn'] satisfies Locale[]);

/** A text that may be given per language: a string is for every reader (`{ any }`), an object has at least one of nb, en and nn. */
export function localText(most = 10_000) {
  const text = longText(most);
  return z.union([
    text.transform((any): LocalText => ({ any })),
    z
      .strictObject({ nb: text.optional(), en: text.optional(), nn: text.optional() })
      .superRefine((texts, context) => {
        if (texts.nb === undefined && texts.en === undefined && texts.nn === undefined) {
          context.addIssue({ code: 'custom', message: 'required' });
        }
      })
      .transform((texts): LocalText => texts),
  ]);
}

/** A text as it was given: the string, or the languages. Empty members that the record may carry are left out. */
export function asGiven(text: LocalText): string | Omit<LocalText, 'any'> {
  if (typeof text.any === 'string') return text.any;
  const given: Omit<LocalText, 'any'> = {};
  for (const language of ['nb', 'en', 'nn'] as const) {
    const found = text[language];
    if (typeof found === 'string') given[language] = found;
  }
  return given;
}

/** Paging of every list: `?limit=` 1 to 200 (50 unless told) and `?cursor=`, the `next` of the page before. */
export const pageQuery = {
  limit: z
    .string()
    .transform((text, context) => {
      const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
      if (limit >= 1 && limit <= 200) return limit;
      context.issues.push({ code: 'custom', message: 'out-of-range', input: '', params: { limits: { minimum: 1, maximum: 200 } } });
      return z.NEVER;
    })
    .meta({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
    .optional(),
  cursor: z
    .string()
    .refine((text) => /^[0-9a-f]{24}$/.test(text), { message: 'invalid-cursor' })

    .optional(),
};
