import { setTimeout as delay } from 'node:timers/promises';
import type { AuditSigner } from '../../audit/auditKeys';
import type { WorkflowContext } from '../context';
import { fileHeads } from './fileHeads';
import { takeLease } from './lease';
import { sequenceEvents } from './sequenceEvents';
import { signDueHead } from './signHead';

/** How many times as long as a batch took it rests before the next. */
const restsPerBatch = 4;
const longestRestMs = 5_000;
/** Longer than a batch takes, short enough that another worker goes on within a minute. Real time. */
const leaseMs = 30_000;

/**
 * One turn of keeping the audit chain: numbers what was committed, signs a head when one is due, and takes heads to where the portal cannot change them.
 * Only one worker does it at a time; the others find the lease taken and do nothing. `clock` is real time; `stop` ends it after the present batch.
 */
export async function keepChain(
  context: WorkflowContext,
  {
    owner,
    signer,
    headFile,
    clock,
    stop,
  }: { owner: string; signer: AuditSigner; headFile: string | null; clock: () => Date; stop?: AbortSignal },
): Promise<void> {
  const isOurs = () => takeLease(context, { name: 'auditSequencer', owner, at: clock(), forMs: leaseMs });
  if (!(await isOurs())) return;
  let began = performance.now();
  await sequenceEvents(context, async () => {
    // Acts, and the mail of a fan-out above all, come first: the chain takes a fifth of the time and is a little behind.
    await delay(Math.min(longestRestMs, (performance.now() - began) * restsPerBatch), undefined, { signal: stop }).catch(() => undefined);
    if (stop?.aborted) return false;
    began = performance.now();
    return isOurs();
  });
  await signDueHead(context, { signer, at: clock() });
  if (headFile) await fileHeads(context, { headFile, at: clock() });
}
