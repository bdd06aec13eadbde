import { z } from 'zod';
import type { LocalText } from '../../../data/localText';
import { asGiven } from '../../../schemas/primitives';

// How values look on the wire, as schemas for the OpenAPI document and as the functions that write them.

export const recordId = z.string().meta({ pattern: '^[0-9a-f]{24}$' });
export const day = z.string().meta({ format: 'date' });
export const moment = z.string().meta({ format: 'date-time' });
export const wholeNumber = z.number().meta({ type: 'integer' });
export const givenText = z.union([
  z.string(),
  z.object({ nb: z.string().optional(), en: z.string().optional(), nn: z.string().optional() }),
]);

/** RFC 3339 in UTC, without fractions where there are none. */
export function momentOf(instant: Date): string {
  return instant.toISOString().replace('.000Z', 'Z');
}

export function momentOrNull(instant: Date | null | undefined): string | null {
  return instant ? momentOf(instant) : null;
}

export function givenTextOrNull(text: LocalText | null): z.infer<typeof givenText> | null {
  return text ? asGiven(text) : null;
}

/** One page of a list. */
export function pageOfViews<View extends z.ZodType>(view: View) {
  return z.object({
    items: z.array(view),
    next: z.string().nullable().meta({ description: 'The cursor of the following page; null on the last' }),
  });
}

/** The same page with its records turned into views. */
export function viewPage<From, To>(
  page: { items: From[]; next: string | null },
  view: (record: From) => To,
): { items: To[]; next: string | null } {
  return { items: page.items.map(view), next: page.next };
}
