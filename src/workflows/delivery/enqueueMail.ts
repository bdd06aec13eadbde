import type { DueSending } from '../../data/sending.repository';
import type { WorkflowContext } from '../context';

/** Takes planned mail to the workers, in groups that are sent together, once its transaction is committed. It leaves in its turn, after all that is awaited. */
export async function enqueueMail(context: WorkflowContext, sendingIds: readonly string[]): Promise<void> {
  await context.courier.enqueue('sendMail', inGroups(context, sendingIds, 'ready'));
}

/** The same with mail that a person waits for: a code, a confirmation, what an act of the controller's or the staff's led to. It leaves before a whole fan-out. */
export async function enqueueAwaitedMail(context: WorkflowContext, sendingIds: readonly string[]): Promise<void> {
  await context.courier.enqueue('sendMail', inGroups(context, sendingIds, 'ready'), { ahead: true });
}

/** What a sweep found: waiting with its time come, or left by a dead worker. Each turn has jobs of its own. */
export async function enqueueDueMail(context: WorkflowContext, due: readonly DueSending[], order: { ahead: boolean }): Promise<void> {
  const byTurn = new Map<string, string[]>();
  for (const { sendingId, turn } of due) byTurn.set(turn, [...(byTurn.get(turn) ?? []), sendingId]);
  const jobs = [...byTurn].flatMap(([turn, ids]) => inGroups(context, ids, turn));
  if (jobs.length > 0) await context.courier.enqueue('sendMail', jobs, order);
}

function inGroups({ settings }: WorkflowContext, sendingIds: readonly string[], turn: string): { sendingIds: string[]; turn: string }[] {
  const groups: { sendingIds: string[]; turn: string }[] = [];
  for (let start = 0; start < sendingIds.length; start += settings.sendingBatch) {
    groups.push({ sendingIds: sendingIds.slice(start, start + settings.sendingBatch), turn });
  }
  return groups;
}
