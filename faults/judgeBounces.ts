import type { NoticeRecord } from '../src/data/notice.model';
import type { SendingRecord } from '../src/data/sending.model';
import { groupBy } from '../src/domain/groupBy';
import { dueOfDeliveries } from '../src/workflows/dueDeliveries';
import { applyEffects } from '../src/workflows/gate/applyEffects';
import { type Bed, persist } from './bed';
import type { Bounce } from './bounces';
import { contactsEach } from './schedule';

export interface BouncesJudged {
  /** Messages that came back for good after they had been accepted. */
  bounces: number;
  /** Those that a receipt or an effect outlived, or that led to nobody else and to no task. */
  bouncesUnheeded: number;
  /** One line for each of them. */
  wrong: string[];
}

/** Of the changes that are published here; whatever was received on the first day may take effect on it. */
const dayOfEffect = new Date('2026-06-30T22:00:00Z');
const mostTasks = 100_000;

/**
 * Lets the day of effect come for the changes whose mail bounced, and looks at what the bounces led to: the receipt is void; the next contact has the notice and
 * the clock began anew, or nobody is left and it is undeliverable; the DPO has a task; and what no receipt stands behind is not in effect.
 */
export async function judgeBounces({ portal }: Pick<Bed, 'portal'>, bounces: readonly Bounce[]): Promise<BouncesJudged> {
  const { context } = portal.dependencies;
  for (const changeId of new Set(bounces.map((bounce) => bounce.changeId))) {
    await persist(() => applyEffects(context, { changeId, now: dayOfEffect }));
  }
  const ids = [...new Set(bounces.map(({ noticeId }) => noticeId))];
  const noticeById = new Map((await context.data.notices.findMany(ids)).map((notice) => [notice._id, notice]));
  const sendingsById = groupBy(await context.data.sendings.listOfNotices(ids, 'notice'), ({ noticeId }) => noticeId);
  const tasks = await dueOfDeliveries(context, mostTasks);
  const withTask = new Set(tasks.filter(({ kind }) => kind === 'attention').map(({ noticeId }) => noticeId));
  const bounced = new Set(bounces.map(({ sendingId }) => sendingId));
  const wrong = bounces.flatMap((bounce) => {
    const { noticeId, sendingId } = bounce;
    const notice = noticeById.get(noticeId);
    const others = (sendingsById.get(noticeId) ?? []).filter(({ _id, state }) => !bounced.has(_id) && state !== 'refused');
    const tried = new Set(sendingsById.get(noticeId)?.map(({ to }) => to.toLowerCase())).size;
    const found = notice ? whatIsWrong(bounce, { notice, others, tried, hasTask: withTask.has(noticeId) }) : 'it is gone';
    return found ? [`notice ${noticeId}, sending ${sendingId} bounced: ${found}`] : [];
  });
  return { bounces: bounces.length, bouncesUnheeded: wrong.length, wrong };
}

function whatIsWrong(
  { sendingId, at }: Bounce,
  { notice, others, tried, hasTask }: { notice: NoticeRecord; others: SendingRecord[]; tried: number; hasTask: boolean },
): string | null {
  const { evidence, receivedAt, state, effect } = notice;
  const own = evidence.filter((entry) => entry.sendingId === sendingId);
  if (own.length === 0 || own.some(({ voidedAt }) => voidedAt === null)) return 'its receipt is not void';
  if (receivedAt && receivedAt < at) return 'its clock was not restarted';
  if (!hasTask) return 'the DPO has no task';
  const isWithNext = others.some((sending) => sending.state === 'accepted');
  if (isWithNext !== (receivedAt !== null))
    return isWithNext ? 'the next contact has it and no clock runs' : 'a clock runs and nobody has it';
  if (others.length === 0 && tried < contactsEach) return 'the next contact was not written to';
  if (others.length === 0 && state !== 'undeliverable') return `no contact is left, and it is ${state}`;
  return effect === (receivedAt ? 'inEffect' : 'held') ? null : `on the day of effect it is ${effect}`;
}
