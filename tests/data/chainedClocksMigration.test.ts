import type { Connection } from 'mongoose';
import { connectToMongo } from '../../src/data/connection';
import { migrate } from '../../src/data/migrations/migrate';
import { createModels } from '../../src/data/models';
import { createRepositories, type Repositories } from '../../src/data/repositories';
import { termsPresets } from '../../src/domain/terms/presets';
import { thirtySevenSignals, traitsOf } from '../support/clauses';
import { testNamespace } from '../support/namespace';

let connection: Connection;
let data: Repositories;

beforeAll(async () => {
  connection = await connectToMongo(testNamespace().mongodbUri);
  data = createRepositories(createModels(connection));
});
afterAll(() => connection.close());

test('objections of an older release: those that hold a change back under chained clocks are counted from their receipt, all others have none', async () => {
  const at = new Date('2026-05-20T10:00:00Z');
  const record = async (letter: string, { terms = thirtySevenSignals, state = 'negotiating', open = true }) => {
    const _id = letter.repeat(24);
    await connection.collection('notices').insertOne({ _id, terms, traits: traitsOf(), content: { clause: '5.3' } } as never);
    const proposals = [{ id: 'one', at: new Date('2026-06-01T08:00:00Z'), lapsedAt: null, counter: null }];
    const objection = { _id, noticeId: _id, reference: letter, state, open, receivedAt: at, proposals, grounds: [], standsAsked: null };
    await connection.collection('objections').insertOne(objection as never);
    return _id;
  };
  const running = await record('a', {});
  const others = [
    await record('b', { terms: termsPresets.videonor }),
    await record('c', { state: 'late' }),
    await record('d', { open: false }),
  ];

  await migrate(connection, data.settings);

  expect((await data.objections.find(running))?.stages).toMatchObject({
    objectedAt: at,
    answer: { lastDay: '2026-06-19', answeredOn: '2026-06-01' },
    termination: { from: 'answer', lastDay: '2026-07-01' },
    nextAt: new Date('2026-06-26T06:00:00Z'),
  });
  for (const other of others) expect((await data.objections.find(other))?.stages).toBeNull();
});
