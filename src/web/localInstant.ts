import { Temporal } from 'temporal-polyfill';

/** What a `datetime-local` field says (`2026-06-16T14:05`), in `timeZone`; undefined where it is no point in time. A time the clock jumps over counts as the one after. */
export function instantOfLocal(text: string, timeZone: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return undefined;
  try {
    return new Date(Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(timeZone).epochMilliseconds);
  } catch {
    return undefined;
  }
}
