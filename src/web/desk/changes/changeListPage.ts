import type { ChangeRecord } from '../../../data/change.model';
import type { Page } from '../../../data/page';
import { type ChangeStatus, changeStatuses } from '../../../domain/change/changeLife';
import { describeInstant } from '../../../domain/periods/describe';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { changeTexts } from '../../texts/changeTexts';
import { dayText } from './changeFacts';
import { changeTitle, statusTag } from './changeLabels';

export const changesPerPage = 50;

/** What the list page prints. */
export function changeListPage(
  changes: Page<ChangeRecord>,
  {
    locale,
    status,
    cursor,
    mayDraft,
  }: { locale: PageLocale; status: ChangeStatus | undefined; cursor: string | undefined; mayDraft: boolean },
) {
  const texts = changeTexts[locale];
  const address = (parameters: Record<string, string | undefined>): string => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
    return `/desk/changes${query.size > 0 ? `?${query}` : ''}`;
  };
  return {
    columns: texts.columns,
    newChange: mayDraft ? { href: '/desk/changes/new', label: texts.newChange } : null,
    filterLabel: texts.filterLabel,
    filters: [undefined, ...changeStatuses].map((each) => ({
      href: address({ status: each }),
      label: each ? texts.statuses[each] : texts.all,
      current: each === status,
    })),
    empty: status ? texts.emptyFiltered : texts.empty,
    rows: changes.items.map((change) => ({
      href: `/desk/changes/${change._id}`,
      title: changeTitle(change, locale),
      type: texts.types[change.type],
      status: statusTag(change.status, locale),
      planned: dayText(change.plannedEffectiveOn, locale),
      services: change.services.join(', '),
      updated: describeInstant(change.updatedAt, processorZone, locale, 'sameDay'),
    })),
    pagination: { first: cursor ? address({ status }) : null, next: changes.next ? address({ status, cursor: changes.next }) : null },
  };
}
