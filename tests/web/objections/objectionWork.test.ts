import request from 'supertest';
import { termsPresets } from '../../../src/domain/terms/presets';
import { enterObjection } from '../../../src/workflows/objections/enterObjection';
import { planWork } from '../../../src/workflows/objections/planWork';
import { contactBrowser, formOf, hasForm, latestLink, textOf } from '../../support/contactBrowser';
import { addition, expectValue, publish, registerAgreement } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

const pdf = { name: 'vurdering.pdf', bytes: Buffer.from('%PDF-1.7 intern') };
const afterObjection = {
  answer: { length: 30, unit: 'days' },
  terminate: { length: 30, unit: 'days' },
  terminationEffect: { length: 1, unit: 'months' },
  silence: 'accepts',
} as const;

let testbed: Testbed;
let dpo: StaffBrowser;
let services = 0;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  dpo = await staffBrowser(testbed, 'dpo');
});
afterAll(() => testbed.close());

/** An objection of its own, and the address of the contact it is of. */
async function objection(terms?: unknown) {
  services += 1;
  const service = `service-${services}`;
  const { agreement } = await registerAgreement(testbed, { reference: `WORK-${services}`, services: [service], terms });
  const subprocessor = { ...addition().subprocessor, services: [service] };
  const change = await publish(testbed, addition({ rollout: 'perAgreement', services: [service], subprocessor }));
  const now = await testbed.now();
  const input = { changeId: change._id, agreementId: agreement._id, receivedAt: now, name: 'Rådgiveren', title: 'Rådgiver' };
  const act = { actor: testbed.person('dpo'), now, input: { ...input, grounds: 'Vi motsetter oss.', channel: 'phone' as const } };
  const entered = expectValue(await enterObjection(testbed.context, act));
  return { id: entered._id, reference: entered.reference, contact: `contact@work-${services}.example` };
}

const work = (id: string) => testbed.dependencies.data.objectionWork.find(id);
const ownId = async () => (await testbed.dependencies.data.accounts.findUserByEmail('dpo@forvarsel.example'))?._id ?? '';

describe('who has an objection, and by when', () => {
  test('an objection that is not there: 404, on the page and by the API, and nothing is kept of it', async () => {
    const unknown = 'f'.repeat(24);
    expect((await dpo.postWithToken(`/desk/objections/${unknown}/work`, { version: '0' })).status).toBe(404);
    const call = request(testbed.app).patch(`/api/v1/objections/${unknown}/work`).set('Authorization', `Bearer ${testbed.keys.dpo}`);
    expect((await call.send({ version: 0, dueOn: null })).status).toBe(404);
    expect(await testbed.dependencies.data.objectionWork.findMany([unknown])).toEqual([]);
  });

  test('handed to a DPO with a day: in the list, under “mine”, first in the queue, and nobody’s decision becomes stale', async () => {
    const other = await objection();
    const { id, reference } = await objection();
    const page = await dpo.get(`/desk/objections/${id}`);
    const saved = await dpo.follow(await dpo.submit(page, 'plan', { assignedTo: await ownId(), dueOn: '2026-06-05' }));
    expect(textOf(saved.text)).toMatch(/Tildelt Personvernombud \(demo\) Frist fredag 5\. juni 2026/);
    // The version of the objection that the page was made from is still good.
    expect((await dpo.submit(page, 'review')).status).toBe(303);

    const mine = textOf((await dpo.get('/desk/objections?show=mine')).text);
    expect(mine).toContain(reference);
    expect(mine).not.toContain(other.reference);
    expect(mine).toContain('Frist: fredag 5. juni 2026 Personvernombud (demo)');
    const due = textOf((await dpo.get('/desk')).text);
    expect(due).toContain(`Innsigelse ${reference} (under behandling) Personvernombud fredag 5. juni 2026`);
    const auditor = await staffBrowser(testbed, 'auditor');
    const shown = (await auditor.get(`/desk/objections/${id}`)).text;
    expect(hasForm(shown, 'plan')).toBe(false);
    expect((await auditor.get('/desk/objections')).text).not.toContain('show=mine');
  });

  test('without a day of its own, the day that the terms set counts', async () => {
    const { id } = await objection({ ...termsPresets.videonor, afterObjection });
    expect(textOf((await dpo.get(`/desk/objections/${id}`)).text)).toContain('Frist torsdag 2. juli 2026 (etter vilkårene)');
    expect(textOf((await dpo.get('/desk/objections')).text)).toContain('Frist: torsdag 2. juli 2026');
  });

  test('two at once: one is saved, the other is told and shown what it says now', async () => {
    const { id } = await objection();
    const page = await dpo.get(`/desk/objections/${id}`);
    const plan = { version: 0, assignedTo: await ownId() };
    expectValue(await planWork(testbed.context, { actor: testbed.person('dpo'), now: await testbed.now(), objectionId: id, plan }));
    const refused = await dpo.submit(page, 'plan', { assignedTo: '', dueOn: '2026-06-05' });
    expect(refused.status).toBe(409);
    expect(textOf(refused.text)).toContain('En kollega har endret dette i mellomtiden.');
    expect(formOf(refused.text, 'plan').fields).toMatchObject({ assignedTo: await ownId(), dueOn: '', version: '1' });
    expect(await work(id)).toMatchObject({ dueOn: null, version: 1 });
  });

  test('nobody who is no DPO, and no day that does not exist', async () => {
    const { id } = await objection();
    const publisher = (await testbed.dependencies.data.accounts.findUserByEmail('publisher@forvarsel.example'))?._id ?? '';
    const wrong: Record<string, string>[] = [{ assignedTo: publisher }, { dueOn: '2026-02-30' }, { assignedTo: 'nonsense' }];
    for (const filled of wrong) {
      expect((await dpo.submit(await dpo.get(`/desk/objections/${id}`), 'plan', filled)).status).toBe(422);
    }
    expect(await work(id)).toMatchObject({ version: 0 });
  });
});

