import { addDays, type CalendarDate } from '../calendar/calendarDate';
import { type HolidayCalendar, holidayOn } from '../calendar/holidays';
import type { BothLanguages } from '../outcome';
import { describeDate, describeDayAndMonth, type Locale } from './describe';

/** Every day from the raw end that is no working day, each with its holiday's name. */
function daysRolledOver(limit: RolledLimit, calendar: HolidayCalendar, locale: Locale): string {
  const described: string[] = [];
  for (let day: CalendarDate = limit.rawLastDay; day < limit.lastDay; day = addDays(day, 1)) {
    const holiday = holidayOn(day, calendar);
    described.push(describeDayAndMonth(day, locale) + (holiday ? ` (${holiday[locale]})` : ''));
  }
  const and = locale === 'nb' ? ' og ' : ' and ';
  return described.length < 2 ? described.join('') : described.slice(0, -1).join(', ') + and + described.at(-1);
}

interface RolledLimit {
  rawLastDay: CalendarDate;
  lastDay: CalendarDate;
}

/** Why a time limit ends later than counted (DESIGN.md, Periods, rule 3), with every day it moved past; nothing where it did not move. */
export function rollInWords(limit: RolledLimit, calendar: HolidayCalendar): BothLanguages[] {
  if (limit.rawLastDay === limit.lastDay) return [];
  const [nb, en] = [daysRolledOver(limit, calendar, 'nb'), daysRolledOver(limit, calendar, 'en')];
  return [
    {
      nb: `Talt ut ville den ha endt ${describeDate(limit.rawLastDay, 'nb')}. En slik frist ender aldri på en lørdag, søndag eller helligdag (regelen i domstolloven §§ 148 og 149 og forordning 1182/71 artikkel 3 nr. 4). Den flyttes derfor forbi ${nb}, til neste virkedag: ${describeDate(limit.lastDay, 'nb')}.`,
      en: `Counted out it would have ended on ${describeDate(limit.rawLastDay, 'en')}. Such a time limit never ends on a Saturday, Sunday or public holiday (the rule of the Norwegian Courts of Justice Act sections 148 and 149 and Regulation 1182/71 article 3(4)). It therefore moves past ${en}, to the next working day: ${describeDate(limit.lastDay, 'en')}.`,
    },
  ];
}
