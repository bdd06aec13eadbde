import { z } from 'zod';
import { calendarDay, id, shortText } from './primitives';

/** `POST /agreements/{id}/direct-relations`: a standard third-party service that the controller has an agreement of its own with, and that agreement. It waits for another
 * person. */
export const directRelationInput = z.strictObject({ subprocessorId: id, since: calendarDay, reference: shortText(200) });

/** `POST /agreements/{id}/direct-relations/end`: its last day. */
export const directRelationEnd = z.strictObject({ subprocessorId: id, until: calendarDay });

/** `POST /agreements/{id}/direct-relations/confirm` and `…/discard`: which of those that wait. */
export const directRelationEntry = z.strictObject({ id });

export type DirectRelationInput = z.output<typeof directRelationInput>;
export type DirectRelationEnd = z.output<typeof directRelationEnd>;
