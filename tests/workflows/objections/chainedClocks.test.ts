import type { Terms } from '../../../src/domain/terms/terms';
import { danishStyle, thirtySevenSignals } from '../../support/clauses';
import { contactBrowser, hasForm, latestLink, textOf } from '../../support/contactBrowser';
import { decide, gateOf, noticeOf, object, objectionOf } from '../../support/objecting';
import { addition, publish, type RegisteredAgreement, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z' });
});
afterAll(() => testbed.close());

const droppedAtTheEnd = { ...thirtySevenSignals, afterObjection: { ...thirtySevenSignals.afterObjection, silence: 'dropped' } } as Terms;
const monthsLater = {
  ...thirtySevenSignals,
  afterObjection: { ...thirtySevenSignals.afterObjection, terminationEffect: { length: 1, unit: 'months' } },
} as Terms;

const subjects = async ({ agreement }: RegisteredAgreement): Promise<(string | undefined)[]> =>
  (await testbed.mailbox({ to: `contact@${agreement.reference.toLowerCase()}.example` })).map(({ subject }) => subject);

/** Every day is counted by hand: objected on Wednesday 3 June 2026. */
test('chained clocks from objection to end: absence of an answer, answers, terminations and both silences, each on its day', async () => {
  const register = (reference: string, terms: Terms) => registerAgreement(testbed, { reference, terms });
  const [silent, dropped, proposed, answered, later, danish, withdrawn] = [
    await register('SILENT', thirtySevenSignals),
    await register('DROPPED', droppedAtTheEnd),
    await register('PROPOSED', thirtySevenSignals),
    await register('ANSWERED', thirtySevenSignals),
    await register('LATER', monthsLater),
    await register('DANISH', danishStyle),
    await register('WITHDRAWN', droppedAtTheEnd),
  ];
  const { _id: changeId } = await publish(testbed, addition({ rollout: 'perAgreement' }));
  await testbed.advanceTo('2026-06-03T10:00:00Z');
  for (const each of [silent, dropped, proposed, answered, later, danish, withdrawn]) await object(testbed, changeId, each);
  const { stages } = await objectionOf(testbed, changeId, silent);
  expect(stages).toMatchObject({ answer: { lastDay: '2026-07-03' }, termination: { rawLastDay: '2026-08-02', lastDay: '2026-08-03' } });
  expect((await objectionOf(testbed, changeId, danish)).stages?.answer.lastDay).toBe('2026-06-17');

  // The processor proposes to one on 10 June, and answers others without an offer on 12 June; both let the time to terminate begin.
  await testbed.advanceTo('2026-06-10T08:00:00Z');
  const objectionId = (await objectionOf(testbed, changeId, proposed))._id;
  await decide(testbed, objectionId, { event: 'review' });
  await decide(testbed, objectionId, { event: 'propose', text: 'Fra september, med egne nøkler.', effectiveOn: '2026-09-01' });
  await testbed.advanceTo('2026-06-12T08:00:00Z');
  for (const each of [answered, later]) {
    const { _id } = await objectionOf(testbed, changeId, each);
    await decide(testbed, _id, { event: 'answer', text: 'Vi har ingen annen leverandør.' });
  }
  expect((await objectionOf(testbed, changeId, proposed)).stages?.termination.lastDay).toBe('2026-07-10');
  // Thirty days end on Sunday 12 July.
  expect((await objectionOf(testbed, changeId, answered)).stages?.termination.lastDay).toBe('2026-07-13');
  await testbed.settle();
  expect(await subjects(answered)).toContainEqual(expect.stringContaining('Vi har svart på innsigelsen'));

  // No answer came to the Danish one by 17 June: from the 18th it may terminate, from the day of the change.
  const browser = contactBrowser(testbed);
  const danishPage = await browser.open(await latestLink(testbed, 'contact@danish.example'));
  expect(hasForm(danishPage.text, 'terminate')).toBe(false);
  await testbed.advanceTo('2026-06-18T10:00:00Z');
  expect(await subjects(danish)).toContainEqual(expect.stringContaining('Fristen vår for å svare på innsigelsen er ute'));
  const refused = await browser.submit(await browser.get(`/notice/${(await noticeOf(testbed, changeId, danish)).shortId}`), 'terminate', {
    endsOn: '2026-07-02',
    name: '',
    title: 'Direktør',
  });
  expect(refused.status).toBe(422);
  expect(textOf(refused.text)).toContain('Velg en dag fra torsdag 18. juni 2026 til onsdag 1. juli 2026');
  const check = await browser.follow(await browser.submit(refused, 'terminate', { endsOn: '2026-07-01', name: 'En direktør' }));
  expect(textOf(check.text)).toContain('onsdag 1. juli 2026');
  const done = await browser.follow(await browser.submit(check, 'confirm'));
  expect(textOf(done.text)).toContain('Avtalen er sagt opp');
  // Confirmed twice, it is one termination.
  expect(textOf((await browser.follow(await browser.submit(check, 'confirm'))).text)).toContain('Avtalen er sagt opp');
  expect(await objectionOf(testbed, changeId, danish)).toMatchObject({ state: 'terminating', agreementEndsOn: '2026-07-01', open: false });
  await testbed.settle();
  expect(await subjects(danish)).toContainEqual(expect.stringContaining('Kvittering: dere har sagt opp avtalen'));
  expect(await gateOf(testbed, changeId, danish)).toContain('agreement-ending');
  await testbed.advanceTo('2026-07-01T22:00:00Z');
  expect(await testbed.context.data.agreements.find(danish.agreement._id)).toMatchObject({ state: 'ended' });
  expect((await noticeOf(testbed, changeId, danish)).effect).toBe('cancelled');

  // Terminated on 2 July with effect a month later.
  await testbed.advanceTo('2026-07-02T10:00:00Z');
  const other = contactBrowser(testbed);
  const laterPage = await other.open(await latestLink(testbed, 'contact@later.example'));
  const laterCheck = await other.follow(await other.submit(laterPage, 'terminate', { name: 'En direktør', title: 'Direktør' }));
  await other.submit(laterCheck, 'confirm');
  expect(await objectionOf(testbed, changeId, later)).toMatchObject({ state: 'terminating', agreementEndsOn: '2026-08-02' });

  // An unanswered objection that the controller takes back ends like any other.
  const { events } = await remindersUntil('2026-07-04T08:00:00Z', changeId);
  expect(events).toEqual([
    ['objection.answerReminded', '2026-06-12T06:00:00.000Z', 'DANISH'],
    ['objection.answerLapsed', '2026-06-17T22:00:00.000Z', 'DANISH'],
    ['objection.answerReminded', '2026-06-30T06:00:00.000Z', 'DROPPED'],
    ['objection.answerReminded', '2026-06-30T06:00:00.000Z', 'SILENT'],
    ['objection.answerReminded', '2026-06-30T06:00:00.000Z', 'WITHDRAWN'],
    ['objection.answerLapsed', '2026-07-03T22:00:00.000Z', 'DROPPED'],
    ['objection.answerLapsed', '2026-07-03T22:00:00.000Z', 'SILENT'],
    ['objection.answerLapsed', '2026-07-03T22:00:00.000Z', 'WITHDRAWN'],
  ]);
  const { _id: upheldId } = await objectionOf(testbed, changeId, withdrawn);
  await decide(testbed, upheldId, { event: 'uphold' });

  // Silence after the proposal: settled on it at 24:00 of 10 July, in effect on the day it named.
  await testbed.advanceTo('2026-07-10T21:59:00Z');
  expect((await objectionOf(testbed, changeId, proposed)).state).toBe('negotiating');
  await testbed.advanceTo('2026-07-10T22:00:00Z');
  expect(await objectionOf(testbed, changeId, proposed)).toMatchObject({
    state: 'settled',
    outcome: 'proceeds',
    proceedsFrom: '2026-09-01',
  });
  expect(await gateOf(testbed, changeId, proposed)).toBe('planned-day 2026-09-01');
  // After the answer: as the terms say, a yes.
  await testbed.advanceTo('2026-07-13T22:00:00Z');
  expect(await objectionOf(testbed, changeId, answered)).toMatchObject({ state: 'settled', outcome: 'proceeds', proceedsFrom: null });
  expect(await noticeOf(testbed, changeId, answered)).toMatchObject({ effect: 'inEffect', inEffectSince: '2026-07-14' });

  // Nobody said anything at all: both silences at 24:00 of 3 August.
  await testbed.advanceTo('2026-08-03T21:59:00Z');
  expect(await gateOf(testbed, changeId, silent)).toBe('objection-open');
  await testbed.advanceTo('2026-08-03T22:00:00Z');
  expect(await noticeOf(testbed, changeId, silent)).toMatchObject({ effect: 'inEffect', inEffectSince: '2026-08-04' });
  expect(await gateOf(testbed, changeId, silent)).toBe('open');
  expect(await objectionOf(testbed, changeId, dropped)).toMatchObject({ state: 'upheld', outcome: 'dropped' });
  expect(await noticeOf(testbed, changeId, dropped)).toMatchObject({ effect: 'dropped' });
  expect(await subjects(dropped)).toContainEqual(expect.stringContaining('Endringen faller bort for dere'));
  expect((await subjects(silent)).filter((subject) => subject?.startsWith('Påminnelse: fristen for å si opp'))).toHaveLength(1);
  expect((await subjects(withdrawn)).filter((subject) => subject?.startsWith('Påminnelse: fristen for å si opp'))).toHaveLength(0);
  await testbed.advanceTo('2026-09-01T08:00:00Z');
  expect(await noticeOf(testbed, changeId, proposed)).toMatchObject({ effect: 'inEffect', inEffectSince: '2026-09-01' });
  expect(await testbed.context.data.objections.nextStageAt(new Date(0))).toBeNull();
}, 60_000);

async function remindersUntil(instant: string, changeId: string) {
  await testbed.advanceTo(instant);
  const types = ['objection.answerReminded', 'objection.answerLapsed'];
  const listed = (await testbed.context.data.auditEvents.list({ changeId, limit: 1_000 })).filter(({ type }) => types.includes(type));
  const references = await testbed.context.data.agreements.findMany(listed.flatMap(({ agreementId }) => agreementId ?? []));
  const rows = listed.map(({ type, at, agreementId }) => [
    type,
    at.toISOString(),
    references.find(({ _id }) => _id === agreementId)?.reference ?? '',
  ]);
  const key = ([type, at, reference]: string[]): string => `${at} ${type} ${reference}`;
  return { events: rows.sort((one, other) => key(one).localeCompare(key(other))) };
}
