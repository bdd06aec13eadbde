import { mkdirSync } from 'node:fs';
import path from 'node:path';
import mongoose from 'mongoose';
import type { GuardedServer, Guardian } from './guardian';
import { startOnKeptPort } from './ports';
import { accepts, ServerDidNotStart, untilReady } from './waiting';

const REPLICA_SET = 'forvarsel';
const START_MILLISECONDS = 60_000;

type ReplicaSetConfig = { version: number; members: { _id: number; host: string }[] } & Record<string, unknown>;

export type MongoOptions = {
  program: string;
  folder: string;
  /** Data of a test run: nothing of it survives, so writes need not wait for the disk. */
  throwAway: boolean;
  /** Of WiredTiger, in gigabytes; a modest one unless told. */
  cacheGb?: number;
  /** More for `--setParameter`, such as what only faults are injected with. */
  parameters?: string[];
};

/** Starts mongod on loopback as a one-node replica set (transactions need one) and waits until it is primary. */
export async function startMongo(guardian: Guardian, options: MongoOptions): Promise<GuardedServer & { uri: string }> {
  mkdirSync(path.join(options.folder, 'data'), { recursive: true, mode: 0o700 });
  return startOnKeptPort(options.folder, (port) => startMongoOn(port, guardian, options));
}

async function startMongoOn(
  port: number,
  guardian: Guardian,
  { program, folder, throwAway, cacheGb = throwAway ? 0.25 : 0.5, parameters = [] }: MongoOptions,
): Promise<GuardedServer & { uri: string }> {
  const logFile = path.join(folder, 'mongod.log');
  const args = [
    ...['--dbpath', path.join(folder, 'data'), '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
    ...['--replSet', REPLICA_SET, '--oplogSize', throwAway ? '64' : '256'],
    ...['--wiredTigerCacheSizeGB', String(cacheGb), '--quiet'],
    // Alone in its set, it has nobody to hand over to: without this a stop takes 15 seconds.
    ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=0'],
    // A worker that is killed leaves its transaction open, and what it wrote is locked until MongoDB gives up: a minute unless told.
    ...['--setParameter', 'transactionLifetimeLimitSeconds=20'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ...parameters.flatMap((parameter) => ['--setParameter', parameter]),
  ];
  const server = await guardian.spawnServer({ id: 'mongod', command: program, args, logFile });
  const waiting = { name: 'mongod', logFile, milliseconds: START_MILLISECONDS };
  await untilReady(server, waiting, () => accepts(port));

  const host = `127.0.0.1:${port}`;
  const client = new mongoose.mongo.MongoClient(`mongodb://${host}/?directConnection=true`, { serverSelectionTimeoutMS: 10_000 });
  try {
    await client.connect();
    const admin = client.db('admin');
    await refuseForeignServer(admin, server, port);
    await untilReady(server, waiting, async () => {
      try {
        await nameThisPort(admin, host, throwAway);
        return (await admin.command({ hello: 1 })).isWritablePrimary ? true : null;
      } catch (error) {
        // A node whose set has got another name for it may drop its connections, answers and all: asked again, it says how far it came.
        if (error instanceof mongoose.mongo.MongoNetworkError) return null;
        throw error;
      }
    });
  } finally {
    await client.close();
  }
  return { ...server, uri: `mongodb://${host}/forvarsel?replicaSet=${REPLICA_SET}` };
}

/** Somebody else's mongod may have taken the port first; its data must not be touched. */
async function refuseForeignServer(admin: mongoose.mongo.Db, server: GuardedServer, port: number): Promise<void> {
  const { pid } = await admin.command({ serverStatus: 1 });
  if (Number(pid) !== server.pid) throw new ServerDidNotStart(`Port ${port} belongs to another mongod (pid ${Number(pid)}).`);
}

/** A replica set's own record holds host and port of its member; after a start on another port the node is no member of it. */
async function nameThisPort(admin: mongoose.mongo.Db, host: string, throwAway: boolean): Promise<void> {
  const config = await readReplicaSetConfig(admin);
  if (config === null) {
    const speed = throwAway ? { writeConcernMajorityJournalDefault: false } : {};
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }], ...speed } });
    return;
  }
  if (config.members.length === 1 && config.members[0]?.host === host) return;
  await admin.command({
    replSetReconfig: { ...config, version: config.version + 1, members: [{ _id: 0, host }] },
    force: true,
  });
}

async function readReplicaSetConfig(admin: mongoose.mongo.Db): Promise<ReplicaSetConfig | null> {
  const notYetInitialized = 94;
  try {
    return (await admin.command({ replSetGetConfig: 1 })).config as ReplicaSetConfig;
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError && error.code === notYetInitialized) return null;
    throw error;
  }
}
