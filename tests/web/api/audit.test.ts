import { createHash } from 'node:crypto';
import request from 'supertest';
import { createAuditSigner } from '../../../src/audit/auditKeys';
import { signHead } from '../../../src/workflows/audit/signHead';
import { createTestbed, type Testbed } from '../../support/testbed';
import { recordActs } from '../../workflows/audit/auditEvents';
import { as } from './apiCalls';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
  await recordActs(testbed, { count: 5 });
});
afterAll(() => testbed.close());

const auditor = () => as(testbed, 'auditor');
const sign = () => signHead(testbed.context, { signer: createAuditSigner(testbed.dependencies.config.auditKeys), at: new Date() });

test('the head is not there before the first was signed, and then comes with the keys that anybody can get', async () => {
  expect((await auditor().get('/audit/head')).status).toBe(404);
  const head = await sign();
  const { body } = await auditor().get('/audit/head');
  expect(body).toMatchObject({ seq: head?.seq, hash: head?.hash, root: head?.root, signature: head?.signature });
  const published = await request(testbed.app).get('/audit-keys.json');
  expect(published.body.keys).toEqual(body.keys);
  expect(JSON.stringify(published.body)).not.toContain(testbed.dependencies.config.auditKeys[0]?.secret.toString('base64url'));
});

test('chained events come in order, each with what is hashed and its hashes', async () => {
  await sign();
  const first = (await auditor().get('/audit?limit=2')).body;
  expect(first.items.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2]);
  const rest = (await auditor().get(`/audit?after=${first.next}`)).body;
  expect(rest.items[0]).toMatchObject({ seq: 3, prevHash: first.items[1].hash });
  expect((await auditor().get(`/audit?after=${first.items[1].id}`)).body).toEqual(rest);
  const last = rest.items.at(-1);
  expect(last).toMatchObject({
    actor: { name: 'Person 5' },
    facts: { note: 'Spoke about 5' },
    personal: { facts: { note: 'Spoke about 5' } },
  });
  expect(createHash('sha256').update(last.canonical).digest('hex')).toBe(last.eventHash);
  expect(last.canonical).not.toContain('Person 5');
  expect(rest.next).toBeNull();
});

test('a place that is none is refused', async () => {
  expect((await auditor().get('/audit?after=x')).status).toBe(422);
  expect((await auditor().get(`/audit?after=${'a'.repeat(24)}`)).status).toBe(404);
});
