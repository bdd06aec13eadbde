import type { Dependencies } from '../src/dependencies';
import type { JobHandlers } from '../src/queue/workers';
import { enqueueMail } from '../src/workflows/delivery/enqueueMail';
import { sendMail } from '../src/workflows/delivery/sendMail';

/** Hands messages over; a refusal may lead to the next contact's. */
export function sendMailJob({ context, clock }: Pick<Dependencies, 'context' | 'clock'>, owner: string): JobHandlers['sendMail'] {
  return async ({ sendingIds }) => {
    await enqueueMail(context, await sendMail(context, { sendingIds, owner, legalNow: await clock.ticking() }));
  };
}
