import type { UserRecord } from '../../data/account.model';
import { isDuplicateKey } from '../../data/connection';
import type { DigestRecord } from '../../data/digest.model';
import { newId } from '../../data/id';
import { addDays, type CalendarDate, calendarDate, daysBetween, hourOfDay, weekdayOf } from '../../domain/calendar/calendarDate';
import { canonicalJson, sha256Hex } from '../../mail/canonical';
import type { WorkflowContext } from '../context';
import { enqueueMail } from '../delivery/enqueueMail';
import type { DueItem } from '../dueItem';
import { isOwnOf } from '../dueWaiters';
import { listDue } from '../listDue';
import { processorDay, processorZone } from '../processorDay';
import type { LegalSweep } from '../sweeps/legalSweep';
import { staffSending } from './staffSending';

/** O'clock, in the processor's zone. */
const digestHour = 7;
const mostLines = 50;
/** A list that is the same for longer is told on Mondays only: nobody reads the same mail every day. */
const daysOfTheSame = 7;
const monday = 1;
const settingName = 'digest';

/**
 * Every morning at 07:00, week-ends too, everybody with the role `dpo` who has not turned it off is mailed what is due, from the same list as the page; on a day
 * on which nothing is due, nobody. What has been the same for a week is told on Mondays only. One row for each user and day, so that two workers tell it once.
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
    const [reader] = await readersOf(context);
    const items = reader ? await listDue(context, { now: after }) : [];
    if (!reader || items.length === 0) return null;
    const newest = await context.data.digests.newestOf(reader._id);
    return hourOfDay(nextDay(items, { newest, now: after }), digestHour, processorZone);
  },
};

/**
 * The first morning after `now` on which this list is told: the next one; of a list that has been the same for a week the next Monday, or the day on which the
 * first of it is late.
 */
function nextDay(items: readonly DueItem[], { newest, now }: { newest: DigestRecord | null; now: Date }): CalendarDate {
  const today = processorDay(now);
  let day = hourOfDay(today, digestHour, processorZone) > now ? today : addDays(today, 1);
  while (!isToldOn(day, standingOf(items, { newest, day }))) day = addDays(day, 1);
  return day;
}

/** What the list is like on that day, and since when. */
function standingOf(
  items: readonly DueItem[],
  { newest, day }: { newest: DigestRecord | null; day: CalendarDate },
): Pick<DigestRecord, 'listHash' | 'sameSince'> {
  const listHash = sha256Hex(canonicalJson(items.map(({ kind, href, dueOn }) => [kind, href, dueOn, dueOn !== null && dueOn < day])));
  return { listHash, sameSince: newest?.listHash === listHash ? newest.sameSince : day };
}

function isToldOn(day: CalendarDate, { sameSince }: { sameSince: string }): boolean {
  return weekdayOf(day) === monday || daysBetween(calendarDate(sameSince), day) < daysOfTheSame;
}

async function readersOf({ data }: WorkflowContext): Promise<UserRecord[]> {
  return (await data.accounts.listActive('dpo')).filter(({ digest }) => digest);
}

async function tellAll(context: WorkflowContext, { day, now }: { day: CalendarDate; now: Date }): Promise<void> {
  const readers = await readersOf(context);
  if (readers.length === 0) return;
  const items = await listDue(context, { now });
  for (const reader of readers) await tellOne(context, { reader, items, day, now });
}

async function tellOne(
  context: WorkflowContext,
  { reader, items, day, now }: { reader: UserRecord; items: DueItem[]; day: CalendarDate; now: Date },
): Promise<void> {
  const { data } = context;
  const before = await data.digests.newestOf(reader._id);
  const alertsHeldBack = await data.staffMail.countHeldBack(reader._id, before?.createdAt ?? new Date(0));
  const standing = standingOf(items, { newest: before, day });
  if (alertsHeldBack === 0 && (items.length === 0 || !isToldOn(day, standing))) return;
  const digest: DigestRecord = {
    _id: newId(),
    userId: reader._id,
    day,
    at: now,
    createdAt: new Date(),
    lines: ownFirst(items)
      .slice(0, mostLines)
      .map((item) => ({ title: item.title, dueOn: item.dueOn, href: item.href, own: isOwnOf('dpo', item) })),
    total: items.length,
    alertsHeldBack,
    ...standing,
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
