import type { Dependencies } from '../src/dependencies';
import type { JobHandlers } from '../src/queue/workers';
import { enqueueMail } from '../src/workflows/delivery/enqueueMail';
import { sendMail } from '../src/workflows/delivery/sendMail';

/** Hands one message over; a refusal may lead to the next contact's. */
export function sendMailJob({ context, clock }: Pick<Dependencies, 'context' | 'clock'>, owner: string): JobHandlers['sendMail'] {
  return async ({ sendingId }) => {
    await enqueueMail(context, await sendMail(context, { sendingId, owner, now: await clock.now() }));
  };
}
