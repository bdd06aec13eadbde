import { addition, publish } from '../support/register';
import type { Testbed } from '../support/testbed';
import { until } from '../support/until';
import { allAccepted, createWorkerBed, importControllers, type WorkerBed } from './realWorker';

let bed: WorkerBed;
afterEach(() => bed.close());

test('MAIL_RATE=20 and two worker processes: no second of the one clock permits more than twenty, and a hundred take the mail server five of them', async () => {
  bed = await createWorkerBed({ rate: 20 });
  const { testbed } = bed;
  await importControllers(testbed, 100);
  bed.spawnWorker();
  bed.spawnWorker();

  const { _id: changeId } = await publish(testbed, addition({ rollout: 'perAgreement' }), { andSettle: false });
  await until(() => allAccepted(testbed, changeId, 100), { seconds: 60 });

  const permitted = await permitsBySecond(testbed);
  expect(Math.max(...permitted)).toBeLessThanOrEqual(20);
  expect(permitted.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(100);
  const times = (await bed.taken()).map(({ at }) => at);
  expect(times).toHaveLength(100);
  // Five seconds' worth lie four seconds apart; the first may have been on its way for up to one.
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThanOrEqual(3_000);
}, 120_000);

/** What was permitted in each second of Redis's clock. */
async function permitsBySecond({ dependencies: { redis, config } }: Testbed): Promise<number[]> {
  const keys = await redis.keys(`${config.redisPrefix}:rate:*`);
  return Promise.all(keys.map(async (key) => Number(await redis.get(key))));
}
