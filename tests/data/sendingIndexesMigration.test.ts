import { indexes } from '../../src/data/indexes';
import { migrate } from '../../src/data/migrations/migrate';
import { migrations } from '../../src/data/migrations/migrations';
import { createTestbed, type Testbed } from '../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());

const indexNames = async () =>
  (await testbed.dependencies.mongoConnection.collection('sendings').indexes()).map(({ name }) => String(name)).sort();

test('sendings of an older release: the indexes that another took the place of are gone, and none else', async () => {
  const { mongoConnection, data } = testbed.dependencies;
  await mongoConnection.collection('sendings').createIndexes([
    { key: { noticeId: 1, kind: 1 }, name: 'of_notice' },
    { key: { changeId: 1, kind: 1 }, name: 'of_change' },
    { key: { agreementId: 1 }, name: 'of_agreement' },
    { key: { addressKept: 1 }, name: 'address_kept', partialFilterExpression: { addressKept: true } },
  ]);
  await data.settings.write(
    'migrations',
    { applied: migrations.map(({ id }) => id).filter((id) => id < '0021'), owner: null, until: null },
    (await data.settings.find('migrations'))?.version ?? 0,
  );

  await migrate(mongoConnection, data.settings);

  const wanted = indexes.filter(({ collection }) => collection === 'sendings').map(({ options }) => options.name);
  expect(await indexNames()).toEqual([...wanted, '_id_'].sort());
});

test.each([
  ['of some notices', { noticeId: { $in: ['6b0327c3db3c328be7421f80', '6b0327c3db3c328be7421f81'] } }, 'of_notice_or_agreement'],
  ['of an agreement, beside its notices', { agreementId: '6b0327c3db3c328be7421f80', noticeId: null }, 'of_notice_or_agreement'],
  ['that came back, by address', { addressKept: true }, 'addresses_kept'],
])('sendings %s are found by an index', async (_which, filter, name) => {
  const plan = await testbed.dependencies.mongoConnection.collection('sendings').find(filter).explain('queryPlanner');
  expect(JSON.stringify(plan.queryPlanner.winningPlan)).toContain(`"indexName":"${name}"`);
});
