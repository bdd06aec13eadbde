import Holidays from 'date-holidays';
import type { Period } from '../../../src/domain/terms/terms';

/** The rules once more, by other means: Intl for the local date, UTC milliseconds for days, date-holidays for holidays. Slow and plain on purpose. */

const source = new Holidays('NO');
const holidaysByYear = new Map<string, Set<string>>();

function isHoliday(day: string): boolean {
  const year = day.slice(0, 4);
  const known =
    holidaysByYear.get(year) ??
    new Set(
      source
        .getHolidays(Number(year))
        .filter((holiday) => holiday.type === 'public')
        .map((holiday) => holiday.date.slice(0, 10)),
    );
  holidaysByYear.set(year, known);
  return known.has(day);
}

export function naiveLocalDate(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(instant);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

export function naivePlusDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

export function naiveIsWorkingDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(day);
}

export function naiveEnd(start: string, period: Period): string {
  if (period.unit === 'days') return naivePlusDays(start, period.length);
  if (period.unit === 'weeks') return naivePlusDays(start, 7 * period.length);
  if (period.unit === 'months') {
    const [year, month, day] = start.split('-').map(Number) as [number, number, number];
    const lastOfMonth = new Date(Date.UTC(year, month - 1 + period.length + 1, 0));
    return new Date(Date.UTC(lastOfMonth.getUTCFullYear(), lastOfMonth.getUTCMonth(), Math.min(day, lastOfMonth.getUTCDate())))
      .toISOString()
      .slice(0, 10);
  }
  let day = start;
  for (let counted = 0; counted < period.length; ) {
    day = naivePlusDays(day, 1);
    if (naiveIsWorkingDay(day)) counted += 1;
  }
  return day;
}

export function naiveRolled(day: string): string {
  return naiveIsWorkingDay(day) ? day : naiveRolled(naivePlusDays(day, 1));
}
