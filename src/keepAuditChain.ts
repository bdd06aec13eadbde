import { createAuditSigner } from './audit/auditKeys';
import type { Dependencies } from './dependencies';
import { repeatEvery } from './repeatEvery';
import { keepChain } from './workflows/audit/keepChain';

const everyMs = 1_000;

/** Keeps the audit chain beside the sweeps, on a timer of its own: a hundred thousand events to number must not hold up mail. */
export function keepAuditChain({ config, context, log }: Dependencies, owner: string): { stop(): Promise<void> } {
  const signer = createAuditSigner(config.auditKeys);
  const ending = new AbortController();
  const turn = {
    owner,
    signer,
    headFile: config.auditHeadFile,
    headMail: config.auditHeadMail,
    clock: () => new Date(),
    stop: ending.signal,
  };
  const keeping = repeatEvery(
    everyMs,
    () => keepChain(context, turn),
    (error) => log.error({ err: error }, 'the audit chain was not kept; the next turn tries again'),
  );
  return {
    async stop() {
      ending.abort();
      await keeping.stop();
    },
  };
}
