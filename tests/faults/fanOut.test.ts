import path from 'node:path';
import { importAgreements } from '../../src/workflows/import/importAgreements';
import { addition, expectValue, publish } from '../support/register';
import { spawnTypeScript, type TypeScriptProcess } from '../support/spawnTypeScript';
import { createTestbed, type Testbed } from '../support/testbed';
import { until } from '../support/until';

let testbed: Testbed;
afterEach(() => testbed.close());

async function importControllers(count: number): Promise<void> {
  const rows = Array.from(
    { length: count },
    (_, index) =>
      `Virksomhet ${index};;AVT-${index};${index % 2 ? 'dfo-2020-general' : 'videonor'};video;2025-01-15;personvern@v${index}.example;;nb`,
  );
  const csv = Buffer.from(
    `controller;organisationNumber;agreement;preset;services;signedOn;contactEmail;contactName;locale\n${rows.join('\n')}\n`,
  );
  const report = await importAgreements(testbed.context, { actor: testbed.person('admin'), now: await testbed.now(), csv, dryRun: false });
  expect(expectValue(report)).toMatchObject({ added: count, errors: [] });
}

/** Empties this testbed's part of Redis, as FLUSHALL would: queues, waiting jobs, locks. */
async function emptyRedis(): Promise<number> {
  const { redis, config } = testbed.dependencies;
  const keys = await redis.keys(`${config.redisPrefix.replace(/[[\]*?]/g, '\\$&')}*`);
  return keys.length > 0 ? redis.del(...keys) : 0;
}

async function recipients(): Promise<string[]> {
  const messages = await testbed.dependencies.data.capturedMessages.list({ limit: 10_000 });
  return messages.flatMap(({ to }) => to);
}

const captured = () => testbed.dependencies.data.capturedMessages.count();

async function allAccepted(changeId: string, count: number): Promise<boolean> {
  const { states } = await testbed.dependencies.data.notices.countsOfChange(changeId);
  return states.accepted === count;
}

test('a thousand notices from one publish, Redis emptied in the middle: exactly a thousand messages', async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z', worker: true });
  await importControllers(1_000);

  const publishing = publish(testbed, addition({ rollout: 'perAgreement' }), { andSettle: false });
  const { _id: changeId } = await publishing;
  await until(async () => (await captured()) >= 200, { seconds: 90 });
  const gone = await emptyRedis();
  await until(() => allAccepted(changeId, 1_000), { seconds: 180 });

  expect(gone).toBeGreaterThan(0);
  const to = await recipients();
  expect(to).toHaveLength(1_000);
  expect(new Set(to).size).toBe(1_000);
}, 300_000);

describe('a worker killed with -9 in the middle', () => {
  const workers: TypeScriptProcess[] = [];
  afterEach(() => {
    for (const worker of workers.splice(0)) worker.child.kill('SIGKILL');
  });

  function startWorkerProcess(): TypeScriptProcess {
    const { config } = testbed.dependencies;
    const env = {
      NODE_ENV: 'test',
      MONGODB_URI: config.mongodbUri,
      REDIS_URL: config.redisUrl,
      REDIS_PREFIX: config.redisPrefix,
      DATA_DIR: config.dataDir,
      DEMO_CLOCK: '2026-06-02T08:00:00Z',
      LOG_LEVEL: 'silent',
    };
    const worker = spawnTypeScript(path.join(__dirname, 'workerProcess.ts'), [], env);
    workers.push(worker);
    return worker;
  }

  test('the next one finishes: nobody is lost, and whoever was mailed twice is marked as a repeat', async () => {
    testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
    await importControllers(300);
    const first = startWorkerProcess();
    await first.nextMessage();
    const { _id: changeId } = await publish(testbed, addition({ rollout: 'perAgreement' }), { andSettle: false });
    await until(async () => (await captured()) >= 60, { seconds: 60 });

    first.child.kill('SIGKILL');
    await first.ended;
    const before = await captured();
    const second = startWorkerProcess();
    await second.nextMessage();
    // What it was writing stays locked until MongoDB gives up its transaction.
    await until(() => allAccepted(changeId, 300), { seconds: 80 });

    expect(before).toBeLessThan(300);
    const to = await recipients();
    expect(new Set(to).size).toBe(300);
    const twice = to.filter((address, index) => to.indexOf(address) !== index);
    for (const address of twice) {
      const sending = await testbed.dependencies.mongoConnection.collection('sendings').findOne({ to: address });
      expect(sending?.attempts).toContainEqual(expect.objectContaining({ repeat: true }));
    }
  }, 240_000);
});
