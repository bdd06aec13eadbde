import { z } from 'zod';
import { checkTerms } from '../domain/terms/checkTerms';
import { isPresetName, termsPresets } from '../domain/terms/presets';
import type { Terms } from '../domain/terms/terms';
import { withUsual } from '../domain/terms/withUsual';
import { calendarDay, id, localText, services, shortText } from './primitives';

/** A named set of terms. */
export const presetName = z
  .string()
  .transform((text, context) => {
    if (isPresetName(text)) return text;
    context.addIssue({ code: 'custom', message: 'unknown-preset', params: { limits: { values: Object.keys(termsPresets) } } });
    return z.NEVER;
  })
  .meta({ type: 'string', enum: Object.keys(termsPresets) });

/** An agreement's rules written out (what is usual may be left out); every problem that the domain finds in them, with its place. */
export const termsInput = z
  .record(z.string(), z.unknown())
  .transform((value, context): Terms => {
    const terms = withUsual(value);
    for (const { pointer, code, detail } of checkTerms(terms)) {
      context.addIssue({ code: 'custom', path: pathOf(pointer), message: code, params: { detail } });
    }
    return terms as Terms;
  })
  .meta({ type: 'object' });

function pathOf(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const categories = z.array(shortText(500)).max(200);

/**
 * The agreement's own description of the processing. Without data categories or people these are not compared; without special categories the agreement covers
 * none; purposes are for people to read.
 */
export const processingDescription = z.strictObject({
  dataCategories: categories,
  dataSubjects: categories,
  specialCategories: categories,
  purposes: localText(5_000).nullable().default(null),
});

const fields = {
  reference: shortText(100),
  preset: presetName.optional(),
  terms: termsInput.optional(),
  clause: shortText(100).nullish(),
  services,
  description: processingDescription.nullish(),
  signedOn: calendarDay,
  annex: z.array(id).max(1_000),
  contactIds: z.array(id).max(100),
};

/** `POST /agreements`: exactly one of `preset` and `terms`. `contactIds` names some of the controller's contacts, in order; left out: all of them. */
export const agreementInput = z
  .strictObject({ controllerId: id, ...fields, annex: fields.annex.optional(), contactIds: fields.contactIds.optional() })
  .superRefine(({ preset, terms }, context) => {
    if ((preset === undefined) === (terms === undefined))
      context.addIssue({ code: 'custom', message: 'preset-or-terms', path: ['preset'] });
  });

/** `PATCH /agreements/{id}`: what is left out stays. A notice that is out keeps the terms it was made under. */
export const agreementPatch = z
  .strictObject({ ...fields, version: z.int().min(0) })
  .partial()
  .superRefine(({ preset, terms }, context) => {
    if (preset !== undefined && terms !== undefined) context.addIssue({ code: 'custom', message: 'preset-or-terms', path: ['preset'] });
  });

/** `POST /agreements/{id}/end`: `endsOn` is the agreement's last day. */
export const agreementEnd = z.strictObject({
  endsOn: calendarDay,
  mainAgreementEndsOn: calendarDay.nullish(),
  version: z.int().min(0).optional(),
});

export type AgreementInput = z.output<typeof agreementInput>;
export type AgreementPatch = z.output<typeof agreementPatch>;
/** Puts erasure on hold, or lets it go on. */
export const retentionHoldInput = z.discriminatedUnion('hold', [
  z.strictObject({ hold: z.literal(true), reason: shortText(1_000) }),
  z.strictObject({ hold: z.literal(false) }),
]);

export type AgreementEnd = z.output<typeof agreementEnd>;
