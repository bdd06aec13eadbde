import type { AgreementRecord } from '../../../data/agreement.model';
import type { ControllerRecord } from '../../../data/controller.model';
import type { SubprocessorRecord } from '../../../data/subprocessor.model';
import { type FieldProblem, type Outcome, refuse } from '../../../domain/outcome';
import { termsPresets } from '../../../domain/terms/presets';
import { type AgreementInput, type AgreementPatch, agreementInput, agreementPatch } from '../../../schemas/agreements';
import { problemText } from '../../../schemas/problemTexts';
import { readInput } from '../../../schemas/readInput';
import type { PageLocale } from '../../locale';
import type { PageProblem } from '../../page';
import { agreementTexts } from '../../texts/agreementTexts';
import { descriptionTexts } from '../../texts/descriptionTexts';
import { type FormBody, listOf, textOf, versionOf, wordsOf } from '../formBody';
import {
  blankDescription,
  type DescriptionForm,
  descriptionField,
  descriptionFieldViews,
  descriptionFormOf,
  descriptionInputOf,
  isSameDescription,
  readDescription,
} from './descriptionFields';

/** What the form says of an agreement, as text. `rules`: '', 'keep', a preset's name, or 'own' for `terms`. */
export interface AgreementForm extends DescriptionForm {
  controllerId: string;
  reference: string;
  rules: string;
  terms: string;
  clause: string;
  services: string;
  signedOn: string;
  annex: string[];
  contactIds: string[];
  version: number | undefined;
}

export function newAgreementForm(controllerId: string): AgreementForm {
  const blank = { reference: '', rules: '', terms: '', clause: '', services: '', signedOn: '' };
  return { controllerId, ...blank, ...blankDescription, annex: [], contactIds: [], version: undefined };
}

export function agreementFormOf(agreement: AgreementRecord): AgreementForm {
  return {
    controllerId: agreement.controllerId,
    reference: agreement.reference,
    rules: 'keep',
    terms: JSON.stringify(agreement.terms, null, 2),
    clause: agreement.clause ?? '',
    services: agreement.services.join(' '),
    ...descriptionFormOf(agreement),
    signedOn: agreement.signedOn,
    annex: agreement.signedAnnex,
    contactIds: agreement.contactIds,
    version: agreement.version,
  };
}

export function readAgreementForm(body: FormBody): AgreementForm {
  return {
    controllerId: textOf(body, 'controllerId'),
    reference: textOf(body, 'reference'),
    rules: textOf(body, 'rules'),
    terms: textOf(body, 'terms'),
    clause: textOf(body, 'clause'),
    services: textOf(body, 'services'),
    ...readDescription(body),
    signedOn: textOf(body, 'signedOn'),
    annex: listOf(body, 'annex'),
    contactIds: listOf(body, 'contactIds'),
    version: versionOf(body),
  };
}

/** `preset` or `terms` as the API takes them, nothing where they stay; the problem where none are chosen, or the text is not JSON. */
function rulesOf({ rules, terms }: AgreementForm): { preset?: string; terms?: unknown } | FieldProblem {
  if (rules === '') return { pointer: '/preset', code: 'preset-or-terms', detail: problemText('preset-or-terms') };
  if (rules === 'keep') return {};
  if (rules !== 'own') return { preset: rules };
  try {
    return { terms: JSON.parse(terms) };
  } catch {
    return { pointer: '/terms', code: 'not-json', detail: { nb: agreementTexts.nb.form.notJson, en: agreementTexts.en.form.notJson } };
  }
}

/** The new agreement that the form stands for, or every problem at once. */
export function agreementInputOf(form: AgreementForm): Outcome<AgreementInput> {
  const rules = rulesOf(form);
  const stated = 'pointer' in rules ? { preset: 'videonor' } : rules;
  const read = readInput(agreementInput, {
    controllerId: form.controllerId,
    reference: form.reference,
    ...stated,
    ...(form.clause ? { clause: form.clause } : {}),
    services: wordsOf(form.services),
    description: descriptionInputOf(form, null),
    signedOn: form.signedOn,
    annex: form.annex,
    contactIds: form.contactIds,
  });
  return 'pointer' in rules ? withProblem(read, rules) : read;
}

/** What the form says otherwise than the record. */
export function agreementPatchOf(form: AgreementForm, before: AgreementRecord): Outcome<AgreementPatch> {
  const rules = rulesOf(form);
  const said = {
    reference: form.reference,
    clause: form.clause || null,
    services: wordsOf(form.services),
    signedOn: form.signedOn,
    annex: form.annex,
    contactIds: form.contactIds,
  };
  const was = {
    reference: before.reference,
    clause: before.clause,
    services: before.services,
    signedOn: before.signedOn,
    // The boxes come back in the order of the page.
    annex:
      form.annex.length === before.signedAnnex.length && form.annex.every((id) => before.signedAnnex.includes(id))
        ? form.annex
        : before.signedAnnex,
    contactIds: before.contactIds,
  };
  const different = Object.entries(said).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name as keyof typeof was]));
  const read = readInput(agreementPatch, {
    ...Object.fromEntries(different),
    ...('pointer' in rules ? {} : rules),
    ...(isSameDescription(form, before) ? {} : { description: descriptionInputOf(form, before) }),
    ...(form.version ? { version: form.version } : {}),
  });
  return 'pointer' in rules ? withProblem(read, rules) : read;
}

