import type { UserRecord } from '../../data/account.model';
import { isDuplicateKey } from '../../data/connection';
import type { DigestRecord } from '../../data/digest.model';
import { newId } from '../../data/id';
import { addDays, type CalendarDate, hourOfDay } from '../../domain/calendar/calendarDate';
import type { WorkflowContext } from '../context';
import { enqueueMail } from '../delivery/enqueueMail';
import type { DueItem } from '../dueItem';
import { isOwnOf } from '../dueWaiters';
import { listDue } from '../listDue';
import { processorDay, processorZone } from '../processorDay';
import { createAttempts } from '../sweeps/attempts';
import { firstAfter, type LegalSweep } from '../sweeps/legalSweep';
import { staffSending } from './staffSending';

/** O'clock, in the processor's zone. */
const digestHour = 7;
const mostLines = 50;
const settingName = 'digest';

/**
 * Every morning at 07:00 on which something is due, week-ends too, everybody with the role `dpo` who has not turned it off is mailed what is, from the same list
 * as the page. One row for each user and day, so that two workers tell it once. A user who cannot be told keeps back no other.
 */
export const digestSweep: LegalSweep = {
  name: 'digest',
  quiet: true,
  async run(context, { now }) {
    const day = processorDay(now);
    if (now < hourOfDay(day, digestHour, processorZone)) return;
    const told = await context.data.settings.find<{ day: string }>(settingName);
    if (told && told.value.day >= day) return;
    await tellAll(context, { day, now });
    // Lost to another process it has been told as well.
    await context.data.settings.write(settingName, { day }, told?.version ?? 0);
  },
  async nextAt(context, after) {
    const readers = await readersOf(context);
    if (readers.length === 0 || !(await mayBeDue(context, after))) return null;
    const today = processorDay(after);
    return firstAfter(
      after,
      [today, addDays(today, 1)].map((day) => hourOfDay(day, digestHour, processorZone)),
    );
  },
};

/** Whether something is due, or becomes due while nothing but time passes: only what hangs on a change does, and asking for one is cheap. */
async function mayBeDue(context: WorkflowContext, now: Date): Promise<boolean> {
  return (await context.data.changes.hasUnfinished()) || (await listDue(context, { now })).length > 0;
}

async function readersOf({ data }: WorkflowContext): Promise<UserRecord[]> {
  return (await data.accounts.listActive('dpo')).filter(({ digest }) => digest);
}

async function tellAll(context: WorkflowContext, { day, now }: { day: CalendarDate; now: Date }): Promise<void> {
  const readers = await readersOf(context);
  if (readers.length === 0) return;
  const items = await listDue(context, { now });
  const told = createAttempts();
  for (const reader of readers) await told.attempt(() => tellOne(context, { reader, items, day, now }));
  told.end();
}

async function tellOne(
  context: WorkflowContext,
  { reader, items, day, now }: { reader: UserRecord; items: DueItem[]; day: CalendarDate; now: Date },
): Promise<void> {
  const { data } = context;
  const before = await data.digests.newestOf(reader._id);
  const alertsHeldBack = await data.staffMail.countHeldBack(reader._id, before?.createdAt ?? new Date(0));
  if (alertsHeldBack === 0 && items.length === 0) return;
  const digest: DigestRecord = {
    _id: newId(),
    userId: reader._id,
    day,
    at: now,
    createdAt: new Date(),
    lines: ownFirst(items)
      .slice(0, mostLines)
      .map(({ title, dueOn, href, waitingSince, kind }) => ({
        title,
        dueOn,
        href,
        own: isOwnOf('dpo', { kind }),
        ...(waitingSince ? { waitingSince } : {}),
      })),
    total: items.length,
    alertsHeldBack,
  };
  const sending = staffSending({
    kind: 'staffDigest',
    dedupe: `staffDigest:${day}`,
    reader,
    detail: { digestId: digest._id },
    host: context.settings.messageIdHost,
    madeAt: digest.createdAt,
    leaveAt: digest.createdAt,
  });
  try {
    await context.inTransaction(async (session) => {
      await data.digests.insertMany([digest], session);
      await data.sendings.insertMany([sending], session);
      await data.auditEvents.record(
        {
          at: now,
          type: 'digest.sent',
          actor: { kind: 'system', name: 'digest' },
          subject: { kind: 'user', id: reader._id },
          facts: { day, lines: digest.lines.length, total: digest.total, alertsHeldBack, sendingId: sending._id },
        },
        session,
      );
    });
  } catch (error) {
    if (isDuplicateKey(error)) return;
    throw error;
  }
  await enqueueMail(context, [sending._id]);
}

/** So that what has no room among fifty is somebody else's turn. */
function ownFirst(items: readonly DueItem[]): DueItem[] {
  return [...items.filter((item) => isOwnOf('dpo', item)), ...items.filter((item) => !isOwnOf('dpo', item))];
}
