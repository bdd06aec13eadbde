import { calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { namesGoFrom } from '../../domain/retention/retentionPeriods';
import { processorZone } from '../processorDay';
import { type DueRecord, earliestOf, retentionRule } from './retentionRule';

/** Users of the desk who have had no access for as many years: their name and address go, their id stays, so that what they did is still one person's. */
export const usersRule = retentionRule<DueRecord>({
  name: 'users',
  atOnce: 100,
  async *due({ data, settings }, { now }) {
    for (const { _id, disabledAt } of await data.accounts.listLeft()) {
      const since = disabledAt && goesFrom(disabledAt, settings.retentionYears);
      if (since && since <= now) yield { kind: 'user', id: _id, since };
    }
  },
  async erase({ data, inTransaction }, { due, now, actor }) {
    return inTransaction(async (session) => {
      let count = 0;
      for (const { id } of due) {
        if (!(await data.accounts.eraseUser(id, { at: now, rule: 'users' }, session))) continue;
        count += 1;
        await data.auditEvents.record(
          {
            ...{ at: now, type: 'retention.erased', actor, subject: { kind: 'user', id } },
            facts: { rule: 'users' },
          },
          session,
        );
      }
      return count;
    });
  },
  async nextDueAt({ data, settings }, after) {
    const left = await data.accounts.listLeft();
    return earliestOf(
      left.flatMap(({ disabledAt }) => (disabledAt ? [goesFrom(disabledAt, settings.retentionYears)] : [])),
      after,
    );
  },
});

function goesFrom(disabledAt: Date, years: number): Date {
  return namesGoFrom(calendarDate(localDateOf(disabledAt, processorZone)), years, processorZone);
}
