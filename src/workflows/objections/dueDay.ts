import type { ObjectionRecord } from '../../data/objection.model';
import type { ObjectionWorkRecord } from '../../data/objectionWork.model';
import { type CalendarDate, calendarDate } from '../../domain/calendar/calendarDate';

/** The last day to answer or to offer something, where the terms set one (`afterObjection.answer`), in the agreement's zone; null where they do not, and once it is answered. */
export function answerDayByTerms({ stages }: Pick<ObjectionRecord, 'stages'>): CalendarDate | null {
  return stages && !stages.answeredAt ? stages.answer.lastDay : null;
}

/** The day an objection is to be dealt with by: what the staff has set, else the day it waits for grounds until, else what the terms say; null where nothing says. */
export function dueDayOf(
  objection: Pick<ObjectionRecord, 'stages' | 'state' | 'answerBy'>,
  { work }: { work: Pick<ObjectionWorkRecord, 'dueOn'> | undefined },
): CalendarDate | null {
  if (work?.dueOn) return calendarDate(work.dueOn);
  if (objection.state === 'awaitingGrounds' && objection.answerBy) return calendarDate(objection.answerBy);
  return answerDayByTerms(objection);
}
