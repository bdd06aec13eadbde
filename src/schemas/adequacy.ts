import { z } from 'zod';
import { calendarDay, countryCode, shortText } from './primitives';

const scope = z.strictObject({ nb: shortText(300), en: shortText(300) });

const said = {
  name: shortText(200),
  decision: shortText(100),
  from: calendarDay,
  until: calendarDay.nullish(),
  scope: scope.nullish(),
  certifiedOnly: z.boolean().optional(),
};

const version = z.int().min(0).optional();

/** `POST /adequacy-decisions`. `until` is the last day; `scope` says whom it covers, where that is not everybody. */
export const adequacyInput = z.strictObject({ country: countryCode, ...said });

/** `PATCH /adequacy-decisions/{id}`: what is left out stays. The country does: a decision on another country is another decision. */
export const adequacyPatch = z.strictObject(said).partial().extend({ version });

/** `POST /adequacy-decisions/{id}/end`: `until` is the last day. */
export const adequacyEnd = z.strictObject({ until: calendarDay, version });

/** `POST /adequacy-decisions/{id}/confirm`: the version that was read. */
export const adequacyConfirmation = z.strictObject({ version: z.int().min(1) });

/** `POST /adequacy-decisions/{id}/discard`: the version that was read. It opens nothing, so it may be left out. */
export const adequacyStep = z.strictObject({ version });

export type AdequacyInput = z.output<typeof adequacyInput>;
export type AdequacyPatch = z.output<typeof adequacyPatch>;
