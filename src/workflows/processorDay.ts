import { type CalendarDate, localDateOf } from '../domain/calendar/calendarDate';

/** The zone of the processor's own days: registers, drafts and the list of what is due. Agreements have their own. */
export const processorZone = 'Europe/Oslo';

export function processorDay(now: Date): CalendarDate {
  return localDateOf(now, processorZone);
}
