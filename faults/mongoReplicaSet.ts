import { mkdirSync } from 'node:fs';
import path from 'node:path';
import mongoose from 'mongoose';
import { findServerProgram } from '../src/embedded/findServerProgram';
import type { GuardedServer, Guardian } from '../src/embedded/guardian';
import { freePort } from '../src/embedded/ports';
import { mongoProgram } from '../src/embedded/serverPrograms';
import { accepts, untilReady } from '../src/embedded/waiting';
import { projectRoot } from '../src/projectRoot';
import { until } from './until';

const setName = 'forvarsel';
const startMs = 60_000;

interface Member {
  host: string;
  server: GuardedServer;
  start(): Promise<GuardedServer>;
}

/** MongoDB as in production: three members, one of them the primary, on loopback. */
export interface MongoReplicaSet {
  uri: string;
  /** The primary goes back into the row and another is elected. */
  stepDown(): Promise<void>;
  /** Kills the primary with SIGKILL. Answers how to bring it back. */
  killPrimary(): Promise<{ bringBack(): Promise<void> }>;
  /** Kills a secondary with SIGKILL. With the primary gone too, nobody is left who could elect. */
  killSecondary(): Promise<{ bringBack(): Promise<void> }>;
  hasPrimary(): Promise<boolean>;
}

/** Starts three members in `folder` under `guardian`, and waits until one is primary. `electionTimeoutMs`: how long they wait for a silent primary. */
export async function startMongoReplicaSet(
  guardian: Guardian,
  { folder, electionTimeoutMs, log }: { folder: string; electionTimeoutMs: number; log: (text: string) => void },
): Promise<MongoReplicaSet> {
  const platform = `${process.platform}-${process.arch}`;
  const program = await findServerProgram(mongoProgram, { binDir: path.join(projectRoot(), '.data', 'bin'), platform, log });
  const members = await Promise.all(
    [0, 1, 2].map((index) => startMember(guardian, { program, folder: path.join(folder, `mongo${index}`), index })),
  );
  const hosts = members.map(({ host }) => host);
  await onMember(hosts[0] ?? '', (admin) =>
    admin.command({
      replSetInitiate: {
        _id: setName,
        members: hosts.map((host, index) => ({ _id: index, host })),
        settings: { electionTimeoutMillis: electionTimeoutMs, heartbeatIntervalMillis: Math.min(2_000, electionTimeoutMs / 2) },
      },
    }),
  );

  async function find(role: 'primary' | 'secondary'): Promise<Member | undefined> {
    for (const member of members) {
      const hello = await onMember(member.host, (admin) => admin.command({ hello: 1 })).catch(() => null);
      if (role === 'primary' ? hello?.isWritablePrimary : hello?.secondary) return member;
    }
    return undefined;
  }
  async function theOne(role: 'primary' | 'secondary'): Promise<Member> {
    let found: Member | undefined;
    await until(
      async () => {
        found = await find(role);
        return found !== undefined;
      },
      { seconds: 60, what: `a ${role}` },
    );
    if (!found) throw new Error(`there is no ${role}`);
    return found;
  }
  async function kill(role: 'primary' | 'secondary') {
    const member = await theOne(role);
    process.kill(member.server.pid, 'SIGKILL');
    await member.server.exited;
    return {
      async bringBack() {
        member.server = await member.start();
      },
    };
  }

  await theOne('primary');
  await theOne('secondary');
  return {
    uri: `mongodb://${hosts.join(',')}/forvarsel?replicaSet=${setName}`,
    async stepDown() {
      const { host } = await theOne('primary');
      await onMember(host, (admin) => admin.command({ replSetStepDown: 10, secondaryCatchUpPeriodSecs: 5 }));
    },
    killPrimary: () => kill('primary'),
    killSecondary: () => kill('secondary'),
    hasPrimary: async () => (await find('primary')) !== undefined,
  };
}

async function startMember(
  guardian: Guardian,
  { program, folder, index }: { program: string; folder: string; index: number },
): Promise<Member> {
  mkdirSync(path.join(folder, 'data'), { recursive: true, mode: 0o700 });
  const port = await freePort();
  const logFile = path.join(folder, 'mongod.log');
  const args = [
    ...['--dbpath', path.join(folder, 'data'), '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
    ...['--replSet', setName, '--oplogSize', '64', '--wiredTigerCacheSizeGB', '0.25', '--quiet'],
    ...['--setParameter', 'transactionLifetimeLimitSeconds=20', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=0'],
  ];
  const start = async (): Promise<GuardedServer> => {
    const server = await guardian.spawnServer({ id: `mongod${index}`, command: program, args, logFile });
    await untilReady(server, { name: 'mongod', logFile, milliseconds: startMs }, () => accepts(port));
    return server;
  };
  return { host: `127.0.0.1:${port}`, server: await start(), start };
}

/** By a connection of its own to this one member. */
async function onMember(
  host: string,
  act: (admin: mongoose.mongo.Db) => Promise<mongoose.mongo.Document>,
): Promise<mongoose.mongo.Document> {
  const client = new mongoose.mongo.MongoClient(`mongodb://${host}/?directConnection=true`, { serverSelectionTimeoutMS: 2_000 });
  try {
    await client.connect();
    return await act(client.db('admin'));
  } finally {
    await client.close();
  }
}
