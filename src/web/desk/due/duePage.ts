import type { Role } from '../../../domain/actor';
import type { CalendarDate } from '../../../domain/calendar/calendarDate';
import { describeDate } from '../../../domain/periods/describe';
import type { DueItem } from '../../../workflows/dueItem';
import { isOwnOf, mayOpenDue, waitersOf } from '../../../workflows/dueWaiters';
import { processorDay } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { dueTexts } from '../../texts/dueTexts';

const mostShown = 200;

/** The queue as one role sees it: what it can do itself first, then what waits for others. The order by day is kept. */
export function duePage(items: DueItem[], { locale, role, now }: { locale: PageLocale; role: Role; now: Date }) {
  const texts = dueTexts[locale];
  const today = processorDay(now);
  const row = (item: DueItem) => ({
    href: mayOpenDue(item.href, role) ? item.href : null,
    text: item.title[locale],
    who: waitersOf(item)
      .map((waiter) => texts.roles[waiter])
      .join(', '),
    due: dueText(item, { locale, today }),
    overdue: item.dueOn !== null && item.dueOn < today,
  });
  const shown = items.slice(0, mostShown);
  const isOwn = (item: DueItem) => isOwnOf(role, item);
  const groups = [
    { id: 'own', title: texts.yourTurn, rows: shown.filter(isOwn).map(row) },
    { id: 'others', title: texts.others, rows: shown.filter((item) => !isOwn(item)).map(row) },
  ];
  return {
    lead: items.length > 0 ? texts.lead(items.length) : null,
    empty: items.length === 0 ? texts.empty : null,
    columns: texts.columns,
    groups: groups.filter(({ rows }) => rows.length > 0),
    shown: items.length > shown.length ? texts.shown(shown.length, items.length) : null,
  };
}

function dueText({ dueOn, waitingSince }: DueItem, { locale, today }: { locale: PageLocale; today: CalendarDate }): string {
  const texts = dueTexts[locale];
  const day = dueOn && describeDate(dueOn, locale);
  if (waitingSince) return texts.waiting(day ?? texts.noDay, describeDate(waitingSince, locale));
  if (!dueOn || !day) return texts.asSoonAsPossible;
  return dueOn < today ? texts.overdue(day) : day;
}
