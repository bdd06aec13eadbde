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
import { runProcess } from './runProcess';
import { createSweeper } from './workflows/sweeps/sweeper';

export interface RunningWorker {
  /** Takes no more jobs, lets the running ones end. */
  stop(): Promise<void>;
}

const sweepEveryMs = 2_000;

/** Takes jobs, and sweeps on a timer of its own, so that an emptied Redis loses nothing but a second or two. */
export async function startWorker(dependencies: Dependencies): Promise<RunningWorker> {
  const { config, context, clock, log } = dependencies;
  await refuseAnothersRecord(dependencies);
  const bounces = await listenForBounces(dependencies);
  const connection = connectToRedis(config.redisUrl ?? '', 'worker');
  connection.on('error', (error) => log.warn({ err: error }, 'Redis cannot be reached'));
  const owner = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const workers = startWorkers({
    connection,
    prefix: config.redisPrefix,
    // Enough groups at once to keep every connection busy while one group is being loaded or recorded.
    mailConcurrency: Math.ceil(config.mail.connections / context.settings.sendingBatch) + 1,
    log,
    handlers: {
      planNotices: planNoticesJob(dependencies),
      sendMail: sendMailJob(dependencies, owner),
      applyEffects: applyEffectsJob(dependencies),
      closeNotices: closeNoticesJob(dependencies),
    },
  });
  const auditChain = keepAuditChain(dependencies, owner);
  const sweep = createSweeper(context);
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const tick = async () => {
    try {
      await sweep(await clock.now());
    } catch (error) {
      log.error({ err: error }, 'a sweep failed; the next one tries again');
    }
  };
  const loop = async () => {
    while (!stopped) {
      running = tick();
      await running;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, sweepEveryMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  let wake: () => void = () => {};
  const looping = loop();
  return {
    async stop() {
      stopped = true;
      wake();
      context.pacing.stop();
      const drained = workers.close();
      await bounces?.close();
      await auditChain.stop();
      await running;
      await looping;
      await drained;
      connection.disconnect();
    },
  };
}

if (require.main === module) void runProcess('worker', startWorker);
