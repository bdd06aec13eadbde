import { completeSubprocessor, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as, problems } from './apiCalls';

let testbed: Testbed;
let changeId: string;
let subprocessorId: string;
const ids: Record<string, { agreementId: string; controllerId: string }> = {};

/** The main job over the API alone: a change received on 2026-06-02 by one agreement of each kind, planned for 2026-07-01. */
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  for (const [reference, preset, organisationNumber] of [
    ['WEEKS', 'videonor', '911000001'],
    ['OTHER', 'videonor', '911000002'],
    ['MONTH', 'dfo-2020-general', '911000003'],
  ] as const) {
    const { agreement, controller } = await registerAgreement(testbed, { reference, preset, organisationNumber });
    ids[reference] = { agreementId: agreement._id, controllerId: controller._id };
  }
  const made = await as(testbed, 'publisher').post('/changes', {
    type: 'add',
    subprocessor: completeSubprocessor,
    services: ['video'],
    reason: { nb: 'Bedre lagring', en: 'Better storage' },
    plannedEffectiveOn: '2026-07-01',
    rollout: 'perAgreement',
  });
  changeId = made.body.id;
  subprocessorId = made.body.subprocessorId;
});
afterAll(() => testbed.close());

const system = () => as(testbed, 'system');
const dpo = () => as(testbed, 'dpo');
const idOf = (reference: string) => ids[reference] ?? { agreementId: '', controllerId: '' };
const moveTo = (now: string) => system().post('/demo/clock', { now });
const gate = async (reference: string) => (await system().get(`/gate?agreement=${reference}&subprocessorId=${subprocessorId}`)).body;
const codes = (answer: { reasons: { code: string }[] }) => answer.reasons.map(({ code }) => code);

test('before publication the gate says not-approved, and names the draft', async () => {
  const answer = await gate('WEEKS');
  expect(answer.mayProcess).toBe(false);
  expect(codes(answer)).toEqual(expect.arrayContaining(['not-approved', 'not-published']));
});

test('published notices go out, and the mailbox holds one message for each with its link', async () => {
  expect((await as(testbed, 'publisher').post(`/changes/${changeId}/submit`)).status).toBe(200);
  expect((await dpo().post(`/changes/${changeId}/approve`)).status).toBe(200);
  expect((await dpo().post(`/changes/${changeId}/publish`)).status).toBe(200);
  await testbed.settle();
  const { body } = await dpo().get(`/changes/${changeId}`);
  expect(body.status).toBe('published');
  expect(body.notices).toMatchObject({ accepted: 3, planned: 0, bounced: 0 });
  expect(body.gates).toEqual({ clear: 0, held: 3, inEffect: 0 });

  const { items, next } = (await system().get('/demo/mailbox?to=contact@weeks.example')).body;
  expect(next).toBeNull();
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ to: 'contact@weeks.example', headers: { 'auto-submitted': 'auto-generated' } });
  expect(items[0].subject).not.toBe('');
  expect(items[0].html).toContain('Skybygg AS');
  expect(items[0].text).toContain('Skybygg AS');
  const links = items[0].links.filter((link: string) => /\/n\/[^/]+$/.test(link));
  expect(links.length).toBeGreaterThan(0);
  expect(items[0].links).toEqual([...new Set(items[0].links)]);
  const after = await system().get(`/demo/mailbox?after=${items[0].id}&limit=200`);
  expect(after.body.items.map(({ id }: { id: string }) => id)).not.toContain(items[0].id);
});

