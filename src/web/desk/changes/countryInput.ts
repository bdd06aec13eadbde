import { countryName, isCountryCode } from '../../../domain/transfer/countries';
import type { PageLocale } from '../../locale';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const codes = letters.flatMap((one) => letters.map((other) => one + other)).filter(isCountryCode);

/** "Norge (NO)": what the field shows and suggests. */
export function countryInputText(code: string, locale: PageLocale): string {
  return isCountryCode(code) ? `${countryName(code, locale)} (${code})` : code;
}

/** Every country as the field suggests it, by name. */
export function countrySuggestions(locale: PageLocale): string[] {
  return codes.map((code) => countryInputText(code, locale)).sort((one, other) => one.localeCompare(other, locale));
}

/** The code for what somebody typed: a code, a name in either language, or a suggestion. Anything else is given back as it is, to be refused. */
export function countryOfInput(text: string): string {
  const typed = text.trim();
  const suggested = /\(([A-Za-z]{2})\)$/.exec(typed)?.[1] ?? typed;
  if (isCountryCode(suggested.toUpperCase())) return suggested.toUpperCase();
  const name = typed.toLowerCase();
  return codes.find((code) => countryName(code, 'nb').toLowerCase() === name || countryName(code, 'en').toLowerCase() === name) ?? typed;
}
