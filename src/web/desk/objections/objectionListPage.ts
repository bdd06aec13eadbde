import type { AgreementRecord } from '../../../data/agreement.model';
import type { ChangeRecord } from '../../../data/change.model';
import type { NoticeRecord } from '../../../data/notice.model';
import type { ObjectionRecord } from '../../../data/objection.model';
import type { ObjectionWorkRecord } from '../../../data/objectionWork.model';
import { localDateOf } from '../../../domain/calendar/calendarDate';
import { describeInstant } from '../../../domain/periods/describe';
import { waitingEntry } from '../../../workflows/objections/checkEntry';
import { dueDayOf } from '../../../workflows/objections/dueDay';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { objectionDeskTexts } from '../../texts/objectionDeskTexts';
import { objectionTexts } from '../../texts/objectionTexts';
import { dayText } from '../changes/changeFacts';
import { changeTitle, type Tag } from '../changes/changeLabels';
import { pageAddress } from '../pageAddress';
import { stateTagOf } from './objectionWords';

/** An objection with what its row tells of. */
export interface ListedObjection {
  objection: ObjectionRecord;
  notice: NoticeRecord;
  change: ChangeRecord;
  agreement: AgreementRecord;
  work: ObjectionWorkRecord | undefined;
}

/** The day it is due by, else the day the change is planned for. */
function sortDay({ objection, work, change }: ListedObjection): string {
  return dueDayOf(objection, { work }) ?? change.plannedEffectiveOn;
}

/** Open ones as they are to be worked on: what waits for a second person, then by the day they are due, the late ones last. */
export function sortedByDue(listed: ListedObjection[]): ListedObjection[] {
  const rank = ({ objection }: ListedObjection): number => (objection.pending || waitingEntry(objection) ? 0 : objection.late ? 2 : 1);
  return [...listed].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      sortDay(one).localeCompare(sortDay(other)) ||
      one.objection.receivedAt.getTime() - other.objection.receivedAt.getTime(),
  );
}

export function objectionListPage(
  listed: ListedObjection[],
  {
    show,
    next,
    cursor,
    locale,
    now,
    mayEnter,
  }: {
    show: 'open' | 'mine' | 'all';
    next: string | null;
    cursor: string | undefined;
    locale: PageLocale;
    now: Date;
    mayEnter: boolean;
  },
) {
  const texts = objectionTexts[locale];
  const deskTexts = objectionDeskTexts[locale];
  const empty = { open: texts.emptyOpen, mine: deskTexts.emptyMine, all: texts.emptyAll };
  const asked = show === 'open' ? undefined : show;
  return {
    filterLabel: texts.filterLabel,
    filters: [
      { href: '/desk/objections', label: texts.open, current: show === 'open' },
      // Whoever only reads is never given one.
      ...(mayEnter ? [{ href: pageAddress('/desk/objections', { show: 'mine' }), label: deskTexts.mine, current: show === 'mine' }] : []),
      { href: pageAddress('/desk/objections', { show: 'all' }), label: texts.all, current: show === 'all' },
    ],
    create: mayEnter ? { href: '/desk/objections/new', label: texts.enter } : null,
    empty: empty[show],
    columns: { ...texts.columns, assigned: deskTexts.assignedColumn },
    rows: listed.map((each) => {
      const { objection, notice, change, agreement } = each;
      const tags: Tag[] = [stateTagOf(objection, locale)];
      if (objection.late && objection.state !== 'late') tags.push({ label: texts.late, color: 'neutral' });
      if (objection.pending) tags.push({ label: texts.pending, color: 'warning' });
      if (waitingEntry(objection)) tags.push({ label: deskTexts.entryWaits, color: 'warning' });
      return {
        href: `/desk/objections/${objection._id}`,
        reference: objection.reference,
        controllerName: notice.content.controllerName,
        agreement: agreement.reference,
        change: { href: `/desk/changes/${change._id}`, label: changeTitle(change, locale) },
        tags,
        received: describeInstant(objection.receivedAt, processorZone, locale, 'sameDay'),
        assigned: each.work?.assignedTo?.name ?? '',
        due: objection.open ? dueText(each, { locale, now }) : '',
      };
    }),
    pagination: {
      first: cursor ? pageAddress('/desk/objections', { show: asked }) : null,
      next: next ? pageAddress('/desk/objections', { show: asked, cursor: next }) : null,
    },
  };
}

/** What is due, and when: grounds that were asked for, else the day it is to be dealt with by, else the day the change is planned for. */
function dueText({ objection, notice, work, change }: ListedObjection, { locale, now }: { locale: PageLocale; now: Date }): string {
  const texts = objectionTexts[locale];
  const deskTexts = objectionDeskTexts[locale];
  const { state, answerBy } = objection;
  if (state === 'awaitingGrounds' && answerBy && !work?.dueOn) {
    const passed = answerBy < localDateOf(now, notice.terms.timeZone);
    return (passed ? deskTexts.answerPassed : texts.answerBy)(dayText(answerBy, locale));
  }
  const due = dueDayOf(objection, { work });
  return due ? deskTexts.dueOn(dayText(due, locale)) : texts.plannedDay(dayText(change.plannedEffectiveOn, locale));
}