test('each agreement shows its delivery, its dates and why it is shut', async () => {
  const { body } = await dpo().get(`/changes/${changeId}/agreements`);
  expect(body.next).toBeNull();
  const weeks = body.items.find(({ reference }: { reference: string }) => reference === 'WEEKS');
  expect(weeks).toMatchObject({
    agreementId: idOf('WEEKS').agreementId,
    notice: {
      state: 'accepted',
      receivedAt: '2026-06-02T08:00:00Z',
      receiptEvidence: 'accepted',
      attempts: 1,
      contact: 'contact@weeks.example',
    },
    deadlines: {
      receivedOn: '2026-06-02',
      earliestEffectiveOn: '2026-07-01',
      objection: { lastDay: '2026-06-16', closesAt: '2026-06-16T22:00:00Z' },
    },
    gate: {
      clear: false,
      reasons: [
        { code: 'planned-day', until: '2026-07-01' },
        { code: 'notice-period', until: '2026-07-01' },
        { code: 'objection-window', until: '2026-06-17' },
      ],
    },
  });
  expect(weeks).not.toHaveProperty('inEffectSince');
  const paged = await dpo().get(`/changes/${changeId}/agreements?limit=2`);
  expect(paged.body.items).toHaveLength(2);
  expect((await dpo().get(`/changes/${changeId}/agreements?limit=2&cursor=${paged.body.next}`)).body.items).toHaveLength(1);
});

test('the gate can be asked by every name, alone and in batches', async () => {
  const { agreementId, controllerId } = idOf('WEEKS');
  const whose = [{ agreementId }, { agreement: 'WEEKS' }, { controllerId }, { organisationNumber: '911000001' }];
  const toWhom = [{ subprocessorId }, { subprocessor: '923 609 016' }];
  const pairs = whose.flatMap((one) => toWhom.map((other) => ({ ...one, ...other })));
  for (const pair of pairs) {
    const answer = await system().get(`/gate?${new URLSearchParams(Object.entries(pair)).toString()}`);
    expect({ pair, status: answer.status, mayProcess: answer.body.mayProcess }).toEqual({ pair, status: 200, mayProcess: false });
    expect(codes(answer.body)).toEqual(['planned-day', 'notice-period', 'objection-window']);
    expect(Date.parse(answer.body.validUntil)).toBeGreaterThan(Date.parse('2026-06-02T08:00:00Z'));
  }
  const batch = await system().post('/gate', { pairs: [...pairs, { agreement: 'NOBODY', subprocessorId }] });
  expect(batch.status).toBe(200);
  expect(batch.body.items).toHaveLength(9);
  expect(batch.body.items[0]).toMatchObject({ ...pairs[0], mayProcess: false });
  expect(batch.body.items[8]).toMatchObject({
    agreement: 'NOBODY',
    mayProcess: false,
    error: { code: 'not-found', pointer: '/agreement' },
  });
  expect((await system().post('/gate', pairs)).body.items).toHaveLength(8);
});

test('a thousand pairs are answered, one more is refused, and so is a question without two sides', async () => {
  const pair = { agreement: 'WEEKS', subprocessorId };
  const thousand = await system().post('/gate', { pairs: Array.from({ length: 1000 }, () => pair) });
  expect(thousand.body.items).toHaveLength(1000);
  expect(problems(await system().post('/gate', { pairs: Array.from({ length: 1001 }, () => pair) }))).toEqual(['/pairs too-many']);
  expect(problems(await system().post('/gate', { pairs: [] }))).toEqual(['/pairs required']);
  expect(problems(await system().post('/gate', { pairs: [{ agreement: 'WEEKS' }] }))).toEqual(['/pairs/0/subprocessorId required']);
  expect(problems(await system().get('/gate')).sort()).toEqual(['/agreementId required', '/subprocessorId required']);
  expect(problems(await system().get(`/gate?agreement=A&organisationNumber=9&subprocessorId=${subprocessorId}`))).toEqual([
    '/organisationNumber one-of-these',
  ]);
  const unknown = await system().get(`/gate?agreement=NOBODY&subprocessorId=${subprocessorId}`);
  expect([unknown.status, ...problems(unknown)]).toEqual([404, '/agreement not-found']);
});

