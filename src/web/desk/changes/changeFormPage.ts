import type { SubprocessorRecord } from '../../../data/subprocessor.model';
import { transferBases } from '../../../domain/transfer/transferBasis';
import type { PageLocale } from '../../locale';
import { changeFormTexts } from '../../texts/changeFormTexts';
import { changeTexts } from '../../texts/changeTexts';
import type { ChangeForm, DetailsForm } from './changeForm';
import { basisLabel } from './changeLabels';
import { countryInputText, countrySuggestions } from './countryInput';

interface FormPageFacts {
  locale: PageLocale;
  /** Where it is posted to. */
  action: string;
  cancelHref: string;
  knownServices: string[];
  /** Of the register, for the place in the chain. */
  others: Pick<SubprocessorRecord, '_id' | 'legalName'>[];
  /** The names of whom it is about and whom it replaces, where they stand in the register. */
  subjectName: string | null;
  replacesName: string | null;
  /** Empty rows to offer beside those that are filled. */
  emptyRows: { locations: number; transferBasis: number };
}

const kinds = ['storage', 'processing', 'remoteAccess'] as const;

/** The second step of the form: everything that the type and the subject ask for. */
export function changeFormPage(form: ChangeForm, facts: FormPageFacts) {
  const { locale } = facts;
  const texts = changeFormTexts[locale];
  const labels = changeTexts[locale];
  const known = [...new Set([...facts.knownServices, ...form.services])].sort();
  return {
    action: facts.action,
    cancel: { href: facts.cancelHref, label: texts.cancel },
    save: texts.save,
    hidden: [
      { name: 'type', value: form.type },
      { name: 'subprocessorId', value: form.subprocessorId },
      { name: 'replacesId', value: form.replacesId },
      ...(form.version ? [{ name: 'version', value: String(form.version) }] : []),
    ],
    about: [
      { label: texts.typeLegend, values: [labels.types[form.type as keyof typeof labels.types] ?? form.type] },
      ...(facts.subjectName ? [{ label: texts.subprocessorSection, values: [facts.subjectName] }] : []),
      ...(facts.replacesName ? [{ label: labels.facts.replaces, values: [facts.replacesName] }] : []),
    ],
    changeSection: texts.changeSection,
    services: {
      name: 'services',
      kind: 'checkbox',
      legend: texts.servicesLegend,
      hint: texts.servicesHint,
      empty: texts.noServices,
      options: known.map((service) => ({ value: service, label: service, checked: form.services.includes(service) })),
    },
    reasons: [
      { name: 'reasonNb', label: texts.reasonNb, hint: texts.reasonHint, value: form.reasonNb, kind: 'textarea', rows: 4, lang: 'nb' },
      { name: 'reasonEn', label: texts.reasonEn, value: form.reasonEn, kind: 'textarea', rows: 4, lang: 'en' },
    ],
    planned: {
      name: 'plannedEffectiveOn',
      label: texts.planned,
      hint: texts.plannedHint,
      value: form.plannedEffectiveOn,
      kind: 'date',
      width: 'short',
    },
    rollout: {
      name: 'rollout',
      kind: 'radio',
      legend: texts.rolloutLegend,
      options: (['together', 'perAgreement'] as const).map((value) => ({
        value,
        label: labels.rollouts[value],
        hint: labels.rolloutHints[value],
        checked: form.rollout === value,
      })),
    },
    emergency: {
      name: 'emergencyReason',
      label: texts.emergency,
      hint: texts.emergencyHint,
      value: form.emergencyReason,
      kind: 'textarea',
      rows: 2,
    },
    takenOver: {
      name: 'takenOver',
      kind: 'checkbox',
      legend: texts.takenOverLegend,
      options: [{ value: 'yes', label: texts.takenOver, hint: texts.takenOverHint, checked: form.takenOver }],
    },
    takenOverNote: { name: 'takenOverNote', label: texts.takenOverNote, value: form.takenOverNote, kind: 'textarea', rows: 2 },
    details: form.details && detailsSection(form.details, form.type, facts),
    countries: countrySuggestions(locale),
  };
}

