import type { Terms } from '../../../src/domain/terms/terms';
import { refuseApproval } from '../../../src/workflows/answers/decideApproval';
import { decideObjection } from '../../../src/workflows/objections/decideObjection';
import * as clauses from '../../support/clauses';
import { contactOf, decide, gateOf, noticeOf, object, objectionOf } from '../../support/objecting';
import {
  addition,
  completeSubprocessor,
  expectRefusal,
  expectValue,
  publish,
  type RegisteredAgreement,
  registerAgreement,
} from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

/** Published, sent and received on Monday 4 May 2026. Ascension Day is Thursday 14 May, Whit Monday 25 May; every day below is counted by hand. */
let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-05-04T08:00:00Z' });
});
afterAll(() => testbed.close());

/** Nobody ever says that the notice came: only a clock that starts elsewhere can run. */
const neverReceived = (terms: Terms): Terms => ({ ...terms, receiptEvidence: 'acknowledged' });
const receiptOrElse = neverReceived({
  ...clauses.smartout,
  notice: { ...clauses.smartout.notice, from: ['receipt', 'publication'] },
  objection: { ...clauses.smartout.objection, from: ['receipt', 'publication'] },
});
const atOnce: Terms = { ...clauses.aglyn, emergency: { period: null } };
const withWindow: Terms = { ...clauses.openProject, emergency: { period: null } };
const { standardTemplate2020Specific: specific } = clauses;

interface Row {
  clause: string;
  terms: Terms;
  service: 'video' | 'urgent';
  /** The gate on the day after receipt. */
  gate: string;
  /** The day of effect, where nobody says anything. */
  effect: string | null;
}

const row = (clause: string, terms: Terms, gate: string, effect: string | null, service: Row['service'] = 'video'): Row => ({
  clause,
  terms,
  service,
  gate,
  effect,
});

const rows: Row[] = [
  row('VIDEONOR', clauses.videonorClause, 'notice-period 2026-06-02, objection-window 2026-05-19', '2026-06-02'),
  row('TEMPLATE', clauses.standardTemplate2020, 'notice-period 2026-06-05', '2026-06-05'),
  row('SPECIFIC', specific, 'approval-missing', null),
  row('EUSCC', clauses.euStandardClauses, 'notice-period 2026-06-04, objection-window 2026-06-04', '2026-06-04'),
  row('SMARTOUT', clauses.smartout, 'notice-period 2026-06-04, objection-window 2026-05-19', '2026-06-04'),
  row('DANISH', clauses.danishStyle, 'notice-period 2026-06-04', '2026-06-04'),
  row('GITHUB', neverReceived(clauses.gitHub), 'notice-period 2026-06-04, objection-window 2026-06-04', '2026-06-04'),
  row('TAILSCALE', neverReceived(clauses.tailscale), 'notice-period 2026-05-15, objection-window 2026-05-15', '2026-05-15'),
  row('FIRSTOFTWO', receiptOrElse, 'notice-period 2026-06-04, objection-window 2026-05-19', '2026-06-04'),
  row('SIGNALS', clauses.thirtySevenSignals, 'objection-window 2026-05-20', '2026-05-20'),
  row('MICROSOFT', clauses.microsoft, 'notice-period 2026-06-04', '2026-06-04'),
  row('OPENPROJECT', clauses.openProject, 'objection-window 2026-05-19', '2026-05-19'),
  row('AGLYN', clauses.aglyn, 'notice-period 2026-06-04', '2026-06-04'),
  // Urgent: shorter only where the terms say so, and never than the window that has to close first.
  row('AGLYNURGENT', clauses.aglyn, 'notice-period 2026-05-08', '2026-05-08', 'urgent'),
  row('ATONCE', atOnce, 'open', '2026-05-05', 'urgent'),
  row('WINDOW', withWindow, 'objection-window 2026-05-19', '2026-05-19', 'urgent'),
  row('NOTSHORTER', clauses.videonorClause, 'notice-period 2026-06-02, objection-window 2026-05-19', '2026-06-02', 'urgent'),
  row('URGENTSPECIFIC', specific, 'approval-missing', null, 'urgent'),
];

