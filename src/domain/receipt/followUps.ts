import { addDays, type CalendarDate, calendarDate, daysBetween, hourOfDay, localDateOf } from '../calendar/calendarDate';
import type { NoticeEffect } from '../notice/noticeEffect';
import { reminderDays } from '../periods/reminderDays';
import type { Deadlines, Terms } from '../terms/terms';
import { type Evidence, presumedAt } from './receipt';

/** What is known of a notice that decides when something is to happen to it by itself. */
export interface FollowUpFacts {
  effect: NoticeEffect;
  terms: Terms;
  evidence: readonly Evidence[];
  receivedAt: Date | null;
  /** When the first sending left. */
  sentAt: Date | null;
  deadlines: Pick<Deadlines, 'receivedOn' | 'objection' | 'earliestEffectiveOn'> | null;
  /** As it is stored. */
  plannedEffectiveOn: string;
  approvals: readonly { state: 'requested' | 'granted' | 'refused' }[];
  /** When somebody was last told that no receipt has come; null: never. */
  unconfirmedToldAt: Date | null;
  secondContactDone: boolean;
  remindedAt: Date | null;
  reminders: number;
}

/** Legal instants; null while nothing is to happen. */
export interface FollowUps {
  /** 24 hours after our relay took it, where the terms let it count as received then. */
  presumedAt: Date | null;
  /** The evidence that the terms ask for has not come by now: somebody has to look. */
  unconfirmedAt: Date | null;
  /** Half time: nobody has acknowledged, and the next contact is sent it too. */
  secondContactAt: Date | null;
  /** The next reminder. */
  remindAt: Date | null;
}

const unconfirmedAfterMs = 72 * 60 * 60 * 1000;
/** O'clock: what reminds people comes when they are at work, and not at midnight with everything that a new day brings. */
const mailHour = 8;
/** Of reminders of either kind, for one notice. */
export const mostReminders = 10;
const nothing: FollowUps = { presumedAt: null, unconfirmedAt: null, secondContactAt: null, remindAt: null };

/** When a notice is told of again, as legal instants; null for a day that does not come. */
export interface ReminderMornings {
  halfTime: Date | null;
  last: Date | null;
}

export type RemindedFacts = Pick<FollowUpFacts, 'terms' | 'deadlines' | 'plannedEffectiveOn'>;

/** 08:00 in the terms' zone on each of the days that `reminderDays` counts. */
export function reminderMornings({ terms, deadlines, plannedEffectiveOn }: RemindedFacts): ReminderMornings {
  const days = deadlines && reminderDays({ deadlines, terms, plannedEffectiveOn: calendarDate(plannedEffectiveOn) });
  const morningOf = (day: CalendarDate | null | undefined): Date | null => (day ? hourOfDay(day, mailHour, terms.timeZone) : null);
  return { halfTime: morningOf(days?.halfTimeOn), last: morningOf(days?.lastReminderOn) };
}

/**
 * When what happens to a notice, if nothing comes in between (DESIGN.md, "Receipt and its evidence" and "Time, reminders, retention"). Mail leaves at
 * 08:00 in the terms' zone on its day. Nothing is left for a notice that is decided. An instant that has passed is due now. What counts thousands at a time hands
 * in mornings that are remembered.
 */
export function followUps(facts: FollowUpFacts, morningsOf = reminderMornings): FollowUps {
  if (facts.effect !== 'pending' && facts.effect !== 'held') return nothing;
  const { halfTime, last } = morningsOf(facts);
  const unread = facts.receivedAt !== null && !isVouchedFor(facts.evidence);
  return {
    presumedAt: whenPresumed(facts),
    unconfirmedAt: whenUnconfirmed(facts),
    secondContactAt: unread && !facts.secondContactDone ? halfTime : null,
    remindAt: nextReminder(facts, unread ? [halfTime, last] : []),
  };
}

/** A person says that the notice came: nobody has to be reminded that it exists. */
export function isVouchedFor(evidence: readonly Evidence[]): boolean {
  return evidence.some(({ kind, voidedAt }) => voidedAt === null && (kind === 'acknowledged' || kind === 'manual'));
}

/** The controller has not said yes or no to something that needs it. */
export function waitsForApproval({ approvals }: Pick<FollowUpFacts, 'approvals'>): boolean {
  return approvals.some(({ state }) => state === 'requested');
}

function earliest(instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((instant) => (instant ? [instant.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

function whenPresumed({ terms, receivedAt, evidence }: FollowUpFacts): Date | null {
  if (terms.receiptEvidence !== 'presumed' || receivedAt) return null;
  const handedOver = evidence.filter(({ kind, voidedAt }) => kind === 'handedOver' && voidedAt === null);
  return earliest(handedOver.map(({ at }) => presumedAt(at)));
}

function whenUnconfirmed({ receivedAt, evidence, unconfirmedToldAt }: FollowUpFacts): Date | null {
  const passedOn = receivedAt ? null : earliest(evidence.filter(({ voidedAt }) => voidedAt === null).map(({ at }) => at));
  if (!passedOn || (unconfirmedToldAt && unconfirmedToldAt >= passedOn)) return null;
  return new Date(passedOn.getTime() + unconfirmedAfterMs);
}

/** The first after the last reminder: at half time and before the end for who has not read it, every week for an approval that is missing. */
function nextReminder(facts: FollowUpFacts, ofReading: readonly (Date | null)[]): Date | null {
  if (facts.reminders >= mostReminders) return null;
  const hasAnswered = facts.approvals.some(({ state }) => state !== 'requested');
  const weekly = waitsForApproval(facts) ? [nextWeek(facts)] : [];
  const candidates = [...(hasAnswered ? [] : ofReading), ...weekly];
  return earliest(candidates.filter((instant) => instant !== null && (!facts.remindedAt || instant > facts.remindedAt)));
}

function nextWeek({ receivedAt, sentAt, remindedAt, terms: { timeZone } }: FollowUpFacts): Date | null {
  const asked = receivedAt ?? sentAt;
  if (!asked) return null;
  const from = localDateOf(asked, timeZone);
  const last = remindedAt && remindedAt > asked ? localDateOf(remindedAt, timeZone) : from;
  const weeks = Math.floor(daysBetween(from, last) / 7) + 1;
  return hourOfDay(addDays(from, 7 * weeks), mailHour, timeZone);
}
