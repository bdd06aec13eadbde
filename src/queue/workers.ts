import { setTimeout as delay } from 'node:timers/promises';
import { type ConnectionOptions, type Job, Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { RedisConnection } from './connection';
import type { JobContracts, JobName } from './contracts';

export type JobHandlers = { [N in JobName]: (payload: JobContracts[N]) => Promise<void> };

export interface RunningWorkers {
  /** Lets running jobs end, takes no more. Redis may be away meanwhile. */
  close(): Promise<void>;
}

/** What Redis gets to be told that a job has ended. Where it is not, a sweep finds what is left to be done. */
const farewellMs = 3_000;

/**
 * Starts one worker a queue. A handler that throws is logged and its job dropped: the record still says that the thing is to be done,
 * so a sweep finds it again. Permanent failure is decided in workflows, never by a count of attempts here.
 */
export function startWorkers({
  connection,
  prefix,
  handlers,
  mailConcurrency,
  lockMs,
  log,
}: {
  connection: RedisConnection;
  prefix: string;
  handlers: JobHandlers;
  mailConcurrency: number;
  /** How long a job stays a dead worker's. */
  lockMs: number;
  log: Logger;
}): RunningWorkers {
  const handling = new Set<Promise<void>>();

  async function handle(job: Job): Promise<void> {
    const handler = handlers[job.name as JobName] as ((payload: unknown) => Promise<void>) | undefined;
    if (!handler) throw new Error(`no handler for job ${job.name}`);
    const handled = handler(job.data);
    handling.add(handled);
    try {
      await handled;
    } finally {
      handling.delete(handled);
    }
  }
  async function jobsEnded(): Promise<void> {
    do {
      await Promise.allSettled(handling);
      await delay(farewellMs, undefined, { ref: false });
    } while (handling.size > 0);
  }

  // Looked for often: until a dead worker's job is found the same cannot be queued again, and a fan-out stands still.
  const options = { connection: connection as ConnectionOptions, prefix, lockDuration: lockMs, stalledInterval: lockMs / 6 };
  const workers = [
    new Worker('mail', handle, { ...options, concurrency: mailConcurrency }),
    new Worker('work', handle, { ...options, concurrency: 4 }),
  ];
  for (const worker of workers) {
    worker.on('failed', (job, error) =>
      log.error({ err: error, job: job?.name, jobId: job?.id }, 'job failed; a sweep will find what is left'),
    );
    worker.on('error', (error) => log.warn({ err: error }, 'the worker lost its connection'));
  }
  return {
    async close() {
      const closed = Promise.all(workers.map((worker) => worker.close()));
      // BullMQ waits for Redis for as long as it takes.
      await Promise.race([closed, jobsEnded()]);
    },
  };
}
