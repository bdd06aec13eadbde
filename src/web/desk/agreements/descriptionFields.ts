import type { AgreementRecord } from '../../../data/agreement.model';
import { localized } from '../../../data/localText';
import { asGiven } from '../../../schemas/primitives';
import type { PageLocale } from '../../locale';
import { descriptionTexts } from '../../texts/descriptionTexts';
import { type FormBody, textOf } from '../formBody';

/** The agreement's own description of the processing as the form has it: a line for each category. All blank: there is none. */
export interface DescriptionForm {
  describedData: string;
  describedSubjects: string;
  describedSpecial: string;
  purposes: string;
}

const names = ['describedData', 'describedSubjects', 'describedSpecial', 'purposes'] as const satisfies (keyof DescriptionForm)[];

export const blankDescription: DescriptionForm = { describedData: '', describedSubjects: '', describedSpecial: '', purposes: '' };

export function descriptionFormOf({ description }: Pick<AgreementRecord, 'description'>): DescriptionForm {
  if (!description) return blankDescription;
  return {
    describedData: description.dataCategories.join('\n'),
    describedSubjects: description.dataSubjects.join('\n'),
    describedSpecial: description.specialCategories.join('\n'),
    purposes: localized(description.purposes, 'nb'),
  };
}

export function readDescription(body: FormBody): DescriptionForm {
  const [describedData, describedSubjects, describedSpecial, purposes] = names.map((name) => textOf(body, name));
  return { ...blankDescription, describedData, describedSubjects, describedSpecial, purposes } as DescriptionForm;
}

/** `description` as the API takes it; purposes that were not touched stay in all their languages. */
export function descriptionInputOf(form: DescriptionForm, before: Pick<AgreementRecord, 'description'> | null) {
  if (names.every((name) => form[name] === '')) return null;
  const was = before?.description?.purposes ?? null;
  const purposes = was && form.purposes === localized(was, 'nb') ? asGiven(was) : form.purposes || null;
  return {
    dataCategories: linesOf(form.describedData),
    dataSubjects: linesOf(form.describedSubjects),
    specialCategories: linesOf(form.describedSpecial),
    purposes,
  };
}

export function isSameDescription(form: DescriptionForm, before: Pick<AgreementRecord, 'description'>): boolean {
  const was = descriptionFormOf(before);
  return names.every((name) => form[name] === was[name]);
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Where a problem of `description` stands in the form. */
export function descriptionField(member: string | undefined): keyof DescriptionForm {
  const fields: Record<string, keyof DescriptionForm> = {
    dataSubjects: 'describedSubjects',
    specialCategories: 'describedSpecial',
    purposes: 'purposes',
  };
  return fields[member ?? ''] ?? 'describedData';
}

export function descriptionFieldViews(form: DescriptionForm, locale: PageLocale) {
  const texts = descriptionTexts[locale];
  return {
    legend: texts.legend,
    hint: texts.hint,
    fields: names.map((name) => ({
      name,
      label: texts[name],
      hint: name === 'describedData' ? texts.linesHint : name === 'describedSpecial' ? texts.specialHint : null,
      value: form[name],
      kind: 'textarea',
      rows: name === 'purposes' ? 3 : 4,
    })),
  };
}

/** The description on the agreement's page; null where it has none. */
export function descriptionFacts({ description }: Pick<AgreementRecord, 'description'>, locale: PageLocale) {
  const texts = descriptionTexts[locale];
  if (!description) return { title: texts.legend, none: texts.none, facts: [] };
  const purposes = localized(description.purposes, locale);
  const or = (values: string[], none: string) => (values.length > 0 ? values : [none]);
  return {
    title: texts.legend,
    none: null,
    facts: [
      { label: texts.describedData, values: or(description.dataCategories, texts.notCompared) },
      { label: texts.describedSubjects, values: or(description.dataSubjects, texts.notCompared) },
      { label: texts.describedSpecial, values: or(description.specialCategories, texts.noSpecial) },
      ...(purposes ? [{ label: texts.purposes, values: [purposes] }] : []),
    ],
  };
}
