import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import type { GuardedServer, Guardian } from './guardian';
import { startOnKeptPort } from './ports';
import { accepts, ServerDidNotStart, untilReady } from './waiting';

const START_MILLISECONDS = 30_000;

export type RedisOptions = {
  program: string;
  folder: string;
  /** Data of a test run: nothing of it survives. */
  throwAway: boolean;
};

/** Starts Redis or Valkey on loopback with an append-only file and without eviction (a queue must not lose jobs), and waits for its data. */
export async function startRedis(guardian: Guardian, options: RedisOptions): Promise<GuardedServer & { uri: string }> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  return startOnKeptPort(options.folder, (port) => startRedisOn(port, guardian, options));
}

async function startRedisOn(
  port: number,
  guardian: Guardian,
  { program, folder, throwAway }: RedisOptions,
): Promise<GuardedServer & { uri: string }> {
  const logFile = path.join(folder, 'server.log');
  const args = [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
    ...['--appendonly', throwAway ? 'no' : 'yes', '--maxmemory-policy', 'noeviction'],
  ];
  const server = await guardian.spawnServer({ id: 'redis', command: program, args, logFile });
  await untilReady(server, { name: 'Redis', logFile, milliseconds: START_MILLISECONDS }, () => accepts(port));

  const client = new Redis({ host: '127.0.0.1', port, lazyConnect: true });
  try {
    await client.connect();
    const pid = Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
    if (pid !== server.pid) throw new ServerDidNotStart(`Port ${port} belongs to another Redis (pid ${pid}).`);
  } finally {
    client.disconnect();
  }
  return { ...server, uri: `redis://127.0.0.1:${port}` };
}
