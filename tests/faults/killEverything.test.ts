import { prepareChange, registerMany } from '../../bench/support/registry';
import { type Bed, persist, startBed } from '../../faults/bed';
import { judge } from '../../faults/judge';
import { nothingStruck } from '../../faults/strikes';
import type { Taken } from '../../faults/turns';
import { until } from '../support/until';

const total = 400;

let bed: Bed;
beforeAll(async () => {
  bed = await startBed({ workers: 2, rate: 100, log: () => undefined });
}, 60_000);
afterAll(() => bed.close());

const count = (filter: object) => persist(() => bed.portal.dependencies.mongoConnection.collection('notices').countDocuments(filter));
const taken = async () => (await bed.askSink<Taken[]>({ ask: 'taken' })).length;

test('MongoDB, Redis and all workers killed at once, while notices are written and again while they are sent: every one arrives, and none twice without a mark', async () => {
  await registerMany(bed.portal, { service: 'video', count: total });
  const { publish } = await prepareChange(bed.portal, 'video');

  await publish();
  await until(async () => (await count({})) > 0, { seconds: 60 });
  await bed.killEverything();
  const takenBefore = await taken();
  await until(async () => (await taken()) >= takenBefore + 100, { seconds: 90 });
  await bed.killEverything();
  expect(await count({ receivedAt: null })).toBeGreaterThan(0);
  await until(async () => (await count({ receivedAt: { $ne: null } })) === total, { seconds: 120 });

  const judged = await judge(bed, { expected: total, struck: nothingStruck(), scripts: [] });
  expect(judged.wrong).toEqual([]);
  expect(judged).toMatchObject({ notices: total, lost: 0, duplicatesUnmarked: 0, strangers: 0 });
  expect(bed.diedByThemselves()).toBe(0);
}, 300_000);
