import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { NoticeRecord } from '../data/notice.model';
import { addDays, type CalendarDate, daysBetween, localDateOf } from '../domain/calendar/calendarDate';
import { workingDaysBefore } from '../domain/calendar/holidays';
import { describeDate, describeInstant, type Locale } from '../domain/periods/describe';
import type { Deadlines } from '../domain/terms/terms';
import type { MailAddress } from './addresses';
import { cleanLine } from './cleanText';
import { calendarTexts } from './texts/calendarTexts';
import { noticeSituation } from './viewModels/noticeSituation';

const alarmWorkingDays = 2;
const alarmHour = 9;
const hourSeconds = 60 * 60;

export interface CalendarInput {
  notice: Pick<NoticeRecord, '_id' | 'terms' | 'traits' | 'content' | 'approvals'>;
  /** As of `statedAt`. */
  deadlines: Deadlines | null;
  locale: Locale;
  /** Rises with every statement of the same notice's dates; see `calendarSequence`. */
  sequence: number;
  /** Legal time; when the entry was made (DTSTAMP). */
  statedAt: Date;
  /** What makes the notice's id unique in the world; must stay the same as long as notices run. */
  host: string;
  /** A page about the notice, or null. Never the signed link of the mail: calendars are shared with people whom nobody has sent it to. */
  url: string | null;
  /** Who people write to (Reply-To). */
  organizer: MailAddress;
  processorName: string;
}

/**
 * The last day to object as a calendar entry (RFC 5545, METHOD:PUBLISH by RFC 5546 3.2.1: nobody is asked to answer), to be attached to a notice as
 * `text/calendar`. null where there is nothing to enter: a removal that is only announced, a window whose start is not known yet, or one that is over.
 *
 * A whole day and not an hour: a window closes at 24:00, which Outlook and Google both show as 00:00 of the day after, so that people come a day late;
 * as a whole day it stands at the top of the last day in either, and in any zone on the date that the mail tells. The text gives the
 * moment with its zone. It does not take up time (TRANSPARENT). The alarm is at 9 o'clock two working days before, given from the beginning of the day,
 * which is the only form that Outlook keeps; there is none where that has passed.
 *
 * The same input gives the same bytes. CRLF, lines of at most 75 octets.
 */
export function deadlineCalendar(input: CalendarInput): string | null {
  const { notice, locale, statedAt } = input;
  const { objectBefore, terms, onlyAnnounced } = noticeSituation(notice as NoticeRecord, input.deadlines);
  if (onlyAnnounced || !objectBefore || objectBefore.getTime() <= statedAt.getTime()) return null;

  const lastDay = addDays(localDateOf(objectBefore, terms.timeZone), -1);
  const calendar = ical({ method: ICalCalendarMethod.PUBLISH, prodId: { company: 'Forvarsel', product: 'notice', language: locale } });
  const event = calendar.createEvent({
    id: `${notice._id}@${input.host}`,
    sequence: input.sequence,
    stamp: statedAt,
    start: utcMidnight(lastDay),
    end: utcMidnight(addDays(lastDay, 1)),
    allDay: true,
    summary: calendarTexts[locale].summary(cleanLine(notice.content.details.legalName, 120), referenceOf(input)),
    description: description(input, objectBefore),
    organizer: { name: cleanLine(input.processorName, 120), email: input.organizer.address },
    transparency: ICalEventTransparency.TRANSPARENT,
    ...(input.url ? { url: input.url } : {}),
  });
  const alarmDay = workingDaysBefore(lastDay, alarmWorkingDays, terms.calendar);
  if (alarmDay > localDateOf(statedAt, terms.timeZone)) {
    const triggerBefore = daysBetween(alarmDay, lastDay) * 24 * hourSeconds - alarmHour * hourSeconds;
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore, description: event.summary() });
  }
  return calendar.toString();
}

/**
 * SEQUENCE of the entry (RFC 5545 3.8.7.4: it rises, and programs keep the highest). Whole seconds from the publication to the instant the dates
 * were stated as of, both legal time: what was stated later replaces what was stated earlier, and nobody has to remember how many there were.
 */
export function calendarSequence({ publishedAt, statedAt }: { publishedAt: Date; statedAt: Date }): number {
  const seconds = Math.floor((statedAt.getTime() - publishedAt.getTime()) / 1000);
  return Math.min(2_147_483_647, Math.max(0, seconds));
}

function description(input: CalendarInput, objectBefore: Date): string {
  const { locale, notice } = input;
  const { terms, effectiveOn, approvals } = noticeSituation(notice as NoticeRecord, input.deadlines);
  const texts = calendarTexts[locale];
  const moment = describeInstant(objectBefore, terms.timeZone, locale);
  const day = describeDate(effectiveOn, locale);
  return [
    terms.objection.window ? texts.lastMoment(moment) : texts.openUntil(moment),
    approvals.length > 0 ? texts.takesEffectAtEarliest(day) : texts.takesEffect(day),
    texts.about(cleanLine(input.processorName, 120), referenceOf(input)),
    texts.howTo(input.organizer.address),
  ].join('\n');
}

function referenceOf({ notice }: CalendarInput): string {
  return cleanLine(notice.content.agreementReference, 120);
}

/** ical-generator writes a date's UTC day where the entry is a whole day without a zone. */
function utcMidnight(day: CalendarDate): Date {
  return new Date(`${day}T00:00:00Z`);
}
