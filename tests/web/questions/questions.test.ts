import request from 'supertest';
import { askQuestion } from '../../../src/workflows/questions/askQuestion';
import { contactBrowser, formOf, hasForm, latestLink, referenceOn, textOf } from '../../support/contactBrowser';
import { addition, expectValue, publish, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

const who = { name: 'Kari Æøå', title: 'Rådgiver' };
const contact = 'contact@sp-1.example';

let testbed: Testbed;
let noticeId = '';
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  const { agreement } = await registerAgreement(testbed, { reference: 'SP-1', contacts: 2 });
  await publish(testbed, addition({ rollout: 'perAgreement' }));
  const [notice] = await testbed.dependencies.data.notices.listOfAgreement(agreement._id);
  noticeId = notice?._id ?? '';
});
afterAll(() => testbed.close());

const bearer = (key: keyof Testbed['keys']) => ({ Authorization: `Bearer ${testbed.keys[key]}` });

async function openPage() {
  const browser = contactBrowser(testbed);
  return { browser, page: await browser.open(await latestLink(testbed, contact)) };
}

test('a question is confirmed with a reference and a day, stops no clock, is answered once and read where it was asked', async () => {
  const { browser, page } = await openPage();
  const before = await testbed.dependencies.data.notices.find(noticeId);

  const empty = await browser.submit(page, 'ask', { ...who, text: '  ' });
  expect(empty.status).toBe(422);
  expect(empty.text).toContain('href="#ask-text"');
  expect(formOf(empty.text, 'ask').fields.name).toBe(who.name);
  const long = await browser.submit(page, 'ask', { ...who, text: 'å'.repeat(10_001) });
  expect(long.status).toBe(422);
  expect(textOf(long.text)).toContain('10 001');

  const text = 'Hvem kan se opptakene?\n<b>Og</b> hvor lenge?';
  const answers = await Promise.all([1, 2, 3].map(() => browser.submit(page, 'ask', { ...who, text })));
  const confirmation = await browser.follow(answers[0] as never);
  const reference = referenceOn(confirmation.text);
  expect(reference).toMatch(/^SPM-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  expect(textOf(confirmation.text)).toContain('innen tirsdag 9. juni 2026');
  expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
  const { items } = (await request(testbed.app).get('/api/v1/questions?open=true').set(bearer('auditor'))).body;
  expect(items).toMatchObject([{ reference, text, ...who, dueOn: '2026-06-09', open: true, answer: null }]);
  expect(await testbed.dependencies.data.notices.find(noticeId)).toEqual({ ...before, version: (before?.version ?? 0) + 1 });

  await testbed.settle();
  const told = await testbed.mailbox({ to: 'second@sp-1.example' });
  expect(told.map(({ subject }) => subject)).toEqual([expect.stringContaining(reference)]);
  expect(told[0]?.text).toContain('<b>Og</b> hvor lenge?');

  const dpo = await staffBrowser(testbed, 'dpo');
  const due = await dpo.get('/desk');
  expect(textOf(due.text)).toContain(`Svar på spørsmålet ${reference} fra SP-1`);
  expect(textOf((await dpo.get('/desk/questions')).text)).toContain(reference);
  const questionPage = await dpo.get(`/desk/questions/${items[0].id}`);
  const blank = await dpo.submit(questionPage, 'answer', { text: '' });
  expect(blank.status).toBe(422);
  const done = await dpo.submit(questionPage, 'answer', { text: 'Bare drift, i 30 dager.' });
  expect(done.headers.location).toContain('done=answered');
  expect(textOf((await dpo.get('/desk/questions')).text)).toContain('Ingen spørsmål venter på svar.');

  const again = await request(testbed.app).post(`/api/v1/questions/${items[0].id}/answer`).set(bearer('dpo')).send({ text: 'To svar?' });
  expect([again.status, again.body.code]).toEqual([409, 'wrong-state']);
  await testbed.settle();
  const [, answer] = await testbed.mailbox({ to: 'second@sp-1.example' });
  expect(answer?.text).toContain('Bare drift, i 30 dager.');
  expect(textOf((await browser.get(page.request.url.replace(/^.*\/notice/, '/notice'))).text)).toContain('Bare drift, i 30 dager.');
  expect(textOf((await browser.get(String(answers[0]?.headers.location))).text)).toContain('Spørsmålet er besvart');
});

test('a publisher neither reads nor answers questions; the answer has to be a text', async () => {
  const [question] = (await testbed.dependencies.data.questions.list({ limit: 1 })).items;
  const publisher = await staffBrowser(testbed, 'publisher');
  expect((await publisher.get('/desk/questions')).status).toBe(403);
  const call = (key: keyof Testbed['keys'], body: object) =>
    request(testbed.app).post(`/api/v1/questions/${question?._id}/answer`).set(bearer(key)).send(body);
  expect((await call('publisher', { text: 'Nei' })).status).toBe(403);
  const bad = await call('dpo', { text: '  ' });
  expect([bad.status, bad.body.errors[0].pointer]).toEqual([422, '/text']);
});

test('after effect a question can still be asked', async () => {
  await testbed.advanceTo('2026-07-05T08:00:00Z');
  const { browser, page } = await openPage();
  expect(textOf(page.text)).toContain('trådte i kraft');
  expect(hasForm(page.text, 'ask')).toBe(true);
  const confirmation = await browser.follow(await browser.submit(page, 'ask', { ...who, text: 'Hva nå?' }));
  expect(referenceOn(confirmation.text)).toMatch(/^SPM-/);
});

test('the same words after the answer are a new question; ten can wait, also of many that are asked at once, and the eleventh comes back filled with what to do', async () => {
  const { browser, page } = await openPage();
  const { data } = testbed.dependencies;
  const all = () => data.questions.listOfNotice(noticeId);
  const [answered] = await all();
  const again = await browser.follow(await browser.submit(page, 'ask', { ...who, text: answered?.text ?? '' }));
  expect(referenceOn(again.text)).not.toBe(answered?.reference);
  expect(await all()).toMatchObject([{ open: false }, { open: true }, { open: true, dedupeKey: answered?.dedupeKey }]);

  const ask = (text: string, contactId = answered?.askedBy.contactId ?? '') =>
    askQuestion(testbed.context, {
      actor: { kind: 'controller', noticeId, contactId },
      now: new Date('2026-06-02T08:00:00Z'),
      text,
      asker: who,
    });
  for (let number = 3; number <= 7; number += 1) expectValue(await ask(`Spørsmål ${number}`));
  const atOnce = await Promise.all(['8', '9', '10', 'elleve', 'tolv', 'tretten'].map((number) => ask(`Spørsmål ${number}`)));
  expect(atOnce.flatMap((each) => (each.ok ? [] : [each.refusal.code]))).toEqual(Array(3).fill('too-many-questions'));
  const refused = await browser.submit(page, 'ask', { ...who, text: 'Det ellevte' });
  expect(refused.status).toBe(422);
  expect(textOf(refused.text)).toContain('Ti spørsmål fra deg om dette varselet venter på svar.');
  expect(formOf(refused.text, 'ask').fields.text).toBe('Det ellevte');
  expect(await all()).toHaveLength(11);
  expectValue(await ask('Spørsmål 3'));
  expectValue(await ask('Det ellevte', 'f'.repeat(24)));
});
