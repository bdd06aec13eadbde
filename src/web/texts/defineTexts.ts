import type { PageLocale } from '../locale';

/** The texts of one area of the pages, by language. */
export type Texts<T> = Record<PageLocale, T>;

/** A text, or a function that puts facts into one. */
type TextTable = { [key: string]: string | ((...facts: never[]) => string) | TextTable };

/** Both languages with the same keys: a text that one of them lacks does not compile. `nb` comes first and gives the shape. */
export function defineTexts<T extends TextTable>(texts: { nb: T; en: SameShape<NoInfer<T>> }): Texts<SameShape<T>> {
  return texts as unknown as Texts<SameShape<T>>;
}

/** The shape of a table of texts, with any words in it. */
export type SameShape<T> = {
  [K in keyof T]: T[K] extends string ? string : T[K] extends (...facts: infer F) => string ? (...facts: F) => string : SameShape<T[K]>;
};
