import type { ClientSession } from 'mongoose';
import type { ChangeRecord } from '../../data/change.model';
import type { DueNotice } from '../../data/noticeTask.repository';
import type { WorkflowContext } from '../context';
import { endObjection } from '../objections/endObjection';
import { sweepInSets } from '../sweeps/sweepInSets';
import { idsOf } from './controllerMail';
import { enqueueMail } from './enqueueMail';
import { loadContacts } from './loadContacts';
import { sendingsFor } from './planMail';
import { withFollowUps } from './withFollowUps';

const actor = { kind: 'system', name: 'withdrawal' } as const;
const reasons = ['change-withdrawn'];

/**
 * Ends what a withdrawn change left running (`closeUndecided`), and with that the change. Resumable, and harmless to run twice. `stop` ends it after the present set.
 */
export async function closeNotices(
  context: WorkflowContext,
  { changeId, now, stop }: { changeId: string; now: Date; stop?: AbortSignal | undefined },
): Promise<void> {
  const { data } = context;
  const change = await data.changes.find(changeId);
  if (change?.status !== 'withdrawn' || change.completedAt) return;
  await closeUndecided(context, { change, now, stop });
  await context.inTransaction(async (session) => {
    const fresh = await data.changes.find(changeId, session);
    if (!fresh || fresh.completedAt || (await data.notices.hasUndecided(changeId, session))) return;
    await data.changes.replace({ ...fresh, completedAt: now, updatedAt: now }, session);
  });
}

/**
 * Ends the notices of a change that are undecided, set by set: they are cancelled, open objections become moot, mail that has not left is not sent, and whoever
 * had the notice is told. `revision`: the change goes on, and only what is left of earlier revisions is ended. A notice that cannot be ended keeps back no other
 * (`sweepInSets`). `now` is legal time.
 */
export async function closeUndecided(
  context: WorkflowContext,
  { change, now, revision, stop }: { change: ChangeRecord; now: Date; revision?: number; stop?: AbortSignal | undefined },
): Promise<void> {
  const ofChange = { changeId: change._id, ...(revision ? { before: revision } : {}) };
  // Sets that are full tell that there is more.
  const isThereMore = async (): Promise<boolean> => true;
  await sweepInSets({ isAnythingDue: isThereMore, stop }, async ({ noteRead, ...set }) => {
    const sendingIds = await context.inTransaction(async (session) => {
      const notices = await context.data.noticeTasks.listUndecided({ ...ofChange, ...set }, session);
      noteRead(notices);
      return notices.length > 0 ? closeSet(context, session, { notices, now, detail: revision ? { revision } : {} }) : [];
    });
    if (sendingIds.length > 0) await enqueueMail(context, sendingIds);
  });
}

async function closeSet(
  context: WorkflowContext,
  session: ClientSession,
  { notices, now, detail }: { notices: DueNotice[]; now: Date; detail: { revision?: number } },
): Promise<string[]> {
  const { data } = context;
  const ids = notices.map(({ _id }) => _id);
  const updates = notices
    .map((notice) => withFollowUps({ ...notice, effect: 'cancelled' as const }, now))
    .map(({ _id: id, version, effect, attention, followUps }) => ({
      id,
      version,
      set: { effect, heldReasons: reasons, attention, followUps, updatedAt: now },
    }));
  if ((await data.notices.updateEach(updates, session)) < updates.length) throw new Error('a notice changed inside a transaction');
  await data.sendings.cancelWaiting(ids, session);
  for (const objection of await data.objections.listOfNotices(ids, session)) {
    if (!objection.open) continue;
    await endObjection(context, session, { objection, notice: { _id: objection.noticeId }, event: 'changeWithdrawn', now });
  }
  await data.auditEvents.record(
    notices.map((notice) => {
      const subject = { kind: 'notice', id: notice._id };
      return { at: now, type: 'effect.cancelled', actor, subject, ...idsOf(notice), facts: { reasons, ...detail } };
    }),
    session,
  );
  return tellOfEnd(context, session, { notices, detail });
}

/** Mail to all contacts of the agreements whose notice has left, or may have. */
async function tellOfEnd(
  context: WorkflowContext,
  session: ClientSession,
  { notices, detail: { revision } }: { notices: DueNotice[]; detail: { revision?: number } },
): Promise<string[]> {
  const { data, settings } = context;
  const sent = await data.sendings.listBegun(
    notices.map(({ _id }) => _id),
    session,
  );
  const told = notices.filter(({ _id }) => sent.has(_id));
  const contactsOf = await loadContacts(context, told);
  const sendings = told.flatMap((notice) =>
    sendingsFor({
      kind: 'changeWithdrawn',
      dedupe: `changeWithdrawn:${notice._id}`,
      contacts: contactsOf(notice).contacts,
      host: settings.messageIdHost,
      readyAt: new Date(),
      noticeId: notice._id,
      changeId: notice.changeId,
      agreementId: notice.agreementId,
      ...(revision ? { detail: { revision: String(revision) } } : {}),
    }),
  );
  await data.sendings.insertMany(sendings, session);
  return sendings.map(({ _id }) => _id);
}
