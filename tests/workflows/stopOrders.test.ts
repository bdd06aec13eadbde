import request from 'supertest';
import { formOf, textOf } from '../support/contactBrowser';
import { addition, publish, registerAgreement, registerInUse } from '../support/register';
import { staffBrowser } from '../support/staffBrowser';
import { createTestbed, type Testbed } from '../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z' });
});
afterAll(() => testbed.close());

const call = (key: keyof Testbed['keys'], path: string, body?: object) => {
  const api = request(testbed.app);
  const made = body ? api.post(`/api/v1${path}`).send(body) : api.get(`/api/v1${path}`);
  return made.set('Authorization', `Bearer ${testbed.keys[key]}`);
};
const order = { by: 'Kommunedirektøren', reason: 'Et avvik må avklares.', at: '2026-06-01T07:00:00Z' };

async function stand(reference: string, service: string) {
  const inUse = await registerInUse(testbed, { legalName: `Bruk ${reference} AS`, organisationNumber: null, services: [service] });
  const { agreement } = await registerAgreement(testbed, { reference, services: [service], annex: [inUse._id], contacts: 2 });
  const gate = async () => (await call('system', `/gate?agreement=${reference}&subprocessorId=${inUse._id}`)).body;
  const lines = async () =>
    (await testbed.dependencies.data.annexes.listLines(agreement._id)).map(({ kind, note }) => [kind, note?.nb ?? null]);
  const entry = () => testbed.dependencies.data.annexes.findInForce(agreement._id, inUse._id);
  return { agreement, inUse, gate, lines, entry };
}

test('a stop order shuts every gate of its agreement at once, and opens again when two people have lifted it', async () => {
  const { agreement, gate, lines, entry } = await stand('STANS-1', 'stans');
  const { agreement: other } = await registerAgreement(testbed, { reference: 'STANS-2', services: ['stans'] });
  const change = await publish(testbed, addition({ services: ['stans'], rollout: 'perAgreement', plannedEffectiveOn: '2026-06-02' }));
  expect(await gate()).toMatchObject({ mayProcess: true });

  const early = await call('dpo', `/agreements/${agreement._id}/stop`, { ...order, at: '2026-06-02T08:00:00Z' });
  expect([early.status, early.body.errors[0]]).toMatchObject([422, { pointer: '/at', code: 'in-the-future' }]);
  expect((await call('admin', `/agreements/${agreement._id}/stop`, order)).status).toBe(403);
  const stopped = await call('dpo', `/agreements/${agreement._id}/stop`, order);
  expect(stopped.body.stopOrder).toMatchObject({ by: order.by, reason: order.reason, lifting: null });
  expect((await call('dpo', `/agreements/${agreement._id}/stop`, order)).body.code).toBe('already-stopped');

  expect(await gate()).toMatchObject({ mayProcess: false, reasons: [{ code: 'stopped' }] });
  expect(await lines()).toEqual([['suspended', 'Stansordre']]);
  expect(await entry()).toMatchObject({ suspended: { on: '2026-06-01', reasons: ['stopped'] } });
  await testbed.settle();
  const told = await testbed.mailbox({ to: 'second@stans-1.example' });
  expect(told.at(-1)).toMatchObject({ subject: expect.stringContaining('behandlingen er stanset') });
  expect(told.at(-1)?.text).toContain('Et avvik må avklares.');

  await testbed.advanceTo('2026-07-01T08:00:00Z');
  const { items } = (await call('auditor', `/changes/${change._id}/agreements`)).body;
  expect(items).toMatchObject([
    { reference: 'STANS-1', gate: { clear: false, reasons: [{ code: 'stopped' }] } },
    { reference: 'STANS-2', gate: { clear: true } },
  ]);
  const dpo = await staffBrowser(testbed, 'dpo');
  expect(textOf((await dpo.get('/desk')).text)).toContain('Stansordre gjelder for STANS-1');
  expect(textOf((await dpo.get(`/desk/changes/${change._id}`)).text)).toContain('Stanset');

  expect((await call('dpo', `/agreements/${agreement._id}/resume`, { confirm: true, version: 1 })).body.code).toBe('not-stopped');
  const entered = await call('dpo', `/agreements/${agreement._id}/resume`, { reason: 'Avviket er lukket.' });
  expect(entered.body.stopOrder.lifting).toMatchObject({ reason: 'Avviket er lukket.' });
  expect((await gate()).mayProcess).toBe(false);
  const { version } = entered.body;
  const unsaid = await call('dpo2', `/agreements/${agreement._id}/resume`, { confirm: true });
  expect([unsaid.status, unsaid.body.code]).toEqual([422, 'invalid']);
  const stale = await call('dpo2', `/agreements/${agreement._id}/resume`, { confirm: true, version: version - 1 });
  expect([stale.status, stale.body.code]).toEqual([409, 'stale-version']);
  const own = await call('dpo', `/agreements/${agreement._id}/resume`, { confirm: true, version });
  expect([own.status, own.body.code]).toEqual([403, 'own-lifting']);
  const lifted = await call('dpo2', `/agreements/${agreement._id}/resume`, { confirm: true, version });
  expect(lifted.body.stopOrder).toBeNull();

  expect(await gate()).toMatchObject({ mayProcess: true });
  expect(await lines()).toEqual([
    ['suspended', 'Stansordre'],
    ['resumed', null],
  ]);
  await testbed.settle();
  expect((await testbed.mailbox({ to: 'second@stans-1.example' })).map(({ subject }) => subject).join()).toContain('er opphevet');
  const { effect } = (await testbed.dependencies.data.notices.listOfAgreement(agreement._id))[0] ?? {};
  expect(effect).toBe('inEffect');
  expect(other.state).toBe('active');
});

