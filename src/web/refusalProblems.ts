import type { Refusal } from '../domain/outcome';
import type { PageLocale } from './locale';
import type { PageProblem } from './page';
import { refusalText } from './refusals';

/**
 * A refusal as a page shows it: each field's problem where there are some, else what to do. `ofFields` says which fields of the page
 * they belong to; without it they stand in the summary only.
 */
export function refusalProblems(
  refusal: Refusal,
  locale: PageLocale,
  ofFields: (errors: NonNullable<Refusal['errors']>) => PageProblem[] = (errors) =>
    errors.map(({ detail }) => ({ field: null, text: detail[locale] })),
): PageProblem[] {
  if (refusal.errors && refusal.errors.length > 0) return ofFields(refusal.errors);
  return [{ field: null, text: refusalText(refusal).detail[locale] }];
}
