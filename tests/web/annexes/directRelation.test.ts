import type { SubprocessorRecord } from '../../../src/data/subprocessor.model';
import { confirmDirectRelation } from '../../../src/workflows/registry/confirmDirectRelation';
import { textOf } from '../../support/contactBrowser';
import { addition, completeSubprocessor, expectValue, publish, registerAgreement, registerInUse } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';
import { unzipped } from '../../support/unzipped';
import { as, problems } from '../api/apiCalls';

let testbed: Testbed;
let admin: StaffBrowser;
let agreementId: string;
let other: string;
let maps: SubprocessorRecord;
let listed: SubprocessorRecord;
beforeAll(async () => {
  testbed = await createTestbed();
  admin = await staffBrowser(testbed, 'admin');
  maps = await registerInUse(testbed, { legalName: 'Kartverk & Kart AS', organisationNumber: '312345671', contract: undefined });
  listed = await registerInUse(testbed);
  agreementId = (await registerAgreement(testbed, { reference: 'DIRECT-1', annex: [listed._id] })).agreement._id;
  other = (await registerAgreement(testbed, { reference: 'DIRECT-2', annex: [listed._id] })).agreement._id;
});
afterAll(() => testbed.close());

const relations = () => `/agreements/${agreementId}/direct-relations`;
const gate = async () => (await as(testbed, 'system').get(`/gate?agreementId=${agreementId}&subprocessorId=${maps._id}`)).body;

test('refused: unknown, a day to come, one that is a subprocessor here, and by anybody but an admin', async () => {
  const record = (body: object) => as(testbed, 'admin').post(relations(), body);
  const right = { subprocessorId: maps._id, since: '2026-05-01', reference: 'K-2026-7' };
  expect(problems(await record({ ...right, subprocessorId: 'a'.repeat(24) }))).toEqual(['/subprocessorId unknown-subprocessor']);
  expect(problems(await record({ ...right, since: '2026-06-02' }))).toEqual(['/since in-the-future']);
  const here = await record({ ...right, subprocessorId: listed._id });
  expect([here.status, problems(here)]).toEqual([409, ['/subprocessorId subprocessor-here']]);
  expect((await as(testbed, 'dpo').post(relations(), right)).status).toBe(403);
  expect(await gate()).toMatchObject({ mayProcess: false, reasons: [{ code: 'not-approved' }] });
});

