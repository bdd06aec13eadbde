import type { WorkflowContext } from '../context';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';

const hourMs = 60 * 60 * 1000;
/** For each reader; what comes beyond it is counted in the next digest. */
const mostAnHour = 20;
const chunk = 500;

/**
 * Lets alerts leave, twenty an hour for each reader at most (real time); the others are held back for the digest. Run by two processes at once, each alert
 * is decided once: both would write the same rows, and one of them begins anew.
 */
export async function releaseAlerts(context: WorkflowContext): Promise<void> {
  const { data } = context;
  while (await data.staffMail.isAlertWaiting()) {
    const { released, decided } = await context.inTransaction(async (session) => {
      const at = new Date();
      const waiting = await data.staffMail.listWaitingAlerts(chunk, session);
      const left = new Map<string, number>();
      for (const userId of new Set(waiting.map(({ staffUserId }) => staffUserId ?? ''))) {
        const gone = await data.staffMail.countReleased(userId, new Date(at.getTime() - hourMs), session);
        left.set(userId, mostAnHour - gone);
      }
      const [released, heldBack]: [string[], string[]] = [[], []];
      for (const { _id, staffUserId } of waiting) {
        const room = left.get(staffUserId ?? '') ?? 0;
        left.set(staffUserId ?? '', room - 1);
        (room > 0 ? released : heldBack).push(_id);
      }
      await data.staffMail.release(released, at, session);
      await data.staffMail.holdBack(heldBack, session);
      return { released, decided: waiting.length };
    });
    if (released.length > 0) await enqueueAwaitedMail(context, released);
    if (decided < chunk) return;
  }
}
