import type { Dependencies } from '../src/dependencies';
import type { JobHandlers } from '../src/queue/workers';
import { closeNotices } from '../src/workflows/delivery/closeNotices';

/** Ends the notices of a withdrawn change and tells whoever had one. */
export function closeNoticesJob(
  { context, clock }: Pick<Dependencies, 'context' | 'clock'>,
  stop: AbortSignal,
): JobHandlers['closeNotices'] {
  return async ({ changeId }) => closeNotices(context, { changeId, now: await clock.now(), stop });
}
