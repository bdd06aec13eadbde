import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { newId } from '../../../src/data/id';
import { apiRoutes } from '../../../src/web/api/apiRoutes';
import { secretHashOf } from '../../../src/workflows/accounts/authenticateKey';
import { sequenceEvents } from '../../../src/workflows/audit/sequenceEvents';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as, type KeyName } from './apiCalls';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());

const roles = ['admin', 'publisher', 'dpo', 'auditor', 'system'] as const satisfies readonly KeyName[];
const everybody = 'admin publisher dpo auditor system';
const staff = 'admin publisher dpo auditor';

/** CONTRACT.md's column "role", written out, with what came beside it. */
const permissions: Record<string, string> = {
  'post /deadlines': everybody,
  'post /controllers': 'admin',
  'get /controllers': everybody,
  'get /controllers/{id}': everybody,
  'patch /controllers/{id}': 'admin',
  'post /agreements': 'admin',
  'get /agreements': everybody,
  'get /agreements/{id}': everybody,
  'patch /agreements/{id}': 'admin',
  'post /agreements/{id}/end': 'admin',
  'post /subprocessors': 'admin publisher',
  'get /subprocessors': everybody,
  'get /subprocessors/{id}': everybody,
  'patch /subprocessors/{id}': 'admin publisher',
  'get /adequacy-decisions': staff,
  'post /adequacy-decisions': 'admin',
  'get /adequacy-decisions/{id}': staff,
  'patch /adequacy-decisions/{id}': 'admin',
  'post /adequacy-decisions/{id}/end': 'admin',
  'post /adequacy-decisions/{id}/confirm': 'admin',
  'post /adequacy-decisions/{id}/discard': 'admin',
  'post /import': 'admin',
  'post /changes': 'publisher',
  'get /changes': staff,
  'get /changes/{id}': staff,
  'patch /changes/{id}': 'publisher',
  'get /changes/{id}/preview': 'publisher dpo',
  'get /changes/{id}/agreements': staff,
  'post /changes/{id}/submit': 'publisher',
  'post /changes/{id}/return': 'dpo',
  'post /changes/{id}/approve': 'dpo',
  'post /changes/{id}/publish': 'publisher dpo',
  'post /changes/{id}/withdraw': 'publisher dpo',
  'post /changes/{id}/rollout': 'dpo',
  'get /gate': everybody,
  'post /gate': everybody,
  'get /objections': 'dpo auditor',
  'post /objections': 'dpo',
  'get /objections/{id}': 'dpo auditor',
  'post /objections/{id}/events': 'dpo',
  'post /bounces': 'admin system',
  'post /notices/{id}/receipts': 'dpo',
  'post /notices/{id}/resend': 'dpo',
  'get /changes/{id}/receipts': 'dpo auditor',
  'post /changes/{id}/receipts': 'dpo',
  'get /agreements/{id}/annex': staff,
  'get /agreements/{id}/annex.pdf': staff,
  'get /agreements/{id}/annex.csv': staff,
  'get /agreements/{id}/annex-log.csv': staff,
  'get /annexes/drift': staff,
  'get /agreements/{id}/direct-relations': staff,
  'post /agreements/{id}/direct-relations': 'admin',
  'post /agreements/{id}/direct-relations/confirm': 'admin dpo',
  'post /agreements/{id}/direct-relations/discard': 'admin dpo',
  'post /agreements/{id}/direct-relations/end': 'admin',
  'post /agreements/{id}/stop': 'dpo',
  'post /agreements/{id}/resume': 'dpo',
  'post /agreements/{id}/retention-hold': 'admin dpo',
  'get /agreements/{id}/evidence': 'dpo auditor',
  'get /changes/{id}/evidence': 'dpo auditor',
  'post /changes/{id}/revisions': 'publisher',
  'post /changes/{id}/revisions/discard': 'publisher dpo',
  'get /changes/{id}/documents': staff,
  'post /changes/{id}/documents': 'publisher dpo',
  'get /documents/{id}': staff,
  'get /document-requests': 'dpo auditor',
  'get /document-requests/{id}': 'dpo auditor',
  'post /document-requests/{id}/answer': 'dpo',
  'patch /objections/{id}': 'dpo',
  'post /objections/{id}/entry': 'dpo',
  'post /objections/{id}/notes': 'dpo',
  'post /objections/{id}/documents': 'dpo',
  'post /notices/{id}/approvals': 'dpo',
  'post /notices/{id}/consents': 'dpo',
  'get /questions': 'dpo auditor',
  'get /questions/{id}': 'dpo auditor',
  'post /questions/{id}/answer': 'dpo',
  'get /retention': 'admin dpo auditor',
  'get /audit': 'dpo auditor',
  'get /audit/head': 'dpo auditor',
  'get /demo/clock': everybody,
  'post /demo/clock': everybody,
  'get /demo/mailbox': everybody,
};

