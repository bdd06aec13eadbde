import { addition, publish } from '../support/register';
import { until } from '../support/until';
import { allAccepted, createWorkerBed, importControllers, type WorkerBed } from './realWorker';

let bed: WorkerBed;
afterEach(() => bed.close());

test('MAIL_RATE=20 and two worker processes: no second of the mail server has more than twenty messages', async () => {
  bed = await createWorkerBed({ rate: 20 });
  const { testbed } = bed;
  await importControllers(testbed, 100);
  bed.spawnWorker();
  bed.spawnWorker();

  const { _id: changeId } = await publish(testbed, addition({ rollout: 'perAgreement' }), { andSettle: false });
  await until(() => allAccepted(testbed, changeId, 100));

  const perSecond = new Map<number, number>();
  for (const { at } of await bed.taken()) perSecond.set(Math.floor(at / 1_000), (perSecond.get(Math.floor(at / 1_000)) ?? 0) + 1);
  expect([...perSecond.values()].reduce((sum, count) => sum + count, 0)).toBe(100);
  expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(20);
}, 60_000);
