import { addDays, type CalendarDate, laterOf } from '../calendar/calendarDate';
import type { Rollout } from './changeLife';

/** The first day an agreement's terms allow, if its notice is received on the day in question. */
export interface EarliestDay {
  agreementId: string;
  earliestEffectiveOn: CalendarDate;
}

export interface EarliestForAll {
  /** null where nobody is affected. */
  earliestEffectiveOn: CalendarDate | null;
  /** Each agreement that prevents an earlier day for all. */
  agreements: EarliestDay[];
}

/** The earliest day that every agreement allows, and who prevents an earlier one. */
export function earliestForAll(days: EarliestDay[]): EarliestForAll {
  const latest = days
    .map(({ earliestEffectiveOn }) => earliestEffectiveOn)
    .reduce<CalendarDate | null>((last, day) => (last ? laterOf(last, day) : day), null);
  return { earliestEffectiveOn: latest, agreements: days.filter(({ earliestEffectiveOn }) => earliestEffectiveOn === latest) };
}

export type PlannedDayDecision =
  | { ok: true }
  | { ok: false; code: 'too-early'; earliestEffectiveOn: CalendarDate; agreements: EarliestDay[]; cannotMeet: EarliestDay[] };

/**
 * May the change be published with this planned day? With `perAgreement` always: each takes effect on its own first lawful day.
 * With `together` the day is refused if an affected agreement cannot meet it: `agreements` prevent a day before `earliestEffectiveOn`,
 * `cannotMeet` are all that cannot have the planned one.
 */
export function decidePlannedDay(facts: { plannedEffectiveOn: CalendarDate; rollout: Rollout; days: EarliestDay[] }): PlannedDayDecision {
  const { earliestEffectiveOn, agreements } = earliestForAll(facts.days);
  if (facts.rollout === 'perAgreement' || !earliestEffectiveOn || earliestEffectiveOn <= facts.plannedEffectiveOn) return { ok: true };
  const cannotMeet = facts.days.filter((day) => day.earliestEffectiveOn > facts.plannedEffectiveOn);
  return { ok: false, code: 'too-early', earliestEffectiveOn, agreements, cannotMeet };
}

/** Days of margin that the dry run shows: none, and what a bounce that takes three or seven days to put right would cost. */
export const marginDays = [0, 3, 7] as const;

export interface Margin extends EarliestForAll {
  days: number;
  receivedOn: CalendarDate;
}

/** The earliest day for all, were the notices received today, or some days later. `earliestWhenReceivedOn` is asked once per margin. */
export function margins(today: CalendarDate, earliestWhenReceivedOn: (day: CalendarDate) => EarliestDay[]): Margin[] {
  return marginDays.map((days) => {
    const receivedOn = addDays(today, days);
    return { days, receivedOn, ...earliestForAll(earliestWhenReceivedOn(receivedOn)) };
  });
}
