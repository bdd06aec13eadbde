import type { AgreementRecord } from '../../data/agreement.model';
import type { CalendarDate } from '../../domain/calendar/calendarDate';
import { calendarDate, parseCalendarDate } from '../../domain/calendar/calendarDate';
import type { Refusal } from '../../domain/outcome';
import { describeDate } from '../../domain/periods/describe';
import { type AnnexFacts, type AnnexTable, annexLogTable, annexTable } from '../../pdf/documents/annexTables';
import { annexTexts } from '../../pdf/texts/annexTexts';
import type { PageLocale } from '../locale';
import type { PageProblem } from '../page';
import { annexPageTexts } from '../texts/annexPageTexts';
import { annexFileKinds } from './annexFile';

/** The day that `?on=` asks for: null without one, undefined where it is none. */
export function askedDay(on: unknown): CalendarDate | null | undefined {
  if (on === undefined || on === '') return null;
  return typeof on === 'string' ? parseCalendarDate(on.trim()) : undefined;
}

/** Why there is no annex to show, at the field. */
export function dayProblem(refusal: Refusal | null, locale: PageLocale): PageProblem {
  const texts = annexPageTexts[locale];
  const text = refusal?.errors?.[0]?.detail[locale] ?? texts.mistyped;
  return { field: 'on', text, summary: `${texts.day}: ${text}` };
}

/**
 * The page of an annex on one day, for the desk and for the controller alike. `base` is its address; the files' are built on it. `facts` null: the day that
 * was asked for has none.
 */
export function annexPage(
  facts: AnnexFacts | null,
  { locale, base, asked, agreement }: { locale: PageLocale; base: string; asked: unknown; agreement: Pick<AgreementRecord, 'signedOn'> },
) {
  const texts = annexPageTexts[locale];
  const words = annexTexts[locale];
  const value = typeof asked === 'string' ? asked : '';
  const query = facts && !facts.isToday ? `?on=${facts.on}` : '';
  const files = facts
    ? annexFileKinds.map((kind) => ({ href: `${base.replace(/annex$/, '')}${kind}${query}`, label: texts.files[kind] }))
    : [];
  return {
    lead: facts ? words.asOf(describeDate(facts.on, locale)) : null,
    about: facts ? words.subtitle(facts.agreement.reference, facts.controllerName) : null,
    day: {
      action: base,
      field: {
        name: 'on',
        label: texts.day,
        hint: texts.dayHint(describeDate(calendarDate(agreement.signedOn), locale)),
        value,
        kind: 'date',
        width: 'short',
      },
      show: texts.show,
    },
    files: { title: texts.filesTitle, links: files },
    annex: facts ? { title: words.title, none: words.none, ...printed(annexTable(facts, locale)) } : null,
    log: facts ? { title: words.log.title, none: words.log.none, ...printed(annexLogTable(facts, locale)) } : null,
  };
}

/** The first cell of a row is its header. */
function printed({ columns, rows }: AnnexTable) {
  return { columns, rows: rows.map(([head = '', ...cells]) => ({ head: head.split('\n'), cells: cells.map((cell) => cell.split('\n')) })) };
}
