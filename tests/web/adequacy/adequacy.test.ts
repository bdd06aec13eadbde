import { adequacyInput } from '../../../src/schemas/adequacy';
import { adequacyInForce } from '../../../src/workflows/adequacy/adequacyInForce';
import { confirmDecision } from '../../../src/workflows/adequacy/confirmDecision';
import { proposeDecision } from '../../../src/workflows/adequacy/proposeDecision';
import { textOf } from '../../support/contactBrowser';
import {
  addition,
  completeSubprocessor,
  expectRefusal,
  expectValue,
  publish,
  registerAgreement,
  registerInUse,
} from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as, problems } from '../api/apiCalls';

const kenyan = {
  organisationNumber: null,
  locations: [{ country: 'KE', kind: 'processing' as const }],
  transferBasis: [{ country: 'KE', basis: 'adequacy' as const, reference: null }],
};
const decision = { country: 'KE', name: 'Commission Implementing Decision', decision: '(EU) 2026/777', from: '2026-05-04' };
const list = '/desk/subprocessors/adequacy';

let testbed: Testbed;
let admin: StaffBrowser;
let agreementId: string;
let listedId: string;
let decisionId: string;
beforeAll(async () => {
  testbed = await createTestbed();
  admin = await staffBrowser(testbed, 'admin');
  listedId = (await registerInUse(testbed, { ...kenyan, legalName: 'Savanne Sky AS' }))._id;
  agreementId = (await registerAgreement(testbed, { reference: 'KE-1', annex: [listedId] })).agreement._id;
});
afterAll(() => testbed.close());

const gate = async () => (await as(testbed, 'system').get(`/gate?agreementId=${agreementId}&subprocessorId=${listedId}`)).body;
const codes = async () => (await gate()).reasons.map(({ code }: { code: string }) => code);
const lines = async () =>
  (await testbed.dependencies.data.annexes.listLines(agreementId)).map(({ kind, subprocessorName, on }) => [kind, subprocessorName, on]);
const shown = async () => (await as(testbed, 'auditor').get(`/adequacy-decisions/${decisionId}`)).body;

test('a new installation has the decisions of the program; what is wrong with another is said at its field', async () => {
  const { items } = (await as(testbed, 'auditor').get('/adequacy-decisions?country=US')).body;
  expect(items).toMatchObject([{ state: 'inForce', decision: '(EU) 2023/1795', certifiedOnly: true, until: null, waiting: null }]);
  const enter = (body: object) => as(testbed, 'admin').post('/adequacy-decisions', { ...decision, ...body });
  const wrong: [object, string[]][] = [
    [{ country: 'ZZ' }, ['/country unknown-country']],
    [{ country: 'IS' }, ['/country inside-the-eea']],
    [{ until: '2026-05-03' }, ['/until before-it-begins']],
    [{ from: '2026-02-30' }, ['/from invalid-date']],
    [{ country: 'GB', from: '2030-01-01' }, ['/from days-meet']],
    [{ scope: { nb: 'Bare stat' } }, ['/scope/en required']],
  ];
  for (const [body, expected] of wrong) {
    const answer = await enter(body);
    expect([body, answer.status, problems(answer)]).toEqual([body, 422, expected]);
  }
});

test('entered by one and confirmed by another it opens the gate; who entered it cannot confirm it, nor anybody a version that was not read', async () => {
  expect(await codes()).toEqual(['transfer-basis-missing']);
  const form = await admin.get(`${list}/new`);
  const unfinished = await admin.submit(form, 'adequacy', { country: 'Kenya', name: decision.name, from: decision.from });
  expect(unfinished.status).toBe(422);
  expect(unfinished.text).toContain('id="decision-problem"');
  expect(unfinished.text).toContain('value="Kenya"');
  const entered = await admin.submit(form, 'adequacy', { ...decision, country: 'Kenya', certifiedOnly: 'no' });
  decisionId = entered.headers.location?.match(/[0-9a-f]{24}/)?.[0] ?? '';
  const page = await admin.follow(entered);
  expect(textOf(page.text)).toContain('Du har selv ført dette inn');
  expect(page.text).not.toContain('value="confirm"');
  expect(textOf((await admin.get('/desk/subprocessors')).text)).toContain('(1 venter på bekreftelse)');
  expect(textOf((await admin.get('/desk')).text)).toContain('Bekreft (EU) 2026/777 om beskyttelsesnivået (Kenya)');
  const own = await admin.submit(page, 'confirm', { decision: 'confirm' });
  expect(own.status).toBe(403);
  await testbed.settle();
  expect(await codes()).toEqual(['transfer-basis-missing']);

  const { version, state } = await shown();
  expect(state).toBe('waiting');
  const confirm = (body: object) => as(testbed, 'admin').post(`/adequacy-decisions/${decisionId}/confirm`, body);
  expect(problems(await confirm({}))).toEqual(['/version required']);
  expect((await confirm({ version: version + 1 })).body.code).toBe('stale-version');
  expect((await confirm({ version })).body).toMatchObject({ state: 'inForce', waiting: null, history: [{ countsFrom: '2026-06-01' }] });
  expect(await gate()).toMatchObject({ mayProcess: true });
  expect((await confirm({ version: version + 1 })).body.code).toBe('no-adequacy-waiting');
});

