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

test('agreements from before descriptions have none, notices from before messages have no answers by hand; what is there stays', async () => {
  const description = { dataCategories: ['navn'], dataSubjects: [], specialCategories: [], purposes: null };
  const ids = ['a'.repeat(24), 'b'.repeat(24), 'c'.repeat(24)] as const;
  await connection.collection('agreements').insertMany([
    { _id: ids[0], reference: 'A' },
    { _id: ids[1], reference: 'B', description },
  ] as never[]);
  await connection.collection('notices').insertOne({ _id: ids[2], shortId: 'C' } as never);

  await migrate(connection, data.settings);

  expect((await data.agreements.find(ids[0]))?.description).toBeNull();
  expect((await data.agreements.find(ids[1]))?.description).toEqual(description);
  expect(await data.notices.find(ids[2])).toMatchObject({ messages: [], manualAnswers: [], answerWaiting: false });
});
