import { createHash } from 'node:crypto';
import { type ConnectionOptions, Queue } from 'bullmq';
import type { Logger } from 'pino';
import type { RedisConnection } from './connection';
import { type JobContracts, type JobName, queueOf } from './contracts';

/** Takes ids to the workers. What it loses a sweep finds again, so a failed enqueue is logged and never fails the act that was committed. */
export interface Courier {
  /** `ahead`: mail that leaves before all that is not, however long that has waited. */
  enqueue<N extends JobName>(name: N, payloads: JobContracts[N][], order?: { ahead: boolean }): Promise<void>;
  /** How many groups of mail wait for a worker, ahead and after those; none while Redis is away. */
  mailWaiting(): Promise<MailWaiting>;
  close(): Promise<void>;
}

export interface MailWaiting {
  ahead: number;
  others: number;
}

/** A job's id: the same thing to do is queued once, however often it is found. BullMQ allows no colon in it. */
function jobIdOf(name: JobName, payload: object): string {
  const parts = Object.values(payload).map((part) => (Array.isArray(part) ? `${part.length}-${digestOf(part)}` : part));
  return [name, ...parts].join('-');
}

/** A list of ids as a short name. */
function digestOf(ids: readonly string[]): string {
  return createHash('sha256').update(ids.join()).digest('hex').slice(0, 24);
}

/** Jobs leave no trace in Redis once they end: MongoDB has the record. */
const jobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;
/** BullMQ takes jobs without a priority first, in the order in which they came, and then those with one, in theirs. */
const afterThoseAhead = { priority: 1 } as const;
const chunk = 1_000;

export function createCourier({ connection, prefix, log }: { connection: RedisConnection; prefix: string; log: Logger }): Courier {
  const options = { connection: connection as ConnectionOptions, prefix };
  const queues = { mail: new Queue('mail', options), work: new Queue('work', options) };
  for (const queue of Object.values(queues)) queue.on('error', (error) => log.warn({ err: error }, 'the queue lost its connection'));
  return {
    async enqueue(name, payloads, { ahead } = { ahead: false }) {
      const queue = queues[queueOf[name]];
      const order = queueOf[name] === 'mail' && !ahead ? afterThoseAhead : {};
      // Of its own: a job that waits among the others must not keep the one ahead of them out.
      const suffix = ahead ? '-ahead' : '';
      try {
        for (let start = 0; start < payloads.length; start += chunk) {
          await queue.addBulk(
            payloads
              .slice(start, start + chunk)
              .map((payload) => ({ name, data: payload, opts: { ...jobOptions, ...order, jobId: jobIdOf(name, payload) + suffix } })),
          );
        }
      } catch (error) {
        log.warn({ err: error, job: name, jobs: payloads.length }, 'not enqueued; a sweep will find it');
      }
    },
    async mailWaiting() {
      try {
        const { waiting = 0, prioritized = 0 } = await queues.mail.getJobCounts('waiting', 'prioritized');
        return { ahead: waiting, others: prioritized };
      } catch (error) {
        log.warn({ err: error }, 'not counted what waits in the queue');
        return { ahead: 0, others: 0 };
      }
    },
    async close() {
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
    },
  };
}
