import type { AttentionRecord, FollowUpsRecord, NoticeContent, NoticeRecord } from '../../data/notice.model';
import { addDays, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import { type FollowUps, followUps, type RemindedFacts, reminderMornings } from '../../domain/receipt/followUps';
import type { DeadlineDates } from '../../domain/terms/terms';
import { asCorrected } from '../../mail/corrected';
import { oncePer } from '../oncePer';

/** What of a notice decides when something is to happen to it. */
export type FollowedNotice = Pick<
  NoticeRecord,
  '_id' | 'commonHash' | 'terms' | 'effect' | 'evidence' | 'receivedAt' | 'sentAt' | 'approvals' | 'attention' | 'corrections' | 'followUps'
> & { content: Pick<NoticeContent, 'plannedEffectiveOn'>; deadlines: DeadlineDates | null };

/** Of a notice that is made at `now` (legal time): it is looked at for the first time when the next day of its zone begins. */
export function firstFollowUps(now: Date, timeZone: string): FollowUpsRecord {
  return {
    presumedAt: null,
    unconfirmedAt: null,
    secondContactAt: null,
    remindAt: null,
    nextAt: nextDay(now, timeZone),
    secondContactDone: false,
    remindedAt: null,
    reminders: 0,
  };
}

/**
 * The notice with the instants at which something is to happen to it, computed anew from the rest of it at `now` (legal time); and once it is received,
 * without the task that asked why no receipt came. The sweeps find what is due by these instants alone, and compute them anew before they do anything.
 * Nothing falls due within the day in which a message leaves, so a notice without a receipt is looked at once a day, and whoever records what a server
 * said need not count any of this. `morningsOf`: of `rememberMornings`, for many notices at once.
 */
export function withFollowUps<Notice extends FollowedNotice>(notice: Notice, now: Date, morningsOf = reminderMornings): Notice {
  const told = notice.attention.filter(({ code }) => code === 'unconfirmed').map(({ at }) => at.getTime());
  const { secondContactDone, remindedAt, reminders } = notice.followUps;
  const facts = {
    effect: notice.effect,
    terms: notice.terms,
    evidence: notice.evidence,
    receivedAt: notice.receivedAt,
    sentAt: notice.sentAt,
    deadlines: notice.deadlines,
    plannedEffectiveOn: asCorrected(notice, now).content.plannedEffectiveOn,
    approvals: notice.approvals,
    unconfirmedToldAt: told.length > 0 ? new Date(Math.max(...told)) : null,
    secondContactDone,
    remindedAt,
    reminders,
  };
  const instants = followUps(facts, morningsOf);
  const isUndecided = notice.effect === 'pending' || notice.effect === 'held';
  const look = isUndecided && !notice.receivedAt ? nextDay(now, notice.terms.timeZone) : null;
  const isSolved = notice.receivedAt && notice.attention.some(isUnconfirmed);
  const attention = isSolved ? notice.attention.map((entry) => (isUnconfirmed(entry) ? solved(entry, now) : entry)) : notice.attention;
  return { ...notice, attention, followUps: { ...instants, nextAt: first(instants, look), secondContactDone, remindedAt, reminders } };
}

/** Counts the mornings of reminders once for all notices with the same days: thousands have, and counting days in zones costs more than all else here. */
export function rememberMornings(): typeof reminderMornings {
  const keyOf = ({ terms, deadlines, plannedEffectiveOn }: RemindedFacts): string =>
    [
      ...[terms.calendar, terms.timeZone, plannedEffectiveOn],
      ...[deadlines?.receivedOn, deadlines?.objection?.lastDay, deadlines?.earliestEffectiveOn],
    ].join('|');
  return oncePer(keyOf, reminderMornings);
}

function isUnconfirmed({ code, clearedAt }: AttentionRecord): boolean {
  return code === 'unconfirmed' && clearedAt === null;
}

function solved(entry: AttentionRecord, at: Date): AttentionRecord {
  return { ...entry, clearedAt: at, clearedBy: 'system' };
}

function first({ presumedAt, unconfirmedAt, secondContactAt, remindAt }: FollowUps, look: Date | null): Date | null {
  const times = [presumedAt, unconfirmedAt, secondContactAt, remindAt, look].flatMap((instant) => (instant ? [instant.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

function nextDay(now: Date, timeZone: string): Date {
  return startOfDay(addDays(localDateOf(now, timeZone), 1), timeZone);
}
