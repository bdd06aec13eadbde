import { importAgreements } from '../../src/workflows/import/importAgreements';
import { addition, expectValue, publish } from '../support/register';
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

/** Asked again and again while they come, so it must not read them all. */
const captured = () => testbed.dependencies.mongoConnection.collection('capturedMessages').estimatedDocumentCount();

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
  await until(async () => (await captured()) >= 1_000, { seconds: 180 });
  await until(() => allAccepted(changeId, 1_000), { seconds: 180 });

  expect(gone).toBeGreaterThan(0);
  const to = await recipients();
  expect(to).toHaveLength(1_000);
  expect(new Set(to).size).toBe(1_000);
}, 300_000);