describe('objections', () => {
  const enter = (reference: string, overrides: object = {}) =>
    dpo().post('/objections', {
      changeId,
      agreementId: idOf(reference).agreementId,
      receivedAt: '2026-06-16T21:59:59Z',
      grounds: 'Vi vil ikke ha opptak hos denne leverandøren.',
      name: 'Kari Eksempel',
      title: 'Personvernansvarlig',
      channel: 'letter',
      ...overrides,
    });
  let objectionId: string;

  test('one that came in the last second holds its agreement, one at 24:00 is recorded as late', async () => {
    expect((await moveTo('2026-06-18T08:00:00Z')).body.now).toBe('2026-06-18T08:00:00Z');
    const inTime = await enter('WEEKS');
    expect(inTime.status).toBe(201);
    expect(inTime.body).toMatchObject({
      changeId,
      state: 'submitted',
      late: false,
      receivedAt: '2026-06-16T21:59:59Z',
      version: expect.any(Number),
    });
    expect(inTime.body.grounds).toContain('denne leverandøren');
    expect(inTime.body.allowed).toEqual(expect.arrayContaining(['review', 'uphold', 'terminate']));
    expect(inTime.headers.location).toBe(`/api/v1/objections/${inTime.body.id}`);
    objectionId = inTime.body.id;
    const late = await enter('OTHER', { receivedAt: '2026-06-16T22:00:00Z' });
    expect(late.body).toMatchObject({ state: 'late', late: true });
    expect(late.body.allowed).toEqual(expect.arrayContaining(['admit', 'dismiss']));
    const listed = await as(testbed, 'auditor').get(`/objections?changeId=${changeId}&open=true&limit=1`);
    expect(listed.body.items).toHaveLength(1);
    expect(listed.body.next).not.toBeNull();
    expect((await as(testbed, 'auditor').get(`/objections/${objectionId}`)).body.reference).toBe(inTime.body.reference);
  });

  test('entries that make no sense are refused with their place', async () => {
    expect(problems(await enter('WEEKS', { receivedAt: '2026-07-18T08:00:00Z' }))).toEqual(['/receivedAt in-the-future']);
    expect(problems(await enter('WEEKS', { grounds: 'x'.repeat(200_000) }))).toEqual(['/grounds too-long']);
    expect(problems(await enter('WEEKS', { name: 'a\r\nb' }))).toEqual(['/name control-character']);
    expect(problems(await enter('WEEKS', { agreementId: undefined }))).toEqual(['/agreementId required']);
    expect(problems(await enter('WEEKS', { changeId: undefined, agreementId: undefined }))).toEqual(['/noticeId required']);
    expect(problems(await enter('WEEKS', { channel: 'rumour' }))).toEqual(['/channel not-one-of']);
  });

  test('events move it, refuse what is not possible, and want their members', async () => {
    const event = (body: object) => dpo().post(`/objections/${objectionId}/events`, body);
    const { version } = (await dpo().get(`/objections/${objectionId}`)).body;
    expect(problems(await event({ event: 'review' }))).toEqual(['/version required']);
    expect(problems(await event({ event: 'sleep', version }))).toEqual(['/event not-one-of']);
    expect(problems(await event({ event: 'terminate', version })).sort()).toEqual(['/endsOn required', '/reason required']);
    expect(problems(await event({ event: 'dismiss', version }))).toEqual(['/reason required']);
    expect(problems(await event({ event: 'review', version, drop: true }))).toEqual(['/drop not-for-this-event']);
    const stale = await event({ event: 'review', version: version + 5 });
    expect([stale.status, stale.body.code]).toEqual([409, 'stale-version']);

    const reviewed = await event({ event: 'review', version });
    expect(reviewed.status).toBe(200);
    expect(reviewed.body).toMatchObject({ id: objectionId, state: 'underReview' });
    expect(reviewed.body.history.at(-1)).toMatchObject({ event: 'review', from: 'submitted', to: 'underReview' });
    const again = await event({ event: 'review', version: reviewed.body.version });
    expect([again.status, again.body.code]).toEqual([409, 'wrong-state']);
    const grounds = await event({ event: 'askGrounds', version: reviewed.body.version, answerBy: '2026-07-01' });
    expect([grounds.status, grounds.body.code]).toEqual([409, 'terms-do-not-allow']);

    const decided = await event({
      event: 'terminate',
      version: reviewed.body.version,
      reason: 'Ingen annen leverandør',
      endsOn: '2026-12-31',
    });
    expect(decided.body).toMatchObject({ state: 'underReview', pending: { event: 'terminate', endsOn: '2026-12-31' } });
    const self = await event({ event: 'confirm', version: decided.body.version });
    expect([self.status, self.body.code]).toEqual([409, 'same-person']);
  });
});

