import { receivedChange } from '../../bench/support/received';
import { type RunningWorker, startWorker } from '../../src/worker';
import { addition, publish } from '../support/register';
import { createTestbed, type Testbed } from '../support/testbed';
import { until } from '../support/until';
import { importControllers } from './realWorker';

let testbed: Testbed;
afterEach(() => testbed.close());

const count = (collection: string, filter: object) => testbed.dependencies.mongoConnection.collection(collection).countDocuments(filter);

/** A worker that is told to stop as soon as something is written, when mail goes to the queue after it. Resolves when it has stopped. */
async function stopInTheMiddle({ begin, written }: { begin?: () => Promise<unknown>; written: () => Promise<number> }): Promise<void> {
  const { dependencies } = testbed;
  const { courier } = dependencies.context;
  let worker: RunningWorker | null = null;
  let stopping: Promise<void> | null = null;
  const enqueue: typeof courier.enqueue = async (name, ...rest) => {
    if (name === 'sendMail' && worker && (await written()) > 0) stopping ??= worker.stop();
    return courier.enqueue(name, ...rest);
  };
  worker = await startWorker({ ...dependencies, context: { ...dependencies.context, courier: { ...courier, enqueue } } });
  await begin?.();
  await until(async () => stopping !== null);
  await stopping;
}

test('a worker told to stop while notices are being written: it ends with what it was writing, and another goes on from there', async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z', env: { CHECK_WAYS_BACK: 'off' } });
  await importControllers(testbed, { count: 300, service: 'video' });
  let changeId = '';

  await stopInTheMiddle({
    async begin() {
      ({ _id: changeId } = await publish(testbed, addition({ services: ['video'], rollout: 'perAgreement' }), { andSettle: false }));
    },
    written: () => count('notices', { changeId }),
  });

  expect(await count('notices', { changeId })).toBe(250);
  const next = await startWorker(testbed.dependencies);
  await until(async () => (await count('notices', { changeId })) === 300);
  await next.stop();
  expect(await count('sendings', { changeId, kind: 'notice' })).toBe(300);
}, 120_000);

test('a worker told to stop while effects are being applied: it ends with what it was writing, and another goes on from there', async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z', env: { CHECK_WAYS_BACK: 'off' } });
  const { dependencies } = testbed;
  const { changeId } = await receivedChange({ dependencies, now: await testbed.now() }, { service: 'video', notices: 2_100 });
  // Nothing but effects falls due.
  await dependencies.mongoConnection.collection('notices').updateMany({ changeId }, { $set: { 'followUps.nextAt': null } });
  await dependencies.mongoConnection.collection('agreements').updateMany({}, { $set: { noticesDue: false } });
  await dependencies.clock.moveTo(new Date('2026-06-30T22:00:00Z'));
  const inEffect = () => count('notices', { changeId, effect: 'inEffect' });

  await stopInTheMiddle({ written: inEffect });

  const [before, entries] = [await inEffect(), await count('annexEntries', { addedByChangeId: changeId })];
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(2_100);
  expect(entries).toBe(before);
  expect((await dependencies.data.changes.find(changeId))?.status).toBe('published');
  const next = await startWorker(dependencies);
  await until(async () => (await dependencies.data.changes.find(changeId))?.status === 'completed');
  await next.stop();
  expect(await inEffect()).toBe(2_100);
  expect(await count('annexEntries', { addedByChangeId: changeId })).toBe(2_100);
}, 120_000);
