import { type CalendarDate, localDateOf } from '../calendar/calendarDate';
import type { Start, Starts } from '../terms/terms';

/** The legal days on which clocks can start; what has not happened is left out. */
export type StartDays = Partial<Record<Start, CalendarDate>>;

/** The start that counts, and its day. */
export interface StartDay {
  start: Start;
  on: CalendarDate;
}

/** The local dates of `starts` in `timeZone` (DESIGN.md, Periods, rule 1). */
export function startDaysOf(starts: Starts, timeZone: string): StartDays {
  const days: StartDays = {};
  if (starts.receivedAt) days.receipt = localDateOf(starts.receivedAt, timeZone);
  if (starts.sentAt) days.sending = localDateOf(starts.sentAt, timeZone);
  if (starts.publishedAt) days.publication = localDateOf(starts.publishedAt, timeZone);
  return days;
}

/** Of `from`, in its order of preference, the first that has happened; null if none has. */
export function startDayOf(from: Start | readonly Start[], days: StartDays): StartDay | null {
  for (const start of preferences(from)) {
    const on = days[start];
    if (on) return { start, on };
  }
  return null;
}

/** `from` as a list. */
export function preferences(from: Start | readonly Start[]): readonly Start[] {
  return typeof from === 'string' ? [from] : from;
}