describe('roles', () => {
  test('every route stands in the table', () => {
    expect(apiRoutes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(permissions).sort());
  });

  test.each(apiRoutes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (name, route) => {
    const path = route.path.replace('{id}', newId());
    for (const role of roles) {
      const call = as(testbed, role)[route.method](path, {});
      const { status } = await call;
      const refused = status === 401 || status === 403;
      expect({ role, refused, ...(refused ? { status } : {}) }).toEqual(
        permissions[name]?.split(' ').includes(role) ? { role, refused: false } : { role, refused: true, status: 403 },
      );
    }
  });

  test('a refused role learns nothing of whether the record or the body is right', async () => {
    const answer = await as(testbed, 'system').post('/changes', { nonsense: true });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'forbidden', status: 403 });
    expect(answer.body.errors).toBeUndefined();
  });
});

describe('keys', () => {
  const get = (authorization?: string) => {
    const call = request(testbed.app).get('/api/v1/controllers');
    return authorization === undefined ? call : call.set('Authorization', authorization);
  };

  const wrong: [string, string | undefined][] = [
    ['none at all', undefined],
    ['a wrong one', 'Bearer wrong'],
    ['another scheme', 'Basic a2V5LWFkbWluOg=='],
    ['an empty one', 'Bearer '],
    ['two in one', 'Bearer key-admin key-dpo'],
    ['the beginning of one', 'Bearer key-admi'],
    ['one with a different case', 'Bearer KEY-ADMIN'],
    ['a very long one', `Bearer ${'k'.repeat(600)}`],
    ['a stored one that is not there', `Bearer fv_${newId()}.${'s'.repeat(43)}`],
  ];
  test.each(wrong)('%s is 401', async (_name, authorization) => {
    const answer = await get(authorization);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="forvarsel"/);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'unauthorized', status: 401, type: 'urn:problem-type:forvarsel:unauthorized' });
  });

  test('the scheme is read in any case', async () => {
    expect((await get('bearer key-auditor')).status).toBe(200);
  });

  test('a stored key works as its user until it is revoked or the user is disabled', async () => {
    const { data, mongoConnection } = testbed.dependencies;
    const user = await data.accounts.findUserByEmail('publisher@forvarsel.example');
    const secret = randomBytes(32).toString('base64url');
    const key = {
      _id: newId(),
      personId: user?._id ?? '',
      label: 'integration',
      role: 'admin' as const,
      secretHash: secretHashOf(secret),
      createdAt: new Date(),
      revokedAt: null,
    };
    await data.accounts.insertApiKey(key);
    const bearer = `Bearer fv_${key._id}.${secret}`;
    expect((await get(bearer)).status).toBe(200);
    expect((await get(`${bearer}x`)).status).toBe(401);

    const made = await request(testbed.app)
      .post('/api/v1/controllers')
      .set('Authorization', bearer)
      .send({ name: 'Nordvik kommune', contacts: [] });
    await sequenceEvents(testbed.context);
    const [event] = (await as(testbed, 'auditor').get('/audit?limit=200')).body.items.filter(
      ({ controllerId }: { controllerId: string }) => controllerId === made.body.id,
    );
    expect(event.actor).toEqual({ kind: 'person', id: user?._id, name: user?.name, role: 'admin' });

    const keys = mongoConnection.collection<{ _id: string }>('apiKeys');
    const users = mongoConnection.collection<{ _id: string }>('users');
    await users.updateOne({ _id: key.personId }, { $set: { disabled: true } });
    expect((await get(bearer)).status).toBe(401);
    await users.updateOne({ _id: key.personId }, { $set: { disabled: false } });
    expect((await get(bearer)).status).toBe(200);
    await keys.updateOne({ _id: key._id }, { $set: { revokedAt: new Date() } });
    expect((await get(bearer)).status).toBe(401);
  });

  test('a key that belongs to no user is a person of its own', async () => {
    const secret = randomBytes(32).toString('base64url');
    const _id = newId();
    await testbed.dependencies.data.accounts.insertApiKey({
      _id,
      personId: _id,
      label: 'data warehouse',
      role: 'system',
      secretHash: secretHashOf(secret),
      createdAt: new Date(),
      revokedAt: null,
    });
    expect((await get(`Bearer fv_${_id}.${secret}`)).status).toBe(200);
  });
});

describe('rate limits', () => {
  test('five hundred calls at once pass', async () => {
    const statuses: number[] = [];
    for (let start = 0; start < 500; start += 25) {
      const calls = await Promise.all(Array.from({ length: 25 }, () => as(testbed, 'publisher2').get('/demo/clock')));
      statuses.push(...calls.map(({ status }) => status));
    }
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(statuses).toHaveLength(500);
  });

  test('whoever tries keys is told to wait', async () => {
    let answer = await request(testbed.app).get('/api/v1/gate').set('Authorization', 'Bearer guess');
    for (let tries = 0; answer.status === 401 && tries < 400; tries += 1) {
      answer = await request(testbed.app).get('/api/v1/gate').set('Authorization', `Bearer guess-${tries}`);
    }
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.body).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect((await as(testbed, 'admin').get('/controllers')).status).toBe(200);
  });
});
