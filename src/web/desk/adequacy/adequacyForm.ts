import type { AdequacyRecord } from '../../../data/adequacy.model';
import type { FieldProblem } from '../../../domain/outcome';
import type { AdequacyContent } from '../../../domain/transfer/adequacy';
import type { PageLocale } from '../../locale';
import type { PageProblem } from '../../page';
import { adequacyTexts } from '../../texts/adequacyTexts';
import { countryOfInput, countrySuggestions } from '../changes/countryInput';
import { type FormBody, textOf } from '../formBody';
import { adequacyPath, saidOf } from './adequacyPages';

const names = ['country', 'name', 'decision', 'from', 'until', 'scopeNb', 'scopeEn', 'certifiedOnly'] as const;

/** What the form says, as it was typed. */
export type AdequacyForm = Record<(typeof names)[number], string>;

export function readAdequacyForm(body: FormBody): AdequacyForm {
  return Object.fromEntries(names.map((name) => [name, textOf(body, name)])) as AdequacyForm;
}

export function formOfDecision(decision: AdequacyRecord): AdequacyForm {
  const said: AdequacyContent = decision.waiting?.content ?? saidOf(decision);
  return {
    country: decision.country,
    name: said.name,
    decision: said.decision,
    from: said.from,
    until: said.until ?? '',
    scopeNb: said.scope?.nb ?? '',
    scopeEn: said.scope?.en ?? '',
    certifiedOnly: said.certifiedOnly ? 'yes' : 'no',
  };
}

/** What the form means, for the schema of the API's call. The country is part of a new decision only. */
export function inputOfForm(
  { country, name, decision, from, until, scopeNb, scopeEn, certifiedOnly }: AdequacyForm,
  isNew: boolean,
): object {
  return {
    ...(isNew ? { country: countryOfInput(country) } : {}),
    ...{ name, decision, from },
    until: until === '' ? null : until,
    scope: scopeNb === '' && scopeEn === '' ? null : { nb: scopeNb, en: scopeEn },
    certifiedOnly: certifiedOnly === 'yes',
  };
}

/** What the form prints; `decision`: null for a new one. */
export function adequacyFormPage(form: AdequacyForm, { decision, locale }: { decision: AdequacyRecord | null; locale: PageLocale }) {
  const { form: texts, facts, yes, no } = adequacyTexts[locale];
  const href = decision ? `${adequacyPath}/${decision.id}` : adequacyPath;
  const country = { name: 'country', label: facts.country, value: form.country, hint: texts.countryHint, list: 'countries' };
  return {
    lead: [decision ? texts.editLead : texts.newLead, ...(decision?.waiting ? [texts.takesPlace] : [])].join(' '),
    action: decision ? `${href}/edit` : `${href}/new`,
    version: decision?.version ?? null,
    fields: [
      ...(decision ? [] : [country]),
      { name: 'name', label: facts.name, value: form.name, hint: texts.nameHint },
      { name: 'decision', label: facts.decision, value: form.decision, hint: texts.decisionHint },
      { name: 'from', label: facts.from, value: form.from, kind: 'date', width: 'short' },
      { name: 'until', label: facts.until, value: form.until, kind: 'date', width: 'short', hint: texts.untilHint },
      { name: 'scopeNb', label: texts.scopeNb, value: form.scopeNb, hint: texts.scopeHint, lang: 'nb' },
      { name: 'scopeEn', label: texts.scopeEn, value: form.scopeEn, lang: 'en' },
    ],
    certifiedOnly: {
      name: 'certifiedOnly',
      label: texts.certifiedOnly,
      options: [
        { value: 'no', label: no, selected: form.certifiedOnly !== 'yes' },
        { value: 'yes', label: yes, selected: form.certifiedOnly === 'yes' },
      ],
    },
    countries: decision ? [] : countrySuggestions(locale),
    save: texts.save,
    cancel: { href, label: texts.cancel },
  };
}

/** Problems at the fields that they are about. */
export function adequacyProblems(errors: readonly FieldProblem[], locale: PageLocale): PageProblem[] {
  const { form, facts } = adequacyTexts[locale];
  const labels: Record<string, string> = { ...facts, scopeNb: form.scopeNb, scopeEn: form.scopeEn };
  return errors.map(({ pointer, detail }) => {
    const member = pointer.slice(1).replace('scope/nb', 'scopeNb').replace('scope/en', 'scopeEn');
    const field = names.find((name) => name === member) ?? null;
    const text = detail[locale];
    return { field, text, summary: field ? `${labels[field]}: ${text}` : text };
  });
}
