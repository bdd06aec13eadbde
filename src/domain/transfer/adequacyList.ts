import { addDays, type CalendarDate, laterOf } from '../calendar/calendarDate';
import type { AdequacyContent, AdequacyDecision } from './adequacy';

/** What the list said of a decision from `countsFrom` on, until it said something else; null: it always did. */
export interface AdequacyVersion extends AdequacyContent {
  countsFrom: CalendarDate | null;
}

/** One decision with all that the list ever said of it, oldest first. */
export interface ListedDecision {
  country: string;
  /** Empty while nobody has confirmed the decision. */
  versions: readonly AdequacyVersion[];
  /** The day on which it was given up before it had ever begun; it then no longer counts. */
  discardedOn: CalendarDate | null;
}

/**
 * The decisions as they count, with the days on which they do. What was said of one later never moves what held before: a gate asked for a past day
 * answers from what the list said on that day.
 * Example: said to last for ever, and on 12 June to have ended on 10 June: it counts until 11 June.
 */
export function countedDecisions(list: readonly ListedDecision[]): AdequacyDecision[] {
  return list.flatMap(({ country, versions, discardedOn }) =>
    versions.flatMap(({ countsFrom, ...content }, index): AdequacyDecision[] => {
      const saidOtherwiseOn = versions[index + 1]?.countsFrom ?? discardedOn;
      const from = countsFrom ? laterOf(content.from, countsFrom) : content.from;
      const until = earlierEnd(content.until, saidOtherwiseOn && addDays(saidOtherwiseOn, -1));
      return until && until < from ? [] : [{ ...content, country, from, until }];
    }),
  );
}

/** What the list says of a decision now; null while nobody has confirmed it, and once it was given up. */
export function presentContent({ versions, discardedOn }: ListedDecision): AdequacyContent | null {
  return (discardedOn ? undefined : versions.at(-1)) ?? null;
}

/** `waiting`: nobody has confirmed it yet. `coming`: its first day lies ahead. */
export type DecisionState = 'waiting' | 'coming' | 'inForce' | 'ended' | 'discarded';

export function decisionState(decision: ListedDecision, today: CalendarDate): DecisionState {
  if (decision.discardedOn) return 'discarded';
  const present = presentContent(decision);
  if (!present) return 'waiting';
  if (present.until && present.until < today) return 'ended';
  return present.from > today ? 'coming' : 'inForce';
}

/**
 * Whether saying `after` instead of `before` (null: nothing) can open a gate on `today` or later: a day that was not covered is, or a certification is no longer asked for. A
 * second person has to confirm that. What only shuts, or says the same in other words, needs one.
 */
export function opensGates(before: AdequacyContent | null, after: AdequacyContent, today: CalendarDate): boolean {
  const from = laterOf(after.from, today);
  if (after.until && after.until < from) return false;
  if (!before || (before.certifiedOnly && !after.certifiedOnly)) return true;
  const began = laterOf(before.from, today);
  if (before.until && before.until < began) return true;
  return from < began || (before.until !== null && (after.until === null || after.until > before.until));
}

/** Whether the days of two decisions meet. For one country they must not: nobody could say which one a transfer rests on. */
export function daysMeet(one: Pick<AdequacyContent, 'from' | 'until'>, other: Pick<AdequacyContent, 'from' | 'until'>): boolean {
  return (other.until === null || one.from <= other.until) && (one.until === null || other.from <= one.until);
}

function earlierEnd(one: CalendarDate | null, other: CalendarDate | null): CalendarDate | null {
  if (!one || !other) return one ?? other;
  return one < other ? one : other;
}
