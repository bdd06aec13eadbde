import type { ChangeRecord } from '../../data/change.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { SendingRecord } from '../../data/sending.model';
import type { WorkflowContext } from '../context';
import { endObjection } from '../objections/endObjection';
import { enqueueMail } from './enqueueMail';
import { contactsOf, sendingsFor } from './planMail';
import { withFollowUps } from './withFollowUps';

const chunk = 200;
const actor = { kind: 'system', name: 'withdrawal' } as const;

/**
 * Ends what a withdrawn change left running: its notices are cancelled, open objections become moot, mail that has not left is not sent, and
 * whoever had the notice is told. Resumable, and harmless to run twice.
 */
export async function closeNotices(context: WorkflowContext, { changeId, now }: { changeId: string; now: Date }): Promise<void> {
  const change = await context.data.changes.find(changeId);
  if (change?.status !== 'withdrawn' || change.completedAt) return;
  for (;;) {
    const notices = await context.data.notices.listUndecided(changeId, { limit: chunk, afterId: null });
    if (notices.length === 0) break;
    for (const notice of notices) {
      const sendings = await closeNotice(context, { change, notice, now });
      await enqueueMail(
        context,
        sendings.map(({ _id }) => _id),
      );
    }
  }
  await context.inTransaction(async (session) => {
    const fresh = await context.data.changes.find(changeId, session);
    if (fresh && !fresh.completedAt) await context.data.changes.replace({ ...fresh, completedAt: now, updatedAt: now }, session);
  });
}

/**
 * Ends one notice that is undecided: cancelled, its open objection moot, what has not left not sent; whoever had it is told. `revision`: the change goes on,
 * and this revision of it no longer concerns the agreement. Returns the sendings to enqueue. `now` is legal time.
 */
export async function closeNotice(
  context: WorkflowContext,
  { change, notice, now, revision }: { change: ChangeRecord; notice: NoticeRecord; now: Date; revision?: number },
): Promise<SendingRecord[]> {
  const { data } = context;
  const [agreement, controller] = await Promise.all([data.agreements.find(notice.agreementId), data.controllers.find(notice.controllerId)]);
  if (!agreement || !controller) throw new Error(`notice ${notice._id} lost its agreement`);
  const reached = (await data.sendings.listOfNotices([notice._id], 'notice')).some(
    ({ attempts, state }) => attempts.length > 0 || state === 'sending',
  );
  return context.inTransaction(async (session) => {
    const fresh = await data.notices.find(notice._id, session);
    if (!fresh || (fresh.effect !== 'pending' && fresh.effect !== 'held')) return [];
    const cancelled = withFollowUps({ ...fresh, effect: 'cancelled', heldReasons: ['change-withdrawn'], updatedAt: now }, now);
    await data.notices.replace(cancelled, session);
    await data.sendings.cancelWaiting({ noticeId: notice._id }, session);
    const open = await data.objections.findOpen(notice._id, session);
    if (open) await endObjection(context, session, { objection: open, notice: fresh, event: 'changeWithdrawn', now });
    await data.auditEvents.record(
      {
        at: now,
        type: 'effect.cancelled',
        actor,
        subject: { kind: 'notice', id: notice._id },
        changeId: change._id,
        noticeId: notice._id,
        agreementId: notice.agreementId,
        controllerId: notice.controllerId,
        facts: { reasons: ['change-withdrawn'], ...(revision ? { revision } : {}) },
      },
      session,
    );
    if (!reached) return [];
    const sendings = sendingsFor({
      kind: 'changeWithdrawn',
      dedupe: `changeWithdrawn:${notice._id}`,
      contacts: contactsOf(agreement, controller),
      host: context.settings.messageIdHost,
      readyAt: new Date(),
      noticeId: notice._id,
      changeId: change._id,
      agreementId: agreement._id,
      ...(revision ? { detail: { revision: String(revision) } } : {}),
    });
    await data.sendings.insertMany(sendings, session);
    return sendings;
  });
}
