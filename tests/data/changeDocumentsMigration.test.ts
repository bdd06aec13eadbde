import type { Connection } from 'mongoose';
import { connectToMongo } from '../../src/data/connection';
import { migrate } from '../../src/data/migrations/migrate';
import { migrations } from '../../src/data/migrations/migrations';
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

test('documents from before documents of changes are none of them, and changes from before have none; what is there stays', async () => {
  const ids = ['a'.repeat(24), 'b'.repeat(24), 'c'.repeat(24)] as const;
  const about = { noticeId: null, objectionId: null, changeId: ids[2], agreementId: null };
  const ofChange = { kind: 'other', title: null, language: 'nb', access: 'open', withdrawn: null };
  await connection.collection('documents').insertMany([
    { _id: ids[0], name: 'a.txt', about, audience: 'processor' },
    { _id: ids[1], name: 'b.txt', about, audience: 'controller', ofChange },
  ] as never[]);
  await connection.collection('changes').insertOne({ _id: ids[2], status: 'draft' } as never);

  await migrate(connection, data.settings);

  expect((await data.documents.listOfChange(ids[2])).map(({ _id }) => _id)).toEqual([ids[1]]);
  expect((await data.changes.find(ids[2]))?.documents).toEqual([]);
});

test('readings from before: their index goes, and only who opened a document counts as having read it', async () => {
  const documentId = 'd'.repeat(24);
  const row = { at: new Date(), personId: 'p', personName: 'Personvernombudet', role: 'dpo', via: 'session', kind: 'document', query: '' };
  const route = '/desk/changes/:id/documents/:documentId';
  await connection.collection('accessLog').insertMany([
    { ...row, _id: '1'.repeat(24), ids: [documentId], route },
    { ...row, _id: '2'.repeat(24), ids: [documentId], route: `${route}/take` },
  ] as never[]);
  await connection.collection('auditEvents').createIndex({ 'subject.id': 1, _id: 1 }, { name: 'readings_of_document' });
  const setting = await data.settings.find('migrations');
  const applied = migrations.map(({ id }) => id).filter((id) => !id.startsWith('0017'));
  await data.settings.write('migrations', { applied, owner: null, until: null }, setting?.version ?? 0);

  await migrate(connection, data.settings);

  expect((await data.accessLog.listOfDocuments([documentId])).map((each) => each.route)).toEqual([route]);
  expect((await connection.collection('auditEvents').indexes()).map(({ name }) => name)).not.toContain('readings_of_document');
});
