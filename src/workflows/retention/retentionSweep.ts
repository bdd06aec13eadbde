import { addDays, hourOfDay } from '../../domain/calendar/calendarDate';
import type { WorkflowContext } from '../context';
import { processorDay, processorZone } from '../processorDay';
import { firstAfter, type LegalSweep } from '../sweeps/legalSweep';
import { retentionRules } from './retentionRules';
import { runRetention } from './runRetention';

/** O'clock, in the processor's zone: the day's own work is done by then. */
const retentionHour = 3;
/** Of each rule in one sweep: the next goes on from there. */
const mostAtOnce = 1_000;
const settingName = 'retention';

/**
 * A demo clock stops for these. What service mail said matters to nothing that comes after it: it goes on the way, when the clock stops for something else, or at
 * the end. While something is due there is such mail every day, and a year would be 365 stops more.
 */
const stopping = retentionRules.filter(({ name }) => name !== 'serviceMail');

/** Erases once a day what has been kept long enough. */
export const retentionSweep: LegalSweep = {
  name: 'retention',
  quiet: true,
  // The ends of agreements are foreseen with their days; all else that a demo clock stops for goes later than this.
  foresightDays: 45,
  async run(context, { now, stop }) {
    const day = processorDay(now);
    if (now < hourOfDay(day, retentionHour, processorZone)) return;
    const done = await context.data.settings.find<{ day: string }>(settingName);
    if (done && done.value.day >= day) return;
    const { more } = await runRetention(context, { now, actor: { kind: 'system', name: 'retention' }, most: mostAtOnce, stop });
    if (!more) await context.data.settings.write(settingName, { day }, done?.version ?? 0);
  },
  async nextAt(context, after) {
    const first = await nextDueAt(context, lastRunAt(after));
    if (!first) return null;
    const from = new Date(Math.max(first.getTime() - 1, after.getTime()));
    const day = processorDay(from);
    return firstAfter(
      from,
      [day, addDays(day, 1)].map((each) => hourOfDay(each, retentionHour, processorZone)),
    );
  },
};

/** The first instant after `after` (legal time) at which any rule has something more; null while none will. */
async function nextDueAt(context: WorkflowContext, after: Date): Promise<Date | null> {
  const instants = await Promise.all(stopping.map((rule) => rule.nextDueAt(context, after)));
  return firstAfter(
    after,
    instants.filter((instant) => instant !== null),
  );
}

/** When today's run was due, or yesterday's before that hour: what has fallen due since waits for the next one. */
function lastRunAt(now: Date): Date {
  const today = hourOfDay(processorDay(now), retentionHour, processorZone);
  return today <= now ? today : hourOfDay(addDays(processorDay(now), -1), retentionHour, processorZone);
}
