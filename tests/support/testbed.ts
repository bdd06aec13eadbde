import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Express } from 'express';
import type { Connection } from 'mongoose';
import PostalMime, { type Email } from 'postal-mime';
import { readConfig } from '../../src/config';
import { fillAdequacyList } from '../../src/data/migrations/fillAdequacyList';
import { buildDependencies, type Dependencies } from '../../src/dependencies';
import type { PersonActor, Role } from '../../src/domain/actor';
import { createApp } from '../../src/web/createApp';
import { startWorker } from '../../src/worker';
import { ensureDemoUsers } from '../../src/workflows/accounts/ensureDemoUsers';
import { advanceClock, settle } from '../../src/workflows/advanceClock';
import type { WorkflowContext } from '../../src/workflows/context';
import { testNamespace } from './namespace';

/** API keys of a testbed, each a person of its own. */
const keys = {
  admin: 'key-admin',
  publisher: 'key-publisher',
  publisher2: 'key-publisher-two',
  dpo: 'key-dpo',
  dpo2: 'key-dpo-two',
  auditor: 'key-auditor',
  system: 'key-system',
} as const;

export type Captured = Email & { id: string; envelopeTo: string[]; links: string[] };

export interface Testbed {
  dependencies: Dependencies;
  context: WorkflowContext;
  app: Express;
  keys: typeof keys;
  password: string;
  /** A person to act as in workflows. */
  person(role: Exclude<Role, 'system'>, personId?: string): PersonActor;
  /** Legal time. */
  now(): Promise<Date>;
  /** Moves the demo clock; everything that falls due on the way has happened when it resolves. */
  advanceTo(instant: string): Promise<void>;
  /** Does all that is due at the present legal time: notices written, mail sent, effects applied. */
  settle(): Promise<void>;
  /** What the capture server took, oldest first. */
  mailbox(filter?: { to?: string }): Promise<Captured[]>;
  close(): Promise<void>;
}

/** The whole portal on a database and a Redis prefix of its own, with a frozen demo clock. `worker: true` runs a real worker beside it, `digest: true` mails the demo users what is due. */
export async function createTestbed({
  now = '2026-06-01T08:00:00Z',
  worker = false,
  digest = false,
  env = {},
}: {
  now?: string;
  worker?: boolean;
  digest?: boolean;
  env?: Record<string, string>;
} = {}): Promise<Testbed> {
  const namespace = testNamespace(emptied.pop());
  const dataDir = mkdtempSync(path.join(tmpdir(), 'forvarsel-test-'));
  const password = 'a long test password';
  const config = readConfig(
    {
      NODE_ENV: 'test',
      MONGODB_URI: namespace.mongodbUri,
      REDIS_URL: namespace.redisUrl,
      REDIS_PREFIX: namespace.redisPrefix,
      DATA_DIR: dataDir,
      DEMO_CLOCK: now,
      DEMO_API_KEYS: Object.entries(keys)
        .map(([name, secret]) => `${name.replace(/\d$/, '')}=${secret}`)
        .join(','),
      DEMO_PASSWORD: password,
      SAMPLE_DATA: 'none',
      LOG_LEVEL: 'error',
      ...env,
    },
    'web',
  );
  const dependencies = await buildDependencies(config);
  const { context, clock } = dependencies;
  await insertDemoUsers(dependencies, { password, digest });
  const running = worker ? await startWorker(dependencies) : null;
  const admin: PersonActor = { kind: 'person', personId: 'test:clock', name: 'test', role: 'admin', via: 'cli' };
  return {
    dependencies,
    context,
    app: createApp(dependencies),
    keys,
    password,
    person: (role, personId = `test:${role}`) => ({ kind: 'person', personId, name: personId, role, via: 'session' }),
    now: () => clock.now(),
    async advanceTo(instant) {
      const moved = await advanceClock(context, { clock, to: new Date(instant), actor: admin });
      if (!moved.ok) throw new Error(`the clock was not moved: ${moved.refusal.code}`);
    },
    settle: async () => settle(context, await clock.now()),
    async mailbox({ to } = {}) {
      const messages = await dependencies.data.capturedMessages.list({ ...(to ? { to } : {}), limit: 10_000 });
      return Promise.all(
        messages.map(async ({ _id, to: envelopeTo, raw }) => {
          const email = await PostalMime.parse(Buffer.from(rawBytes(raw)));
          return { ...email, id: _id, envelopeTo, links: [...(email.text ?? '').matchAll(/https?:\/\/[^\s<>"]+/g)].map(([link]) => link) };
        }),
      );
    },
    async close() {
      await running?.stop();
      await empty(dependencies.mongoConnection);
      emptied.push(namespace.databaseName);
      await dependencies.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Of the first testbed in this worker: all have the same password, which is made to take its time. */
let demoUsers: Record<string, unknown>[] | null = null;

async function insertDemoUsers(
  { context, clock, mongoConnection }: Dependencies,
  { password, digest }: { password: string; digest: boolean },
): Promise<void> {
  const users = mongoConnection.collection('users');
  const now = await clock.now();
  if (demoUsers) {
    await users.insertMany(demoUsers.map((user) => ({ ...user, digest, createdAt: now })));
    return;
  }
  await ensureDemoUsers(context, { password, now });
  await users.updateMany({}, { $set: { digest } });
  demoUsers = await users.find().toArray();
}

/** Databases of testbeds that are closed: to empty one takes a tenth of the time that it takes to make its collections and indexes anew. */
const emptied: string[] = [];

/** Leaves what the migrations of an empty database leave, so that they need not run again. */
async function empty(connection: Connection): Promise<void> {
  const collections = await connection.listCollections();
  const migrated = { _id: { $ne: 'migrations' as never } };
  await Promise.all(collections.map(({ name }) => connection.collection(name).deleteMany(name === 'settings' ? migrated : {})));
  await fillAdequacyList(connection);
}

/** Lean documents carry BSON's Binary where the schema says Buffer. */
function rawBytes(raw: Buffer | { buffer: Uint8Array }): Uint8Array {
  return Buffer.isBuffer(raw) ? raw : raw.buffer;
}
