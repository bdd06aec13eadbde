import { confirmObjection } from '../../../src/workflows/objections/confirmObjection';
import { decideObjection, type ObjectionEventInput } from '../../../src/workflows/objections/decideObjection';
import { prepareObjection } from '../../../src/workflows/objections/prepareObjection';
import { formOf, hasForm, textOf } from '../../support/contactBrowser';
import { addition, expectValue, publish, type RegisteredAgreement, registerAgreement } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let dpo: StaffBrowser;
let agreement: RegisteredAgreement;
let changeId: string;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  dpo = await staffBrowser(testbed, 'dpo');
});
afterAll(() => testbed.close());

let serial = 0;
/** An agreement and a published change of its own, on a service that nobody else has. */
async function setUp(preset: 'videonor' | 'dfo-2020-general') {
  serial += 1;
  const services = [`service-${serial}`];
  agreement = await registerAgreement(testbed, { reference: `OBJ-${serial}`, preset, services });
  const subprocessor = { ...addition().subprocessor, services };
  changeId = (await publish(testbed, addition({ rollout: 'perAgreement', services, subprocessor })))._id;
}

async function noticeId(): Promise<string> {
  const [notice] = await testbed.dependencies.data.notices.findFor(changeId, [agreement.agreement._id]);
  if (!notice) throw new Error('there is no notice');
  return notice._id;
}

/** Through the link, as a contact would. */
async function object(grounds = 'Vi vil ikke ha opptak der.', name = 'Personvernombudet'): Promise<string> {
  const actor = { kind: 'controller', noticeId: await noticeId(), contactId: agreement.controller.contacts[0]?.id ?? '' } as const;
  const now = await testbed.now();
  const answers = { grounds, name, title: 'Rådgiver' };
  const { draftId } = expectValue(await prepareObjection(testbed.context, { actor, now, answers, postedAt: [now] }));
  const { reference } = expectValue(await confirmObjection(testbed.context, { actor, now, draftId }));
  const objection = await testbed.dependencies.data.objections.findByReference(reference);
  if (!objection) throw new Error('the objection is gone');
  return objection._id;
}

async function stored(id: string) {
  const objection = await testbed.dependencies.data.objections.find(id);
  if (!objection) throw new Error('the objection is gone');
  return objection;
}

/** Another person of the same role, by the workflow. */
async function colleague(id: string, input: Omit<ObjectionEventInput, 'version'>) {
  const { version } = await stored(id);
  return decideObjection(testbed.context, {
    actor: testbed.person('dpo', 'test:colleague'),
    now: await testbed.now(),
    objectionId: id,
    input: { ...input, version },
  });
}

const step = async (id: string, event: string, fields: Record<string, string> = {}) =>
  dpo.submit(await dpo.get(`/desk/objections/${id}`), event, fields);

describe('the list', () => {
  test('with none says that there is nothing to do', async () => {
    await setUp('videonor');
    expect(textOf((await dpo.get('/desk/objections')).text)).toContain('Ingen åpne innsigelser. Det er ingenting å gjøre.');
  });

  test('has the open ones first seen to by what is due, and all of them on request', async () => {
    await setUp('videonor');
    const id = await object();
    const { reference } = await stored(id);
    const open = textOf((await dpo.get('/desk/objections')).text);
    expect(open).toContain(reference);
    expect(open).toContain('Planlagt dag: onsdag 1. juli 2026');
    await dpo.submit(await dpo.get(`/desk/objections/${id}/uphold`), 'confirm');
    expect(textOf((await dpo.get('/desk/objections')).text)).not.toContain(reference);
    expect(textOf((await dpo.get('/desk/objections?show=all')).text)).toContain(
      `${reference} Controller of ${agreement.agreement.reference}`,
    );
  });
});

