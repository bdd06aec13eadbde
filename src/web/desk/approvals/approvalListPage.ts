import type { ChangeRecord } from '../../../data/change.model';
import type { NoticeRecord } from '../../../data/notice.model';
import type { Page } from '../../../data/page';
import { describeInstant } from '../../../domain/periods/describe';
import type { PageLocale } from '../../locale';
import { answerTexts } from '../../texts/answerTexts';
import { changePageTexts } from '../../texts/changePageTexts';
import { changeTitle } from '../changes/changeLabels';
import { pageAddress } from '../pageAddress';

export const approvalStates = ['requested', 'refused', 'granted'] as const;

interface ListFacts {
  state: (typeof approvalStates)[number];
  changeId: string | undefined;
  cursor: string | undefined;
  /** Those that have approvals. */
  changes: ChangeRecord[];
  locale: PageLocale;
}

/** A row for each approval, each leading to its notice. */
export function approvalListPage(page: Page<NoticeRecord>, { state, changeId, cursor, changes, locale }: ListFacts) {
  const texts = answerTexts[locale].list;
  const address = (more: Record<string, string | undefined>) => pageAddress('/desk/approvals', { state, change: changeId, ...more });
  const titles = new Map(changes.map((change) => [change._id, changeTitle(change, locale)]));
  return {
    filterLabel: texts.filterLabel,
    filters: approvalStates.map((each) => ({ href: address({ state: each }), label: texts.filters[each], current: each === state })),
    state,
    change: {
      name: 'change',
      label: texts.change,
      options: [
        { value: '', label: texts.anyChange, selected: !changeId },
        ...changes.map(({ _id }) => ({ value: _id, label: titles.get(_id) ?? _id, selected: _id === changeId })),
      ],
    },
    show: texts.show,
    empty: texts.empty[state],
    columns: texts.columns,
    rows: page.items.flatMap((notice) => rowsOf(notice, { state, titles, locale })),
    pagination: { first: cursor ? address({}) : null, next: page.next ? address({ cursor: page.next }) : null },
  };
}

function rowsOf(
  { _id, approvals, content, changeId, terms }: NoticeRecord,
  { state, titles, locale }: Pick<ListFacts, 'state' | 'locale'> & { titles: Map<string, string> },
) {
  const at = (instant: Date): string => describeInstant(instant, terms.timeZone, locale, 'sameDay');
  const { decided } = answerTexts[locale];
  return approvals
    .filter((approval) => approval.state === state)
    .map(({ kind, requestedAt, decidedAt, decidedBy, reference, grounds }) => ({
      href: `/desk/notices/${_id}#answers`,
      agreement: content.agreementReference,
      controllerName: content.controllerName,
      kind: changePageTexts[locale].approvalKinds[kind],
      change: { href: `/desk/changes/${changeId}`, label: titles.get(changeId) ?? content.details.legalName },
      requested: at(requestedAt),
      answer: decidedAt && decidedBy ? decided(decidedBy.name, decidedBy.title, at(decidedAt), reference ?? '–') : null,
      grounds,
    }));
}