test('on the first lawful day the one takes effect, the objector is held, the month waits until its own day', async () => {
  await moveTo('2026-06-30T21:59:59Z');
  expect((await gate('OTHER')).mayProcess).toBe(false);
  expect((await moveTo('2026-06-30T22:00:00Z')).body).toEqual({ now: '2026-06-30T22:00:00Z' });
  const other = await gate('OTHER');
  expect(other).toMatchObject({
    mayProcess: true,
    since: '2026-07-01',
    reasons: [],
    entry: { subprocessorId, legalName: 'Skybygg AS', inForceFrom: '2026-07-01' },
  });
  expect(codes(await gate('WEEKS'))).toContain('objection-open');
  expect((await gate('MONTH')).mayProcess).toBe(false);
  expect((await dpo().get(`/changes/${changeId}`)).body.gates).toEqual({ clear: 0, held: 2, inEffect: 1 });

  await moveTo('2026-07-03T08:00:00Z');
  expect((await gate('MONTH')).mayProcess).toBe(true);
  expect((await dpo().get(`/changes/${changeId}`)).body.gates).toEqual({ clear: 0, held: 1, inEffect: 2 });
  const annex = await dpo().get(`/agreements/${idOf('OTHER').agreementId}`);
  expect(annex.body).toMatchObject({ annex: [subprocessorId], signedAnnex: [] });
  expect(annex.body.annexEntries).toEqual([
    expect.objectContaining({ subprocessorId, inForceFrom: '2026-07-01', addedByChangeId: changeId }),
  ]);
  expect(annex.body.annexChanges).toEqual([expect.objectContaining({ kind: 'added', on: '2026-07-01', changeId })]);
  const { items } = (await dpo().get(`/changes/${changeId}/agreements`)).body;
  expect(items.find(({ reference }: { reference: string }) => reference === 'OTHER')).toMatchObject({
    inEffectSince: '2026-07-01',
    gate: { clear: true, reasons: [] },
  });
});

test('the trail reads as the story', async () => {
  const types: string[] = [];
  let after = '';
  for (;;) {
    const page = (await as(testbed, 'auditor').get(`/audit?changeId=${changeId}&limit=5${after}`)).body;
    types.push(...page.items.map(({ type }: { type: string }) => type));
    if (page.next === null) break;
    after = `&after=${page.next}`;
  }
  const story = ['change.drafted', 'change.submitted', 'change.approved', 'change.published'];
  expect(types.filter((type) => story.includes(type))).toEqual(story);
  expect(types.length).toBeGreaterThan(8);
});

describe('the demo clock', () => {
  test('moves forward only, and two years at most', async () => {
    const back = await moveTo('2026-06-01T00:00:00Z');
    expect([back.status, back.body.code]).toEqual([422, 'clock-backwards']);
    const far = await moveTo('2028-07-04T00:00:00Z');
    expect([far.status, far.body.code]).toEqual([422, 'clock-too-far']);
    expect(problems(await moveTo('tomorrow'))).toEqual(['/now invalid-instant']);
    expect((await system().get('/demo/clock')).body).toEqual({ now: '2026-07-03T08:00:00Z' });
  });
});
