import type { Response } from 'supertest';
import { termsPresets } from '../../../src/domain/terms/presets';
import { answerGate } from '../../../src/workflows/gate/answerGate';
import { checkEntry, type EntryActInput } from '../../../src/workflows/objections/checkEntry';
import { enterObjection } from '../../../src/workflows/objections/enterObjection';
import { contactBrowser, hasForm, latestLink, textOf } from '../../support/contactBrowser';
import { addition, expectRefusal, expectValue, publish, type RegisteredAgreement, registerAgreement } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
/** Signed in as the person who did not enter anything. */
let dpo: StaffBrowser;

const inTime = new Date('2026-06-10T09:00:00Z');
const tooLate = new Date('2026-06-17T09:00:00Z');
const enterer = () => testbed.person('dpo', 'test:enterer');
const checker = () => testbed.person('dpo', 'test:checker');

interface Prepared {
  registered: RegisteredAgreement;
  noticeId: string;
  shortId: string;
}
/** Each test has an agreement and a change of its own, published before the clock goes on: it goes forward only. */
const waiting: Prepared[] = [];
const giveWay: Prepared[] = [];

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  dpo = await staffBrowser(testbed, 'dpo');
  for (let number = 1; number <= 9; number += 1) {
    const services = [`service-${number}`];
    const terms = number > 8 ? { ...termsPresets.videonor, onObjection: 'notEngaged' } : undefined;
    const registered = await registerAgreement(testbed, { reference: `ENTRY-${number}`, services, terms });
    const subprocessor = { ...addition().subprocessor, services };
    const change = await publish(testbed, addition({ services, subprocessor, plannedEffectiveOn: '2026-08-01' }));
    const [notice] = await testbed.dependencies.data.notices.findFor(change._id, [registered.agreement._id]);
    if (!notice) throw new Error('no notice');
    (terms ? giveWay : waiting).push({ registered, noticeId: notice._id, shortId: notice.shortId });
  }
  await testbed.advanceTo('2026-06-18T08:00:00Z');
}, 60_000);
afterAll(() => testbed.close());

function next(list: Prepared[]): Prepared {
  const prepared = list.shift();
  if (!prepared) throw new Error('every change is taken');
  return prepared;
}

async function enter({ noticeId }: Prepared, receivedAt = inTime) {
  const input = { noticeId, receivedAt, grounds: 'Vi motsetter oss.', name: 'Rådgiveren', title: 'Rådgiver', channel: 'letter' as const };
  const files = [{ name: 'brev.pdf', type: 'application/pdf' as const, size: 5, sha256: 'f'.repeat(64), bytes: Buffer.from('%PDF-') }];
  return expectValue(await enterObjection(testbed.context, { actor: enterer(), now: await testbed.now(), input, files }));
}

async function act(objectionId: string, input: Omit<EntryActInput, 'version'>, actor = checker()) {
  const found = await testbed.dependencies.data.objections.find(objectionId);
  const version = found?.version ?? 0;
  return checkEntry(testbed.context, { actor, now: await testbed.now(), objectionId, input: { ...input, version } });
}

async function gateOf({ registered, noticeId }: Prepared): Promise<string[]> {
  const notice = await testbed.dependencies.data.notices.find(noticeId);
  const query = { agreementId: registered.agreement._id, subprocessorId: notice?.content.subprocessorId };
  const { reasons } = expectValue(await answerGate(testbed.context, { now: await testbed.now(), query }));
  return reasons.map(({ code }) => code);
}

const subjects = async ({ registered }: Prepared) => {
  await testbed.settle();
  return (await testbed.mailbox({ to: registered.controller.contacts[0]?.email })).map(({ subject }) => subject ?? '');
};

