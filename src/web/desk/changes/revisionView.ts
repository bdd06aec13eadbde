import type { ChangeContent, ChangeRecord, ProposedRevision } from '../../../data/change.model';
import { localized } from '../../../data/localText';
import type { SubprocessorDetails } from '../../../data/subprocessor.model';
import { localDateOf } from '../../../domain/calendar/calendarDate';
import type { RevisionField } from '../../../domain/change/materiality';
import { describeDate } from '../../../domain/periods/describe';
import { processorZone } from '../../../workflows/processorDay';
import type { RevisionReach } from '../../../workflows/revisions/previewRevision';
import { materialityOfProposal } from '../../../workflows/revisions/revisionContent';
import type { PageLocale } from '../../locale';
import { changeTexts } from '../../texts/changeTexts';
import { revisionPageTexts } from '../../texts/revisionPageTexts';
import { countryText, dayText, detailTexts } from './changeFacts';

/** A proposed correction as its releaser sees it: what was and what will be, field by field with its weight, and whom it reaches. */
export function revisionView(
  change: ChangeRecord,
  { reach, locale, parentNames }: { reach: RevisionReach | null; locale: PageLocale; parentNames: ReadonlyMap<string, string> },
) {
  const { proposed } = change;
  if (!proposed) return null;
  const texts = revisionPageTexts[locale];
  const { changed, material } = materialityOfProposal(change, proposed);
  const words = { locale, parentNames };
  return {
    title: texts.title(proposed.revision),
    why: { label: texts.why, values: [localized(proposed.reasonForRevision, locale)] },
    caption: texts.caption,
    columns: texts.columns,
    rows: changed.map((field) => ({
      field: fieldLabel(field, locale),
      before: fieldTexts(change, field, words),
      after: fieldTexts(proposed, field, words),
      weight: material.includes(field)
        ? { label: texts.weights.always, color: 'warning' as const }
        : { label: texts.weights.mayBe, color: 'neutral' as const },
    })),
    verdict: verdictOf(proposed, material.length > 0, locale),
    reach: reach && reachView(reach, locale),
  };
}

/** What has been published before, oldest first; empty where nothing was corrected. */
export function earlierRevisions({ revisions }: ChangeRecord, locale: PageLocale) {
  const texts = revisionPageTexts[locale];
  return {
    title: texts.earlierTitle,
    rows: revisions.map(({ revision, at, material, reasonForRevision, content }) => ({
      what: texts.earlier(revision, describeDate(localDateOf(at, processorZone), locale)),
      tag: {
        label: revision === 1 ? texts.first : material ? texts.materialTag : texts.immaterialTag,
        color: material && revision > 1 ? ('warning' as const) : ('neutral' as const),
      },
      facts: [
        ...(reasonForRevision ? [{ label: texts.why, values: [localized(reasonForRevision, locale)] }] : []),
        { label: changeTexts[locale].facts.plannedEffectiveOn, values: [dayText(content.plannedEffectiveOn, locale)] },
      ],
    })),
  };
}

function verdictOf({ confirmedImmaterial, status }: ProposedRevision, isAlways: boolean, locale: PageLocale) {
  const { verdicts } = revisionPageTexts[locale];
  if (isAlways) return { color: 'warning' as const, text: verdicts.always };
  const isReleased = status === 'approved';
  if (isReleased && confirmedImmaterial) return { color: 'info' as const, text: verdicts.immaterial };
  return isReleased ? { color: 'warning' as const, text: verdicts.always } : { color: 'info' as const, text: verdicts.open };
}

function reachView(reach: RevisionReach, locale: PageLocale) {
  const texts = revisionPageTexts[locale];
  const some = (count: number, words: (count: number) => string): string[] => (count > 0 ? [words(count)] : []);
  const mayBeImmaterial = reach.alwaysMaterial.length === 0;
  const list = (label: string, named: RevisionReach['keepsInEffect']) =>
    named.length > 0
      ? [{ label, agreements: named.map(({ agreementId, reference }) => ({ href: `/desk/agreements/${agreementId}`, label: reference })) }]
      : [];
  return {
    title: texts.reachTitle,
    material: {
      title: mayBeImmaterial ? texts.ifMaterial : null,
      lines: [
        texts.newClocks(reach.newClocks),
        ...some(reach.objectionsCarried, texts.objectionsCarried),
        ...some(reach.approvalsLapsing, texts.approvalsLapsing),
        ...some(reach.consentsLapsing, texts.consentsLapsing),
      ],
      lists: [
        ...list(texts.keepsInEffect, reach.keepsInEffect),
        ...list(texts.staysDropped, reach.staysDropped),
        ...list(texts.noLongerConcerned, reach.noLongerConcerned),
      ],
    },
    immaterial: mayBeImmaterial ? { title: texts.ifImmaterial, lines: [texts.informed(reach.informed)] } : null,
  };
}

function fieldLabel(field: RevisionField, locale: PageLocale): string {
  const { facts, columns } = changeTexts[locale];
  if (field === 'replacesId') return facts.replaces;
  if (field === 'type' || field === 'subprocessorId') return columns.change;
  return facts[field];
}

function fieldTexts(
  content: ChangeContent,
  field: RevisionField,
  { locale, parentNames }: { locale: PageLocale; parentNames: ReadonlyMap<string, string> },
): string[] {
  const texts = changeTexts[locale];
  const orNot = (values: (string | null | undefined)[]): string[] => {
    const stated = values.filter((value): value is string => Boolean(value));
    return stated.length > 0 ? stated : [texts.notStated];
  };
  switch (field) {
    case 'type':
      return [texts.types[content.type]];
    case 'subprocessorId':
      return [content.details.legalName];
    case 'replacesId':
      return orNot([content.replacesName]);
    case 'services':
      return orNot(content.services);
    case 'reason':
      return orNot([localized(content.reason, locale)]);
    case 'plannedEffectiveOn':
      return [dayText(content.plannedEffectiveOn, locale)];
    case 'rollout':
      return [texts.rollouts[content.rollout]];
    case 'emergency':
      return content.emergency ? [content.emergency.reason] : [texts.none];
    case 'chain':
      return content.chain.length > 0
        ? content.chain.map(({ legalName, country }) => `${legalName}, ${countryText(country, locale)}`)
        : [texts.none];
    default: {
      const parentName = parentNames.get(content.details.parentId ?? '') ?? null;
      return orNot(detailTexts(content.details, field as keyof SubprocessorDetails, { locale, parentName }));
    }
  }
}