test('the form keeps what was typed and says what is missing at its field', async () => {
  const page = await admin.get(`/desk/agreements/${agreementId}/direct`);
  const answer = await admin.submit(page, 'direct', { subprocessorId: maps._id, since: '', reference: 'K-2026-7' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('id="since-problem"');
  expect(answer.text).toContain('value="K-2026-7"');
});

test('entered by one: nothing counts, whoever entered it cannot confirm it, entered anew the older one is gone, and it can be discarded', async () => {
  const record = (reference: string) =>
    as(testbed, 'admin').post(relations(), { subprocessorId: maps._id, since: '2026-05-01', reference });
  const first = (await record('K-2026-5')).body;
  expect([first.items, first.waiting]).toMatchObject([[], [{ legalName: 'Kartverk & Kart AS', reference: 'K-2026-5' }]]);
  const { waiting } = (await record('K-2026-6')).body;
  expect(waiting).toMatchObject([{ reference: 'K-2026-6' }]);
  expect(await gate()).toMatchObject({ mayProcess: false });

  const confirm = (key: 'admin' | 'dpo' | 'auditor', id: string) => as(testbed, key).post(`${relations()}/confirm`, { id });
  const stale = await confirm('dpo', first.waiting[0].id);
  expect([stale.status, stale.body.code]).toEqual([409, 'no-direct-relation-waiting']);
  const own = await confirm('admin', waiting[0].id);
  expect([own.status, own.body.code]).toEqual([403, 'own-direct-relation']);
  const bundle = await as(testbed, 'dpo').get(`/agreements/${agreementId}/evidence`).responseType('blob');
  const given = (await unzipped(bundle.body)).get('agreement/agreement.json');
  expect(JSON.parse(String(given))).not.toHaveProperty('directRelationsWaiting');

  const discarded = await as(testbed, 'dpo').post(`${relations()}/discard`, { id: waiting[0].id });
  expect(discarded.body).toEqual({ items: [], waiting: [] });
});

test('what has become a subprocessor here meanwhile is not confirmed, and what one person may do alone shows in the event', async () => {
  const { agreement } = await registerAgreement(testbed, { reference: 'DIRECT-3' });
  const path = `/agreements/${agreement._id}/direct-relations`;
  const enter = () => as(testbed, 'admin').post(path, { subprocessorId: maps._id, since: '2026-05-01', reference: 'K-1' });
  const [entered] = (await enter()).body.waiting;
  const one = { ...testbed.context, settings: { ...testbed.context.settings, allowSelfRelease: true } };
  const { data } = testbed.dependencies;
  const before = await data.agreements.find(agreement._id);
  const enteredBy = before?.directRelationsWaiting[0]?.enteredBy.personId ?? '';
  const act = { actor: { ...testbed.person('admin'), personId: enteredBy }, now: await testbed.now(), agreementId: agreement._id };
  expectValue(await confirmDirectRelation(one, { ...act, entryId: entered.id }));
  const [event] = (await data.auditEvents.list({ agreementId: agreement._id, limit: 50 })).filter(
    ({ type }) => type === 'agreement.directRelation',
  );
  expect(event?.facts).toMatchObject({ enteredBy, selfReleased: true });

  const again = await as(testbed, 'admin').post(path, { subprocessorId: listed._id, since: '2026-05-01', reference: 'K-2' });
  const [waits] = again.body.waiting;
  await publish(testbed, { ...addition({ rollout: 'perAgreement' }), type: 'add', subprocessor: undefined, subprocessorId: listed._id });
  const late = await as(testbed, 'dpo').post(`${path}/confirm`, { id: waits.id });
  expect([late.status, problems(late)]).toEqual([409, ['/subprocessorId subprocessor-here']]);
});

test('confirmed by another: listed in the annex as such, the gate lets through without a contract of ours, and no notice is sent about it', async () => {
  const page = await admin.get(`/desk/agreements/${agreementId}/direct`);
  const entered = await admin.follow(
    await admin.submit(page, 'direct', { subprocessorId: maps._id, since: '2026-05-01', reference: 'K-2026-7' }),
  );
  expect(textOf(entered.text)).toContain('En annen enn du må bekrefte.');
  expect(await gate()).toMatchObject({ mayProcess: false });
  const dpo = await staffBrowser(testbed, 'dpo');
  expect(textOf((await dpo.get('/desk')).text)).toContain('Bekreft en egen avtale med en tredjepart for DIRECT-1');
  const seen = await dpo.get(`/desk/agreements/${agreementId}/direct`);
  const [form = ''] = /confirm-[0-9a-f]{24}/.exec(seen.text) ?? [];
  const answer = await dpo.submit(seen, form, {});
  expect(textOf((await dpo.follow(answer)).text)).toContain('Kartverk & Kart AS fredag 1. mai 2026 K-2026-7 Gjelder');
  expect(await gate()).toMatchObject({ mayProcess: true, since: '2026-05-01', relation: 'direct', reasons: [] });

  const annex = await as(testbed, 'auditor').get(`/agreements/${agreementId}/annex`);
  expect(annex.body.entries.map(({ subprocessorId }: { subprocessorId: string }) => subprocessorId)).toEqual([listed._id]);
  expect(annex.body.direct).toEqual([
    { subprocessorId: maps._id, legalName: 'Kartverk & Kart AS', since: '2026-05-01', until: null, reference: 'K-2026-7' },
  ]);
  const shown = textOf((await admin.get(`/desk/agreements/${agreementId}/annex`)).text);
  expect(shown).toContain('Ikke underdatabehandler: standard tredjepartstjeneste som den behandlingsansvarlige har egen avtale med');
  expect(textOf((await admin.get(`/desk/agreements/${agreementId}/annex?on=2026-04-30`)).text)).not.toContain('Kartverk');

  // A change that adds it for everybody else.
  const contract = { contract: { signedOn: '2026-01-05', reference: 'DPA-9' } };
  await as(testbed, 'admin').patch(`/subprocessors/${maps._id}`, contract);
  const { subprocessor: _new, ...add } = addition();
  const change = await publish(testbed, { ...add, subprocessorId: maps._id, services: completeSubprocessor.services });
  const told = await testbed.dependencies.data.notices.findFor(change._id, [agreementId, other]);
  expect(told.map(({ agreementId: id }) => id)).toEqual([other]);

  const twice = await as(testbed, 'admin').post(relations(), { subprocessorId: maps._id, since: '2026-05-02', reference: 'K-2026-8' });
  expect([twice.status, problems(twice)]).toEqual([409, ['/subprocessorId direct-already']]);
});

test('ended: the gate asks for an annex entry again from the day after, and a day that has passed is refused', async () => {
  const page = await admin.get(`/desk/agreements/${agreementId}/direct`);
  const past = await admin.submit(page, `end-${maps._id}`, { [`until-${maps._id}`]: '2026-05-31' });
  expect(past.status).toBe(422);
  expect(past.text).toContain(`id="until-${maps._id}-problem"`);
  const ended = await admin.submit(page, `end-${maps._id}`, { [`until-${maps._id}`]: '2026-06-02' });
  expect(textOf((await admin.follow(ended)).text)).toContain('Siste dag er registrert.');
  await testbed.advanceTo('2026-06-02T12:00:00Z');
  expect((await gate()).mayProcess).toBe(true);
  await testbed.advanceTo('2026-06-03T12:00:00Z');
  expect((await gate()).mayProcess).toBe(false);
  const events = await testbed.dependencies.data.auditEvents.list({ agreementId, limit: 50 });
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['agreement.directRelation', 'agreement.directRelationEnded']));
});
