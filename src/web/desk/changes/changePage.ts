import type { ChangeRecord, ChangeStep } from '../../../data/change.model';
import type { SubprocessorRecord } from '../../../data/subprocessor.model';
import type { PersonActor } from '../../../domain/actor';
import { describeInstant } from '../../../domain/periods/describe';
import { processorZone } from '../../../workflows/processorDay';
import { materialityOfProposal } from '../../../workflows/revisions/revisionContent';
import type { PageLocale } from '../../locale';
import { changePageTexts } from '../../texts/changePageTexts';
import { evidencePageTexts } from '../../texts/evidencePageTexts';
import { noticePageTexts } from '../../texts/noticePageTexts';
import { revisionPageTexts } from '../../texts/revisionPageTexts';
import { mayReadEvidence } from '../evidence/evidenceRoutes';
import { changeActs } from './changeActs';
import { changeFacts } from './changeFacts';
import { statusTag } from './changeLabels';
import { earlierRevisions } from './revisionView';

export interface TimelineEntry {
  at: string;
  datetime: string;
  text: string;
  note: string | null;
}

function timelineEntry({ at, event, personName, note, revision }: ChangeStep, locale: PageLocale): TimelineEntry {
  const { ofRevision, ...ofCorrections } = revisionPageTexts[locale].steps;
  const steps = { ...changePageTexts[locale].steps, ...ofCorrections };
  const did = Object.hasOwn(steps, event) ? steps[event as keyof typeof steps] : event;
  return {
    at: describeInstant(at, processorZone, locale, 'sameDay'),
    datetime: at.toISOString(),
    text: revision ? ofRevision(`${personName} ${did}`, revision) : `${personName} ${did}`,
    note,
  };
}

/** What nobody did, and yet happened: the last of its agreements was decided. */
function completion({ status, completedAt }: ChangeRecord, locale: PageLocale): TimelineEntry[] {
  if (status !== 'completed' || !completedAt) return [];
  const at = describeInstant(completedAt, processorZone, locale, 'sameDay');
  return [{ at, datetime: completedAt.toISOString(), text: changePageTexts[locale].completed, note: null }];
}

/** The parts of a change's page that do not depend on agreements: state, acts, facts, steps. */
export function changePage(
  change: ChangeRecord,
  facts: {
    locale: PageLocale;
    actor: PersonActor;
    allowSelfRelease: boolean;
    subprocessor: SubprocessorRecord | null;
    parentName: string | null;
    /** What was typed in a form that was refused. */
    note: string;
  },
) {
  const { locale, actor } = facts;
  const texts = changePageTexts[locale];
  const { acts, ownChange } = changeActs(change, actor, facts);
  const base = `/desk/changes/${change._id}`;
  const { proposed } = change;
  const ofRevision = revisionPageTexts[locale];
  const labels = { ...texts.acts, ...ofRevision.acts, edit: texts.acts.edit, ...(proposed ? { revise: ofRevision.acts.edit } : {}) };
  const link = (name: 'edit' | 'publish' | 'withdraw' | 'rollout' | 'revise' | 'discard') =>
    acts.has(name) ? { href: `${base}/${name}`, label: labels[name] } : null;
  const button = (name: 'submit' | 'approve') => (acts.has(name) ? { action: `${base}/${name}`, id: name, label: texts.acts[name] } : null);
  return {
    status: statusTag(change.status, locale),
    proposalStatus: proposed ? { label: ofRevision.statuses[proposed.status], color: 'info' as const } : null,
    next: {
      title: texts.nextStep,
      text: proposed ? ofRevision.waiting[proposed.status] : texts.waiting[change.status],
      withdrawnBecause: change.withdrawnReason ? texts.withdrawnBecause(change.withdrawnReason) : null,
      ownChange: ownChange ? texts.ownChange : null,
      version: String(change.version),
      buttons: [button('submit'), button('approve')].filter((each) => each !== null),
      release: acts.has('approve') && mayBeImmaterial(change) ? immaterialChoice(locale) : null,
      links: [
        link('publish'),
        link('edit'),
        link('revise'),
        link('discard'),
        link('rollout'),
        receiptsLink(change, facts),
        link('withdraw'),
      ].filter((each) => each !== null),
      return: acts.has('return')
        ? {
            action: `${base}/return`,
            label: texts.acts.return,
            note: { name: 'note', label: texts.returnNote, hint: texts.returnHint, value: facts.note, kind: 'textarea', rows: 3 },
          }
        : null,
    },
    factsTitle: texts.factsTitle,
    subprocessorTitle: texts.subprocessorTitle,
    ...factLists(change, facts),
    earlier: earlierRevisions(change, locale),
    stepsTitle: texts.stepsTitle,
    steps: [...change.steps.map((step) => timelineEntry(step, locale)), ...completion(change, locale)],
    evidence: mayReadEvidence(actor.role) ? { href: `${base}/evidence`, ...evidencePageTexts[locale].change } : null,
    audit: { href: `${base}/audit`, label: texts.auditLink },
    register: { href: `/desk/subprocessors/${change.subprocessorId}`, label: texts.registerLink },
  };
}

/** Only the releaser's word makes a correction immaterial, and only where the table lets it. */
function mayBeImmaterial(change: ChangeRecord): boolean {
  return change.proposed !== null && materialityOfProposal(change, change.proposed).material.length === 0;
}

function immaterialChoice(locale: PageLocale) {
  const texts = revisionPageTexts[locale];
  return {
    name: 'immaterial',
    kind: 'checkbox',
    legend: texts.releaseLegend,
    options: [{ value: 'yes', label: texts.immaterial, hint: texts.immaterialHint, checked: false }],
  };
}

/** Receipts of many agreements at once, for what was told by hand. */
function receiptsLink({ _id, status, takenOver }: ChangeRecord, { actor, locale }: { actor: PersonActor; locale: PageLocale }) {
  if (!takenOver || status !== 'published' || actor.role !== 'dpo') return null;
  return { href: `/desk/changes/${_id}/receipts`, label: noticePageTexts[locale].bulk.link };
}

function factLists(change: ChangeRecord, facts: Parameters<typeof changeFacts>[1]) {
  const { change: ofChange, subprocessor } = changeFacts(change, facts);
  return { changeFacts: ofChange, subprocessorFacts: subprocessor };
}
