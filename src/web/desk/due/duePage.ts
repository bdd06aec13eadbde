import type { Role } from '../../../domain/actor';
import type { CalendarDate } from '../../../domain/calendar/calendarDate';
import { describeDate } from '../../../domain/periods/describe';
import type { DueItem, DueKind } from '../../../workflows/dueItem';
import { processorDay } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { dueTexts } from '../../texts/dueTexts';

type Waiter = keyof (typeof dueTexts)['nb']['roles'];

/** Whose turn it is. What waits for the controller is the DPO's to follow up. */
const waitsFor: Record<DueKind, Waiter[]> = {
  draft: ['publisher'],
  review: ['dpo'],
  publish: ['publisher', 'dpo'],
  objection: ['dpo'],
  lateObjection: ['dpo'],
  confirmDecision: ['dpo'],
  undeliverable: ['dpo', 'admin'],
  approvalMissing: ['controller', 'dpo'],
  approvalRefused: ['dpo'],
  held: ['dpo'],
  contractMissing: ['publisher', 'admin'],
  attention: ['dpo'],
  confirmReceipt: ['dpo'],
  proposedContact: ['dpo'],
  receiptMissing: ['dpo'],
};

const mostShown = 200;

/** The queue as one role sees it: what it can do itself first, then what waits for others. The order by day is kept. */
export function duePage(items: DueItem[], { locale, role, now }: { locale: PageLocale; role: Role; now: Date }) {
  const texts = dueTexts[locale];
  const today = processorDay(now);
  const row = (item: DueItem) => ({
    href: mayOpen(item.href, role) ? item.href : null,
    text: item.title[locale],
    who: waitersOf(item)
      .map((waiter) => texts.roles[waiter])
      .join(', '),
    due: dueText(item.dueOn, { locale, today }),
    overdue: item.dueOn !== null && item.dueOn < today,
  });
  const shown = items.slice(0, mostShown);
  const isOwn = (item: DueItem) => (waitersOf(item) as string[]).includes(role);
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

function waitersOf({ kind }: DueItem): Waiter[] {
  return waitsFor[kind];
}

/** Objections are the DPO's and the auditor's to read. */
function mayOpen(href: string, role: Role): boolean {
  if (href.endsWith('/receipts')) return role === 'dpo';
  return !href.startsWith('/desk/objections') || role === 'dpo' || role === 'auditor';
}

function dueText(dueOn: CalendarDate | null, { locale, today }: { locale: PageLocale; today: CalendarDate }): string {
  const texts = dueTexts[locale];
  if (!dueOn) return texts.asSoonAsPossible;
  const day = describeDate(dueOn, locale);
  return dueOn < today ? texts.overdue(day) : day;
}
