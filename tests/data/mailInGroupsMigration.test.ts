import { migrate } from '../../src/data/migrations/migrate';
import { migrations } from '../../src/data/migrations/migrations';
import type { NoticeRecord } from '../../src/data/notice.model';
import type { SendingRecord } from '../../src/data/sending.model';
import { createTestbed, type Testbed } from '../support/testbed';
import { sentNotice } from '../workflows/delivery/sentNotice';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z' });
});
afterAll(() => testbed.close());

test('two notices planned by an older release: each is sent with its own content, and the index that slowed effects is gone', async () => {
  const { mongoConnection, data } = testbed.dependencies;
  const one = await sentNotice(testbed, 'OLD-1', { sent: false });
  const other = await sentNotice(testbed, 'OLD-2', { sent: false });
  await mongoConnection.collection<NoticeRecord>('notices').updateMany({}, { $unset: { commonHash: '' } });
  await mongoConnection.collection<SendingRecord>('sendings').updateMany({}, { $unset: { toName: '' } });
  await mongoConnection.collection('notices').createIndex({ changeId: 1, effect: 1 }, { name: 'of_change' });
  await data.settings.write(
    'migrations',
    { applied: migrations.slice(0, 5).map(({ id }) => id), owner: null, until: null },
    (await data.settings.find('migrations'))?.version ?? 0,
  );

  await migrate(mongoConnection, data.settings);
  await testbed.settle();

  for (const { notice } of [one, other]) expect((await notice()).state).toBe('accepted');
  const texts = (await testbed.mailbox()).map(({ text }) => text ?? '');
  expect(texts.filter((text) => text.includes('Sky for OLD-1 AS') && !text.includes('OLD-2'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('Sky for OLD-2 AS') && !text.includes('OLD-1'))).toHaveLength(1);
  expect((await mongoConnection.collection('notices').indexes()).map(({ name }) => name)).not.toContain('of_change');
});
