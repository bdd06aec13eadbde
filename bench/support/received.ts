import type { NoticeRecord } from '../../src/data/notice.model';
import { withClocks } from '../../src/workflows/delivery/noteEvidence';
import { planNotices } from '../../src/workflows/delivery/planNotices';
import { withFollowUps } from '../../src/workflows/delivery/withFollowUps';
import { type Portal, say } from './portal';
import { prepareChange, registerMany } from './registry';

/**
 * A published change whose notices have all been received, and one of them: they are alike. By writes of our own, since sending is another measurement. Received on
 * 2026-06-02, so that half time is 2026-06-09 and the first lawful day 2026-07-01.
 */
export async function receivedChange(
  portal: Pick<Portal, 'dependencies' | 'now'>,
  { service, notices }: { service: string; notices: number },
): Promise<{ changeId: string; notice: NoticeRecord }> {
  const { context, mongoConnection } = portal.dependencies;
  say(`Registering ${notices} agreements …`);
  await registerMany(portal, { service, count: notices });
  const { publish } = await prepareChange(portal, service);
  const { _id: changeId } = await publish();
  say('Writing their notices …');
  await planNotices(context, { changeId, now: portal.now });
  const [first] = (await context.data.notices.listOfChange(changeId, { limit: 1 })).items;
  const [sending] = first ? await context.data.sendings.listOfNotice(first._id) : [];
  if (!first || !sending) throw new Error('no notice was written');
  const { now } = portal;
  const evidence = [{ kind: 'accepted' as const, at: now, contactId: null, sendingId: null, detail: '250 Ok', voidedAt: null }];
  const notice = withFollowUps(
    withClocks({ ...first, state: 'accepted', sentAt: now, evidence, announcedEffectiveOn: first.content.plannedEffectiveOn }),
    now,
  );
  const { state, receivedAt, receiptEvidence, deadlines, announcedEffectiveOn, followUps } = notice;
  const received = { state, sentAt: now, evidence, receivedAt, receiptEvidence, deadlines, announcedEffectiveOn, followUps };
  await mongoConnection.collection('notices').updateMany({ changeId }, { $set: received });
  await mongoConnection
    .collection('sendings')
    .updateMany({ changeId }, { $set: { state: 'accepted', finishedAt: now, nextAttemptAt: null } });
  return { changeId, notice };
}
