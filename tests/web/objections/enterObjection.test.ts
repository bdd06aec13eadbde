import { enterObjection } from '../../../src/workflows/objections/enterObjection';
import { textOf } from '../../support/contactBrowser';
import { addition, expectValue, publish, type RegisteredAgreement, registerAgreement } from '../../support/register';
import { refusalOf } from '../../support/registry';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let dpo: StaffBrowser;
let agreement: RegisteredAgreement;
let changeId: string;

/** Each test has an agreement and a change of its own, published before the clock goes on: it goes forward only. */
const waiting: { agreement: RegisteredAgreement; changeId: string }[] = [];

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  dpo = await staffBrowser(testbed, 'dpo');
  for (let number = 1; number <= 13; number += 1) {
    const services = [`service-${number}`];
    const registered = await registerAgreement(testbed, { reference: `LETTER-${number}`, contacts: 2, services });
    const subprocessor = { ...addition().subprocessor, services };
    waiting.push({ agreement: registered, changeId: (await publish(testbed, addition({ services, subprocessor })))._id });
  }
  await testbed.advanceTo('2026-06-12T08:00:00Z');
}, 60_000);
afterAll(() => testbed.close());
beforeEach(() => {
  const next = waiting.shift();
  if (!next) throw new Error('every change is taken');
  ({ agreement, changeId } = next);
});

const letter = { grounds: 'Vi motsetter oss.', name: 'Personvernombudet', title: 'Rådgiver', channel: 'letter' as const };

async function notice() {
  const [found] = await testbed.dependencies.data.notices.findFor(changeId, [agreement.agreement._id]);
  if (!found) throw new Error('there is no notice');
  return found;
}

const enter = async (different: Partial<Parameters<typeof enterObjection>[1]['input']> = {}) =>
  enterObjection(testbed.context, {
    actor: testbed.person('dpo'),
    now: await testbed.now(),
    input: { noticeId: (await notice())._id, receivedAt: new Date('2026-06-10T09:00:00Z'), ...letter, ...different },
  });

describe('an objection entered by the staff', () => {
  test('the very same one twice is one; another adds to it', async () => {
    const first = expectValue(await enter());
    expect(expectValue(await enter())).toMatchObject({ _id: first._id, version: 1 });
    expect(expectValue(await enter({ grounds: 'Og enda en grunn.' })).grounds).toHaveLength(2);
    expect((await testbed.dependencies.data.objections.list({ limit: 50, changeId })).items).toHaveLength(1);
  });

  test('twenty at once make one', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => enter()));
    expect(new Set(outcomes.map((outcome) => expectValue(outcome)._id)).size).toBe(1);
    expect((await testbed.dependencies.data.objections.list({ limit: 50, changeId })).items).toHaveLength(1);
  });

  test('by change and agreement finds the notice', async () => {
    const objection = expectValue(await enter({ noticeId: undefined, changeId, agreementId: agreement.agreement._id }));
    expect(objection.noticeId).toBe((await notice())._id);
  });

  test.each([
    ['that has not arrived yet', { receivedAt: new Date('2026-06-12T08:00:01Z') }, '/receivedAt', 'in-the-future'],
    ['from before the notice was published', { receivedAt: new Date('2026-06-02T07:59:59Z') }, '/receivedAt', 'before-the-notice'],
    ['to a notice there is none of', { noticeId: '0123456789abcdef01234567' }, '/noticeId', 'no-notice'],
    [
      'to an agreement without one',
      { noticeId: undefined, changeId: '0123456789abcdef01234567', agreementId: '0123456789abcdef01234567' },
      '/agreementId',
      'no-notice',
    ],
  ])('%s is refused', async (_situation, different, pointer, code) => {
    expect(refusalOf(await enter(different))).toMatchObject({ code: 'invalid', errors: [{ pointer, code }] });
    expect((await testbed.dependencies.data.objections.list({ limit: 50, changeId })).items).toEqual([]);
  });
});