function withProblem<T>(read: Outcome<T>, problem: FieldProblem): Outcome<T> {
  return refuse('invalid', { errors: [...(read.ok ? [] : (read.refusal.errors ?? [])), problem] });
}

/** Problems at the fields of the form; what lies deep in the terms says where. */
export function agreementProblems(problems: FieldProblem[], locale: PageLocale): PageProblem[] {
  const texts = agreementTexts[locale].form;
  const labels: Record<string, { field: string; label: string }> = {
    controllerId: { field: 'controllerId', label: texts.controller },
    reference: { field: 'reference', label: texts.reference },
    preset: { field: 'rules', label: texts.rulesLegend },
    terms: { field: 'terms', label: texts.terms },
    clause: { field: 'clause', label: texts.clause },
    services: { field: 'services', label: texts.services },
    signedOn: { field: 'signedOn', label: texts.signedOn },
    annex: { field: 'annex', label: texts.annexLegend },
    contactIds: { field: 'contactIds', label: texts.contactsLegend },
    endsOn: { field: 'endsOn', label: texts.endsOn },
    mainAgreementEndsOn: { field: 'mainAgreementEndsOn', label: texts.mainAgreementEndsOn },
  };
  return problems.map(({ pointer, code, detail }) => {
    const [, first = '', ...inside] = pointer.split('/');
    const inDescription = first === 'description' ? descriptionField(inside[0]) : null;
    const found = inDescription
      ? { field: inDescription, label: descriptionTexts[locale][inDescription] }
      : Object.hasOwn(labels, first)
        ? labels[first]
        : undefined;
    const place = first === 'terms' && inside.length > 0 ? `${inside.join('/')}: ` : '';
    const text = first === 'preset' && code === 'preset-or-terms' ? texts.rulesMissing : `${place}${detail[locale]}`;
    return { field: found?.field ?? null, text, summary: found ? `${found.label}: ${text}` : text };
  });
}

export interface AgreementFormFacts {
  locale: PageLocale;
  action: string;
  cancelHref: string;
  knownServices: string[];
  register: Pick<SubprocessorRecord, '_id' | 'legalName'>[];
  /** For a new one without a controller yet: whom to choose from. */
  controllers: Pick<ControllerRecord, '_id' | 'name'>[];
  controller: ControllerRecord | null;
  isNew: boolean;
}

export function agreementFormPage(form: AgreementForm, facts: AgreementFormFacts) {
  const { locale, controller, isNew } = facts;
  const texts = agreementTexts[locale].form;
  const presets = Object.keys(termsPresets) as (keyof typeof termsPresets)[];
  const rule = (value: string, label: string, hint?: string) => ({ value, label, hint, checked: form.rules === value });
  const known = facts.knownServices.length > 0 ? ` ${texts.knownServices(facts.knownServices.join(', '))}` : '';
  return {
    action: facts.action,
    version: form.version === undefined ? null : String(form.version),
    controller: controller ? { label: texts.controller, value: controller.name, id: controller._id } : null,
    controllers: controller
      ? null
      : {
          name: 'controllerId',
          label: texts.controller,
          hint: texts.controllerHint,
          options: [
            { value: '', label: texts.chooseController, selected: form.controllerId === '' },
            ...facts.controllers.map(({ _id, name }) => ({ value: _id, label: name, selected: form.controllerId === _id })),
          ],
        },
    reference: { name: 'reference', label: texts.reference, hint: texts.referenceHint, value: form.reference },
    rules: {
      name: 'rules',
      kind: 'radio',
      legend: texts.rulesLegend,
      hint: isNew ? null : texts.rulesHint,
      options: [
        ...(isNew ? [] : [rule('keep', texts.keep)]),
        ...presets.map((name) => rule(name, texts.presets[name])),
        rule('own', texts.own, texts.ownHint),
      ],
    },
    terms: { name: 'terms', label: texts.terms, value: form.terms, kind: 'textarea', rows: 8 },
    fields: [
      { name: 'clause', label: texts.clause, hint: texts.clauseHint, value: form.clause, width: 'short' },
      { name: 'services', label: texts.services, hint: `${texts.servicesHint}${known}`, value: form.services },
      { name: 'signedOn', label: texts.signedOn, value: form.signedOn, kind: 'date', width: 'short' },
    ],
    description: descriptionFieldViews(form, locale),
    contacts: controller && {
      name: 'contactIds',
      kind: 'checkbox',
      legend: texts.contactsLegend,
      hint: texts.contactsHint,
      empty: texts.noContacts,
      options: controller.contacts
        .filter(({ purpose }) => purpose === 'subprocessorChanges')
        .map(({ id, email, name }) => ({ value: id, label: name ? `${name} (${email})` : email, checked: form.contactIds.includes(id) })),
    },
    annex: {
      name: 'annex',
      kind: 'checkbox',
      legend: texts.annexLegend,
      hint: texts.annexHint,
      empty: texts.noSubprocessors,
      options: facts.register.map(({ _id, legalName }) => ({ value: _id, label: legalName, checked: form.annex.includes(_id) })),
    },
    save: texts.save,
    cancel: { href: facts.cancelHref, label: texts.cancel },
  };
}
