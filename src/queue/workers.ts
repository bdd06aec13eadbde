import { type ConnectionOptions, type Job, Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { RedisConnection } from './connection';
import type { JobContracts, JobName } from './contracts';

export type JobHandlers = { [N in JobName]: (payload: JobContracts[N]) => Promise<void> };

export interface RunningWorkers {
  /** Lets running jobs end, takes no more. */
  close(): Promise<void>;
}

/**
 * Starts one worker a queue. A handler that throws is logged and its job dropped: the record still says that the thing is to be done,
 * so a sweep finds it again. Permanent failure is decided in workflows, never by a count of attempts here.
 */
export function startWorkers({
  connection,
  prefix,
  handlers,
  mailConcurrency,
  log,
}: {
  connection: RedisConnection;
  prefix: string;
  handlers: JobHandlers;
  mailConcurrency: number;
  log: Logger;
}): RunningWorkers {
  async function handle(job: Job): Promise<void> {
    const handler = handlers[job.name as JobName] as ((payload: unknown) => Promise<void>) | undefined;
    if (!handler) throw new Error(`no handler for job ${job.name}`);
    await handler(job.data);
  }
  const workers = [
    new Worker('mail', handle, { connection: connection as ConnectionOptions, prefix, concurrency: mailConcurrency }),
    new Worker('work', handle, { connection: connection as ConnectionOptions, prefix, concurrency: 4 }),
  ];
  for (const worker of workers) {
    worker.on('failed', (job, error) =>
      log.error({ err: error, job: job?.name, jobId: job?.id }, 'job failed; a sweep will find what is left'),
    );
    worker.on('error', (error) => log.warn({ err: error }, 'the worker lost its connection'));
  }
  return {
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}
