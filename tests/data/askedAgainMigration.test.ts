import { migrate } from '../../src/data/migrations/migrate';
import { migrations } from '../../src/data/migrations/migrations';
import { createTestbed, type Testbed } from '../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z' });
});
afterAll(() => testbed.close());

test.each(['questions', 'documentRequests'])(
  '%s: the index that let nobody ask the same twice is gone, what is open is still one',
  async (name) => {
    const { mongoConnection, data } = testbed.dependencies;
    const collection = mongoConnection.collection(name);
    await collection.createIndex({ dedupeKey: 1 }, { name: 'dedupeKey_unique', unique: true });
    const applied = migrations.map(({ id }) => id).filter((id) => id < '0015');
    await data.settings.write('migrations', { applied, owner: null, until: null }, (await data.settings.find('migrations'))?.version ?? 0);

    await migrate(mongoConnection, data.settings);

    const asked = (id: string, open: boolean) => ({ _id: id.repeat(24), reference: `${name}-${id}`, dedupeKey: 'same', open });
    await collection.insertMany([asked('a', false), asked('b', false), asked('c', true)] as never[]);
    await expect(collection.insertOne(asked('d', true) as never)).rejects.toMatchObject({ code: 11000 });
  },
);
