import type { NewAuditEvent } from '../../data/auditEvent.repository';
import type { NoticeRecord } from '../../data/notice.model';
import type { DueNotice } from '../../data/noticeTask.repository';
import type { SendingRecord } from '../../data/sending.model';
import type { FollowUps } from '../../domain/receipt/followUps';
import type { WorkflowContext } from '../context';
import { enqueueMail } from '../delivery/enqueueMail';
import { rememberMornings, withFollowUps } from '../delivery/withFollowUps';
import { loadReach, type ReachOfNotice } from './loadReach';
import { sweepInSets } from './sweepInSets';

/** One of the things that happen to notices by themselves (noticesSweep.ts). */
export interface NoticeSweep {
  /** The instant at which it happens. */
  name: keyof FollowUps;
  /** What it does with notices to which it is due; it must leave none of them due. */
  act(context: WorkflowContext, set: DueSet): Promise<SweptOne[]>;
}

interface DueSet {
  due: readonly DueNotice[];
  /** Legal time. */
  now: Date;
  /** Read once for all that happens to the set. */
  reach(): Promise<(notice: DueNotice) => ReachOfNotice>;
}

/** What a sweep does with one notice. */
export interface SweptOne {
  notice: DueNotice;
  sendings?: SendingRecord[];
  events?: NewAuditEvent[];
}

/** What anything that happens by itself may change. */
const sweptFields = [
  ...(['state', 'evidence', 'attention', 'followUps', 'receivedAt'] as const),
  ...(['receiptEvidence', 'deadlines', 'announcedEffectiveOn', 'updatedAt'] as const),
];

/**
 * Lets happen what is due to notices at `now` (legal time), set by set: each set is read once, counted anew, goes through `sweeps` in their order, and is written
 * with its mail and its audit events in one transaction. Two at once write each once. A notice that something cannot happen to keeps back no other
 * (`sweepInSets`).
 */
export async function sweepNotices(
  context: WorkflowContext,
  { now, sweeps, stop }: { now: Date; sweeps: readonly NoticeSweep[]; stop: AbortSignal | undefined },
): Promise<void> {
  const { data } = context;
  const morningsOf = rememberMornings();
  const countAnew = (notice: DueNotice): DueNotice => withFollowUps(notice, now, morningsOf);
  await sweepInSets({ isAnythingDue: () => data.noticeTasks.isAnythingDue(now), stop }, async ({ limit, except, noteRead }) => {
    const sendingIds = await context.inTransaction(async (session) => {
      const found = await data.noticeTasks.listDue({ now, limit, except }, session);
      noteRead(found);
      if (found.length === 0) return [];
      const { notices, sendings, events } = await sweepSet(context, { found, sweeps, now, countAnew });
      const updates = found.map((before, index) => ({ id: before._id, version: before.version, set: changed(before, notices[index]) }));
      if ((await data.notices.updateEach(updates, session)) < updates.length) throw new Error('a notice changed inside a transaction');
      await data.sendings.insertMany(sendings, session);
      await data.auditEvents.record(events, session);
      return sendings.map(({ _id }) => _id);
    });
    if (sendingIds.length > 0) await enqueueMail(context, sendingIds);
  });
}

/** What becomes of these notices, in their order. */
async function sweepSet(
  context: WorkflowContext,
  {
    found,
    sweeps,
    now,
    countAnew,
  }: { found: readonly DueNotice[]; sweeps: readonly NoticeSweep[]; now: Date; countAnew: (notice: DueNotice) => DueNotice },
): Promise<{ notices: DueNotice[]; sendings: SendingRecord[]; events: NewAuditEvent[] }> {
  // What they are counted from may have changed since, or a new day has come for one without a receipt: then this is all that happens.
  const notices = new Map(found.map((notice) => [notice._id, countAnew(notice)]));
  let reach: ReturnType<typeof loadReach> | null = null;
  const sendings: SendingRecord[] = [];
  const events: NewAuditEvent[] = [];
  for (const { name, act } of sweeps) {
    const isDue = ({ followUps }: DueNotice): boolean => followUps[name] !== null && followUps[name] <= now;
    const due = [...notices.values()].filter(isDue);
    if (due.length === 0) continue;
    const set = {
      due,
      now,
      reach: () => {
        reach ??= loadReach(context, found);
        return reach;
      },
    };
    for (const one of await act(context, set)) {
      const notice = { ...countAnew(one.notice), updatedAt: now };
      if (isDue(notice)) throw new Error(`${name} is still due for notice ${notice._id}`);
      notices.set(notice._id, notice);
      sendings.push(...(one.sendings ?? []));
      events.push(...(one.events ?? []));
    }
  }
  return { notices: [...notices.values()], sendings, events };
}

/** Dates are as they were, or whole. */
function changed(before: DueNotice, after: DueNotice | undefined): Partial<NoticeRecord> {
  return Object.fromEntries(sweptFields.filter((field) => after?.[field] !== before[field]).map((field) => [field, after?.[field]]));
}
