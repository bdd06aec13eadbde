import { addDays, type CalendarDate, laterOf } from '../calendar/calendarDate';
import type { ChangeTraits, Terms } from '../terms/terms';
import { type NarrowedTerms, narrowTerms } from '../terms/termsFor';
import { type NoticeDays, noticeDaysOf, type ObjectionDays, objectionDaysOf } from './clockDays';
import type { StartDays } from './startDays';

/** Every legal day of one change under one agreement, and how it came about. */
export interface ComputedDays extends NarrowedTerms {
  /** null while the notice period has not started. */
  notice: NoticeDays | null;
  /** null where there is no window, or while it has not started. */
  objection: ObjectionDays | null;
  /** null while it cannot be known. */
  earliestEffectiveOn: CalendarDate | null;
  /** The objection window, and not the notice period, decides the earliest day of effect (rule 5). */
  heldByWindow: boolean;
}

/**
 * DESIGN.md, Periods, rules 1 to 5, on days alone. The earliest day of effect stays unknown while the notice period has not started, and, where the
 * window must close first, while the window has not started.
 */
export function computeDays(terms: Terms, traits: ChangeTraits, days: StartDays): ComputedDays {
  const narrowed = narrowTerms(terms, traits, days);
  const { calendar, notice: noticeTerms, objection: objectionTerms } = narrowed.terms;
  const notice = noticeDaysOf(noticeTerms, days, calendar);
  const objection = objectionDaysOf(objectionTerms, days, calendar);

  const mustCloseFirst = objectionTerms.mustCloseBeforeEffect && objectionTerms.window !== null;
  if (!notice || (mustCloseFirst && !objection)) return { ...narrowed, notice, objection, earliestEffectiveOn: null, heldByWindow: false };

  const byNotice = notice.earliestEffectiveOn;
  const byWindow = mustCloseFirst && objection ? addDays(objection.lastDay, 1) : byNotice;
  return { ...narrowed, notice, objection, earliestEffectiveOn: laterOf(byNotice, byWindow), heldByWindow: byWindow > byNotice };
}
