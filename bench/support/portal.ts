import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../src/config';
import { buildDependencies, type Dependencies } from '../../src/dependencies';
import { startThrowAwayServers } from '../../src/embedded/startThrowAwayServers';
import { projectRoot } from '../../src/projectRoot';
import { type OwnProcess, startOwnProcess } from './ownProcess';

/** The portal on servers of its own, for a measurement. */
export interface Portal {
  dependencies: Dependencies;
  /** Legal time. */
  now: Date;
  env: Record<string, string>;
  startWorker(): Promise<OwnProcess>;
  close(): Promise<void>;
}

/** As much as a MongoDB of its own would have at the least; the tests' share of it holds no hundred thousand notices. */
const mongoCacheGb = 1.5;
/** What package.json and docker-compose.yml give `npm run worker`: Node would let its memory grow with the machine's. */
const workerFlags = ['--max-old-space-size=256'];
const legalNow = '2026-06-02T08:00:00Z';

/**
 * Brings up MongoDB and Redis on free ports, and the portal in this process. `smtpUrl`: where mail goes; without it, it stays in the record. `clock`: legal time
 * stands still on a day that measurements know, or is real time, as it is where a portal is in use; a clock that stands still is read from the record again and again.
 */
export async function startPortal({
  smtpUrl,
  connections = 10,
  clock = 'standing',
}: {
  smtpUrl?: string;
  connections?: number;
  clock?: 'standing' | 'real';
}): Promise<Portal> {
  const servers = await startThrowAwayServers({
    binDir: path.join(projectRoot(), '.data', 'bin'),
    log: say,
    mongo: { cacheGb: mongoCacheGb },
  });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'forvarsel-bench-'));
  const env: Record<string, string> = {
    NODE_ENV: 'test',
    MONGODB_URI: servers.mongodbUri,
    REDIS_URL: servers.redisUrl,
    DATA_DIR: dataDir,
    ...(clock === 'standing' ? { DEMO_CLOCK: legalNow } : {}),
    SAMPLE_DATA: 'none',
    LOG_LEVEL: 'warn',
    MAIL_CONNECTIONS: String(connections),
    ...(smtpUrl ? { SMTP_URL: smtpUrl, MAIL_MODE: 'live', MAIL_ROUTE: 'direct' } : {}),
  };
  const dependencies = await buildDependencies(readConfig(env, 'web'));
  const workers: OwnProcess[] = [];
  return {
    dependencies,
    now: clock === 'standing' ? new Date(legalNow) : new Date(),
    env,
    async startWorker() {
      const worker = await startOwnProcess('bench/workerProcess', { env, flags: workerFlags });
      workers.push(worker);
      return worker;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await dependencies.close();
      await servers.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Progress, for whoever waits. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** One measurement, as a line for a program. */
export function report(result: object): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** MongoDB's process id. */
export async function mongoProcess({ dependencies }: Pick<Portal, 'dependencies'>): Promise<number> {
  return Number((await dependencies.mongoConnection.db?.admin().command({ serverStatus: 1 }))?.pid);
}

export function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

/** Asks every tenth of a second, or as often as `everyMs` says, until it holds; nothing that is measured depends on more than that. */
export async function until(
  holds: () => Promise<boolean>,
  { seconds, everyMs = 100 }: { seconds: number; everyMs?: number },
): Promise<void> {
  const giveUpAt = Date.now() + seconds * 1_000;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`It did not come true within ${seconds} seconds.`);
    await new Promise<void>((resolve) => setTimeout(resolve, everyMs));
  }
}
