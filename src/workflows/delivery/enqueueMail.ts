import type { WorkflowContext } from '../context';

/** Takes planned mail to the workers, once its transaction is committed. */
export async function enqueueMail(context: WorkflowContext, sendingIds: readonly string[]): Promise<void> {
  await context.courier.enqueue(
    'sendMail',
    sendingIds.map((sendingId) => ({ sendingId, turn: 'ready' })),
  );
}
