import { createModels } from '../../src/data/models';
import { updateTogether } from '../../src/data/updateTogether';
import { createTestbed, type Testbed } from '../support/testbed';
import { sentNotice } from '../workflows/delivery/sentNotice';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());

async function threeSendings(prefix: string) {
  const { data, mongoConnection } = testbed.dependencies;
  const models = createModels(mongoConnection);
  const sent = [];
  for (const number of [1, 2, 3]) sent.push(...(await (await sentNotice(testbed, `${prefix}-${number}`)).sendings()));
  const ids = sent.map(({ _id }) => _id);
  return { models, ids, read: () => Promise.all(ids.map((id) => data.sendings.find(id))) };
}

test('records written together each get their own values and keep the rest, whatever the values look like', async () => {
  const { models, ids, read } = await threeSendings('OWN');
  const before = await read();
  const names = ['$toName', '', 'Åse-Lill $$ROOT'];
  const statedAt = new Date('2026-06-02T08:00:00Z');
  const matched = await updateTogether(
    models.sendings,
    ids.map((id, index) => ({
      id,
      where: { state: before[index]?.state },
      set: { toName: names[index], statedAt: new Date(statedAt), leaseOwner: null },
      append: { attempts: { response: `$250 number ${index}` } },
    })),
  );
  expect(matched).toBe(3);
  expect(await read()).toEqual(
    before.map((record, index) => ({
      ...record,
      ...{ toName: names[index], statedAt, leaseOwner: null },
      attempts: [...(record?.attempts ?? []), { response: `$250 number ${index}` }],
    })),
  );
});

test('of records written together, one whose condition does not hold is left alone and not counted', async () => {
  const { models, ids, read } = await threeSendings('LEFT');
  const wanted = ['one', 'another', 'third'];
  const changes = ids.map((id, index) => ({ id, where: index === 1 ? { state: 'refused' } : {}, set: { toName: wanted[index] } }));
  expect(await updateTogether(models.sendings, changes)).toBe(2);
  const [first, second, third] = await read();
  expect([first?.toName, third?.toName]).toEqual(['one', 'third']);
  expect(second?.toName).not.toBe('another');
});

test('nothing to write together writes nothing', async () => {
  expect(await updateTogether(createModels(testbed.dependencies.mongoConnection).sendings, [])).toBe(0);
});
