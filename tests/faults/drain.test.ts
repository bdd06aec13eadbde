import { addition, publish } from '../support/register';
import { until } from '../support/until';
import { allAccepted, createWorkerBed, importControllers, type WorkerBed } from './realWorker';

let bed: WorkerBed;
afterEach(() => bed.close());

test('a worker that gets SIGTERM in the middle of a fan-out: it ends by itself with nothing left leased, and the next one sends the rest once each', async () => {
  bed = await createWorkerBed({ rate: 20 });
  const { testbed } = bed;
  await importControllers(testbed, 60);
  const first = bed.spawnWorker();
  const { _id: changeId } = await publish(testbed, addition({ rollout: 'perAgreement' }), { andSettle: false });
  await until(async () => (await bed.taken()).length >= 20, { seconds: 60 });

  first.child.kill('SIGTERM');
  const ended = await first.ended;

  expect(ended).toEqual({ code: 0, signal: null });
  const before = (await bed.taken()).length;
  expect(before).toBeLessThan(60);
  const sendings = testbed.dependencies.mongoConnection.collection('sendings');
  expect(await sendings.countDocuments({ state: 'sending' })).toBe(0);
  expect(await sendings.countDocuments({ state: 'accepted' })).toBe(before);
  bed.spawnWorker();
  await until(() => allAccepted(testbed, changeId, 60), { seconds: 60 });
  const to = (await bed.taken()).map((message) => message.to);
  expect(to).toHaveLength(60);
  expect(new Set(to).size).toBe(60);
}, 150_000);
