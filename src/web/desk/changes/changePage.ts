import type { ChangeRecord, ChangeStep } from '../../../data/change.model';
import type { SubprocessorRecord } from '../../../data/subprocessor.model';
import type { PersonActor } from '../../../domain/actor';
import { describeInstant } from '../../../domain/periods/describe';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { changePageTexts } from '../../texts/changePageTexts';
import { evidencePageTexts } from '../../texts/evidencePageTexts';
import { noticePageTexts } from '../../texts/noticePageTexts';
import { mayReadEvidence } from '../evidence/evidenceRoutes';
import { changeActs } from './changeActs';
import { changeFacts } from './changeFacts';
import { statusTag } from './changeLabels';

export interface TimelineEntry {
  at: string;
  datetime: string;
  text: string;
  note: string | null;
}

function timelineEntry({ at, event, personName, note }: ChangeStep, locale: PageLocale): TimelineEntry {
  const { steps } = changePageTexts[locale];
  const did = Object.hasOwn(steps, event) ? steps[event as keyof typeof steps] : event;
  return { at: describeInstant(at, processorZone, locale, 'sameDay'), datetime: at.toISOString(), text: `${personName} ${did}`, note };
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
  const link = (name: 'edit' | 'publish' | 'withdraw' | 'rollout') =>
    acts.has(name) ? { href: `${base}/${name}`, label: texts.acts[name] } : null;
  const button = (name: 'submit' | 'approve') => (acts.has(name) ? { action: `${base}/${name}`, id: name, label: texts.acts[name] } : null);
  return {
    status: statusTag(change.status, locale),
    next: {
      title: texts.nextStep,
      text: texts.waiting[change.status],
      withdrawnBecause: change.withdrawnReason ? texts.withdrawnBecause(change.withdrawnReason) : null,
      ownChange: ownChange ? texts.ownChange : null,
      version: String(change.version),
      buttons: [button('submit'), button('approve')].filter((each) => each !== null),
      links: [link('publish'), link('edit'), link('rollout'), receiptsLink(change, facts), link('withdraw')].filter(
        (each) => each !== null,
      ),
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
    stepsTitle: texts.stepsTitle,
    steps: [...change.steps.map((step) => timelineEntry(step, locale)), ...completion(change, locale)],
    evidence: mayReadEvidence(actor.role) ? { href: `${base}/evidence`, ...evidencePageTexts[locale].change } : null,
    audit: { href: `${base}/audit`, label: texts.auditLink },
    register: { href: `/desk/subprocessors/${change.subprocessorId}`, label: texts.registerLink },
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