test('ended by one: what rested on it is suspended the day after, and a change is held; confirmed again, both go on', async () => {
  const { subprocessor: _complete, ...rest } = addition();
  const fresh = { ...completeSubprocessor, ...kenyan, legalName: 'Rift Data AS' } as NonNullable<
    ReturnType<typeof addition>['subprocessor']
  >;
  const change = await publish(testbed, { ...rest, subprocessor: fresh });
  const page = await admin.get(`${list}/${decisionId}/end`);
  const tooEarly = await admin.submit(page, 'end', { until: '2026-05-03' });
  expect([tooEarly.status, tooEarly.text.includes('id="until-problem"')]).toEqual([422, true]);
  const ended = await admin.follow(await admin.submit(page, 'end', { until: '2026-06-10' }));
  expect(textOf(ended.text)).toContain('Siste dag er registrert.');
  await testbed.advanceTo('2026-06-10T20:00:00Z');
  expect(await lines()).toEqual([]);
  await testbed.advanceTo('2026-07-01T10:00:00Z');
  expect(await lines()).toEqual([['suspended', 'Savanne Sky AS', '2026-06-11']]);
  const [held] = await testbed.dependencies.data.notices.findFor(change._id, [agreementId]);
  expect(held).toMatchObject({ effect: 'held', heldReasons: ['transfer-basis-missing'] });
  expect((await shown()).state).toBe('ended');

  const prolonged = await as(testbed, 'admin').patch(`/adequacy-decisions/${decisionId}`, { until: null });
  expect(prolonged.body).toMatchObject({ state: 'ended', until: '2026-06-10', waiting: { until: null } });
  const { version } = prolonged.body;
  const own = (body: object) => as(testbed, 'admin').post(`/adequacy-decisions/${decisionId}/confirm`, body);
  expect((await own({ version })).body.code).toBe('own-adequacy');
  await testbed.settle();
  expect(await codes()).toContain('transfer-basis-missing');
  const confirmed = await admin.submit(await admin.get(`${list}/${decisionId}`), 'confirm', { decision: 'confirm' });
  expect(textOf((await admin.follow(confirmed)).text)).toContain('Bekreftet. Det gjelder fra i dag.');
  await testbed.settle();
  expect(await lines()).toEqual(
    expect.arrayContaining([
      ['resumed', 'Savanne Sky AS', '2026-07-01'],
      ['added', 'Rift Data AS', '2026-07-01'],
    ]),
  );
  // The days between stay as they were.
  const counted = (await adequacyInForce(testbed.context)).filter(({ country }) => country === 'KE');
  expect(counted.map(({ from, until }) => [from, until])).toEqual([
    ['2026-06-01', '2026-06-10'],
    ['2026-07-01', null],
  ]);
});

test('a correction in words counts at once; one that changes nothing is refused; what waits, or has not begun, is given up by one and stays in the list', async () => {
  const correct = (body: object) => as(testbed, 'admin').patch(`/adequacy-decisions/${decisionId}`, body);
  expect((await correct({ name: 'Decision on Kenya' })).body).toMatchObject({ name: 'Decision on Kenya', waiting: null });
  expect(problems(await correct({ name: 'Decision on Kenya' }))).toEqual([' adequacy-unchanged']);
  const { id, version } = (await as(testbed, 'admin').post('/adequacy-decisions', { ...decision, country: 'IN' })).body;
  expect((await as(testbed, 'admin').post('/adequacy-decisions', { ...decision, country: 'IN' })).status).toBe(422);
  expect((await as(testbed, 'admin').post(`/adequacy-decisions/${id}/discard`, {})).body.state).toBe('discarded');
  const confirmed = await as(testbed, 'admin').post(`/adequacy-decisions/${id}/confirm`, { version: version + 1 });
  expect(confirmed.body.code).toBe('no-adequacy-waiting');
  const { decisions } = await testbed.dependencies.data.adequacy.read();
  expect(decisions.find((each) => each.id === id)?.waiting?.by).toEqual({ personId: expect.stringMatching(/./), name: '' });
  expect((await as(testbed, 'admin').post(`/adequacy-decisions/${decisionId}/discard`, {})).body.code).toBe('wrong-state');
  expect(textOf((await admin.get(list)).text)).toContain('India');
});

test('a one-person company confirms its own where the setting lets it, and the event says so', async () => {
  const { context } = testbed;
  const actor = testbed.person('admin', 'test:only');
  const now = await testbed.now();
  const input = adequacyInput.parse({ ...decision, country: 'ZA' });
  const { id } = expectValue(await proposeDecision(context, { actor, now, input }));
  expect(expectRefusal(await confirmDecision(context, { actor, now, decisionId: id, version: 1 }))).toBe('own-adequacy');
  const alone = { ...context, settings: { ...context.settings, allowSelfRelease: true } };
  expectValue(await confirmDecision(alone, { actor, now, decisionId: id, version: 1 }));
  const events = await testbed.dependencies.data.auditEvents.list({ limit: 200 });
  const ofDecisions = events.filter(({ subject }) => subject.kind === 'adequacyDecision');
  expect(ofDecisions.find(({ subject, type }) => subject.id === id && type === 'adequacy.confirmed')?.facts.selfReleased).toBe(true);
  const dpo = await staffBrowser(testbed, 'dpo');
  expect(textOf((await dpo.get('/desk/audit')).text)).toContain(
    'avsluttet beslutningen om beskyttelsesnivå (EU) 2026/777 (Kenya), fra mandag 4. mai 2026, siste dag onsdag 10. juni 2026',
  );
});
