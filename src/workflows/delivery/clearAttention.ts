import type { NoticeRecord } from '../../data/notice.model';
import type { PersonActor } from '../../domain/actor';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { idsOf } from './controllerMail';

/**
 * A person has looked at what the portal found about a delivery: it no longer waits for anybody. `index` is its place in the notice's list, which only grows.
 * Refuses `wrong-state` for what is not there or was cleared before. `now` is legal time.
 */
export async function clearAttention(
  context: WorkflowContext,
  { actor, now, noticeId, index }: { actor: PersonActor; now: Date; noticeId: string; index: number },
): Promise<Outcome<NoticeRecord>> {
  return allOrNothing(context, async (session): Promise<Outcome<NoticeRecord>> => {
    const { data } = context;
    const notice = await data.notices.find(noticeId, session);
    if (!notice) return refuse('not-found');
    const entry = notice.attention[index];
    if (!entry || entry.clearedAt !== null) return refuse('wrong-state');
    const cleared = { ...entry, clearedAt: now, clearedBy: actor.personId };
    const attention = notice.attention.map((each, place) => (place === index ? cleared : each));
    const saved = await data.notices.replace({ ...notice, attention, updatedAt: now }, session);
    if (!saved) return refuse('stale-version');
    await data.auditEvents.record(
      {
        at: now,
        type: 'notice.attentionCleared',
        actor,
        subject: { kind: 'notice', id: noticeId },
        ...idsOf(notice),
        facts: { code: entry.code, raisedAt: entry.at },
      },
      session,
    );
    return done(saved);
  });
}
