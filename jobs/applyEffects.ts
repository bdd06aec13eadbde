import type { Dependencies } from '../src/dependencies';
import type { JobHandlers } from '../src/queue/workers';
import { applyEffects } from '../src/workflows/gate/applyEffects';

/** Lets take effect what may, of one change. */
export function applyEffectsJob(
  { context, clock }: Pick<Dependencies, 'context' | 'clock'>,
  stop: AbortSignal,
): JobHandlers['applyEffects'] {
  return async ({ changeId }) => applyEffects(context, { changeId, now: await clock.now(), stop });
}
