import { addDays, addMonths, type CalendarDate, localDateOf, startOfDay } from '../calendar/calendarDate';

/** Days that what service mail said is kept (DESIGN.md, "Time, reminders, retention"). */
export const serviceMailDays = 45;
/** Months that the metadata of undeliverable mail is kept at most. */
export const undeliverableMonths = 12;
/** Days that contacts are kept which no evidence needs, after the main agreement's last day. */
export const contactDays = 90;

/** The last instant whose mail is older than `days` at `now`: whole days in `timeZone`, so that a jump of the clock does not count. */
export function daysBefore(now: Date, days: number, timeZone: string): Date {
  return startOfDay(addDays(localDateOf(now, timeZone), -days), timeZone);
}

export function monthsBefore(now: Date, months: number, timeZone: string): Date {
  return startOfDay(addMonths(localDateOf(now, timeZone), -months), timeZone);
}

/** When contacts that no evidence needs may go: the day after the 90th after the main agreement's last day begins. `timeZone` is the agreement's. */
export function contactsGoFrom(mainAgreementEndsOn: CalendarDate, timeZone: string): Date {
  return startOfDay(addDays(mainAgreementEndsOn, contactDays + 1), timeZone);
}

/** When an agreement is pseudonymised: the day after its last day was `years` ago begins. Ended 2026-06-30, three years → 2029-07-01. */
export function namesGoFrom(endsOn: CalendarDate, years: number, timeZone: string): Date {
  return startOfDay(addDays(addMonths(endsOn, 12 * years), 1), timeZone);
}