test('what else bars a use stays: it is not resumed with the stop order', async () => {
  const { agreement, entry, lines } = await stand('STANS-3', 'stans-tre');
  const { data } = testbed.dependencies;
  const now = await testbed.now();
  await call('dpo', `/agreements/${agreement._id}/stop`, { ...order, at: now.toISOString() });
  const { subprocessorId = '' } = (await entry()) ?? {};
  await testbed.context.inTransaction((session) =>
    data.annexes.suspend(agreement._id, subprocessorId, { on: '2026-07-01', reasons: ['stopped', 'objection-open'] }, session),
  );
  const { version } = (await call('dpo', `/agreements/${agreement._id}/resume`, { reason: 'Klart.' })).body;
  await call('dpo2', `/agreements/${agreement._id}/resume`, { confirm: true, version });
  expect(await entry()).toMatchObject({ suspended: { reasons: ['objection-open'] } });
  expect((await lines()).map(([kind]) => kind)).toEqual(['suspended']);
});

test('the pages: the order with its file, and the lifting, which its own author cannot confirm', async () => {
  const { agreement } = await stand('STANS-4', 'stans-fire');
  const dpo = await staffBrowser(testbed, 'dpo');
  const href = `/desk/agreements/${agreement._id}`;
  const form = await dpo.get(`${href}/stop`);
  const { action, fields } = formOf(form.text, 'stop');
  const post = (more: Record<string, string>) => {
    const made = dpo.agent.post(action);
    for (const [name, value] of Object.entries({ ...fields, ...more })) made.field(name, value);
    return made.attach('files', Buffer.from('%PDF-1.7 ordre'), { filename: 'ordre.pdf' });
  };
  const bad = await post({ by: '', at: '', reason: '' });
  expect(bad.status).toBe(422);
  for (const name of ['by', 'at', 'reason', 'files']) expect(bad.text).toContain(`href="#${name}"`);
  expect((await post({ by: 'Datatilsynet', at: '2026-06-30T09:00', reason: 'Tilsyn.' })).headers.location).toContain('done=stopped');
  const page = await dpo.get(href);
  expect(textOf(page.text)).toContain('Datatilsynet');
  const file = /href="(\/desk\/agreements\/[^"]*\/documents\/[0-9a-f]{24})"/.exec(page.text)?.[1] ?? '';
  expect((await dpo.get(file)).headers['content-disposition']).toContain('ordre.pdf');

  const lift = await dpo.get(`${href}/resume`);
  expect((await dpo.submit(lift, 'resume', { reason: ' ' })).status).toBe(422);
  expect((await dpo.submit(lift, 'resume', { reason: 'Ferdig.' })).status).toBe(303);
  expect((await dpo.get(`${href}/resume/confirm`)).status).toBe(303);
  expect((await dpo.postWithToken(`${href}/resume/confirm`)).status).toBe(403);
  const enter = async (reason: string) => (await call('dpo2', `/agreements/${agreement._id}/resume`, { reason })).status;
  expect(await enter('Klart.')).toBe(200);
  const check = await dpo.get(`${href}/resume/confirm`);
  expect(await enter('Ikke lest av den andre.')).toBe(200);
  const unread = await dpo.submit(check, 'confirm');
  expect([unread.status, textOf(unread.text).includes('Ikke lest av den andre.')]).toEqual([409, true]);
  const publisher = await staffBrowser(testbed, 'publisher');
  expect((await publisher.get(`${href}/stop`)).status).toBe(403);
  expect((await publisher.get(href)).text).not.toContain(`${href}/resume`);
});
