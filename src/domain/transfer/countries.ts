import type { BothLanguages } from '../outcome';

/** The 249 officially assigned codes. Kosovo (XK) and the reserved ones (EU, UK, EL) are none, so they are refused as typing errors are. */
const iso3166 = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
    'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ ' +
    'NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
    'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
    'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

const europeanUnion = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
const eftaStatesInTheEea = 'IS LI NO'.split(' ');

/** Parts of member states with a code of their own where Union law applies: Åland (TFEU art. 355(4)) and the French outermost regions (art. 349, 355(1)). */
const territoriesUnderUnionLaw = 'AX GF GP MF MQ RE YT'.split(' ');

/** Every code that counts as inside the EEA. */
export const eeaCountries: readonly string[] = [...europeanUnion, ...eftaStatesInTheEea, ...territoriesUnderUnionLaw];
const eea = new Set(eeaCountries);

/** Whether `code` is an ISO 3166-1 alpha-2 code, in capitals. */
export function isCountryCode(code: string): boolean {
  return iso3166.has(code);
}

/**
 * Whether a place counts as inside the EEA for GDPR chapter V: the 27 member states, Iceland, Liechtenstein and Norway, and the territories
 * where Union law applies (TFEU art. 349 and 355; EEA Agreement art. 126).
 * Outside are the overseas countries and territories of TFEU Annex II (Greenland, New Caledonia, …), the Faroe Islands (art. 355(5)(a)), and SJ: Svalbard
 * is left out of the EEA by Protocol 40 to the EEA Agreement, and the code does not tell it from Jan Mayen. Norway's own Personal Data Act is
 * applied there by regulation, so an agreement that wants to treat it as Norway records the place as NO; a gate that is wrongly shut makes
 * somebody ask, one that is wrongly open is a breach.
 */
export function isInEea(code: string): boolean {
  return eea.has(code);
}

/** Those of `codes` that are outside the EEA, each once, in the order given. What is no country code counts as outside. */
export function thirdCountriesOf(codes: readonly string[]): string[] {
  return [...new Set(codes)].filter((code) => !isInEea(code));
}

const displayNames = {
  nb: new Intl.DisplayNames('nb', { type: 'region', fallback: 'code' }),
  en: new Intl.DisplayNames('en', { type: 'region', fallback: 'code' }),
};

/** The country's name from the language's own data (CLDR, in Node); what is no country code is given back as it is. */
export function countryName(code: string, locale: keyof BothLanguages): string {
  return isCountryCode(code) ? (displayNames[locale].of(code) ?? code) : code;
}
