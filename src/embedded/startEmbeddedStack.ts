import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { lockDataDir } from './dataDirLock';
import { findServerProgram } from './findServerProgram';
import { type GuardedServer, type Guardian, startGuardian } from './guardian';
import { forgetServers, noteServers, waitForLeftServers } from './leftServers';
import { startMongo } from './mongoServer';
import { startRedis } from './redisServer';
import { mongoProgram, redisProgram } from './serverPrograms';

export type EmbeddedStackOptions = {
  dataDir: string;
  /** Where fetched programs are kept: always the project's own .data/bin, so that a new DATA_DIR fetches nothing again. */
  binDir: string;
  /** Servers that are there already; only what is missing is started. */
  mongodbUri?: string | undefined;
  redisUrl?: string | undefined;
  log: (message: string) => void;
  /** A server ended although nobody asked it to. */
  onServerLost?: (message: string) => void;
};

export type EmbeddedStack = { mongodbUri: string; redisUrl: string; stop(): Promise<void> };

/**
 * Brings up the MongoDB replica set and the Redis that were not given, with their data in DATA_DIR, on loopback (CONTRACT.md,
 * "Embedded stack"). Whatever becomes of this process, the servers end with it. Refuses when the DATA_DIR is in use, when a program
 * cannot be had, and when a server does not start; then nothing is left running.
 */
export async function startEmbeddedStack(options: EmbeddedStackOptions): Promise<EmbeddedStack> {
  const { dataDir, mongodbUri, redisUrl } = options;
  const lock = lockDataDir(dataDir);
  let guardian: Guardian | undefined;
  try {
    await waitForLeftServers(dataDir);
    const finding = { binDir: options.binDir, platform: `${process.platform}-${process.arch}`, log: options.log };
    mkdirSync(options.binDir, { recursive: true });
    const mongod = mongodbUri === undefined ? await findServerProgram(mongoProgram, finding) : null;
    const redisServer = redisUrl === undefined ? await findServerProgram(redisProgram, finding) : null;
    guardian = await startGuardian();
    const folder = (name: string): string => path.join(dataDir, name);
    const [mongo, redis] = await Promise.all([
      mongod === null ? null : startMongo(guardian, { program: mongod, folder: folder('mongo'), throwAway: false }),
      redisServer === null ? null : startRedis(guardian, { program: redisServer, folder: folder('redis'), throwAway: false }),
    ]);
    const servers: [string, GuardedServer | null][] = [
      ['Redis', redis],
      ['MongoDB', mongo],
    ];
    noteServers(dataDir, [guardian.pid, ...servers.flatMap(([, server]) => server?.pid ?? [])]);

    let stopping = false;
    for (const [name, server] of servers) {
      server?.exited.then(({ code, signal }) => {
        if (!stopping)
          options.onServerLost?.(`${name} ended unexpectedly (${signal ?? `exit code ${code}`}). Its log is under ${dataDir}.`);
      });
    }
    const running = guardian;
    return {
      mongodbUri: mongodbUri ?? mongo?.uri ?? '',
      redisUrl: redisUrl ?? redis?.uri ?? '',
      stop: async () => {
        stopping = true;
        for (const [, server] of servers) await server?.stop();
        await running.release();
        forgetServers(dataDir);
        lock.release();
      },
    };
  } catch (error) {
    await guardian?.release();
    lock.release();
    throw error;
  }
}
