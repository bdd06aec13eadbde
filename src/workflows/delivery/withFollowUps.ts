import type { AttentionRecord, FollowUpsRecord, NoticeRecord } from '../../data/notice.model';
import { addDays, calendarDate, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import { type FollowUps, followUps } from '../../domain/receipt/followUps';
import { asCorrected } from '../../mail/corrected';

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
 * said need not count any of this.
 */
export function withFollowUps(notice: NoticeRecord, now: Date): NoticeRecord {
  const told = notice.attention.filter(({ code }) => code === 'unconfirmed').map(({ at }) => at.getTime());
  const { secondContactDone, remindedAt, reminders } = notice.followUps;
  const instants = followUps({
    effect: notice.effect,
    terms: notice.terms,
    evidence: notice.evidence,
    receivedAt: notice.receivedAt,
    sentAt: notice.sentAt,
    deadlines: notice.deadlines,
    plannedEffectiveOn: calendarDate(asCorrected(notice, now).content.plannedEffectiveOn),
    approvals: notice.approvals,
    unconfirmedToldAt: told.length > 0 ? new Date(Math.max(...told)) : null,
    secondContactDone,
    remindedAt,
    reminders,
  });
  const isUndecided = notice.effect === 'pending' || notice.effect === 'held';
  const look = isUndecided && !notice.receivedAt ? nextDay(now, notice.terms.timeZone) : null;
  const attention = notice.receivedAt ? notice.attention.map((entry) => solved(entry, now)) : notice.attention;
  return { ...notice, attention, followUps: { ...instants, nextAt: first(instants, look), secondContactDone, remindedAt, reminders } };
}

function solved(entry: AttentionRecord, at: Date): AttentionRecord {
  return entry.code === 'unconfirmed' && entry.clearedAt === null ? { ...entry, clearedAt: at, clearedBy: 'system' } : entry;
}

function first({ presumedAt, unconfirmedAt, secondContactAt, remindAt }: FollowUps, look: Date | null): Date | null {
  const times = [presumedAt, unconfirmedAt, secondContactAt, remindAt, look].flatMap((instant) => (instant ? [instant.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

function nextDay(now: Date, timeZone: string): Date {
  return startOfDay(addDays(localDateOf(now, timeZone), 1), timeZone);
}