describe('the page', () => {
  test('leads from the change to the agreement, and enters what was said in the agreement’s own time', async () => {
    const start = await dpo.get('/desk/objections/new');
    expect(textOf(start.text)).toContain('Ny: Skybygg AS');
    const form = await dpo.get(`/desk/objections/new?changeId=${changeId}`);
    expect(textOf(form.text)).toContain(`Controller of ${agreement.agreement.reference} (${agreement.agreement.reference})`);
    const answer = await dpo.submit(form, 'objection', { ...letter, noticeId: (await notice())._id, receivedAt: '2026-06-11T23:30' });
    expect(answer.status).toBe(303);
    const [objection] = (await testbed.dependencies.data.objections.list({ limit: 50, changeId })).items;
    expect(objection?.receivedAt).toEqual(new Date('2026-06-11T21:30:00Z'));
    const shown = textOf((await dpo.follow(answer)).text);
    expect(shown).toContain('Innsigelsen er registrert.');
    expect(shown).toContain('Kom i brev, registrert av Personvernombud (demo)');
    const audit = textOf((await dpo.get('/desk/audit')).text);
    expect(audit).toContain(`registrerte en innsigelse fra ${agreement.agreement.reference} som kom utenom lenken`);
  });

  test('with nothing filled in is answered 422 with every field', async () => {
    const answer = await dpo.submit(await dpo.get(`/desk/objections/new?changeId=${changeId}`), 'objection');
    expect(answer.status).toBe(422);
    for (const field of ['noticeId', 'receivedAt', 'channel', 'grounds', 'name', 'title'])
      expect(answer.text).toContain(`href="#${field}"`);
  });

  test('a time to come, and two hundred thousand characters, are refused at their fields with nothing lost', async () => {
    const form = await dpo.get(`/desk/objections/new?noticeId=${(await notice())._id}`);
    const answer = await dpo.submit(form, 'objection', {
      ...letter,
      noticeId: (await notice())._id,
      receivedAt: '2026-12-01T10:00',
      grounds: 'x'.repeat(200_000),
    });
    expect(answer.status).toBe(422);
    expect(textOf(answer.text)).toContain('Er for lang. Skriv høyst 10000 tegn.');
    const late = await dpo.submit(form, 'objection', { ...letter, noticeId: (await notice())._id, receivedAt: '2026-12-01T10:00' });
    expect(late.text).toContain('id="receivedAt-problem"');
    expect(late.text).toContain('Vi motsetter oss.');
  });
});

// The last ones: they move the clock.
describe('an objection entered late by the staff', () => {
  test('counts from its arrival: in time, however late it is entered, and the contacts are told', async () => {
    await testbed.advanceTo('2026-06-20T08:00:00Z');
    const objection = expectValue(await enter());
    await testbed.settle();
    expect(objection).toMatchObject({
      state: 'submitted',
      late: false,
      receivedAt: new Date('2026-06-10T09:00:00Z'),
      grounds: [{ text: 'Vi motsetter oss.', contactId: null, enteredBy: { personId: 'test:dpo', channel: 'letter' } }],
    });
    for (const { email: to } of agreement.controller.contacts) {
      expect((await testbed.mailbox({ to })).at(-1)?.text).toContain(objection.reference);
    }
    const story = await testbed.dependencies.data.auditEvents.list({ changeId, limit: 200 });
    expect(story.find(({ type }) => type === 'objection.received')).toMatchObject({
      actor: { kind: 'person', personId: 'test:dpo' },
      facts: { channel: 'letter', late: false },
    });
  });

  test('at 24:00 of the last day is late, a second before is in time', async () => {
    await testbed.advanceTo('2026-06-20T08:00:00Z');
    expect(expectValue(await enter({ receivedAt: new Date('2026-06-16T22:00:00Z') })).state).toBe('late');
    expect(expectValue(await enter({ receivedAt: new Date('2026-06-16T21:59:59Z') }))).toMatchObject({ state: 'submitted', late: false });
  });

  test('in time for a change that is in effect by now suspends it', async () => {
    await testbed.advanceTo('2026-07-02T08:00:00Z');
    expect((await notice()).effect).toBe('inEffect');
    expect(expectValue(await enter()).state).toBe('submitted');
    const entry = await testbed.dependencies.data.annexes.findInForce(agreement.agreement._id, (await notice()).content.subprocessorId);
    expect(entry?.suspended).not.toBeNull();
  });
});