describe('notes and files', () => {
  test('a note is kept with who and when; the trail says only that it was written, and the controller sees nothing of it', async () => {
    const { id, contact } = await objection();
    const note = 'Hemmelig: de truer med å gå.';
    const page = await dpo.get(`/desk/objections/${id}`);
    await Promise.all([dpo.submit(page, 'write-note', { note }), dpo.submit(page, 'write-note', { note: 'Ring dem.' })]);
    expect((await work(id)).notes).toHaveLength(2);
    expect(textOf((await dpo.get(`/desk/objections/${id}`)).text)).toContain(`${note} Personvernombud (demo), tirsdag 2. juni 2026`);
    const events = await testbed.dependencies.data.auditEvents.list({ limit: 500 });
    expect(events.filter(({ type, objectionId }) => type === 'objection.noteWritten' && objectionId === id)).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain('Hemmelig');
    await testbed.settle();
    const shown = await contactBrowser(testbed).open(await latestLink(testbed, contact));
    const mails = (await testbed.mailbox()).map(({ text, html }) => `${text}${html}`).join();
    for (const text of [shown.text, mails]) expect(text).not.toContain('Hemmelig');
    const empty = await dpo.submit(page, 'write-note', { note: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('id="note-problem"');
  });

  test('a file is the staff’s own unless it is said to be the controller’s too', async () => {
    const { id, contact } = await objection();
    const attach = async (audience: string) =>
      dpo.submitWithFiles(await dpo.get(`/desk/objections/${id}`), 'attach', {
        filled: { audience },
        files: [{ ...pdf, name: `${audience}.pdf` }],
      });
    expect((await attach('processor')).status).toBe(303);
    expect((await attach('controller')).status).toBe(303);
    const page = await dpo.get(`/desk/objections/${id}`);
    expect(textOf(page.text)).toMatch(/processor\.pdf .*Bare for oss\. controller\.pdf .*Også for den behandlingsansvarlige\./);
    const none = await dpo.submitWithFiles(page, 'attach', { files: [] });
    expect(textOf(none.text)).toContain('Velg minst én fil.');
    await testbed.settle();
    const shown = textOf((await contactBrowser(testbed).open(await latestLink(testbed, contact))).text);
    expect(shown).toContain('controller.pdf');
    expect(shown).not.toContain('processor.pdf');
  });

  test('a proposal goes out with its files; a wrong file is refused with the text kept', async () => {
    const { id, contact } = await objection();
    await dpo.submit(await dpo.get(`/desk/objections/${id}`), 'review');
    const filled = { proposeText: 'Lagring bare i Norge', proposeWhat: 'proceed' };
    const program = { name: 'tilbud.pdf', bytes: Buffer.from('MZ\0\0') };
    const refused = await dpo.submitWithFiles(await dpo.get(`/desk/objections/${id}`), 'propose', { filled, files: [program] });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('id="propose-files-problem"');
    const sent = await dpo.submitWithFiles(refused, 'propose', { files: [pdf] });
    expect(sent.status).toBe(303);
    const found = await testbed.dependencies.data.objections.find(id);
    expect(found?.proposals).toMatchObject([{ text: 'Lagring bare i Norge', documentIds: [expect.any(String)] }]);
    await testbed.settle();
    expect((await testbed.mailbox({ to: contact })).at(-1)?.text).toContain('Et vedlegg hører til forslaget.');
  });
});

describe('over the API', () => {
  const call = (method: 'post' | 'patch', path: string, body: object) =>
    request(testbed.app)[method](`/api/v1/objections/${path}`).set('Authorization', `Bearer ${testbed.keys.dpo}`).send(body);

  test('entry, plan, note and document: each answers the objection; what is wrong is said by its pointer', async () => {
    const { id } = await objection();
    const document = { name: 'brev.txt', content: Buffer.from('Brevet').toString('base64') };
    expect((await call('post', `${id}/entry`, { act: 'confirm', version: 1 })).body).toMatchObject({
      version: 2,
      entryActs: [],
      statements: [{ entry: { state: 'confirmed' } }],
    });
    expect((await call('patch', id, { version: 0, dueOn: '2026-06-05' })).body).toMatchObject({
      version: 2,
      work: { dueOn: '2026-06-05', version: 1 },
    });
    expect((await call('post', `${id}/notes`, { text: 'Ring dem.' })).body.work.notes).toMatchObject([{ text: 'Ring dem.' }]);
    expect((await call('post', `${id}/documents`, { document })).body.documents).toMatchObject([
      { name: 'brev.txt', audience: 'processor' },
    ]);
    const wrong = await call('post', `${id}/documents`, { document: { ...document, content: 'no base64!' } });
    expect(wrong.body.errors).toMatchObject([{ pointer: '/document/content', code: 'invalid-base64' }]);
    const program = { ...document, content: Buffer.from('MZ\0\0').toString('base64') };
    const refused = await call('post', `${id}/documents`, { document: program });
    expect(refused.body.errors).toMatchObject([{ pointer: '/document/content', code: 'unknown-file-type' }]);
  });

  test('a step on an older version: 409 with the state, and who did what in between', async () => {
    const { id } = await objection();
    await call('post', `${id}/events`, { event: 'review', version: 1 });
    const late = await call('post', `${id}/events`, { event: 'uphold', version: 1 });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      code: 'stale-version',
      current: {
        state: 'underReview',
        version: 2,
        history: [{ event: 'review', from: 'submitted', to: 'underReview', by: expect.any(String) }],
      },
    });
    expect(late.body.detail).toContain('took the objection up');
  });
});
