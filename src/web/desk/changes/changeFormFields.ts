import type { FieldProblem } from '../../../domain/outcome';
import type { PageLocale } from '../../locale';
import type { PageProblem } from '../../page';
import { changeFormTexts } from '../../texts/changeFormTexts';
import { changeTexts } from '../../texts/changeTexts';
import { revisionPageTexts } from '../../texts/revisionPageTexts';

/** Which field of the form a pointer into `POST /changes` belongs to, and what that field is called. */
export function fieldOfPointer(pointer: string, locale: PageLocale): { field: string | null; label: string | null } {
  const texts = changeFormTexts[locale];
  const facts = changeTexts[locale].facts;
  const parts = pointer.split('/').slice(1);
  const [first = '', second = '', third = '', fourth = ''] = parts;
  if (first === 'subprocessor') return fieldOfDetail([second, third, fourth], locale);
  const own: Record<string, { field: string; label: string }> = {
    type: { field: 'type', label: texts.typeLegend },
    subprocessorId: { field: 'subprocessorId', label: texts.subjectLabel },
    replacesId: { field: 'replacesId', label: texts.replacesLabel },
    services: { field: 'services', label: facts.services },
    reason: second === 'en' ? { field: 'reasonEn', label: texts.reasonEn } : { field: 'reasonNb', label: facts.reason },
    plannedEffectiveOn: { field: 'plannedEffectiveOn', label: texts.planned },
    rollout: { field: 'rollout', label: texts.rolloutLegend },
    emergency: { field: 'emergencyReason', label: texts.emergency },
    reasonForRevision:
      second === 'en'
        ? { field: 'revisionReasonEn', label: revisionPageTexts[locale].form.reasonEn }
        : { field: 'revisionReasonNb', label: revisionPageTexts[locale].form.reasonNb },
    takenOver: { field: 'takenOverNote', label: texts.takenOverNote },
  };
  return (Object.hasOwn(own, first) && own[first]) || { field: null, label: first === 'chain' ? facts.chain : null };
}

function fieldOfDetail(
  [name, index, member]: [string, string, string],
  locale: PageLocale,
): { field: string | null; label: string | null } {
  const texts = changeFormTexts[locale];
  const facts = changeTexts[locale].facts;
  const row = Number(index) || 0;
  if (name === 'locations') {
    return { field: `locations-${row}-${member || 'country'}`, label: index === '' ? facts.locations : texts.location(row + 1) };
  }
  if (name === 'transferBasis') {
    return { field: `transferBasis-${row}-${member || 'country'}`, label: index === '' ? facts.transferBasis : texts.basis(row + 1) };
  }
  if (name === 'processing' || name === 'securityMeasures') return { field: `${name}${index === 'en' ? 'En' : 'Nb'}`, label: facts[name] };
  if (name === 'contract') {
    return index === 'signedOn'
      ? { field: 'contractSignedOn', label: texts.contractSignedOn }
      : { field: 'contractReference', label: texts.contractReference };
  }
  const plain = [
    'legalName',
    'organisationNumber',
    'country',
    'address',
    'contactPoint',
    'dataCategories',
    'dataSubjects',
    'specialCategories',
  ];
  if (plain.includes(name) || name === 'intraGroup' || name === 'parentId')
    return { field: name, label: facts[name as keyof typeof facts] };
  return { field: null, label: name === '' ? texts.subprocessorSection : null };
}

/** Problems as the form shows them: the field's own message, and in the summary with the field's name. `editHref`: where the form is, from another page. */
export function formProblems(problems: FieldProblem[], { locale, editHref }: { locale: PageLocale; editHref?: string }): PageProblem[] {
  return problems.map(({ pointer, detail }) => {
    const { field, label } = fieldOfPointer(pointer, locale);
    const text = detail[locale];
    return {
      field: editHref ? null : field,
      text,
      summary: label ? `${label}: ${text}` : text,
      ...(editHref && field ? { href: `${editHref}#${field}` } : {}),
    };
  });
}
