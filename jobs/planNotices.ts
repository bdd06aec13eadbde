import type { Dependencies } from '../src/dependencies';
import type { JobHandlers } from '../src/queue/workers';
import { planNotices } from '../src/workflows/delivery/planNotices';

/** Writes the notices of a published change. */
export function planNoticesJob({ context, clock }: Pick<Dependencies, 'context' | 'clock'>, stop: AbortSignal): JobHandlers['planNotices'] {
  return async ({ changeId }) => planNotices(context, { changeId, now: await clock.now(), stop });
}
