import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { Actor } from '../domain/actor';
import { calendarDate, startOfDay } from '../domain/calendar/calendarDate';
import { done, type Outcome, refuse } from '../domain/outcome';
import { sequenceEvents } from './audit/sequenceEvents';
import type { WorkflowContext } from './context';
import { closeNotices } from './delivery/closeNotices';
import { planNotices } from './delivery/planNotices';
import { sendMail } from './delivery/sendMail';
import { applyEffects } from './gate/applyEffects';
import { changesToApply } from './gate/changesToApply';
import { processorZone } from './processorDay';
import { releaseAlerts } from './staff/releaseAlerts';
import { firstAfter, type LegalSweep } from './sweeps/legalSweep';
import { legalSweeps } from './sweeps/legalSweeps';

const dayMs = 24 * 60 * 60 * 1000;

/** One move may not pass more than two years. */
function furthest(now: Date): Date {
  const limit = new Date(now);
  limit.setUTCFullYear(limit.getUTCFullYear() + 2);
  return limit;
}

/**
 * Moves a demo clock forward, stopping at every instant at which something falls due, and lets it happen before going on, in order.
 * Answers when all that fell due has been done, mail too. Refuses `clock-backwards` and `clock-too-far`, and `not-found` on the real clock.
 */
export async function advanceClock(
  context: WorkflowContext,
  { clock, to, actor }: { clock: Clock; to: Date; actor: Actor },
): Promise<Outcome<{ now: Date }>> {
  if (!clock.demo) return refuse('not-found');
  const from = await clock.now();
  if (to < from) return refuse('clock-backwards', { extra: { now: from.toISOString() } });
  if (to > furthest(from)) return refuse('clock-too-far', { extra: { latest: furthest(from).toISOString() } });
  await context.inTransaction((session) =>
    context.data.auditEvents.record(
      { at: from, type: 'demo.clockMoved', actor, subject: { kind: 'clock', id: 'clock' }, facts: { from, to } },
      session,
    ),
  );
  await settle(context, from);
  const asked: Asked = new Map();
  for (let reached = from; ; ) {
    const stop = await nextStop(context, { after: reached, to, asked });
    await passQuietly(context, { clock, from: reached, to: stop ?? to, asked });
    if (!stop) break;
    await clock.moveTo(stop);
    await settle(context, stop);
    reached = stop;
  }
  await clock.moveTo(to);
  await settle(context, to);
  // What has happened stands in the chain at once, as it does a second later otherwise.
  await sequenceEvents(context);
  return done({ now: await clock.now() });
}

/** The next instant after `after` and before `to` at which something falls due, or a day begins that something waits for. */
async function nextStop(context: WorkflowContext, { after, to, asked }: { after: Date; to: Date; asked: Asked }): Promise<Date | null> {
  const { data } = context;
  const [running, releases, ...swept] = await Promise.all([
    data.notices.runningDays(),
    data.objections.releaseDays(),
    ...legalSweeps.filter(({ quiet }) => !quiet).map((sweep) => nextOf(context, sweep, { now: after, until: to, asked })),
  ]);
  const begins = [
    ...running.map(({ day, timeZone }) => startOfDay(calendarDate(day), timeZone)),
    ...releases.map((day) => startOfDay(calendarDate(day), processorZone)),
    ...swept.filter((instant) => instant !== null),
  ];
  const next = firstAfter(after, begins);
  return next && next < to ? next : null;
}

/** What each sweep answered when it was asked last in this move, and when that was (legal time). */
type Asked = Map<LegalSweep, { at: Date; next: Date | null }>;

/** The sweep's next instant after `now`, for a way to `until`: from its last answer where that still holds all the way. */
async function nextOf(
  context: WorkflowContext,
  sweep: LegalSweep,
  { now, until, asked }: { now: Date; until: Date; asked: Asked },
): Promise<Date | null> {
  const last = asked.get(sweep);
  const holds = last && until.getTime() <= last.at.getTime() + (sweep.foresightDays ?? 0) * dayMs && (!last.next || last.next > now);
  if (holds) return last.next;
  const next = await sweep.nextAt(context, now);
  asked.set(sweep, { at: now, next });
  return next;
}

/**
 * Stops for what is quiet between two instants, both left out: it happens, and nothing else can because of it. Each is asked for its next instant again only when it
 * has happened, and one that has not reached its own does not run, since a year has many stops.
 */
async function passQuietly(
  context: WorkflowContext,
  { clock, from, to, asked }: { clock: Clock; from: Date; to: Date; asked: Asked },
): Promise<void> {
  const quiet = legalSweeps.filter((sweep) => sweep.quiet);
  const ask = (sweep: LegalSweep, now: Date) => nextOf(context, sweep, { now, until: to, asked });
  const nexts = new Map(await Promise.all(quiet.map(async (sweep) => [sweep, await ask(sweep, from)] as const)));
  for (let reached = from; ; ) {
    const at = firstAfter(
      reached,
      [...nexts.values()].filter((instant) => instant !== null),
    );
    if (!at || at >= to) return;
    await clock.moveTo(at);
    for (const [sweep, next] of nexts) {
      if (next?.getTime() !== at.getTime()) continue;
      await sweep.run(context, { now: at });
      nexts.set(sweep, await ask(sweep, at));
    }
    await sendAll(context, { owner: `clock-${randomUUID().slice(0, 8)}`, now: at });
    reached = at;
  }
}

const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 20));

/** Does here and now all that is due at `now`, side by side with whatever workers run: each thing is claimed, so it happens once. */
export async function settle(context: WorkflowContext, now: Date): Promise<void> {
  const { changes } = context.data;
  const owner = `clock-${randomUUID().slice(0, 8)}`;
  for (const sweep of legalSweeps) await sweep.run(context, { now });
  const { toPlan, toClose } = await changes.listUnfinished();
  for (const { _id } of toPlan) await planNotices(context, { changeId: _id, now });
  for (const { _id } of toClose) await closeNotices(context, { changeId: _id, now });
  await sendAll(context, { owner, now });
  const published = await changes.listPublished();
  const due = await changesToApply(context, { changes: published, now });
  for (const { _id } of due) await applyEffects(context, { changeId: _id, now });
  if (due.length > 0) await sendAll(context, { owner, now });
  await releaseAlerts(context);
  await sendAll(context, { owner, now });
}

async function sendAll(context: WorkflowContext, { owner, now }: { owner: string; now: Date }): Promise<void> {
  for (;;) {
    const { due, inFlight } = await context.data.sendings.listDueAndLookOut(new Date(), 500);
    if (due.length > 0) await sendMail(context, { sendingIds: due, owner, legalNow: () => now });
    // A worker is in the middle of some; its lease ends that wait at the latest.
    else if (inFlight) await rest();
    else return;
  }
}