describe('one objection', () => {
  test('tells who, about what, in time and why, and the grounds with name and title', async () => {
    await setUp('videonor');
    const shown = textOf((await dpo.get(`/desk/objections/${await object()}`)).text);
    expect(shown).toContain(`Controller of ${agreement.agreement.reference}`);
    expect(shown).toContain('Ny: Skybygg AS');
    expect(shown).toContain('Frist for å motsette seg tirsdag 16. juni 2026 kl. 24.00 (norsk tid)');
    expect(shown).toContain('I tide. Innsigelsen stenger sperren til den er avsluttet.');
    expect(shown).toContain('Varselet ble mottatt tirsdag 2. juni 2026.');
    expect(shown).toContain('Vi vil ikke ha opptak der. Personvernombudet, Rådgiver');
    expect(shown).toContain('Personvernombudet sendte innsigelsen. Status: Mottatt.');
  });

  test('offers what is possible now, and says of the rest why not', async () => {
    await setUp('videonor');
    const { text } = await dpo.get(`/desk/objections/${await object()}`);
    for (const event of ['review', 'terminate']) expect(hasForm(text, event)).toBe(true);
    for (const event of ['askGrounds', 'propose', 'confirm', 'dismiss', 'admit']) expect(hasForm(text, event)).toBe(false);
    expect(textOf(text)).toContain('Bekreft beslutningen Ingen beslutning venter på bekreftelse.');
    expect(textOf(text)).toContain('Legg frem et forslag Steget hører ikke til slik innsigelsen står nå.');
  });

  test('an auditor reads it all and is offered nothing', async () => {
    await setUp('videonor');
    const id = await object();
    const auditor = await staffBrowser(testbed, 'auditor');
    const { text, status } = await auditor.get(`/desk/objections/${id}`);
    expect(status).toBe(200);
    expect(text).not.toContain(`/desk/objections/${id}/events`);
    expect(textOf(text)).toContain('Personvernombudet behandler innsigelsen.');
  });

  test('HTML in grounds, name and proposal is shown as the text it is', async () => {
    await setUp('videonor');
    const id = await object('<script>alert(1)</script>', '"><img src=x>');
    await step(id, 'review');
    await step(id, 'propose', { proposeText: '<b>tilbud</b>', proposeWhat: 'proceed' });
    for (const path of [`/desk/objections/${id}`, '/desk/objections', '/desk/audit']) {
      expect((await dpo.get(path)).text).not.toMatch(/<script>|<img|<b>tilbud/);
    }
    expect(textOf((await dpo.get(`/desk/objections/${id}`)).text)).toContain('<b>tilbud</b> Endringen gjennomføres');
  });

  test('that does not exist is 404', async () => {
    await setUp('videonor');
    for (const id of ['0123456789abcdef01234567', 'nonsense']) expect((await dpo.get(`/desk/objections/${id}`)).status).toBe(404);
  });
});

