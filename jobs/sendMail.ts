import type { Dependencies } from '../src/dependencies';
import type { JobHandlers } from '../src/queue/workers';
import { sendMail } from '../src/workflows/sendMail';

/** Hands one message over; a refusal may lead to the next contact's. */
export function sendMailJob({ context, clock }: Pick<Dependencies, 'context' | 'clock'>, owner: string): JobHandlers['sendMail'] {
  return async ({ sendingId }) => {
    const next = await sendMail(context, { sendingId, owner, now: await clock.now() });
    await context.courier.enqueue(
      'sendMail',
      next.map((id) => ({ sendingId: id })),
    );
  };
}
