import type { Connection } from 'mongoose';
import { connectToMongo } from '../../src/data/connection';
import { migrate, pendingMigrations } from '../../src/data/migrations/migrate';
import type { Migration } from '../../src/data/migrations/migrations';
import { createModels } from '../../src/data/models';
import { createRepositories, type Repositories } from '../../src/data/repositories';
import { testNamespace } from '../support/namespace';

let connection: Connection;
let settings: Repositories['settings'];
let ran: string[];

beforeEach(async () => {
  connection = await connectToMongo(testNamespace().mongodbUri);
  settings = createRepositories(createModels(connection)).settings;
  ran = [];
});
afterEach(() => connection.close());

const step = (id: string): Migration => ({
  id,
  async up() {
    ran.push(id);
  },
});

test('an empty database: every step runs once, in order, and none again', async () => {
  await migrate(connection, settings, [step('0001-a'), step('0002-b')]);
  await migrate(connection, settings, [step('0001-a'), step('0002-b'), step('0003-c')]);

  expect(ran).toEqual(['0001-a', '0002-b', '0003-c']);
});

test('five processes that start together: each step runs once', async () => {
  await Promise.all(Array.from({ length: 5 }, () => migrate(connection, settings, [step('0001-a'), step('0002-b')])));

  expect(ran).toEqual(['0001-a', '0002-b']);
});

test('a database of a newer release: refused, naming what is unknown', async () => {
  await migrate(connection, settings, [step('0001-a'), step('0002-b')]);

  await expect(migrate(connection, settings, [step('0001-a')])).rejects.toThrow(/newer release \(0002-b\)/);
});

test('the real steps: all collections are there, and nothing is pending', async () => {
  expect(await pendingMigrations(settings)).not.toEqual([]);

  await migrate(connection, settings);

  const names = (await connection.listCollections()).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['notices', 'sendings', 'objections', 'annexEntries', 'auditEvents']));
  expect(await pendingMigrations(settings)).toEqual([]);
});