describe('an objection that a colleague entered', () => {
  test('shuts the gate at once, waits in list and queue, and is confirmed by another on the page that shows what it says', async () => {
    const prepared = next(waiting);
    const { _id, reference } = await enter(prepared);
    expect(await gateOf(prepared)).toContain('objection-open');
    expect(textOf((await dpo.get('/desk')).text)).toContain(`Kontroller registreringen av innsigelsen ${reference}`);
    expect(textOf((await dpo.get('/desk/objections')).text)).toContain('Registreringen er ikke bekreftet');

    const check = await dpo.get(`/desk/objections/${_id}/entry`);
    expect(textOf(check.text)).toMatch(/i brev .*10\. juni 2026.* Rådgiveren, Rådgiver .*Vi motsetter oss\. .*test:enterer .*brev\.pdf/);
    expect(hasForm(check.text, 'agree')).toBe(false);
    const done = await dpo.follow(await dpo.submit(check, 'confirm'));

    expect(textOf(done.text)).toContain('Registreringen er bekreftet. ');
    expect(textOf(done.text)).toContain('Registreringen er bekreftet av Personvernombud (demo)');
    expect(await gateOf(prepared)).toContain('objection-open');
    expect((await dpo.get(`/desk/objections/${_id}/entry`)).status).toBe(303);
    const link = /href="(\/desk\/objections\/[^"]+\/documents\/[^"]+)"/.exec(done.text)?.[1] ?? '';
    expect((await dpo.get(link)).headers['content-disposition']).toBe('attachment; filename=brev.pdf');
    expect((await (await staffBrowser(testbed, 'publisher')).get(link)).status).toBe(403);
  });

  test('cannot be confirmed by whoever entered it, nor a proposal agreed to by whoever made it', async () => {
    const { _id } = await enter(next(waiting));
    expect(expectRefusal(await act(_id, { act: 'confirm' }, enterer()))).toBe('own-entry');
    expect(expectRefusal(await act(_id, { act: 'agree' }))).toBe('nothing-proposed');
    expectValue(await act(_id, { act: 'strikeOut', reason: 'Gjelder en annen avtale.' }));
    expect(expectRefusal(await act(_id, { act: 'agree' }))).toBe('own-proposal');
    expectValue(await act(_id, { act: 'confirm' }));
    expect(expectRefusal(await act(_id, { act: 'agree' }, enterer()))).toBe('no-entry-waiting');
  });

  test('with the wrong instant: it shuts the gate until two agree on another, then it is late, and the controller is told', async () => {
    const prepared = next(waiting);
    const { _id } = await enter(prepared);
    expectValue(await act(_id, { act: 'correct', receivedAt: tooLate, reason: 'Stempelet sier 17. juni.' }));
    expect(await gateOf(prepared)).toContain('objection-open');

    const corrected = expectValue(await act(_id, { act: 'agree' }, enterer()));

    expect(corrected).toMatchObject({ state: 'late', late: true, receivedAt: tooLate, grounds: [{ entry: { state: 'confirmed' } }] });
    expect(corrected.history.map(({ event, to }) => [event, to])).toEqual([
      ['object', 'submitted'],
      ['proposeCorrection', 'submitted'],
      ['correctEntry', 'late'],
    ]);
    expect(await gateOf(prepared)).not.toContain('objection-open');
    expect(await subjects(prepared)).toContainEqual(expect.stringContaining('Vi har rettet når innsigelsen kom inn'));
  });

  test('entered in error: struck out by two, as if never made, told to the controller and never called its withdrawal', async () => {
    const prepared = next(waiting);
    const { _id, reference } = await enter(prepared);
    const proposed = await dpo.submit(await dpo.get(`/desk/objections/${_id}/entry`), 'strikeOut', { strikeOutReason: 'Var et spørsmål.' });
    expect(textOf((await dpo.follow(proposed)).text)).toContain('venter på at en annen sier seg enig');
    expect(await gateOf(prepared)).toContain('objection-open');

    const struck = expectValue(await act(_id, { act: 'agree' }, enterer()));

    expect(struck).toMatchObject({
      state: 'withdrawn',
      open: false,
      grounds: [{ entry: { state: 'struckOut', reason: 'Var et spørsmål.' } }],
    });
    expect(await gateOf(prepared)).not.toContain('objection-open');
    expect(textOf((await dpo.get(`/desk/objections/${_id}`)).text)).toContain(`Innsigelse ${reference} Strøket`);
    expect(await subjects(prepared)).toContainEqual(expect.stringContaining('Vi har strøket en innsigelse'));
    const to = prepared.registered.controller.contacts[0]?.email ?? '';
    const shown = textOf((await contactBrowser(testbed).open(await latestLink(testbed, to))).text);
    expect(shown).toContain('Strøket: var skrevet inn ved en feil. Var et spørsmål.');
    expect(shown).not.toContain('Trukket tilbake');
    expect(shown).not.toContain('test:enterer');
  });

  test('beside one by the link: struck out it leaves the rest as it is', async () => {
    const prepared = next(waiting);
    const { _id } = await enter(prepared, tooLate);
    const second = { ...expectValue(await act(_id, { act: 'confirm' })) };
    expect(second.state).toBe('late');
    const added = await enter(prepared, inTime);
    expect(added).toMatchObject({ _id, state: 'submitted', late: false });
    expectValue(await act(_id, { act: 'strikeOut', reason: 'Skrevet inn to ganger.' }));
    expect(expectValue(await act(_id, { act: 'agree' }, enterer()))).toMatchObject({
      state: 'late',
      late: true,
      open: true,
      receivedAt: tooLate,
    });
  });

  test('taken up before it was corrected: the review goes on', async () => {
    const { _id } = await enter(next(waiting));
    const page = await dpo.get(`/desk/objections/${_id}`);
    await dpo.submit(page, 'review');
    expectValue(await act(_id, { act: 'correct', receivedAt: tooLate, reason: 'Stempelet.' }));
    expect(expectValue(await act(_id, { act: 'agree' }, enterer()))).toMatchObject({
      state: 'underReview',
      open: true,
      receivedAt: tooLate,
    });
  });

  test('under terms that give way to any objection: the change is dropped only once another has confirmed it', async () => {
    const prepared = next(giveWay);
    const { _id, state } = await enter(prepared);
    expect(state).toBe('submitted');
    const { data } = testbed.dependencies;
    expect(await data.notices.find(prepared.noticeId)).toMatchObject({ effect: 'pending' });
    expect(expectValue(await act(_id, { act: 'confirm' }))).toMatchObject({ state: 'upheld', outcome: 'dropped' });
    expect(await data.notices.find(prepared.noticeId)).toMatchObject({ effect: 'dropped' });
  });

  test('with an instant to come, without a reason, on a page out of date: said at the field, nothing lost, and what happened', async () => {
    const { _id } = await enter(next(waiting));
    const page = await dpo.get(`/desk/objections/${_id}/entry`);
    const post = (filled: Record<string, string>): Promise<Response> => dpo.submit(page, 'correct', filled);
    const missing = await post({ correctReason: 'Feil dag' });
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('id="correctReceivedAt-problem"');
    expect(missing.text).toContain('Feil dag');
    const toCome = await post({ correctReason: 'Feil dag', correctReceivedAt: '2026-12-01T10:00' });
    expect(textOf(toCome.text)).toContain('Tidspunktet har ikke kommet ennå.');
    expectValue(await act(_id, { act: 'strikeOut', reason: 'Gjelder en annen avtale.' }));
    const stale = await dpo.submit(page, 'confirm');
    expect(stale.status).toBe(409);
    expect(textOf(stale.text)).toContain(
      'Noe har skjedd siden du åpnet siden: test:checker foreslo å stryke registreringen; venter på en annen torsdag 18. juni 2026 kl. 10.00',
    );
  });
});
