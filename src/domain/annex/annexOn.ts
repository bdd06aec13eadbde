import type { CalendarDate } from '../calendar/calendarDate';

/** The days of one entry; `inForceUntil` is its last one. `suspended` as it stands today. */
interface EntryDays {
  subprocessorId: string;
  inForceFrom: string;
  inForceUntil: string | null;
  suspended: { on: string; reasons: string[] } | null;
}

interface LineDay {
  on: string;
  kind: string;
  subprocessorId: string;
}

export interface ListedEntry<Entry> {
  entry: Entry;
  /** Since when its use was suspended on that day, and for which gate codes where they are still recorded. */
  suspended: { on: string; reasons: string[] } | null;
}

/**
 * The annex as it stood on `day`: the entries in force at its end, those suspended with the day and why, and the log until then. An entry is in force on
 * its first and on its last day. What was suspended and resumed since follows from the log, because the entry itself knows only today.
 */
export function annexOn<Entry extends EntryDays, Line extends LineDay>(
  { entries, lines }: { entries: readonly Entry[]; lines: readonly Line[] },
  day: CalendarDate,
): { entries: ListedEntry<Entry>[]; lines: Line[] } {
  const logged = lines.filter(({ on }) => on <= day);
  const inForce = entries.filter(({ inForceFrom, inForceUntil }) => inForceFrom <= day && (inForceUntil === null || inForceUntil >= day));
  return { entries: inForce.map((entry) => ({ entry, suspended: suspensionOf(entry, logged, day) })), lines: logged };
}

function suspensionOf(entry: EntryDays, logged: readonly LineDay[], day: CalendarDate): ListedEntry<EntryDays>['suspended'] {
  const last = logged.findLast(
    ({ subprocessorId, kind, on }) =>
      subprocessorId === entry.subprocessorId && on >= entry.inForceFrom && (kind === 'suspended' || kind === 'resumed'),
  );
  if (last?.kind === 'resumed') return null;
  const recorded = entry.suspended;
  if (!last) return recorded && recorded.on <= day ? recorded : null;
  return { on: last.on, reasons: recorded?.on === last.on ? recorded.reasons : [] };
}
