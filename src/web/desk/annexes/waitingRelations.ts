import type { AgreementRecord } from '../../../data/agreement.model';
import type { PersonActor } from '../../../domain/actor';
import { describeInstant } from '../../../domain/periods/describe';
import type { PageLocale } from '../../locale';
import { directRelationTexts } from '../../texts/directRelationTexts';
import { dayText } from '../changes/changeFacts';

/** What one person entered and another has to confirm, with the buttons for whoever may; null: nothing waits. `action` is the page's own address. */
export function waitingRelations(
  { directRelationsWaiting, state, terms }: AgreementRecord,
  { action, actor, locale, allowSelfRelease }: { action: string; actor: PersonActor; locale: PageLocale; allowSelfRelease: boolean },
) {
  if (directRelationsWaiting.length === 0 || state === 'ended') return null;
  const { waiting: texts, columns } = directRelationTexts[locale];
  const mayAct = actor.role === 'admin' || actor.role === 'dpo';
  return {
    title: texts.title,
    lead: texts.lead,
    entries: directRelationsWaiting.map(({ id, details, since, reference, enteredBy }) => {
      const name = details.legalName;
      const isOwn = enteredBy.personId === actor.personId && !allowSelfRelease;
      const confirm = { id: `confirm-${id}`, action: `${action}/confirm`, variant: 'primary', label: texts.confirm };
      const discard = { id: `discard-${id}`, action: `${action}/discard`, variant: 'secondary', label: texts.discard };
      return {
        ...{ id, name },
        facts: [
          { label: columns.since, values: [dayText(since, locale)] },
          { label: columns.reference, values: [reference] },
          { label: texts.enteredBy, values: [texts.entered(enteredBy.name, describeInstant(enteredBy.at, terms.timeZone, locale))] },
        ],
        own: mayAct && isOwn ? texts.own : null,
        acts: [
          ...(mayAct && !isOwn ? [{ ...confirm, describes: texts.confirmWhat(name) }] : []),
          ...(mayAct ? [{ ...discard, describes: texts.discardWhat(name) }] : []),
        ],
      };
    }),
  };
}
