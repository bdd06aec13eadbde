import request from 'supertest';
import { contactBrowser, formOf, latestCode, latestLink, textOf } from '../../support/contactBrowser';
import { addition, publish, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

const who = { name: 'Kari Æøå', title: 'Rådgiver' };

let testbed: Testbed;
let count = 0;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

const bearer = (key: keyof Testbed['keys']) => ({ Authorization: `Bearer ${testbed.keys[key]}` });

/** A notice under terms with specific authorisation. */
async function askForApproval(plannedEffectiveOn = '2026-06-10') {
  count += 1;
  const service = `godkjent-${count}`;
  const reference = `GK-${count}`;
  const { agreement } = await registerAgreement(testbed, { reference, preset: 'dfo-2020-specific', services: [service], contacts: 2 });
  await publish(testbed, addition({ rollout: 'perAgreement', services: [service], plannedEffectiveOn }));
  const { data } = testbed.dependencies;
  const [notice] = await data.notices.listOfAgreement(agreement._id);
  const record = async () => {
    const found = await data.notices.find(notice?._id ?? '');
    if (!found) throw new Error('the notice is gone');
    return found;
  };
  const post = (key: keyof Testbed['keys'], body: object, path = 'approvals') =>
    request(testbed.app).post(`/api/v1/notices/${notice?._id}/${path}`).set(bearer(key)).send(body);
  return { reference, notice, record, post, address: `contact@gk-${count}.example` };
}

const yes = {
  kinds: ['specific'],
  decision: 'granted',
  decidedAt: '2026-06-02T08:00:00Z',
  ...who,
  note: 'Brev, journalført.',
};

test('an approval by letter counts once another person has confirmed it, from its arrival, and all contacts are told', async () => {
  const { post, record, address, notice } = await askForApproval();
  const wrong = await post('dpo', { ...yes, kinds: [], decidedAt: '2026-06-03T08:00:00Z' });
  expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/kinds']);
  const future = await post('dpo', { ...yes, decidedAt: '2026-06-03T08:00:00Z' });
  expect([future.status, future.body.errors]).toEqual([422, [expect.objectContaining({ pointer: '/decidedAt', code: 'in-the-future' })]]);
  expect((await post('dpo', { ...yes, kinds: ['location'] })).body.code).toBe('wrong-state');
  expect((await post('admin', yes)).status).toBe(403);

  const document = { name: 'brev.txt', content: Buffer.from('Vi godkjenner.').toString('base64') };
  const entered = await post('dpo', { ...yes, documents: [document] });
  expect([entered.status, entered.body.approvals[0].state, entered.body.byHand]).toMatchObject([201, 'requested', [{ confirmedBy: null }]]);
  const { id } = entered.body.byHand[0];
  const own = await post('dpo', { confirm: true, id });
  expect([own.status, own.body.code]).toEqual([403, 'own-answer']);
  expect((await record()).approvals[0]?.state).toBe('requested');

  const confirmed = await post('dpo2', { confirm: true, id });
  expect(confirmed.status).toBe(200);
  expect(confirmed.body.approvals).toMatchObject([{ state: 'granted', by: who, decidedAt: '2026-06-02T08:00:00Z' }]);
  expect((await post('dpo2', { confirm: true, id })).body.code).toBe('no-answer-waiting');
  await testbed.settle();
  const told = (await testbed.mailbox({ to: address.replace('contact@', 'second@') })).map(({ text }) => text).join();
  expect(told).toContain(confirmed.body.approvals[0].reference);
  const [file] = await testbed.dependencies.data.documents.listOfNotice(notice?._id ?? '');
  expect(file).toMatchObject({ name: 'brev.txt', audience: 'processor' });
});

test('a no to specific authorisation needs its grounds, by hand too, where the terms ask for objective ones', async () => {
  const { post, record } = await askForApproval();
  const without = await post('dpo', { ...yes, decision: 'refused' });
  expect([without.status, without.body.code, without.body.errors]).toMatchObject([
    422,
    'grounds-missing',
    [{ pointer: '/grounds', code: 'required', detail: expect.stringContaining('objective grounds') }],
  ]);
  expect((await record()).manualAnswers).toEqual([]);
  const entered = await post('dpo', { ...yes, decision: 'refused', grounds: 'For usikkert.' });
  const confirmed = await post('dpo2', { confirm: true, id: entered.body.byHand[0].id });
  expect(confirmed.body.approvals).toMatchObject([{ state: 'refused' }]);
});

test('a consent by phone is entered and confirmed the same way', async () => {
  const { agreement } = await registerAgreement(testbed, { reference: 'SAMTYKKE', services: ['samtykke'] });
  await publish(testbed, addition({ rollout: 'perAgreement', services: ['samtykke'], plannedEffectiveOn: '2026-06-10' }));
  const [notice] = await testbed.dependencies.data.notices.listOfAgreement(agreement._id);
  const post = (key: keyof Testbed['keys'], body: object) =>
    request(testbed.app).post(`/api/v1/notices/${notice?._id}/consents`).set(bearer(key)).send(body);
  const { kinds: _kinds, decision: _decision, ...came } = yes;
  const tooLate = await post('dpo', { ...came, effectiveOn: '2026-07-20' });
  expect([tooLate.status, tooLate.body.code]).toEqual([422, 'consent-day']);
  const entered = await post('dpo', { ...came, effectiveOn: '2026-06-12' });
  expect(entered.body).toMatchObject({ consent: null, byHand: [{ effectiveOn: '2026-06-12' }] });
  const confirmed = await post('dpo2', { confirm: true, id: entered.body.byHand[0].id });
  expect(confirmed.body.consent).toMatchObject({ effectiveOn: '2026-06-12', by: who });
});

test('a consent by letter while an objection is open: it counts, and the objection holds on, as page and mail say', async () => {
  const { agreement } = await registerAgreement(testbed, { reference: 'BEGGE', services: ['begge'], contacts: 2 });
  await publish(testbed, addition({ rollout: 'perAgreement', services: ['begge'], plannedEffectiveOn: '2026-06-10' }));
  const { data } = testbed.dependencies;
  const [notice] = await data.notices.listOfAgreement(agreement._id);
  const browser = contactBrowser(testbed);
  const check = await browser.follow(
    await browser.submit(await browser.open(await latestLink(testbed, 'contact@begge.example')), 'object', { ...who, grounds: 'Nei.' }),
  );
  await browser.submit(check, 'confirm', {});
  const objection = await data.objections.findOpen(notice?._id ?? '');
  const post = (key: keyof Testbed['keys'], body: object) =>
    request(testbed.app).post(`/api/v1/notices/${notice?._id}/consents`).set(bearer(key)).send(body);
  const came = { decidedAt: '2026-06-02T08:00:00Z', ...who, note: 'Brev.', effectiveOn: '2026-06-12' };
  const { id } = (await post('dpo', came)).body.byHand[0];
  expect((await post('dpo2', { confirm: true, id })).body.consent).toMatchObject({ effectiveOn: '2026-06-12' });

  const holds = `Innsigelsen ${objection?.reference} står fortsatt`;
  expect(textOf((await browser.get(`/notice/${notice?.shortId}`)).text)).toContain(holds);
  await testbed.settle();
  const [told] = (await testbed.mailbox({ to: 'second@begge.example' })).slice(-1);
  expect(told?.subject).toContain('samtykket til en tidligere dag');
  expect(told?.text?.replaceAll(/\s+/g, ' ')).toContain(holds);
  const { body } = await request(testbed.app).get(`/api/v1/changes/${notice?.changeId}/agreements`).set(bearer('auditor'));
  const codes = body.items[0].gate.reasons.map(({ code }: { code: string }) => code);
  expect(codes).toContain('objection-open');
});

test('a refusal is discussed: the DPO writes, the controller reads it where it answers, and turns its no into a yes', async () => {
  const { reference, notice, record, address } = await askForApproval();
  const browser = contactBrowser(testbed);
  const page = await browser.open(await latestLink(testbed, address));
  await browser.submit(page, 'refuse', { ...who, grounds: 'Ikke trygt nok.' });
  expect((await record()).approvals[0]?.state).toBe('refused');

  const dpo = await staffBrowser(testbed, 'dpo');
  expect(textOf((await dpo.get('/desk')).text)).toContain(`${reference} har nektet godkjenning`);
  const list = await dpo.get('/desk/approvals?state=refused');
  expect(textOf(list.text)).toContain('Ikke trygt nok.');
  expect(list.text).toContain(`href="/desk/notices/${notice?._id}#answers"`);
  expect(textOf((await dpo.get('/desk/approvals')).text)).not.toContain(reference);
  const form = await dpo.get(`/desk/notices/${notice?._id}/message`);
  const blank = await dpo.submit(form, 'message', { text: '' });
  expect([blank.status, blank.text.includes('href="#text"')]).toEqual([422, true]);
  const sent = await dpo.submit(form, 'message', { text: 'Opptakene krypteres hos dere.' });
  expect(sent.headers.location).toContain('done=messageSent');
  expect(textOf((await dpo.get(`/desk/notices/${notice?._id}`)).text)).toContain('Opptakene krypteres hos dere.');

  await testbed.settle();
  const [mail] = (await testbed.mailbox({ to: address.replace('contact@', 'second@') })).slice(-1);
  expect(mail?.text).toContain('Opptakene krypteres hos dere.');
  const again = await browser.open(mail?.links.find((link) => link.includes('/n/')) ?? '');
  expect(textOf(again.text)).toContain('Opptakene krypteres hos dere.');
  const codePage = await browser.follow(await browser.submit(again, 'approve', who));
  await browser.submit(codePage, 'confirm', { code: await latestCode(testbed, address.replace('contact@', 'second@')) });
  expect((await record()).approvals).toMatchObject([{ state: 'granted', grounds: null }]);
  expect((await dpo.get(`/desk/notices/${notice?._id}/message`)).status).toBe(303);
});

test('the pages: an answer is entered with its document by one, and confirmed by another', async () => {
  const { notice, record } = await askForApproval();
  const dpo = await staffBrowser(testbed, 'dpo');
  const href = `/desk/notices/${notice?._id}`;
  const form = await dpo.get(`${href}/answers/new`);
  const { action, fields } = formOf(form.text, 'answer');
  const post = (more: Record<string, string>, file = Buffer.from('%PDF-1.7 et brev')) => {
    const call = dpo.agent.post(action);
    for (const [name, value] of Object.entries({ ...fields, ...more })) call.field(name, value);
    return call.attach('files', file, { filename: 'brev.pdf' });
  };
  const bad = await post({ decision: '', decidedAt: '', name: '', title: '', note: '' });
  expect(bad.status).toBe(422);
  for (const name of ['decision', 'decidedAt', 'name', 'title', 'note']) expect(bad.text).toContain(`href="#${name}"`);
  const filled = { decision: 'refused', decidedAt: '2026-06-02T10:00', ...who, note: 'Ringte.', grounds: 'For dyrt.' };
  expect((await post(filled, Buffer.from([0, 1, 2]))).text).toContain('href="#files"');
  expect((await post({ ...filled, grounds: '' })).text).toContain('href="#grounds"');
  const done = await post(filled);
  expect(done.headers.location).toContain('done=answerEntered');
  expect((await record()).manualAnswers).toMatchObject([{ says: { decision: 'refused', grounds: 'For dyrt.' }, confirmedBy: null }]);
  const own = await dpo.get(href);
  expect(textOf(own.text)).toContain('En annen enn den som registrerte svaret, må bekrefte det.');
  expect(textOf((await dpo.get('/desk')).text)).toContain('Bekreft et svar registrert for hånd');
  expect((await dpo.get(`${href}/answers/confirm?answer=${(await record()).manualAnswers[0]?.id}`)).status).toBe(303);
});

test('asking for a consent: outside the days 422, inside it is mailed to all with the reason', async () => {
  const { agreement } = await registerAgreement(testbed, { reference: 'SPOR', services: ['spor'], contacts: 2 });
  await publish(testbed, addition({ rollout: 'perAgreement', services: ['spor'], plannedEffectiveOn: '2026-06-10' }));
  const [notice] = await testbed.dependencies.data.notices.listOfAgreement(agreement._id);
  const dpo = await staffBrowser(testbed, 'dpo');
  const form = await dpo.get(`/desk/notices/${notice?._id}/consent`);
  const late = await dpo.submit(form, 'consent', { effectiveOn: '2026-08-01', text: 'Haster.' });
  expect([late.status, late.text.includes('href="#effectiveOn"')]).toEqual([422, true]);
  expect(formOf(late.text, 'consent').fields.text).toBe('Haster.');
  expect((await dpo.submit(form, 'consent', { effectiveOn: '2026-06-15', text: 'Leverandøren slutter.' })).status).toBe(303);
  await testbed.settle();
  const mails = await testbed.mailbox();
  const asked = mails.filter(({ subject }) => subject?.includes('samtykke til en tidligere dag') && subject.includes('SPOR'));
  expect(asked.length).toBe(2);
  expect(asked[0]?.text).toContain('Leverandøren slutter.');
  expect(asked[0]?.text).toContain('mandag 15. juni 2026');
  const browser = contactBrowser(testbed);
  const page = await browser.open(asked[0]?.links.find((link) => link.includes('/n/')) ?? '');
  expect(formOf(page.text, 'consent').fields.effectiveOn).toBe('2026-06-15');
});

test('an approval that nobody answers: weekly reminders, and the DPO’s to follow up after two weeks', async () => {
  const { reference, address } = await askForApproval('2026-07-10');
  const waits = async () =>
    textOf((await (await staffBrowser(testbed, 'dpo')).get('/desk')).text).includes(`Godkjenning mangler fra ${reference}`);
  expect(await waits()).toBe(false);
  await testbed.advanceTo('2026-06-16T09:00:00Z');
  expect(await waits()).toBe(true);
  const reminders = (await testbed.mailbox({ to: address })).filter(({ subject }) => subject?.includes('mangler svar'));
  expect(reminders.length).toBe(2);
});
