import type { AccessLogRecord } from '../../../src/data/accessLog.model';
import { textOf } from '../../support/contactBrowser';
import { registerAgreement } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';
import { until } from '../../support/until';
import { as } from '../api/apiCalls';

let testbed: Testbed;
let dpo: StaffBrowser;
let controllerId: string;
beforeAll(async () => {
  testbed = await createTestbed();
  await registerAgreement(testbed, { reference: 'READ-1' });
  controllerId = (await testbed.dependencies.data.agreements.findByReference('READ-1'))?.controllerId ?? '';
  dpo = await staffBrowser(testbed, 'dpo');
});
afterAll(() => testbed.close());

/** What was logged so far, newest first, as soon as `isThere` finds it: the log is written when the answer has left. */
async function readings(isThere: (row: AccessLogRecord) => boolean): Promise<AccessLogRecord[]> {
  const list = async () => (await testbed.dependencies.data.accessLog.listNewest({ limit: 100 })).items;
  await until(async () => (await list()).some(isThere));
  return list();
}

test('a page that shows a controller is logged with who, when to the second, and which', async () => {
  await dpo.get(`/desk/controllers/${controllerId}`);
  const [row] = await readings(({ ids }) => ids.includes(controllerId));
  expect(row).toMatchObject({
    kind: 'controller',
    ids: [controllerId],
    route: '/desk/controllers/:id',
    role: 'dpo',
    via: 'session',
    query: '',
  });
  expect(row?.at.getMilliseconds()).toBe(0);
});

test('a list of the API is logged with what it answered', async () => {
  await as(testbed, 'system').get('/controllers?limit=5');
  const rows = await readings(({ via }) => via === 'key');
  expect(rows.find(({ via }) => via === 'key')).toMatchObject({
    kind: 'controller',
    ids: [controllerId],
    route: '/api/v1/controllers',
    query: 'limit=5',
  });
});

test('what was refused, not found, or shows nobody is not logged', async () => {
  await as(testbed, 'publisher').get('/objections');
  await as(testbed, 'publisher').get('/controllers/0123456789abcdef01234567');
  await dpo.get('/desk/subprocessors');
  await dpo.get('/desk/agreements?marker=1');
  const rows = await readings(({ query }) => query === 'marker=1');
  expect(rows.map(({ kind, role }) => `${role} ${kind}`)).not.toContain('publisher objection');
  expect(rows.some(({ ids, route }) => ids.includes('0123456789abcdef01234567') || route.includes('subprocessors'))).toBe(false);
});

test('it can be searched by person and by record, and is no part of the chain', async () => {
  await dpo.get(`/desk/controllers/${controllerId}`);
  await readings(({ ids }) => ids.includes(controllerId));
  const byRecord = textOf((await dpo.get('/desk/access?record=READ-1&lang=en')).text);
  expect(byRecord).toContain(controllerId);
  expect(byRecord).not.toContain('/desk/agreements?marker=1');
  const byPerson = textOf((await dpo.get('/desk/access?person=dpo%40forvarsel.example&lang=en')).text);
  expect(byPerson).toContain('/desk/controllers/:id');
  expect(byPerson).not.toContain('/api/v1/controllers');
  const types = (await testbed.dependencies.data.auditEvents.list({ limit: 200 })).map(({ type }) => type);
  expect(types.some((type) => type.includes('read'))).toBe(false);
});

test('a person or record that there is none of is said at its field', async () => {
  const answer = await dpo.get('/desk/access?person=nobody%40x.example&record=nothing&lang=en');
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('id="person-problem"');
  expect(answer.text).toContain('id="record-problem"');
});
