import { addDays, addMonths, type CalendarDate, localDateOf, startOfDay } from '../calendar/calendarDate';
import type { NoticeEffect } from './noticeEffect';

/** usable: something can still be done by it. readOnly: it shows what happened. closed: it opens nothing. */
export type LinkStanding = 'usable' | 'readOnly' | 'closed';

export interface LinkFacts {
  effect: NoticeEffect;
  /** The day of effect in `timeZone`; null before it. */
  inEffectSince: CalendarDate | null;
  /** When the change was dropped for the agreement or withdrawn, or a corrected notice took this one's place; null while neither has happened. Legal time. */
  endedAt: Date | null;
  /** An objection to the notice has not ended. */
  objectionOpen: boolean;
  /** When the latest objection that has ended did so; null where there was none. */
  objectionEndedAt: Date | null;
  /** Whoever the link was made for is still a contact of the agreement. */
  contactIsCurrent: boolean;
  /** When the link was made. */
  issuedAt: Date;
  /** Links made before this instant have been revoked. */
  revokedAt: Date | null;
  /** IANA zone of the agreement's terms. */
  timeZone: string;
  now: Date;
}

/** How long a late objection can be sent by the link; after that by mail. */
const daysAfterEffect = 90;
const monthsReadOnly = 12;

/**
 * What the link of a notice still opens (CONTRACT.md: it lives while any right it serves can still be used, then shows what happened
 * read-only for a year). Rights live while the notice is pending or held, while an objection has not ended, and, once in effect, to the end
 * of the 90th day after the day of effect. A revoked link, or one whose holder is no longer a contact, opens nothing.
 *
 * Example: in effect since 2026-07-01 → usable through 2026-09-29, read-only through 2027-09-30, then closed.
 */
export function linkStanding(facts: LinkFacts): LinkStanding {
  if (!facts.contactIsCurrent) return 'closed';
  if (facts.revokedAt && facts.issuedAt < facts.revokedAt) return 'closed';
  const end = endOfRights(facts);
  if (!end || facts.now < end) return 'usable';
  const lastDay = addMonths(localDateOf(end, facts.timeZone), monthsReadOnly);
  return facts.now < startOfDay(addDays(lastDay, 1), facts.timeZone) ? 'readOnly' : 'closed';
}

/** The first instant at which no right is left; null while nobody can say. */
function endOfRights({ effect, inEffectSince, endedAt, objectionOpen, objectionEndedAt, timeZone }: LinkFacts): Date | null {
  if (objectionOpen || effect === 'pending' || effect === 'held') return null;
  if (effect !== 'inEffect') return endedAt;
  if (!inEffectSince) return null;
  const afterEffect = startOfDay(addDays(inEffectSince, daysAfterEffect + 1), timeZone);
  return objectionEndedAt && objectionEndedAt > afterEffect ? objectionEndedAt : afterEffect;
}
