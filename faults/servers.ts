import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findServerProgram } from '../src/embedded/findServerProgram';
import { type GuardedServer, startGuardian } from '../src/embedded/guardian';
import { startMongo } from '../src/embedded/mongoServer';
import { startRedis } from '../src/embedded/redisServer';
import { mongoProgram, redisProgram } from '../src/embedded/serverPrograms';
import { projectRoot } from '../src/projectRoot';

/** A MongoDB and a Redis that can be struck down and come back on the same port, with what they had written. */
export interface StrikableServers {
  mongodbUri: string;
  redisUrl: string;
  /** Where workers and runs keep what belongs to nobody else. */
  folder: string;
  /** Stops answering without closing anything, for this long. */
  freezeRedis(milliseconds: number): Promise<void>;
  killRedis(): Promise<void>;
  /** Puts aside what Redis has on disk now. */
  keepRedisCopy(): void;
  /** Kills Redis and starts it from the copy that was kept; from nothing where there is none. */
  restartRedisFromCopy(): Promise<void>;
  killMongo(): Promise<void>;
  /** Both at once; neither comes back before both are gone. */
  killBoth(): Promise<void>;
  stop(): Promise<void>;
}

/** Writes wait for the disk, as they would outside: a record that is acknowledged must survive its server. */
export async function startStrikableServers(log: (text: string) => void): Promise<StrikableServers> {
  const platform = `${process.platform}-${process.arch}`;
  const binDir = path.join(projectRoot(), '.data', 'bin');
  const mongod = await findServerProgram(mongoProgram, { binDir, platform, log });
  const redisServer = await findServerProgram(redisProgram, { binDir, platform, log });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'forvarsel-faults-'));
  const redisFolder = path.join(folder, 'redis');
  const guardian = await startGuardian();
  guardian.removeAtEnd(folder);
  const runMongo = () =>
    startMongo(guardian, {
      program: mongod,
      folder: path.join(folder, 'mongo'),
      throwAway: false,
      // Lets commits be made to fail from outside (failCommand).
      parameters: ['enableTestCommands=1'],
    });
  const runRedis = () => startRedis(guardian, { program: redisServer, folder: redisFolder, throwAway: false });
  try {
    let [mongo, redis] = await Promise.all([runMongo(), runRedis()]);
    const { uri: mongodbUri } = mongo;
    const { uri: redisUrl } = redis;
    const files = path.join(redisFolder, 'appendonlydir');
    const copy = path.join(folder, 'redis-copy');
    return {
      mongodbUri,
      redisUrl,
      folder,
      async freezeRedis(milliseconds) {
        const { pid } = redis;
        process.kill(pid, 'SIGSTOP');
        await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
        process.kill(pid, 'SIGCONT');
      },
      async killRedis() {
        await kill(redis);
        redis = await runRedis();
        mustBe(redis.uri, redisUrl);
      },
      keepRedisCopy() {
        rmSync(copy, { recursive: true, force: true });
        cpSync(files, copy, { recursive: true });
      },
      async restartRedisFromCopy() {
        await kill(redis);
        rmSync(files, { recursive: true, force: true });
        if (existsSync(copy)) cpSync(copy, files, { recursive: true });
        redis = await runRedis();
        mustBe(redis.uri, redisUrl);
      },
      async killMongo() {
        await kill(mongo);
        mongo = await runMongo();
        mustBe(mongo.uri, mongodbUri);
      },
      async killBoth() {
        await Promise.all([kill(mongo), kill(redis)]);
        [mongo, redis] = await Promise.all([runMongo(), runRedis()]);
        mustBe(mongo.uri, mongodbUri);
        mustBe(redis.uri, redisUrl);
      },
      stop: () => guardian.release(),
    };
  } catch (error) {
    await guardian.release();
    throw error;
  }
}

async function kill(server: GuardedServer): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
}

function mustBe(address: string, before: string): void {
  if (address !== before) throw new Error(`A server came back at ${address} instead of ${before}: somebody else took its port meanwhile.`);
}
