import { setTimeout as delay } from 'node:timers/promises';
import type { AuditSigner } from '../../audit/auditKeys';
import type { WorkflowContext } from '../context';
import { fileHeads } from './fileHeads';
import { takeLease } from './lease';
import { mailHead } from './mailHead';
import { sequenceEvents } from './sequenceEvents';
import { signDueHead } from './signHead';

/** While mail is under way the chain is this far behind at most before it takes its share of the time. Real time. */
const behindMs = 60_000;
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
    headMail,
    clock,
    stop,
  }: { owner: string; signer: AuditSigner; headFile: string | null; headMail: string | null; clock: () => Date; stop?: AbortSignal },
): Promise<void> {
  const isOurs = () => takeLease(context, { name: 'auditSequencer', owner, at: clock(), forMs: leaseMs });
  if (!(await isOurs())) return;
  if (await mailComesFirst(context, clock())) return;
  let began = performance.now();
  await sequenceEvents(context, async () => {
    // Acts, and the mail of a fan-out above all, come first: the chain takes a fifth of the time and is a little behind.
    await delay(Math.min(longestRestMs, (performance.now() - began) * restsPerBatch), undefined, { signal: stop }).catch(() => undefined);
    if (stop?.aborted) return false;
    began = performance.now();
    return (await isOurs()) && !(await mailComesFirst(context, clock()));
  });
  await signDueHead(context, { signer, at: clock() });
  if (headFile) await fileHeads(context, { headFile, at: clock() });
  if (headMail) await mailHead(context, { mailbox: headMail, at: clock() });
}

async function mailComesFirst({ data }: WorkflowContext, now: Date): Promise<boolean> {
  const oldest = await data.auditChain.oldestUnchained();
  if (!oldest || now.getTime() - oldest.getTime() > behindMs) return false;
  return data.sendings.isBusy(now);
}
