import type { AgreementRecord } from '../../../data/agreement.model';
import type { ChangeRecord } from '../../../data/change.model';
import type { NoticeRecord } from '../../../data/notice.model';
import type { ObjectionRecord } from '../../../data/objection.model';
import { describeInstant } from '../../../domain/periods/describe';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { objectionTexts } from '../../texts/objectionTexts';
import { dayText } from '../changes/changeFacts';
import { changeTitle, type Tag } from '../changes/changeLabels';
import { pageAddress } from '../pageAddress';
import { objectionStateTag } from './objectionWords';

/** An objection with what its row tells of. */
export interface ListedObjection {
  objection: ObjectionRecord;
  notice: NoticeRecord;
  change: ChangeRecord;
  agreement: AgreementRecord;
}

/** The day something should have been done by: what was asked for, else the day the change is planned for. */
function dueDay({ objection, change }: ListedObjection): string {
  return objection.answerBy ?? change.plannedEffectiveOn;
}

/** Open ones as they are to be worked on: decisions that wait for a second person, then by the day they are due, the late ones last. */
export function sortedByDue(listed: ListedObjection[]): ListedObjection[] {
  const rank = ({ objection }: ListedObjection): number => (objection.pending ? 0 : objection.late ? 2 : 1);
  return [...listed].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      dueDay(one).localeCompare(dueDay(other)) ||
      one.objection.receivedAt.getTime() - other.objection.receivedAt.getTime(),
  );
}

export function objectionListPage(
  listed: ListedObjection[],
  {
    all,
    next,
    cursor,
    locale,
    mayEnter,
  }: { all: boolean; next: string | null; cursor: string | undefined; locale: PageLocale; mayEnter: boolean },
) {
  const texts = objectionTexts[locale];
  const show = all ? 'all' : undefined;
  return {
    filterLabel: texts.filterLabel,
    filters: [
      { href: '/desk/objections', label: texts.open, current: !all },
      { href: pageAddress('/desk/objections', { show: 'all' }), label: texts.all, current: all },
    ],
    create: mayEnter ? { href: '/desk/objections/new', label: texts.enter } : null,
    empty: all ? texts.emptyAll : texts.emptyOpen,
    columns: texts.columns,
    rows: listed.map((each) => {
      const { objection, notice, change, agreement } = each;
      const tags: Tag[] = [objectionStateTag(objection.state, locale)];
      if (objection.late && objection.state !== 'late') tags.push({ label: texts.late, color: 'neutral' });
      if (objection.pending) tags.push({ label: texts.pending, color: 'warning' });
      return {
        href: `/desk/objections/${objection._id}`,
        reference: objection.reference,
        controllerName: notice.content.controllerName,
        agreement: agreement.reference,
        change: { href: `/desk/changes/${change._id}`, label: changeTitle(change, locale) },
        tags,
        received: describeInstant(objection.receivedAt, processorZone, locale, 'sameDay'),
        due: objection.open
          ? objection.answerBy
            ? texts.answerBy(dayText(objection.answerBy, locale))
            : texts.plannedDay(dayText(change.plannedEffectiveOn, locale))
          : '',
      };
    }),
    pagination: {
      first: cursor ? pageAddress('/desk/objections', { show }) : null,
      next: next ? pageAddress('/desk/objections', { show, cursor: next }) : null,
    },
  };
}
