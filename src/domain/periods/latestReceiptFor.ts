import { addDays, type CalendarDate, daysBetween } from '../calendar/calendarDate';
import type { ChangeTraits, Terms } from '../terms/terms';
import { computeDays } from './computeDays';

/** About ninety years: far beyond every period that `checkTerms` lets in. */
const furthestBack = 2 ** 15;

/**
 * The last day on which the clocks may start for the change to take effect on `plannedEffectiveOn`: the last day whose own earliest day of effect is
 * not after the wish (DESIGN.md, Periods, rule 6). Every clock is taken to start on the day that is tested, whatever the terms' start is.
 * null if there is no such day within ninety years. Effect 2026-07-01 under 4 weeks and 2 weeks → 2026-06-02; under 1 month → 2026-05-31.
 *
 * Days are tested and not computed backwards, because month arithmetic cannot be reversed (1 month from both 30 and 31 January ends on 28 February).
 * A later start never gives an earlier effect, so the days can be halved instead of walked.
 */
export function latestReceiptFor(question: { terms: Terms; traits: ChangeTraits; plannedEffectiveOn: CalendarDate }): CalendarDate | null {
  const { terms, traits, plannedEffectiveOn } = question;
  const isInTime = (day: CalendarDate): boolean => {
    const { earliestEffectiveOn } = computeDays(terms, traits, { receipt: day, sending: day, publication: day });
    return earliestEffectiveOn !== null && earliestEffectiveOn <= plannedEffectiveOn;
  };

  let tooLate = plannedEffectiveOn;
  let back = 1;
  while (!isInTime(addDays(plannedEffectiveOn, -back))) {
    if (back >= furthestBack) return null;
    tooLate = addDays(plannedEffectiveOn, -back);
    back *= 2;
  }
  let inTime = addDays(plannedEffectiveOn, -back);
  for (let gap = daysBetween(inTime, tooLate); gap > 1; gap = daysBetween(inTime, tooLate)) {
    const between = addDays(inTime, Math.floor(gap / 2));
    if (isInTime(between)) inTime = between;
    else tooLate = between;
  }
  return inTime;
}
