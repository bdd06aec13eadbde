import type { SubprocessorRecord } from '../../../data/subprocessor.model';
import type { FieldProblem, Outcome } from '../../../domain/outcome';
import { readInput } from '../../../schemas/readInput';
import { type SubprocessorInput, type SubprocessorPatch, subprocessorInput, subprocessorPatch } from '../../../schemas/subprocessors';
import type { PageLocale } from '../../locale';
import type { PageProblem } from '../../page';
import { changeTexts } from '../../texts/changeTexts';
import { subprocessorTexts } from '../../texts/subprocessorTexts';
import { type DetailsForm, detailsFormOf, emptyDetails, readChangeForm } from '../changes/changeForm';
import { formProblems } from '../changes/changeFormFields';
import { changeFormPage } from '../changes/changeFormPage';
import { type FormBody, textOf, unixLines, versionOf, wordsOf } from '../formBody';

/** What the form says of a register entry, as text. */
export interface SubprocessorForm {
  details: DetailsForm;
  services: string;
  version: number | undefined;
}

export const emptyForm: SubprocessorForm = { details: emptyDetails, services: '', version: undefined };

export function formOf(subprocessor: SubprocessorRecord): SubprocessorForm {
  return {
    details: detailsFormOf(subprocessor, subprocessor.contract),
    services: subprocessor.services.join(' '),
    version: subprocessor.version,
  };
}

export function readSubprocessorForm(body: FormBody): SubprocessorForm {
  const { details } = readChangeForm(body, { describes: true });
  return { details: details ? withUnixLines(details) : emptyDetails, services: textOf(body, 'services'), version: versionOf(body) };
}

function withUnixLines(details: DetailsForm): DetailsForm {
  const texts = Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? unixLines(value) : value]);
  return Object.fromEntries(texts) as DetailsForm;
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function inLanguages(nb: string, en: string): { nb?: string; en?: string } | null {
  return nb || en ? { ...(nb ? { nb } : {}), ...(en ? { en } : {}) } : null;
}

/** The members as `POST /subprocessors` takes them. What may be left out is null where it is empty. */
function membersOf({ details, services }: SubprocessorForm) {
  return {
    legalName: details.legalName,
    organisationNumber: details.organisationNumber || null,
    country: details.country,
    address: details.address,
    contactPoint: details.contactPoint,
    processing: inLanguages(details.processingNb, details.processingEn) ?? '',
    dataCategories: lines(details.dataCategories),
    dataSubjects: lines(details.dataSubjects),
    specialCategories: lines(details.specialCategories),
    locations: details.locations,
    transferBasis: details.transferBasis.map(({ reference, ...rest }) => ({ ...rest, reference: reference || null })),
    securityMeasures: inLanguages(details.securityMeasuresNb, details.securityMeasuresEn),
    intraGroup: details.intraGroup,
    parentId: details.parentId || null,
    services: wordsOf(services),
  };
}

/** The entry that the form stands for, or every problem at once. */
export function inputOf(form: SubprocessorForm): Outcome<SubprocessorInput> {
  const { contractSignedOn, contractReference } = form.details;
  const contract = contractSignedOn || contractReference ? { contract: { signedOn: contractSignedOn, reference: contractReference } } : {};
  return readInput(subprocessorInput, { ...membersOf(form), ...contract });
}

/** What the form says otherwise than the register: an entry that was found incomplete can be corrected bit by bit. */
export function patchOf(form: SubprocessorForm, before: SubprocessorRecord): Outcome<SubprocessorPatch> {
  const said = membersOf(form);
  const was = membersOf(formOf(before));
  const different = Object.entries(said).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name as keyof typeof was]));
  return readInput(subprocessorPatch, { ...Object.fromEntries(different), ...(form.version ? { version: form.version } : {}) });
}

/** Problems at the fields of the form; pointers are those of `POST /subprocessors`. */
export function subprocessorProblems(problems: FieldProblem[], locale: PageLocale): PageProblem[] {
  return problems.flatMap((problem): PageProblem[] => {
    if (problem.pointer === '/services' || problem.pointer.startsWith('/services/')) {
      const text = problem.detail[locale];
      return [{ field: 'services', text, summary: `${changeTexts[locale].facts.services}: ${text}` }];
    }
    return formProblems([{ ...problem, pointer: `/subprocessor${problem.pointer}` }], { locale });
  });
}

/** What the form prints: the same fields as a change has for a subprocessor. */
export function subprocessorFormPage(
  form: SubprocessorForm,
  facts: {
    locale: PageLocale;
    action: string;
    cancelHref: string;
    knownServices: string[];
    others: Pick<SubprocessorRecord, '_id' | 'legalName'>[];
    /** The button for more rows that was pressed. */
    moreRows: string | undefined;
    /** An edit has no contract in it: that is recorded by itself, at any time. */
    isNew: boolean;
  },
) {
  const { locale } = facts;
  const texts = subprocessorTexts[locale].form;
  const empty = (name: string, have: number): number => (facts.moreRows === name ? 3 : Math.max(1, 2 - have));
  const fields = changeFormPage(
    {
      type: facts.isNew ? 'add' : 'modify',
      subprocessorId: '',
      replacesId: '',
      services: [],
      reasonNb: '',
      reasonEn: '',
      plannedEffectiveOn: '',
      rollout: '',
      emergencyReason: '',
      takenOver: false,
      takenOverNote: '',
      details: form.details,
      version: undefined,
    },
    {
      locale,
      action: facts.action,
      cancelHref: facts.cancelHref,
      knownServices: [],
      others: facts.others,
      subjectName: null,
      replacesName: null,
      emptyRows: {
        locations: empty('locations', form.details.locations.length),
        transferBasis: empty('transferBasis', form.details.transferBasis.length),
      },
    },
  );
  const known = facts.knownServices.length > 0 ? ` ${texts.knownServices(facts.knownServices.join(', '))}` : '';
  return {
    lead: facts.isNew ? texts.lead : null,
    action: facts.action,
    version: form.version === undefined ? null : String(form.version),
    services: { name: 'services', label: texts.servicesLabel, hint: `${texts.servicesHint}${known}`, value: form.services },
    details: fields.details,
    countries: fields.countries,
    save: texts.save,
    cancel: { href: facts.cancelHref, label: texts.cancel },
  };
}