describe('the steps', () => {
  test('review, ask for grounds with a day, propose: each is done, and the page says so', async () => {
    await setUp('dfo-2020-general');
    const id = await object();
    expect(textOf((await dpo.follow(await step(id, 'review'))).text)).toContain('Innsigelsen er tatt til behandling.');
    await step(id, 'askGrounds', { askGroundsAnswerBy: '2026-06-20' });
    expect(await stored(id)).toMatchObject({ state: 'awaitingGrounds', answerBy: '2026-06-20' });
    expect(textOf((await dpo.get('/desk/objections')).text)).toContain('Svarfrist: lørdag 20. juni 2026');
  });

  test('a proposal keeps its text and day, and replaces an earlier one', async () => {
    await setUp('videonor');
    const id = await object();
    await step(id, 'review');
    await step(id, 'propose', { proposeText: 'Lagring bare i Norge', proposeWhat: 'proceed', proposeEffectiveOn: '2026-08-01' });
    await step(id, 'propose', { proposeText: 'Vi lar det være', proposeWhat: 'drop' });
    expect((await stored(id)).proposals).toMatchObject([
      { text: 'Lagring bare i Norge', effectiveOn: '2026-08-01', drop: false },
      { text: 'Vi lar det være', effectiveOn: null, drop: true },
    ]);
    // What waits for an answer is read before the next steps.
    expect(textOf((await dpo.get(`/desk/objections/${id}`)).text)).toMatch(/Erstattet av et nyere.*Venter på svar.*Hva nå\?/);
  });

  test('uphold is shown once more first, and then drops the change for the agreement', async () => {
    await setUp('videonor');
    const id = await object();
    expect(hasForm((await dpo.get(`/desk/objections/${id}`)).text, 'uphold')).toBe(false);
    const check = await dpo.get(`/desk/objections/${id}/uphold`);
    expect(textOf(check.text)).toContain('Dette kan ikke gjøres om.');
    expect((await stored(id)).state).toBe('submitted');
    const done = await dpo.follow(await dpo.submit(check, 'confirm'));
    expect(textOf(done.text)).toContain('Innsigelsen er avsluttet. Det er ingenting mer å gjøre.');
    expect(await stored(id)).toMatchObject({ state: 'upheld', outcome: 'dropped' });
  });

  test('ending the agreement waits for somebody else, who confirms it on the page', async () => {
    await setUp('videonor');
    const id = await object();
    expectValue(await colleague(id, { event: 'terminate', reason: 'Vi kan ikke levere uten.', endsOn: '2026-09-30' }));
    const page = await dpo.get(`/desk/objections/${id}`);
    expect(textOf(page.text)).toContain('test:colleague har besluttet å avslutte avtalen med siste dag onsdag 30. september 2026.');
    expect(textOf(page.text)).toContain('Begrunnelse: Vi kan ikke levere uten.');
    const ending = await dpo.follow(await dpo.submit(page, 'confirm'));
    expect(await stored(id)).toMatchObject({ state: 'terminating', agreementEndsOn: '2026-09-30' });
    expect(textOf(ending.text)).toContain(
      'Avtalen avsluttes, og siste dag er onsdag 30. september 2026. Til da gjelder vedlegget som i dag',
    );
  });

  test('one’s own decision cannot be confirmed by oneself', async () => {
    await setUp('videonor');
    const id = await object();
    await step(id, 'terminate', { terminateReason: 'Vi kan ikke levere uten.', terminateEndsOn: '2026-09-30' });
    const { text } = await dpo.get(`/desk/objections/${id}`);
    expect(hasForm(text, 'confirm')).toBe(false);
    expect(textOf(text)).toContain('En annen person må bekrefte beslutningen.');
  });

  test('what is missing or wrong is answered 422 at the field of its own form, with what was typed', async () => {
    await setUp('videonor');
    const id = await object();
    const missing = await step(id, 'terminate', { terminateReason: 'En grunn', terminateEndsOn: '' });
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('id="terminateEndsOn-problem"');
    expect(formOf(missing.text, 'terminate').fields).toMatchObject({ terminateReason: 'En grunn' });
    const passed = await step(id, 'terminate', { terminateReason: 'En grunn', terminateEndsOn: '2026-01-01' });
    expect(passed.status).toBe(422);
    expect(textOf(passed.text)).toContain('Avtalens siste dag er passert.');
    const nonsense = await step(id, 'terminate', { terminateReason: 'En grunn', terminateEndsOn: '2026-02-30' });
    expect(nonsense.status).toBe(422);
    expect(await stored(id)).toMatchObject({ pending: null, version: 1 });
  });

  test('a step made on a page out of date is refused, and the page tells what happened in the meantime', async () => {
    await setUp('videonor');
    const id = await object();
    const page = await dpo.get(`/desk/objections/${id}`);
    expectValue(await colleague(id, { event: 'review' }));
    const answer = await dpo.submit(page, 'review');
    expect(answer.status).toBe(409);
    expect(textOf(answer.text)).toContain(
      'Noe har skjedd siden du åpnet siden: test:colleague tok innsigelsen til behandling tirsdag 2. juni 2026 kl. 10.00',
    );
  });

  test('an event that there is none of, or without a version, does nothing', async () => {
    await setUp('videonor');
    const id = await object();
    const bodies: Record<string, string>[] = [{ event: 'withdraw', version: '1' }, { event: 'review' }, {}];
    for (const fields of bodies) {
      expect((await dpo.postWithToken(`/desk/objections/${id}/events`, fields)).status).toBe(422);
    }
    expect(await stored(id)).toMatchObject({ state: 'submitted', version: 1 });
  });
});

// The last one: the clock goes forward only.
test('one objection that came late says so and why, and can be admitted', async () => {
  await setUp('videonor');
  await testbed.advanceTo('2026-06-17T08:00:00Z');
  const id = await object();
  expect(textOf((await dpo.get(`/desk/objections/${id}`)).text)).toContain('For sent: den kom etter at fristen var ute.');
  const admitted = await dpo.follow(await step(id, 'admit'));
  expect(textOf(admitted.text)).toContain('Kom for sent, men er godtatt som rettidig.');
  expect(await stored(id)).toMatchObject({ state: 'submitted', late: false });
});