const named = (legalName: string, more: object = {}) =>
  ({ ...completeSubprocessor, legalName, organisationNumber: null, ...more }) as never;

test('every clause from notice to end: its gate, its day of effect in silence, its objection and what comes after', async () => {
  const silent = new Map<string, RegisteredAgreement>();
  const objecting = new Map<string, RegisteredAgreement>();
  for (const { clause, terms, service } of rows) {
    silent.set(clause, await registerAgreement(testbed, { reference: clause, terms, services: [service] }));
    if (service === 'video')
      objecting.set(clause, await registerAgreement(testbed, { reference: `${clause}-NO`, terms, services: [service] }));
  }
  const change = (service: Row['service'], more: object) =>
    publish(testbed, addition({ services: [service], rollout: 'perAgreement', plannedEffectiveOn: '2026-05-04', ...more }));
  const changes = {
    video: await change('video', {}),
    urgent: await change('urgent', {
      subprocessor: named('Hastesky AS', { services: ['urgent'] }),
      emergency: { reason: 'Leverandøren stanser.' },
    }),
  };
  const changeId = changes.video._id;
  const who = (clause: string): RegisteredAgreement => {
    const found = objecting.get(clause);
    if (!found) throw new Error(clause);
    return found;
  };

  await testbed.advanceTo('2026-05-05T10:00:00Z');
  const gates: Record<string, string> = {};
  for (const [clause, each] of silent) {
    const { service } = rows.find((one) => one.clause === clause) ?? { service: 'video' as const };
    gates[clause] = await gateOf(testbed, changes[service]._id, each);
  }
  expect(gates).toEqual(Object.fromEntries(rows.map(({ clause, gate }) => [clause, gate])));

  await testbed.advanceTo('2026-05-06T10:00:00Z');
  for (const [clause, each] of objecting) if (clause !== 'SPECIFIC' && clause !== 'SMARTOUT') await object(testbed, changeId, each);
  // EU clauses 7.7: dropped at once. Third box: refused with grounds, and only the controller's yes would open.
  expect(await objectionOf(testbed, changeId, who('EUSCC'))).toMatchObject({ state: 'upheld', open: false });
  const refusing = { actor: await contactOf(testbed, changeId, who('SPECIFIC')), now: await testbed.now(), kinds: ['specific' as const] };
  const decider = { name: 'En direktør', title: 'Direktør' };
  expectValue(await refuseApproval(testbed.context, { ...refusing, decider, grounds: 'Ingen avtale om sikkerhet.' }));
  // Standard template: only the controller, or the processor giving way, ends it.
  const template = await objectionOf(testbed, changeId, who('TEMPLATE'));
  const input = { event: 'terminate' as const, version: template.version, reason: 'Vi må.', endsOn: '2026-06-30' };
  const terminating = { actor: testbed.person('dpo'), now: await testbed.now(), objectionId: template._id, input };
  expect(expectRefusal(await decideObjection(testbed.context, terminating))).toBe('terms-do-not-allow');
  // Videonor 5.4: the processor may end the agreement; two decide.
  const videonor = await objectionOf(testbed, changeId, who('VIDEONOR'));
  await decide(testbed, videonor._id, { event: 'terminate', reason: 'Vi kan ikke levere uten.', endsOn: '2026-06-30' });
  const { version } = await objectionOf(testbed, changeId, who('VIDEONOR'));
  const second = testbed.person('dpo', 'test:another');
  const confirming = { actor: second, now: await testbed.now(), objectionId: videonor._id, input: { event: 'confirm' as const, version } };
  expectValue(await decideObjection(testbed.context, confirming));
  for (const clause of ['GITHUB', 'MICROSOFT'])
    await decide(testbed, (await objectionOf(testbed, changeId, who(clause)))._id, { event: 'uphold' });

  // Smartout: the 14 days ended on Monday 18 May; on the 19th an objection is late and stops nothing.
  await testbed.advanceTo('2026-05-19T10:00:00Z');
  expect(await object(testbed, changeId, who('SMARTOUT'))).toMatchObject({ state: 'late' });

  await testbed.advanceTo('2026-07-07T10:00:00Z');
  const effects: Record<string, string | null> = {};
  for (const { clause, service } of rows)
    effects[clause] = (await noticeOf(testbed, changes[service]._id, silent.get(clause) ?? who(clause))).inEffectSince;
  expect(effects).toEqual(Object.fromEntries(rows.map(({ clause, effect }) => [clause, effect])));

  const ends: Record<string, [string, string, string | null]> = {};
  for (const [clause, each] of objecting) {
    if (clause === 'SPECIFIC') continue;
    const { effect, inEffectSince } = await noticeOf(testbed, changeId, each);
    ends[clause] = [(await objectionOf(testbed, changeId, each)).state, effect, inEffectSince];
  }
  expect(ends).toEqual({
    VIDEONOR: ['terminating', 'cancelled', null],
    TEMPLATE: ['submitted', 'held', null],
    EUSCC: ['upheld', 'dropped', null],
    SMARTOUT: ['late', 'inEffect', '2026-06-04'],
    // Answer due on Wednesday 20 May, then 14 days: silence is a yes from 4 June, which is the first day that the notice allows too.
    DANISH: ['settled', 'inEffect', '2026-06-04'],
    GITHUB: ['upheld', 'dropped', null],
    TAILSCALE: ['submitted', 'held', null],
    FIRSTOFTWO: ['submitted', 'held', null],
    // Answer due on Friday 5 June, then 30 days to Sunday 5 July: silence is a yes after Monday 6 July.
    SIGNALS: ['settled', 'inEffect', '2026-07-07'],
    MICROSOFT: ['upheld', 'dropped', null],
    OPENPROJECT: ['submitted', 'held', null],
    AGLYN: ['submitted', 'held', null],
  });
  expect(await gateOf(testbed, changeId, who('SPECIFIC'))).toBe('approval-refused');
  expect(await gateOf(testbed, changeId, who('VIDEONOR'))).toContain('agreement-ended');

  const [urgent] = await testbed.mailbox({ to: 'contact@aglynurgent.example' });
  expect(urgent?.text).toContain('Leverandøren stanser.');
  expect(urgent?.text).toContain('Endringen haster. Avtalen tillater da en kortere varslingsfrist.');
  const [usual] = await testbed.mailbox({ to: 'contact@notshorter.example' });
  expect(usual?.text).toContain('avtalen har ingen kortere varslingsfrist for slike tilfeller');
  const [published] = await testbed.mailbox({ to: 'contact@github.example' });
  expect(published?.text).toContain('Varslingsfristen er 30 dager fra publisering');
  expect(published?.text).not.toContain('Datoene er regnet ut fra at dere mottok');
}, 120_000);

test('Microsoft: six months for customer data, and only the day after them is it in effect', async () => {
  const alone = await createTestbed({ now: '2026-05-04T08:00:00Z' });
  const registered = await registerAgreement(alone, { reference: 'SIX', terms: clauses.microsoft });
  const input = addition({
    rollout: 'perAgreement',
    plannedEffectiveOn: '2026-05-04',
    subprocessor: named('Arkivsky AS', { dataCategories: ['Customer data'] }),
  });
  const { _id } = await publish(alone, input);
  await alone.advanceTo('2026-11-04T22:00:00Z');
  expect(await gateOf(alone, _id, registered)).toBe('notice-period 2026-11-05');
  await alone.advanceTo('2026-11-04T23:00:00Z');
  expect(await noticeOf(alone, _id, registered)).toMatchObject({ effect: 'inEffect', inEffectSince: '2026-11-05' });
  await alone.close();
});
