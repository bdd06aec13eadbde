import type { PageLocale } from '../locale';

/** As people say it: `45.2 kB`. */
export function sizeText(bytes: number, locale: PageLocale): string {
  const units = bytes < 1_000_000 ? { divisor: 1_000, name: 'kB' } : { divisor: 1_000_000, name: 'MB' };
  // A file that has something in it is not shown as empty.
  const number = (Math.max(bytes, 100) / units.divisor).toLocaleString(locale === 'nb' ? 'nb-NO' : 'en-GB', { maximumFractionDigits: 1 });
  return `${number} ${units.name}`;
}
