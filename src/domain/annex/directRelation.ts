import type { CalendarDate } from '../calendar/calendarDate';

/** The days of a direct relation; `until` is its last one. */
interface RelationDays {
  since: string;
  until: string | null;
}

/** Those that last on `day`, of its first and last day too. */
export function directRelationsOn<Relation extends RelationDays>(relations: readonly Relation[], day: CalendarDate): Relation[] {
  return relations.filter(({ since, until }) => since <= day && (until === null || until >= day));
}
