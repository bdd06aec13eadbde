import type { NoticeRecord } from '../../../src/data/notice.model';
import { termsPresets } from '../../../src/domain/terms/presets';
import { acknowledgeNotice } from '../../../src/workflows/answers/acknowledgeNotice';
import { grantApproval } from '../../../src/workflows/answers/decideApproval';
import { beginCodedAct } from '../../../src/workflows/answers/requestCode';
import { approveChange } from '../../../src/workflows/changes/approveChange';
import { listChangeAgreements } from '../../../src/workflows/changes/listChangeAgreements';
import { publishChange } from '../../../src/workflows/changes/publishChange';
import { submitChange } from '../../../src/workflows/changes/submitChange';
import { planNotices } from '../../../src/workflows/delivery/planNotices';
import { answerGate } from '../../../src/workflows/gate/answerGate';
import { confirmObjection } from '../../../src/workflows/objections/confirmObjection';
import { decideObjection } from '../../../src/workflows/objections/decideObjection';
import { prepareObjection } from '../../../src/workflows/objections/prepareObjection';
import { previewNewest } from '../../../src/workflows/revisions/previewRevision';
import { discardRevision, proposeRevision } from '../../../src/workflows/revisions/proposeRevision';
import { addition, expectRefusal, expectValue, publish, type RegisteredAgreement, registerAgreement } from '../../support/register';
import { revise } from '../../support/revision';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeEach(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterEach(() => testbed.close());

async function noticeOf(changeId: string, { agreement }: RegisteredAgreement): Promise<NoticeRecord> {
  const [notice] = await testbed.context.data.notices.findFor(changeId, [agreement._id]);
  if (!notice) throw new Error('no notice');
  return notice;
}

async function contactOf(changeId: string, registered: RegisteredAgreement) {
  const notice = await noticeOf(changeId, registered);
  return { kind: 'controller', noticeId: notice._id, contactId: registered.controller.contacts[0]?.id ?? '' } as const;
}

async function object(changeId: string, registered: RegisteredAgreement): Promise<string> {
  const actor = await contactOf(changeId, registered);
  const now = await testbed.now();
  const answers = { grounds: 'Vi vil ikke ha opptak der.', name: 'Kari', title: 'Rådgiver' };
  const { draftId } = expectValue(await prepareObjection(testbed.context, { actor, now, answers, postedAt: [now] }));
  expectValue(await confirmObjection(testbed.context, { actor, now, draftId }));
  const [objection] = await testbed.context.data.objections.listOfNotices([actor.noticeId]);
  if (!objection) throw new Error('no objection');
  return objection._id;
}

async function decide(objectionId: string, input: Omit<Parameters<typeof decideObjection>[1]['input'], 'version'>): Promise<void> {
  const { version } = (await testbed.context.data.objections.find(objectionId)) ?? { version: 0 };
  const act = { actor: testbed.person('dpo'), now: await testbed.now(), objectionId, input: { ...input, version } };
  expectValue(await decideObjection(testbed.context, act));
}

async function approve(changeId: string, registered: RegisteredAgreement): Promise<void> {
  const actor = await contactOf(changeId, registered);
  const now = await testbed.now();
  const fields = { name: 'Kari', title: 'Direktør' };
  const { draftId } = expectValue(
    await beginCodedAct(testbed.context, { actor, now, act: { verb: 'approve', kinds: ['specific'] }, fields }),
  );
  const [code] = await testbed.context.data.oneTimeCodes.listUsable(actor.noticeId, 'approve:specific', now);
  const decider = { name: 'Kari', title: 'Direktør' };
  const given = { code: testbed.context.mailer.codeFor(code?._id ?? ''), draftId };
  expectValue(await grantApproval(testbed.context, { actor, now, kinds: ['specific'], decider, ...given }));
}

const moved = { subprocessor: { locations: [{ country: 'SE', kind: 'storage' as const }] } };
const events = async (changeId: string) =>
  (await testbed.context.data.auditEvents.list({ changeId, limit: 1_000 })).map(({ type, agreementId }) => ({ type, agreementId }));

test('a material correction: new notices and clocks for those who wait, objections go along, approvals lapse, dropped and in effect stay', async () => {
  const quick = {
    ...termsPresets.videonor,
    notice: { ...termsPresets.videonor.notice, period: null },
    objection: { ...termsPresets.videonor.objection, window: null },
  };
  const objecting = await registerAgreement(testbed, { reference: 'OBJECTS' });
  const specific = { ...termsPresets.videonor, authorisation: 'specific' };
  const approving = await registerAgreement(testbed, { reference: 'APPROVES', terms: specific });
  const dropped = await registerAgreement(testbed, { reference: 'DROPPED' });
  const inEffect = await registerAgreement(testbed, { reference: 'QUICK', terms: quick });
  const leaving = await registerAgreement(testbed, { reference: 'LEAVES', services: ['arkiv'] });
  const input = addition({ rollout: 'perAgreement', plannedEffectiveOn: '2026-06-10', services: ['video', 'arkiv'] });
  const { _id: changeId } = await publish(testbed, input);
  const objectionId = await object(changeId, objecting);
  await decide(objectionId, { event: 'review' });
  await decide(objectionId, { event: 'propose', text: 'Fra august, med egne nøkler.', effectiveOn: '2026-08-01' });
  await decide(await object(changeId, dropped), { event: 'uphold' });
  await approve(changeId, approving);
  await testbed.advanceTo('2026-06-11T08:00:00Z');
  const before = await noticeOf(changeId, objecting);

  const proposal = { ...moved, services: ['video'], plannedEffectiveOn: '2026-07-20' };
  const { context } = testbed;
  const now = await testbed.now();
  expectValue(
    await proposeRevision(context, {
      actor: testbed.person('publisher'),
      now,
      changeId,
      input: { ...proposal, reasonForRevision: { nb: 'Feil sted' } },
    }),
  );
  const { revision: reach, agreements } = expectValue(await previewNewest(context, { changeId, now }));
  expect(reach).toMatchObject({
    revision: 2,
    alwaysMaterial: ['services', 'locations'],
    newClocks: 2,
    objectionsCarried: 1,
    approvalsLapsing: 1,
    keepsInEffect: [{ reference: 'QUICK' }],
    staysDropped: [{ reference: 'DROPPED' }],
    noLongerConcerned: [{ reference: 'LEAVES' }],
  });
  expect(agreements.map(({ reference }) => reference).sort()).toEqual(['APPROVES', 'OBJECTS']);
  expectValue(await submitChange(context, { actor: testbed.person('publisher'), now, changeId }));
  expectRefusal(await approveChange(context, { actor: testbed.person('dpo', 'test:publisher'), now, changeId }));
  expect(expectRefusal(await approveChange(context, { actor: testbed.person('dpo'), now, changeId, immaterial: true }))).toBe(
    'always-material',
  );
  expectValue(await approveChange(context, { actor: testbed.person('dpo'), now, changeId }));
  // Until here the published change ran on as it was.
  expect(await noticeOf(changeId, objecting)).toMatchObject({ _id: before._id, effect: 'pending', revision: 1 });
  const published = expectValue(await publishChange(context, { actor: testbed.person('publisher'), now, changeId }));
  expect(published).toMatchObject({ revision: 2, noticesRevision: 2, services: ['video'], proposed: null, fanOut: { done: false } });
  expect(published.revisions).toMatchObject([{ revision: 1, content: { services: ['video', 'arkiv'], plannedEffectiveOn: '2026-06-10' } }]);
  // Published and not written yet: nobody has received what counts, and nothing takes effect.
  const gate = expectValue(await answerGate(context, { now, query: { agreement: 'APPROVES', subprocessorId: published.subprocessorId } }));
  expect(gate.reasons.map(({ code }) => code)).toContain('not-received');
  await testbed.settle();

  const renewed = await noticeOf(changeId, objecting);
  expect(renewed).toMatchObject({
    revision: 2,
    effect: 'pending',
    state: 'accepted',
    receivedAt: now,
    deadlines: { receivedOn: '2026-06-11' },
  });
  expect(renewed.content.revised).toMatchObject({ revision: 1, before: { details: { locations: [{ country: 'NO' }] } } });
  expect(await context.data.notices.find(before._id)).toMatchObject({
    effect: 'superseded',
    supersededBy: { noticeId: renewed._id },
    followUps: { nextAt: null },
    contentHash: before.contentHash,
  });
  expect(await context.data.objections.find(objectionId)).toMatchObject({
    noticeId: renewed._id,
    state: 'underReview',
    open: true,
    proposals: [{ answer: null, lapsedAt: now }],
    standsAsked: { revision: 2, confirmedAt: null },
  });
  expect(renewed.carriedObjection?.objectionId).toBe(objectionId);
  const asked = await noticeOf(changeId, approving);
  expect(asked).toMatchObject({ revision: 2, approvals: [{ kind: 'specific', state: 'requested' }] });
  expect(await noticeOf(changeId, dropped)).toMatchObject({ revision: 1, effect: 'dropped' });
  expect(await noticeOf(changeId, inEffect)).toMatchObject({ revision: 1, effect: 'inEffect' });
  expect(await noticeOf(changeId, leaving)).toMatchObject({ revision: 1, effect: 'cancelled' });

  const { items } = expectValue(await listChangeAgreements(context, { changeId, now, limit: 50 }));
  const reasons = Object.fromEntries(items.map((item) => [item.reference, item.gate.reasons.map(({ code }) => code)]));
  expect(reasons.OBJECTS).toEqual(['planned-day', 'notice-period', 'objection-window', 'objection-open']);
  expect(reasons.APPROVES).toEqual(expect.arrayContaining(['approval-missing']));
  expect(reasons.LEAVES).toContain('dropped');
  expect(reasons.QUICK).toEqual([]);
  const mailTo = async (reference: string) => (await testbed.mailbox({ to: `contact@${reference}.example` })).map(({ subject }) => subject);
  expect((await mailTo('objects')).filter((subject) => subject?.startsWith('Rettet varsel'))).toHaveLength(1);
  expect((await mailTo('leaves')).at(-1)).toContain('gjelder ikke lenger');
  for (const untouched of ['dropped', 'quick']) expect((await mailTo(untouched)).join()).not.toContain('Rettet');
  const [letter] = (await testbed.mailbox({ to: 'contact@objects.example' })).filter(({ subject }) => subject?.startsWith('Rettet'));
  for (const said of ['Feil sted', 'Norge', 'Sverige', 'står ved lag']) expect(letter?.text).toContain(said);
  // Whoever objected is not told that silence lets it happen.
  expect(letter?.text).not.toContain('for at det skal skje');
  const old = { ...(await contactOf(changeId, objecting)), noticeId: before._id };
  expect(expectRefusal(await acknowledgeNotice(context, { actor: old, now }))).toBe('superseded');
  const said = await events(changeId);
  expect(said.filter(({ type }) => type === 'notice.superseded')).toHaveLength(2);
  expect(said.filter(({ type }) => type === 'objection.changeRevised')).toHaveLength(1);
});

test('killed after every chunk and run by two at once: each agreement has one live notice, and nobody is told twice', async () => {
  const references = ['A1', 'A2', 'A3', 'A4', 'A5'];
  for (const reference of references) await registerAgreement(testbed, { reference });
  const { _id: changeId } = await publish(testbed, addition());
  await revise(testbed, changeId, { ...moved, plannedEffectiveOn: '2026-07-10' });
  const { context } = testbed;
  const now = await testbed.now();
  const { data } = context;
  const liveByAgreement = async () => {
    const all = await testbed.dependencies.mongoConnection.collection('notices').find({ changeId }).toArray();
    const live = all.filter(({ effect }) => effect !== 'superseded');
    return { all: all.length, live: live.map(({ agreementId }) => String(agreementId)).sort() };
  };

  // The worker dies in its second transaction, again and again: each time one more chunk is there.
  for (let deaths = 0; deaths < 2; deaths += 1) {
    let transactions = 0;
    const inTransaction: typeof context.inTransaction = (work) => {
      transactions += 1;
      if (transactions === 2) throw new Error('killed');
      return context.inTransaction(work);
    };
    await expect(planNotices({ ...context, inTransaction }, { changeId, now, chunk: 2 })).rejects.toThrow('killed');
    const { all, live } = await liveByAgreement();
    expect([all, live.length, new Set(live).size]).toEqual([5 + 2 * (deaths + 1), 5, 5]);
  }
  await Promise.all([planNotices(context, { changeId, now }), planNotices(context, { changeId, now })]);
  await testbed.settle();

  const { all, live } = await liveByAgreement();
  expect([all, live.length, new Set(live).size]).toEqual([10, 5, 5]);
  expect((await data.changes.find(changeId))?.fanOut).toMatchObject({ done: true, planned: 5 });
  for (const reference of references) {
    const mail = await testbed.mailbox({ to: `contact@${reference.toLowerCase()}.example` });
    expect(mail.filter(({ subject }) => subject?.startsWith('Rettet varsel'))).toHaveLength(1);
  }
});

test('told to stop while those whom the correction leaves out are told: it is not over, and the next run ends it', async () => {
  const leaving = await registerAgreement(testbed, { reference: 'LEAVES', services: ['arkiv'] });
  await registerAgreement(testbed, { reference: 'STAYS' });
  const { _id: changeId } = await publish(testbed, addition({ rollout: 'perAgreement', services: ['video', 'arkiv'] }));
  await revise(testbed, changeId, { ...moved, services: ['video'], plannedEffectiveOn: '2026-07-20' });
  const { context } = testbed;
  const now = await testbed.now();
  const fanOut = async () => (await context.data.changes.find(changeId))?.fanOut;
  const stopping = new AbortController();
  const stopAtTheEnd: typeof context.inTransaction = async (work) => {
    if ((await fanOut())?.afterAgreementId === 'f'.repeat(24)) stopping.abort();
    return context.inTransaction(work);
  };

  await planNotices({ ...context, inTransaction: stopAtTheEnd }, { changeId, now, stop: stopping.signal });

  expect(stopping.signal.aborted).toBe(true);
  expect(await fanOut()).toMatchObject({ done: false });
  await planNotices(context, { changeId, now });
  expect(await fanOut()).toMatchObject({ done: true });
  expect((await noticeOf(changeId, leaving)).effect).toBe('cancelled');
});

test('together: too early a day is refused, and the effect waits for the new notices', async () => {
  await registerAgreement(testbed, { reference: 'WEEKS' });
  const month = await registerAgreement(testbed, { reference: 'MONTH', preset: 'dfo-2020-general' });
  const { _id: changeId } = await publish(testbed, addition({ plannedEffectiveOn: '2026-07-06' }));
  await testbed.advanceTo('2026-06-20T08:00:00Z');
  const { context } = testbed;
  const now = await testbed.now();
  const publisher = testbed.person('publisher');
  const input = { ...moved, reasonForRevision: { nb: 'Feil sted' } };
  expectValue(await proposeRevision(context, { actor: publisher, now, changeId, input }));
  const refused = await submitChange(context, { actor: publisher, now, changeId });
  expect(refused).toMatchObject({
    ok: false,
    refusal: { code: 'too-early', extra: { earliestEffectiveOn: '2026-07-21', agreements: [{ reference: 'MONTH' }] } },
  });
  const second = await proposeRevision(context, { actor: publisher, now, changeId, input });
  expect(expectRefusal(second)).toBe('revision-underway');
  expectValue(await discardRevision(context, { actor: publisher, now, changeId }));
  await revise(testbed, changeId, { ...moved, plannedEffectiveOn: '2026-07-21' });
  await testbed.settle();

  await testbed.advanceTo('2026-07-20T08:00:00Z');
  expect((await noticeOf(changeId, month)).effect).toBe('pending');
  await testbed.advanceTo('2026-07-21T08:00:00Z');

  expect(await noticeOf(changeId, month)).toMatchObject({ effect: 'inEffect', inEffectSince: '2026-07-21', revision: 2 });
  expect(await context.data.annexes.listEntries(month.agreement._id)).toMatchObject([{ details: { locations: [{ country: 'SE' }] } }]);
  expect(await context.data.annexes.listLines(month.agreement._id)).toMatchObject([{ revision: 2 }]);
  expect(await context.data.changes.find(changeId)).toMatchObject({ status: 'completed' });
  const late = await proposeRevision(context, { actor: publisher, now: await testbed.now(), changeId, input });
  expect(expectRefusal(late)).toBe('wrong-state');
});
