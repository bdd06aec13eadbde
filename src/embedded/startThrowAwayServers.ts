import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findServerProgram } from './findServerProgram';
import { startGuardian } from './guardian';
import { type MongoOptions, startMongo } from './mongoServer';
import { startRedis } from './redisServer';
import { mongoProgram, redisProgram } from './serverPrograms';

/**
 * Starts a MongoDB replica set and a Redis for one test run, on free ports in a folder of the system's temporary directory. Servers and
 * folder are gone after `stop`, and also when this process is killed. Nothing in them survives, so writes do not wait for the disk.
 */
export async function startThrowAwayServers({
  binDir,
  log,
  mongo: mongoOptions = {},
}: {
  binDir: string;
  log: (message: string) => void;
  mongo?: Pick<MongoOptions, 'cacheGb'>;
}): Promise<{ mongodbUri: string; redisUrl: string; stop(): Promise<void> }> {
  const platform = `${process.platform}-${process.arch}`;
  const mongod = await findServerProgram(mongoProgram, { binDir, platform, log });
  const redisServer = await findServerProgram(redisProgram, { binDir, platform, log });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'forvarsel-test-'));
  const guardian = await startGuardian();
  guardian.removeAtEnd(folder);
  try {
    const [mongo, redis] = await Promise.all([
      startMongo(guardian, { program: mongod, folder: path.join(folder, 'mongo'), throwAway: true, ...mongoOptions }),
      startRedis(guardian, { program: redisServer, folder: path.join(folder, 'redis'), throwAway: true }),
    ]);
    return { mongodbUri: mongo.uri, redisUrl: redis.uri, stop: () => guardian.release() };
  } catch (error) {
    await guardian.release();
    throw error;
  }
}
