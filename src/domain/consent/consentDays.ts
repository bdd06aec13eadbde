import { addDays, type CalendarDate, laterOf } from '../calendar/calendarDate';
import type { NoticeEffect } from '../notice/noticeEffect';
import type { ChangeType, Deadlines, Terms } from '../terms/terms';

export interface ConsentFacts {
  effect: NoticeEffect;
  changeType: ChangeType;
  terms: Pick<Terms, 'removal'>;
  deadlines: Pick<Deadlines, 'earliestEffectiveOn'> | null;
  plannedEffectiveOn: CalendarDate;
  /** The day it is in the agreement's zone. */
  today: CalendarDate;
}

/**
 * The days that the controller can consent to (DESIGN.md, "Gate": a recorded written consent to an earlier day): from today, or the planned day where that is later,
 * to the day before the agreement's own earliest. Null where no earlier day helps: the change is decided, no clock runs, the clocks end before the planned day, or
 * nothing has to be waited for.
 *
 * Example: today 10 June, planned 15 June, earliest 9 July → 15 June to 8 July.
 */
export function consentDays(facts: ConsentFacts): { first: CalendarDate; last: CalendarDate } | null {
  const { effect, changeType, terms, deadlines, plannedEffectiveOn, today } = facts;
  if (effect !== 'pending' && effect !== 'held') return null;
  if (changeType === 'remove' && terms.removal === 'announce') return null;
  const earliest = deadlines?.earliestEffectiveOn;
  const first = laterOf(today, plannedEffectiveOn);
  return earliest && first < earliest ? { first, last: addDays(earliest, -1) } : null;
}
