import type { SubprocessorDetails } from '../../../data/subprocessor.model';
import { done, type FieldProblem, type Outcome, refuse } from '../../../domain/outcome';
import { changeInput } from '../../../schemas/changes';
import { problemText } from '../../../schemas/problemTexts';
import { readInput } from '../../../schemas/readInput';
import type { ChangeInput } from '../../../workflows/changes/changeInput';
import { type ChangeForm, type DetailsForm, emptyDetails } from './changeForm';

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** A text of the form; a language that is left empty is not there. */
export function inLanguages(nb: string, en: string): { nb?: string; en?: string } {
  return { ...(nb ? { nb } : {}), ...(en ? { en } : {}) };
}

/** Each member of the details: the fields it is made of, its value, and what it is once it has been emptied (undefined: it cannot be). */
const members: {
  name: keyof SubprocessorDetails;
  fields: (keyof DetailsForm)[];
  value: (form: DetailsForm) => unknown;
  emptied: unknown;
}[] = [
  { name: 'legalName', fields: ['legalName'], value: (form) => form.legalName, emptied: undefined },
  { name: 'organisationNumber', fields: ['organisationNumber'], value: (form) => form.organisationNumber, emptied: null },
  { name: 'country', fields: ['country'], value: (form) => form.country, emptied: undefined },
  { name: 'address', fields: ['address'], value: (form) => form.address, emptied: undefined },
  { name: 'contactPoint', fields: ['contactPoint'], value: (form) => form.contactPoint, emptied: undefined },
  {
    name: 'processing',
    fields: ['processingNb', 'processingEn'],
    value: (form) => inLanguages(form.processingNb, form.processingEn),
    emptied: undefined,
  },
  { name: 'dataCategories', fields: ['dataCategories'], value: (form) => lines(form.dataCategories), emptied: undefined },
  { name: 'dataSubjects', fields: ['dataSubjects'], value: (form) => lines(form.dataSubjects), emptied: undefined },
  { name: 'specialCategories', fields: ['specialCategories'], value: (form) => lines(form.specialCategories), emptied: [] },
  { name: 'locations', fields: ['locations'], value: (form) => form.locations, emptied: undefined },
  {
    name: 'transferBasis',
    fields: ['transferBasis'],
    value: (form) => form.transferBasis.map(({ reference, ...rest }) => ({ ...rest, ...(reference ? { reference } : {}) })),
    emptied: [],
  },
  {
    name: 'securityMeasures',
    fields: ['securityMeasuresNb', 'securityMeasuresEn'],
    value: (form) => inLanguages(form.securityMeasuresNb, form.securityMeasuresEn),
    emptied: null,
  },
  { name: 'intraGroup', fields: ['intraGroup'], value: (form) => form.intraGroup, emptied: undefined },
  { name: 'parentId', fields: ['parentId'], value: (form) => form.parentId, emptied: null },
];

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === '';
}

/**
 * The members that the form says otherwise than `original`. What may be "not stated" can be emptied; what has been stated and must be there
 * cannot, and the schema says so.
 */
function differences(form: DetailsForm, original: DetailsForm, type: string): Record<string, unknown> {
  const different = detailDifferences(form, original);
  // The contract is in the register at any time; a modify does not ask for it.
  const contractChanged = form.contractSignedOn !== original.contractSignedOn || form.contractReference !== original.contractReference;
  if (contractChanged && type !== 'modify') different.contract = { signedOn: form.contractSignedOn, reference: form.contractReference };
  return different;
}

/** The same without the contract, which the register keeps. */
export function detailDifferences(form: DetailsForm, original: DetailsForm): Record<string, unknown> {
  const different: Record<string, unknown> = {};
  for (const { name, fields, value, emptied } of members) {
    if (fields.every((field) => JSON.stringify(form[field]) === JSON.stringify(original[field]))) continue;
    const said = value(form);
    different[name] = isEmpty(said) && emptied !== undefined ? emptied : said;
  }
  return different;
}

/**
 * The draft that the form stands for, or every problem at once with pointers as in `POST /changes`. `original` is the described subprocessor as the
 * register has it: only what differs from it is said, so that a modify names what changes and nothing else.
 */
export function draftOf(form: ChangeForm, { original }: { original: DetailsForm | null }): Outcome<ChangeInput> {
  const described = form.details && differences(form.details, original ?? emptyDetails, form.type);
  const describesNew = form.subprocessorId === '' && form.details !== null;
  const changesNothing = form.type === 'modify' && described !== null && Object.keys(described).length === 0;
  const read = readInput(changeInput, {
    type: form.type,
    ...(form.subprocessorId ? { subprocessorId: form.subprocessorId } : {}),
    ...(form.replacesId ? { replacesId: form.replacesId } : {}),
    ...(described && (describesNew || Object.keys(described).length > 0) ? { subprocessor: described } : {}),
    services: form.services,
    reason: inLanguages(form.reasonNb, form.reasonEn),
    plannedEffectiveOn: form.plannedEffectiveOn,
    rollout: form.rollout,
    ...(form.emergencyReason ? { emergency: { reason: form.emergencyReason } } : {}),
    ...(form.takenOver ? { takenOver: { note: form.takenOverNote } } : {}),
  });
  if (read.ok) return done({ ...read.value, emergency: read.value.emergency ?? null, takenOver: read.value.takenOver ?? null });
  // The schema looks at what the subject needs only once everything else is right; the form says all of it at once, in its own words.
  const ofSubject = [...(describesNew && form.details ? missingOfNew(form.details) : []), ...(changesNothing ? [nothingChanges] : [])];
  const errors = [...ofSubject, ...(read.refusal.errors ?? [])];
  return refuse('invalid', {
    errors: errors.filter((error, index) => errors.findIndex(({ pointer }) => pointer === error.pointer) === index),
  });
}

const nothingChanges: FieldProblem = {
  pointer: '/subprocessor',
  code: 'nothing-changes',
  detail: { nb: 'Ingenting er endret. Rett minst ett felt.', en: 'Nothing has been changed. Correct at least one field.' },
};

/** What an entry in the register cannot be without, even as a proposal. */
function missingOfNew(details: DetailsForm): FieldProblem[] {
  const needed = [
    { pointer: '/subprocessor/legalName', isThere: details.legalName !== '' },
    { pointer: '/subprocessor/country', isThere: details.country !== '' },
    { pointer: '/subprocessor/processing', isThere: details.processingNb !== '' || details.processingEn !== '' },
  ];
  return needed.flatMap(({ pointer, isThere }) => (isThere ? [] : [{ pointer, code: 'required', detail: problemText('required') }]));
}
