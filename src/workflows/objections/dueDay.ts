import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { ObjectionWorkRecord } from '../../data/objectionWork.model';
import { type CalendarDate, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { addPeriod } from '../../domain/periods/addPeriod';

/** The last day to answer or to offer something, where the terms set one (`afterObjection.answer`), in the agreement's zone; null where they do not. */
export function answerDayByTerms(
  { receivedAt }: Pick<ObjectionRecord, 'receivedAt'>,
  { terms }: Pick<NoticeRecord, 'terms'>,
): CalendarDate | null {
  const answer = terms.afterObjection?.answer;
  return answer ? addPeriod(localDateOf(receivedAt, terms.timeZone), answer, terms.calendar) : null;
}

/** The day an objection is to be dealt with by: what the staff has set, else the day it waits for grounds until, else what the terms say; null where nothing says. */
export function dueDayOf(
  objection: Pick<ObjectionRecord, 'receivedAt' | 'state' | 'answerBy'>,
  { notice, work }: { notice: Pick<NoticeRecord, 'terms'>; work: Pick<ObjectionWorkRecord, 'dueOn'> | undefined },
): CalendarDate | null {
  if (work?.dueOn) return calendarDate(work.dueOn);
  if (objection.state === 'awaitingGrounds' && objection.answerBy) return calendarDate(objection.answerBy);
  return answerDayByTerms(objection, notice);
}
