import { partSchema } from './strictSchema';

export type Locale = 'nb' | 'en' | 'nn';

/** A text that may be given per language. A plain string from outside is stored under every language that is asked for: `{ any }`. */
export interface LocalText {
  any?: string;
  nb?: string;
  en?: string;
  nn?: string;
}

export const localTextSchema = partSchema({ any: String, nb: String, en: String, nn: String });

/** The text for a reader: their own language, its nearest neighbour, else whichever there is. */
export function localized(text: LocalText | null | undefined, locale: Locale): string {
  if (!text) return '';
  const order: Record<Locale, (keyof LocalText)[]> = {
    nb: ['nb', 'nn', 'any', 'en'],
    nn: ['nn', 'nb', 'any', 'en'],
    en: ['en', 'any', 'nb', 'nn'],
  };
  for (const key of order[locale]) {
    const found = text[key];
    if (found) return found;
  }
  return '';
}
