import { addition, publish } from '../support/register';
import type { TypeScriptProcess } from '../support/spawnTypeScript';
import type { Testbed } from '../support/testbed';
import { until } from '../support/until';
import { allAccepted, createWorkerBed, importControllers, type WorkerBed } from './realWorker';

let bed: WorkerBed;
let workers: TypeScriptProcess[];
beforeAll(async () => {
  bed = await createWorkerBed({ rate: 20 });
  workers = [bed.spawnWorker(), bed.spawnWorker()];
}, 60_000);
afterAll(() => bed.close());

/** Publishes a change to as many new controllers. Answers what the mail server took of it, whenever it is asked. */
async function publishTo(count: number, service: string) {
  const before = (await bed.taken()).length;
  await importControllers(bed.testbed, { count, service });
  const { _id: changeId } = await publish(bed.testbed, addition({ services: [service], rollout: 'perAgreement' }), { andSettle: false });
  return { changeId, taken: async () => (await bed.taken()).slice(before) };
}

test('MAIL_RATE=20 and two worker processes: no second of the one clock permits more than twenty, and a hundred take the mail server five of them', async () => {
  const { testbed } = bed;

  const { changeId, taken } = await publishTo(100, 'video');
  await until(() => allAccepted(testbed, changeId, 100), { seconds: 60 });

  const permitted = await permitsBySecond(testbed);
  expect(Math.max(...permitted)).toBeLessThanOrEqual(20);
  expect(permitted.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(100);
  const times = (await taken()).map(({ at }) => at);
  expect(times).toHaveLength(100);
  // Five seconds' worth lie four seconds apart; the first may have been on its way for up to one.
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThanOrEqual(3_000);
}, 120_000);

test('workers that get SIGTERM in the middle of a fan-out: they end by themselves with nothing left leased, and the next one sends the rest once each', async () => {
  const { testbed } = bed;
  const { changeId, taken } = await publishTo(60, 'chat');
  await until(async () => (await taken()).length >= 20, { seconds: 60 });

  for (const { child } of workers) child.kill('SIGTERM');
  const ended = await Promise.all(workers.map((worker) => worker.ended));

  expect(ended).toEqual(workers.map(() => ({ code: 0, signal: null })));
  const before = (await taken()).length;
  expect(before).toBeLessThan(60);
  const sendings = testbed.dependencies.mongoConnection.collection('sendings');
  expect(await sendings.countDocuments({ state: 'sending' })).toBe(0);
  expect(await sendings.countDocuments({ changeId, state: 'accepted' })).toBe(before);
  bed.spawnWorker();
  await until(() => allAccepted(testbed, changeId, 60), { seconds: 60 });
  const to = (await taken()).map((message) => message.to);
  expect(to).toHaveLength(60);
  expect(new Set(to).size).toBe(60);
}, 150_000);

/** What was permitted in each second of Redis's clock. */
async function permitsBySecond({ dependencies: { redis, config } }: Testbed): Promise<number[]> {
  const keys = await redis.keys(`${config.redisPrefix}:rate:*`);
  return Promise.all(keys.map(async (key) => Number(await redis.get(key))));
}
