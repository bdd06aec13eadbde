import type { Connection } from 'mongoose';
import { connectToMongo } from '../../src/data/connection';
import { migrate } from '../../src/data/migrations/migrate';
import { createModels } from '../../src/data/models';
import { createRepositories, type Repositories } from '../../src/data/repositories';
import { testNamespace } from '../support/namespace';

let connection: Connection;
let data: Repositories;

beforeAll(async () => {
  connection = await connectToMongo(testNamespace().mongodbUri);
  data = createRepositories(createModels(connection));
});
afterAll(() => connection.close());

test('agreements from before have no direct relations; those that have any keep them, and none waits for another person', async () => {
  const relation = { subprocessorId: 'b'.repeat(24), since: '2026-05-01', reference: 'K-1', until: null };
  await connection.collection('agreements').insertMany([
    { _id: 'a'.repeat(24), reference: 'OLD' },
    { _id: 'c'.repeat(24), reference: 'NEW', directRelations: [relation] },
  ] as never[]);
  await migrate(connection, data.settings);
  expect(await data.agreements.findByReference('OLD')).toMatchObject({ directRelations: [], directRelationsWaiting: [] });
  expect(await data.agreements.findByReference('NEW')).toMatchObject({ directRelations: [relation], directRelationsWaiting: [] });
});