function detailsSection(details: DetailsForm, type: string, { locale, others, emptyRows }: FormPageFacts) {
  const texts = changeFormTexts[locale];
  const { facts, locationKinds } = changeTexts[locale];
  const country = { list: 'countries', hint: texts.countryHint };
  const area = (name: keyof DetailsForm, label: string, more: object = {}) => ({
    name,
    label,
    value: details[name],
    kind: 'textarea',
    rows: 3,
    ...more,
  });
  const line = (name: keyof DetailsForm, label: string, more: object = {}) => ({ name, label, value: details[name], ...more });
  const pad = <T>(rows: T[], empty: T, count: number): T[] => [...rows, ...Array.from({ length: count }, () => empty)];
  return {
    title: texts.subprocessorSection,
    hint: type === 'modify' ? texts.modifyHint : null,
    fields: [
      line('legalName', facts.legalName, { hint: texts.legalNameHint }),
      line('organisationNumber', facts.organisationNumber, { hint: texts.organisationNumberHint, width: 'short' }),
      line('country', facts.country, { ...country, value: countryInputText(details.country, locale) }),
      area('address', facts.address),
      line('contactPoint', facts.contactPoint, { hint: texts.contactPointHint }),
      area('processingNb', texts.processingNb, { lang: 'nb' }),
      area('processingEn', texts.processingEn, { lang: 'en' }),
      area('dataCategories', facts.dataCategories, { hint: texts.onePerLine }),
      area('dataSubjects', facts.dataSubjects, { hint: texts.onePerLine }),
      area('specialCategories', facts.specialCategories, { hint: texts.specialHint }),
    ],
    transfer: {
      title: texts.transferSection,
      locations: pad(details.locations, { country: '', kind: 'storage' }, emptyRows.locations).map((row, index) => ({
        country: {
          name: `locations-${index}-country`,
          label: texts.location(index + 1),
          value: countryInputText(row.country, locale),
          list: 'countries',
        },
        kind: {
          name: `locations-${index}-kind`,
          label: texts.locationKind(index + 1),
          options: kinds.map((value) => ({ value, label: locationKinds[value], selected: row.kind === value })),
        },
      })),
      locationsLegend: facts.locations,
      locationsHint: texts.countryHint,
      moreLocations: texts.moreLocations,
      bases: pad(details.transferBasis, { country: '', basis: 'scc-46-2-c', reference: '' }, emptyRows.transferBasis).map((row, index) => ({
        country: {
          name: `transferBasis-${index}-country`,
          label: texts.basisCountry(index + 1),
          value: countryInputText(row.country, locale),
          list: 'countries',
        },
        basis: {
          name: `transferBasis-${index}-basis`,
          label: texts.basis(index + 1),
          options: basisOptions(row.basis).map((value) => ({ value, label: basisLabel(value, locale), selected: row.basis === value })),
        },
        reference: { name: `transferBasis-${index}-reference`, label: texts.basisReference(index + 1), value: row.reference },
      })),
      basesLegend: facts.transferBasis,
      basesHint: texts.basisHint,
      moreBases: texts.moreBases,
    },
    more: [
      area('securityMeasuresNb', texts.securityMeasuresNb, { hint: texts.optional, lang: 'nb' }),
      area('securityMeasuresEn', texts.securityMeasuresEn, { hint: texts.optional, lang: 'en' }),
    ],
    intraGroup: {
      name: 'intraGroup',
      kind: 'checkbox',
      legend: facts.intraGroup,
      options: [{ value: 'yes', label: texts.intraGroup, checked: details.intraGroup }],
    },
    parent: {
      name: 'parentId',
      label: texts.parent,
      options: [
        { value: '', label: texts.parentNone, selected: details.parentId === '' },
        ...others.map(({ _id, legalName }) => ({ value: _id, label: legalName, selected: details.parentId === _id })),
      ],
    },
    contract:
      type === 'modify'
        ? null
        : {
            title: texts.contractSection,
            hint: texts.contractHint,
            fields: [
              line('contractSignedOn', texts.contractSignedOn, { kind: 'date', width: 'short' }),
              line('contractReference', texts.contractReference),
            ],
          },
  };
}

/** Privacy Shield is offered to nobody, and kept where an old register names it. */
function basisOptions(present: string): string[] {
  return present && !(transferBases as readonly string[]).includes(present) ? [...transferBases, present] : [...transferBases];
}

/** The first step: what kind of change, and about whom. */
export function changeStartPage(
  chosen: { type: string; subprocessorId: string; replacesId: string },
  { locale, register }: { locale: PageLocale; register: Pick<SubprocessorRecord, '_id' | 'legalName' | 'status'>[] },
) {
  const texts = changeFormTexts[locale];
  const labels = changeTexts[locale];
  const inUse = register.filter(({ status }) => status === 'inUse');
  const option = ({ _id, legalName }: { _id: string; legalName: string }, selected: string) => ({
    value: _id,
    label: legalName,
    selected: _id === selected,
  });
  return {
    type: {
      name: 'type',
      kind: 'radio',
      legend: texts.typeLegend,
      options: (['add', 'replace', 'modify', 'remove'] as const).map((value) => ({
        value,
        label: labels.types[value],
        hint: texts.typeHints[value],
        checked: chosen.type === value,
      })),
    },
    subject: {
      name: 'subprocessorId',
      label: texts.subjectLabel,
      hint: texts.subjectHint,
      options: [
        { value: '', label: texts.chooseNone, selected: chosen.subprocessorId === '' },
        { value: 'new', label: texts.describeNew, selected: chosen.subprocessorId === 'new' },
        ...register.map((each) => option(each, chosen.subprocessorId)),
      ],
    },
    replaces: {
      name: 'replacesId',
      label: texts.replacesLabel,
      hint: texts.replacesHint,
      options: [
        { value: '', label: texts.chooseNone, selected: chosen.replacesId === '' },
        ...inUse.map((each) => option(each, chosen.replacesId)),
      ],
    },
    continue: texts.continue,
    cancel: { href: '/desk/changes', label: texts.cancel },
  };
}
