import type { AuditSigner } from '../../audit/auditKeys';
import type { WorkflowContext } from '../context';
import { fileHeads } from './fileHeads';
import { takeLease } from './lease';
import { sequenceEvents } from './sequenceEvents';
import { signDueHead } from './signHead';

/** Longer than a batch takes, short enough that another worker goes on within a minute. Real time. */
const leaseMs = 30_000;

/**
 * One turn of keeping the audit chain: numbers what was committed, signs a head when one is due, and takes heads to where the portal cannot change them.
 * Only one worker does it at a time; the others find the lease taken and do nothing. `clock` is real time.
 */
export async function keepChain(
  context: WorkflowContext,
  { owner, signer, headFile, clock }: { owner: string; signer: AuditSigner; headFile: string | null; clock: () => Date },
): Promise<void> {
  const isOurs = () => takeLease(context, { name: 'auditSequencer', owner, at: clock(), forMs: leaseMs });
  if (!(await isOurs())) return;
  await sequenceEvents(context, isOurs);
  await signDueHead(context, { signer, at: clock() });
  if (headFile) await fileHeads(context, { headFile, at: clock() });
}
