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

test('contacts from before they were confirmed: count as confirmed when they were registered; one that was confirmed since stays as it is', async () => {
  const createdAt = new Date('2025-03-01T10:00:00Z');
  const since = { confirmedAt: new Date('2026-01-01T10:00:00Z'), checkAt: new Date('2026-12-31T23:00:00Z') };
  const old = { id: 'a'.repeat(24), email: 'old@x.example', name: null, locale: null, purpose: 'subprocessorChanges' };
  const confirmed = { ...old, id: 'b'.repeat(24), email: 'confirmed@x.example', ...since };
  const controller = { name: 'X', organisationNumber: null, contacts: [old, confirmed], version: 1, createdAt, updatedAt: createdAt };
  const _id = 'c'.repeat(24);
  await connection.collection('controllers').insertOne({ _id, ...controller } as never);

  await migrate(connection, data.settings);

  const stored = await data.controllers.find(_id);
  expect(stored?.contacts).toEqual([{ ...old, confirmedAt: createdAt, checkAt: new Date('2026-03-01T10:00:00Z') }, confirmed]);
});
