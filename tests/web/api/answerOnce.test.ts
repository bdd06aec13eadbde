import { createTestbed, type Testbed } from '../../support/testbed';
import { as, type KeyName } from './apiCalls';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());
/** Each test starts with an empty registry and no key used. */
beforeEach(async () => {
  for (const name of ['controllers', 'idempotency']) await testbed.dependencies.mongoConnection.collection(name).deleteMany({});
});

const body = { name: 'Nordvik kommune', contacts: [{ email: 'personvern@nordvik.example' }] };
const post = (key: string, sent: object = body, { by = 'admin', path = '/controllers' }: { by?: KeyName; path?: string } = {}) =>
  as(testbed, by).post(path, sent).set('Idempotency-Key', key);
const countControllers = async () => (await as(testbed, 'admin').get('/controllers?limit=200')).body.items.length;
const kept = () => testbed.dependencies.mongoConnection.collection<{ _id: string }>('idempotency');

describe('Idempotency-Key', () => {
  test('the same body gets the first answer again, with its status and address', async () => {
    const first = await post('k-1');
    const again = await post('k-1');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.location).toBe(first.headers.location);
    expect(await countControllers()).toBe(1);
  });

  test('another body is refused', async () => {
    await post('k-1');
    const other = await post('k-1', { ...body, name: 'Sørvik kommune' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    expect(await countControllers()).toBe(1);
  });

  test('without a key, or with another key, person or address, a call is a new one', async () => {
    await post('k-1');
    await as(testbed, 'admin').post('/controllers', body);
    await post('k-2');
    expect(await countControllers()).toBe(3);
    const deadlines = { preset: 'videonor', receivedAt: '2026-05-03T10:00:00Z' };
    const publisher = await post('k-1', deadlines, { by: 'publisher', path: '/deadlines' });
    const admin = await post('k-1', deadlines, { by: 'admin', path: '/deadlines' });
    const other = await post('k-1', { preset: 'videonor' }, { by: 'publisher2', path: '/deadlines' });
    expect([publisher.status, admin.status, other.status]).toEqual([200, 200, 200]);
  });

  test('twenty at once make one record, and each gets its answer or is told that it is in flight', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('k-race')));
    const made = answers.filter(({ status }) => status === 201);
    const inFlight = answers.filter(({ status }) => status === 409);
    expect(made.length).toBeGreaterThan(0);
    expect(made.length + inFlight.length).toBe(20);
    expect(new Set(made.map(({ body: { id } }) => id)).size).toBe(1);
    for (const answer of inFlight) expect(answer.body.code).toBe('idempotency-in-flight');
    expect(await countControllers()).toBe(1);
    expect((await post('k-race')).status).toBe(201);
  });

  test('a refusal is the first answer too', async () => {
    const first = await post('k-1', { name: '' });
    const again = await post('k-1', { name: '' });
    expect([first.status, again.status]).toEqual([422, 422]);
    expect(again.body).toEqual(first.body);
    expect(again.headers['content-type']).toBe('application/problem+json');
  });

  test('after a day of real time the key is free again', async () => {
    const first = await post('k-1');
    await kept().updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1) } });
    const later = await post('k-1');
    expect(later.status).toBe(201);
    expect(later.body.id).not.toBe(first.body.id);
  });

  test('a call whose process died is done again after a minute, and not before', async () => {
    await post('k-1');
    const unanswered = { $set: { state: 'inFlight', status: null, answer: null } };
    await kept().updateMany({}, unanswered);
    expect((await post('k-1')).status).toBe(409);
    await kept().updateMany({}, { $set: { createdAt: new Date(Date.now() - 61_000) } });
    expect((await post('k-1')).status).toBe(201);
    expect((await post('k-1', { ...body, name: 'Sørvik kommune' })).status).toBe(422);
  });

  test('a key that is no key is refused', async () => {
    for (const key of ['x'.repeat(256), 'a\tb']) {
      const answer = await post(key);
      expect([answer.status, answer.body.code]).toEqual([422, 'invalid-idempotency-key']);
    }
    expect(await countControllers()).toBe(0);
  });

  test('neither key nor body can be read out of what is kept in flight', async () => {
    await post('a-very-telling-key');
    const [record] = await kept().find().toArray();
    expect(JSON.stringify({ ...record, answer: null })).not.toMatch(/telling|nordvik/i);
  });
});
