import type { ChangeRecord } from '../../../data/change.model';
import { isMaterial, materialityOfProposal } from '../../../workflows/revisions/revisionContent';
import type { PageLocale } from '../../locale';
import { changePageTexts } from '../../texts/changePageTexts';
import { changeTexts } from '../../texts/changeTexts';
import { revisionPageTexts } from '../../texts/revisionPageTexts';
import { dayText } from './changeFacts';
import { changeTitle } from './changeLabels';

/** Acts that cannot be undone: they are shown before they are done. */
export type CheckedAct = 'publish' | 'withdraw' | 'rollout' | 'discard';

const shownAtMost = 25;

/** What the check page prints: what is about to happen, whom it affects, and that it cannot be undone. */
export function checkPage(
  change: ChangeRecord,
  {
    name,
    locale,
    affected,
    note,
  }: { name: CheckedAct; locale: PageLocale; affected: { reference: string; controllerName: string }[]; note: string },
) {
  const texts = changePageTexts[locale].check;
  const labels = changeTexts[locale];
  const { proposed } = change;
  const ofRevision = revisionPageTexts[locale].check;
  const willBeMaterial = proposed !== null && isMaterial(proposed, materialityOfProposal(change, proposed));
  const words = {
    publish: proposed
      ? {
          title: ofRevision.publishTitle,
          text: willBeMaterial ? ofRevision.publishMaterial : ofRevision.publishImmaterial,
          submit: ofRevision.publishSubmit,
          asksNote: false,
        }
      : {
          title: texts.publishTitle,
          text: change.takenOver ? texts.publishTakenOverText : texts.publishText,
          submit: texts.publishSubmit,
          asksNote: false,
        },
    discard: { title: ofRevision.discardTitle, text: ofRevision.discardText, submit: ofRevision.discardSubmit, asksNote: false },
    withdraw: {
      title: texts.withdrawTitle,
      text: change.publishedAt ? texts.withdrawText : texts.withdrawDraftText,
      submit: texts.withdrawSubmit,
      asksNote: true,
    },
    rollout: { title: texts.rolloutTitle, text: texts.rolloutText, submit: texts.rolloutSubmit, asksNote: false },
  }[name];
  const href = `/desk/changes/${change._id}`;
  const shown = name === 'publish' && proposed ? proposed : change;
  return {
    title: words.title,
    text: words.text,
    facts: [
      { label: labels.columns.change, values: [changeTitle(shown, locale)] },
      { label: labels.facts.plannedEffectiveOn, values: [dayText(shown.plannedEffectiveOn, locale)] },
      { label: labels.facts.rollout, values: [labels.rollouts[shown.rollout]] },
    ],
    // Giving up a proposal concerns nobody outside.
    affectedTitle: name === 'discard' ? null : texts.affected(affected.length),
    affected: affected.slice(0, shownAtMost).map(({ reference, controllerName }) => `${controllerName} (${reference})`),
    more: affected.length > shownAtMost ? texts.more(affected.length - shownAtMost) : null,
    action: `${href}/${name}`,
    danger: name === 'withdraw' || name === 'discard',
    version: String(change.version),
    note: words.asksNote ? { name: 'note', label: texts.note, hint: texts.noteHint, value: note, kind: 'textarea', rows: 4 } : null,
    submit: words.submit,
    cancel: { href, label: texts.cancel },
  };
}
