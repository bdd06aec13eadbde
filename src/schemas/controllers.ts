import { z } from 'zod';
import { email, id, locale, organisationNumber, shortText } from './primitives';

export const contactPurpose = z.enum(['subprocessorChanges', 'securityBreach']);

/** One address of a controller. The order of the list is the order of preference. */
export const contactInput = z.strictObject({
  email,
  name: shortText().nullish(),
  locale: locale.nullish(),
  purpose: contactPurpose.optional(),
});

/** `POST /controllers`. */
export const controllerInput = z.strictObject({
  name: shortText(),
  organisationNumber: organisationNumber.nullish(),
  contacts: z.array(contactInput).max(100),
});

/** `PATCH /controllers/{id}`: what is left out stays. `contacts` is the whole list; a contact keeps its identity by `id`, else by address and purpose. */
export const controllerPatch = z.strictObject({
  name: shortText().optional(),
  organisationNumber: organisationNumber.nullish(),
  contacts: z
    .array(contactInput.extend({ id: id.optional() }))
    .max(100)
    .optional(),
  version: z.int().min(0).optional(),
});

export type ContactInput = z.output<typeof contactInput>;
export type ControllerInput = z.output<typeof controllerInput>;
export type ControllerPatch = z.output<typeof controllerPatch>;
