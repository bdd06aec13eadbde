import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { applyEffectsJob } from '../jobs/applyEffects';
import { closeNoticesJob } from '../jobs/closeNotices';
import { planNoticesJob } from '../jobs/planNotices';
import { sendMailJob } from '../jobs/sendMail';
import type { Dependencies } from './dependencies';
import { keepAuditChain } from './keepAuditChain';
import { listenForBounces } from './listenForBounces';
import { connectToRedis } from './queue/connection';
import { startWorkers } from './queue/workers';
import { refuseAnothersRecord } from './refuseAnothersRecord';
import { repeatEvery } from './repeatEvery';
import { runProcess } from './runProcess';
import { createSweeper } from './workflows/sweeps/sweeper';
import { sweepMail } from './workflows/sweeps/sweepMail';

export interface RunningWorker {
  /** Takes no more jobs. Mail that has left is recorded; what works through many ends after what it is writing, and another goes on from there. */
  stop(): Promise<void>;
}

const sweepEveryMs = 2_000;

/** Takes jobs, and sweeps on timers of its own, so that an emptied Redis loses nothing but a second or two. */
export async function startWorker(dependencies: Dependencies): Promise<RunningWorker> {
  const { config, context, clock, log } = dependencies;
  await refuseAnothersRecord(dependencies);
  const bounces = await listenForBounces(dependencies);
  const connection = connectToRedis(config.redisUrl ?? '', 'worker');
  connection.on('error', (error) => log.warn({ err: error }, 'Redis cannot be reached'));
  const owner = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const stopping = new AbortController();
  const workers = startWorkers({
    connection,
    prefix: config.redisPrefix,
    // Enough groups at once to keep every connection busy while one group is being loaded or recorded.
    mailConcurrency: Math.ceil(config.mail.connections / context.settings.sendingBatch) + 1,
    lockMs: context.settings.jobLockMs,
    log,
    handlers: {
      planNotices: planNoticesJob(dependencies, stopping.signal),
      sendMail: sendMailJob(dependencies, owner),
      applyEffects: applyEffectsJob(dependencies, stopping.signal),
      closeNotices: closeNoticesJob(dependencies, stopping.signal),
    },
  });
  const auditChain = keepAuditChain(dependencies, owner);
  const sweep = createSweeper(context);
  const failed = (error: unknown) => log.error({ err: error }, 'a sweep failed; the next one tries again');
  const sweeps = [
    repeatEvery(sweepEveryMs, async () => sweep(await clock.now(), stopping.signal), failed),
    repeatEvery(sweepEveryMs, () => sweepMail(context), failed),
  ];
  return {
    async stop() {
      stopping.abort();
      context.pacing.stop();
      const swept = Promise.all(sweeps.map((each) => each.stop()));
      const drained = workers.close();
      await bounces?.close();
      await auditChain.stop();
      await swept;
      await drained;
      connection.disconnect();
    },
  };
}

if (require.main === module) void runProcess('worker', startWorker);
