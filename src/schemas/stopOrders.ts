import { z } from 'zod';
import { instant, longText, shortText } from './primitives';
import { uploadedFile } from './uploads';

/** What a page's form says of a stop order. */
export const stopFields = z.strictObject({ by: shortText(), reason: longText(5_000), at: instant });

/** `POST /agreements/{id}/stop`. */
export const stopInput = stopFields.extend({ document: uploadedFile.optional() });

export const liftingFields = z.strictObject({ reason: longText(5_000) });

/** `POST /agreements/{id}/resume`: that the stop order is lifted and why, or the confirmation by another person, with the `version` of the agreement that was read. */
export const resumeInput = z.union([liftingFields, z.strictObject({ confirm: z.literal(true), version: z.int().min(1) })]);
