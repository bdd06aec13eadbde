import { isGroupCompanyInEea } from '../approval/requiredApprovals';
import { comparePeriods } from '../periods/addPeriod';
import { noticeDaysOf, objectionDaysOf } from '../periods/clockDays';
import { type StartDays, startDayOf } from '../periods/startDays';
import type { ChangeTraits, NoticeTerms, ObjectionTerms, Terms, TermsOverride } from './terms';

/** What made the terms for one change differ from the agreement's ordinary ones. */
export type Narrowing = 'override' | 'emergency' | 'intraGroupInEea' | 'removalAnnounced';

export interface NarrowedTerms {
  terms: Terms;
  narrowings: Narrowing[];
}

// Data categories are typed by people, so capitals, spaces and composed letters make no difference.
const comparable = (category: string): string => category.trim().normalize('NFC').toLowerCase();

function matches(override: TermsOverride, traits: ChangeTraits): boolean {
  const { changeType, dataCategories } = override.when;
  if (changeType && !changeType.includes(traits.changeType)) return false;
  if (!dataCategories) return true;
  const ofTheChange = new Set(traits.dataCategories.map(comparable));
  return dataCategories.some((category) => ofTheChange.has(comparable(category)));
}

/** The longest of the candidates, the first of them where several are equally long. */
function longestOf<T>(candidates: readonly T[], otherwise: T, isLonger: (best: T, candidate: T) => boolean): T {
  const [first, ...others] = candidates;
  if (first === undefined) return otherwise;
  return others.reduce((best, candidate) => (isLonger(best, candidate) ? candidate : best), first);
}

function withOverrides(terms: Terms, overrides: readonly TermsOverride[], days: StartDays): Terms {
  const notices = overrides.filter((each) => each.notice).map((each): NoticeTerms => ({ ...terms.notice, ...each.notice }));
  const objections = overrides.filter((each) => each.objection).map((each): ObjectionTerms => ({ ...terms.objection, ...each.objection }));

  const isLongerNotice = (best: NoticeTerms, candidate: NoticeTerms): boolean => {
    const [bestDays, candidateDays] = [noticeDaysOf(best, days, terms.calendar), noticeDaysOf(candidate, days, terms.calendar)];
    // A clock that has not started ends after every clock that has.
    if (bestDays && candidateDays) return candidateDays.earliestEffectiveOn > bestDays.earliestEffectiveOn;
    if (bestDays || candidateDays) return candidateDays === null;
    const difference = comparePeriods(candidate.period, best.period, terms.calendar, null);
    return difference > 0 || (difference === 0 && candidate.clearDays && !best.clearDays);
  };
  const isLongerWindow = (best: ObjectionTerms, candidate: ObjectionTerms): boolean => {
    // No window means open until effect, which is the longest there is.
    if (!best.window || !candidate.window) return best.window !== null;
    const [bestDays, candidateDays] = [objectionDaysOf(best, days, terms.calendar), objectionDaysOf(candidate, days, terms.calendar)];
    if (bestDays && candidateDays) return candidateDays.lastDay > bestDays.lastDay;
    if (bestDays || candidateDays) return candidateDays === null;
    const difference = comparePeriods(candidate.window, best.window, terms.calendar, null);
    return difference > 0 || (difference === 0 && candidate.rollsForward && !best.rollsForward);
  };
  return {
    ...terms,
    notice: longestOf(notices, terms.notice, isLongerNotice),
    objection: {
      ...longestOf(objections, terms.objection, isLongerWindow),
      // Or a day more for the one that need not close could let the change take effect earlier.
      ...(objections.some(({ mustCloseBeforeEffect }) => mustCloseBeforeEffect) ? { mustCloseBeforeEffect: true } : {}),
    },
  };
}

/**
 * The terms as they apply to one change, and what narrowed them. See `termsFor`.
 */
export function narrowTerms(terms: Terms, traits: ChangeTraits, days: StartDays = {}): NarrowedTerms {
  const narrowings: Narrowing[] = [];
  const overrides = terms.overrides.filter((override) => matches(override, traits));
  if (overrides.length > 0) narrowings.push('override');
  const narrowed: Terms = { ...withOverrides(terms, overrides, days), overrides: [] };

  const { emergency, notice } = narrowed;
  const startedOn = startDayOf(notice.from, days)?.on ?? null;
  if (traits.emergency && emergency && comparePeriods(emergency.period, notice.period, terms.calendar, startedOn) < 0) {
    narrowed.notice = { ...notice, period: emergency.period };
    narrowings.push('emergency');
  }
  if (terms.intraGroupInEea === 'informOnly' && isGroupCompanyInEea(traits) && narrowed.notice.period) {
    narrowed.notice = { ...narrowed.notice, period: null };
    narrowings.push('intraGroupInEea');
  }
  if (terms.removal === 'announce' && traits.changeType === 'remove') {
    narrowed.notice = { ...narrowed.notice, period: null };
    narrowed.objection = { ...narrowed.objection, window: null };
    narrowings.push('removalAnnounced');
  }
  return { terms: narrowed, narrowings };
}

/**
 * The agreement's terms as they apply to one change; the result has no overrides left, and shares no rule with another change.
 *
 * - Overrides that match the change replace what they name. When several match, the longest notice wins, and the longest objection window, each for
 *   itself, so that no rule of a matching override is broken by another; the window must close before effect if any of them must. "Longest" is the one that ends last from the `days` given: a clock that
 *   has not started ends after one that has, and no window (open until effect) is longest of all. Where no clock has started, periods are compared
 *   by their average length (`comparePeriods`); pass the days wherever they are known, because a month is shorter than 30 days in February.
 * - An emergency takes the emergency period where that is the shorter, and nothing else: window, approvals and bases stay.
 * - A group company in the EEA under `informOnly` loses the notice period, and nothing else.
 * - A removal under `announce` has neither period nor window: it is told, and stopping use is always allowed.
 */
export function termsFor(terms: Terms, traits: ChangeTraits, days: StartDays = {}): Terms {
  return narrowTerms(terms, traits, days).terms;
}
