import path from 'node:path';
import { type OwnProcess, startOwnProcess } from '../bench/support/ownProcess';
import type { Portal } from '../bench/support/portal';
import { readConfig } from '../src/config';
import { buildDependencies } from '../src/dependencies';
import { listenForBounces } from '../src/listenForBounces';
import { createSmtpPool } from '../src/mail/smtpPool';
import type { Random } from './random';
import { type StrikableServers, startStrikableServers } from './servers';
import type { SinkQuestion } from './sinkProcess';

const legalNow = '2026-06-02T08:00:00Z';

/** The portal, its servers, its workers and the sink, all of which can be struck. */
export interface Bed {
  servers: StrikableServers;
  portal: Pick<Portal, 'dependencies' | 'now'>;
  sink: OwnProcess;
  askSink<Answer>(question: SinkQuestion): Promise<Answer>;
  /** Hands a bounce to the portal by SMTP, as an MTA would, until the portal has taken it. */
  handIn(raw: Buffer, to: string): Promise<void>;
  /** Kills one worker with SIGKILL; another is started in its place, as whoever looks after processes would. */
  replaceWorker(random: Random): Promise<void>;
  /** Kills MongoDB, Redis and every worker at once, and starts all of them again. */
  killEverything(): Promise<void>;
  /** Workers that ended without being killed: none should. */
  diedByThemselves(): number;
  close(): Promise<void>;
}

/** `rate`: how many messages leave in a second at most (MAIL_RATE); no limit unless told. */
export async function startBed({ workers, rate = 0, log }: { workers: number; rate?: number; log: (text: string) => void }): Promise<Bed> {
  const sink = await startOwnProcess('faults/sinkProcess');
  const askSink = <Answer>(question: SinkQuestion) => sink.ask<Answer>(question);
  const servers = await startStrikableServers(log);
  const env: Record<string, string> = {
    NODE_ENV: 'test',
    MONGODB_URI: servers.mongodbUri,
    REDIS_URL: servers.redisUrl,
    SMTP_URL: `smtp://127.0.0.1:${await askSink<number>({ ask: 'port' })}`,
    MAIL_MODE: 'live',
    MAIL_ROUTE: 'direct',
    MAIL_RATE: String(rate),
    CHECK_WAYS_BACK: 'off',
    DATA_DIR: path.join(servers.folder, 'data'),
    DEMO_CLOCK: legalNow,
    SAMPLE_DATA: 'none',
    LOG_LEVEL: 'silent',
  };
  const dependencies = await buildDependencies(readConfig({ ...env, MAIL_BOUNCE_LISTEN: '127.0.0.1:0' }, 'web'));
  const listener = await listenForBounces(dependencies);
  const mta = createSmtpPool({ url: `smtp://127.0.0.1:${listener?.port}`, connections: 10 });
  const running = new Set<OwnProcess>();
  const starting = new Set<Promise<void>>();
  let died = 0;
  let isClosing = false;

  async function startWorker(): Promise<void> {
    // While a server is away a worker cannot start; whoever looks after processes outside starts it again, and so do we.
    for (;;) {
      try {
        const worker = await startOwnProcess('faults/workerProcess', { env });
        running.add(worker);
        void worker.ended.then(() => {
          if (!running.delete(worker) || isClosing) return;
          died += 1;
          startInBackground();
        });
        return;
      } catch (error) {
        if (isClosing) return;
        log(`A worker did not start (${(error as Error).message}); once more.`);
      }
    }
  }

  function startInBackground(): void {
    const started = startWorker().finally(() => starting.delete(started));
    starting.add(started);
  }

  await Promise.all(Array.from({ length: workers }, startWorker));
  return {
    servers,
    portal: { dependencies, now: new Date(legalNow) },
    sink,
    askSink,
    handIn: (raw, to) =>
      persist(async () => {
        const { outcome, response } = await mta.send({ from: '', to }, raw);
        if (outcome.kind !== 'answered' || outcome.code !== 250) throw new Error(`a bounce was not taken: ${response}`);
      }),
    async replaceWorker(random) {
      const victim = running.size > 0 ? random.pick([...running]) : null;
      if (victim) {
        running.delete(victim);
        victim.child.kill('SIGKILL');
        await victim.ended;
      }
      startInBackground();
    },
    async killEverything() {
      const victims = [...running];
      running.clear();
      for (const { child } of victims) child.kill('SIGKILL');
      await Promise.all([servers.killBoth(), ...victims.map(({ ended }) => ended)]);
      for (const _ of victims) startInBackground();
    },
    diedByThemselves: () => died,
    async close() {
      isClosing = true;
      await Promise.all(starting);
      const ending = [...running, sink];
      running.clear();
      for (const { child } of ending) child.kill('SIGKILL');
      await Promise.all(ending.map(({ ended }) => ended));
      await mta.close();
      await listener?.close();
      await dependencies.close();
      await servers.stop();
    },
  };
}

/** Does it again until it is done, as a person or another system would while a server is away. */
export async function persist<T>(act: () => Promise<T>, { seconds = 90 }: { seconds?: number } = {}): Promise<T> {
  const giveUpAt = Date.now() + seconds * 1_000;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await rest(200);
    }
  }
}

/** The fan-out may not have come so far: asks until there is something. */
export function whenThere<T>(list: () => Promise<T[]>): Promise<T[]> {
  return persist(async () => {
    const found = await list();
    if (found.length === 0) throw new Error('the fan-out has not come so far');
    return found;
  });
}

export function rest(milliseconds: number): Promise<void> {
  return new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
}
