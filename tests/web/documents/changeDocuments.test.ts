import request from 'supertest';
import type { NoticeRecord } from '../../../src/data/notice.model';
import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { contentHashOf } from '../../../src/mail/noticeHash';
import { approveChange } from '../../../src/workflows/changes/approveChange';
import { publishChange } from '../../../src/workflows/changes/publishChange';
import { submitChange } from '../../../src/workflows/changes/submitChange';
import { askForDocuments } from '../../../src/workflows/documentRequests/askForDocuments';
import { endAgreement } from '../../../src/workflows/registry/endAgreement';
import { listRetention } from '../../../src/workflows/retention/runRetention';
import { contactBrowser, formOf, hasForm, latestLink, referenceOn, textOf } from '../../support/contactBrowser';
import { addition, draft, expectValue, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';
import { until } from '../../support/until';
import { unzipped } from '../../support/unzipped';

const who = { name: 'Kari Æøå', title: 'Rådgiver' };
const contract = { name: 'avtale.pdf', bytes: Buffer.from('%PDF-1.7 avtalen') };
const report = { name: 'kontroll.txt', bytes: Buffer.from('Kontrollrapport') };
const contact = 'contact@dok-1.example';

let testbed: Testbed;
let changeId = '';
let notice: NoticeRecord;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  await registerAgreement(testbed, { reference: 'DOK-1', contacts: 3 });
  await registerAgreement(testbed, { reference: 'DOK-2' });
  changeId = (await draft(testbed, addition({ rollout: 'perAgreement' })))._id;
});
afterAll(() => testbed.close());

const bearer = (key: keyof Testbed['keys']) => ({ Authorization: `Bearer ${testbed.keys[key]}` });
const documentsPage = () => `/desk/changes/${changeId}/documents`;
const documents = () => testbed.dependencies.data.documents.listOfChange(changeId);

async function openPage(address = contact) {
  const browser = contactBrowser(testbed);
  return { browser, page: await browser.open(await latestLink(testbed, address)) };
}

test('documents attached to a draft are checked, can be removed again, and make whoever attached them an author', async () => {
  const publisher = await staffBrowser(testbed, 'publisher');
  const page = await publisher.get(documentsPage());
  expect(textOf(page.text)).toContain('Ingen dokumenter er lagt ved.');
  const fields = { kind: 'contract', titleNb: 'Databehandleravtalen', titleEn: 'The agreement', language: 'nb', access: 'open' };

  const wrong = await publisher.submitWithFiles(page, 'attach', {
    filled: { ...fields, kind: '' },
    files: [{ name: 'x.pdf', bytes: Buffer.from([0, 1, 2]) }],
  });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('href="#kind"');
  expect(textOf(wrong.text)).toContain('Filen må være PDF');
  expect(formOf(wrong.text, 'attach').fields).toMatchObject({ titleNb: 'Databehandleravtalen', access: 'open' });
  const large = await publisher.submitWithFiles(page, 'attach', {
    filled: fields,
    files: [{ name: 'x.pdf', bytes: Buffer.alloc(10 * 1024 * 1024 + 1, 'x') }],
  });
  expect([large.status, textOf(large.text).includes('større enn 10 MB')]).toEqual([422, true]);

  const done = await publisher.submitWithFiles(page, 'attach', { filled: fields, files: [contract] });
  expect(done.headers.location).toContain('done=attached');
  await publisher.submitWithFiles(page, 'attach', { filled: { ...fields, titleNb: 'Feil fil', titleEn: '' }, files: [report] });
  const mistake = (await documents())[1];
  const confirm = await publisher.get(`${documentsPage()}/${mistake?._id}/take`);
  expect(textOf(confirm.text)).toContain('Fjern Feil fil?');
  expect((await publisher.submit(confirm, 'take')).headers.location).toContain('done=remove');
  expect((await documents()).map(({ name }) => name)).toEqual(['avtale.pdf']);

  const form = (key: keyof Testbed['keys']) => request(testbed.app).post(`/api/v1/changes/${changeId}/documents`).set(bearer(key));
  const label = { kind: 'controlReport', access: 'onRequest', language: 'nb', titleNb: 'Kontroll 2026' };
  expect((await form('auditor').field(label).attach('file', report.bytes, report.name)).status).toBe(403);
  const nothing = await form('publisher').field(label);
  expect([nothing.status, nothing.body.errors[0].pointer]).toEqual([422, '/file']);
  const first = await form('publisher').set('Idempotency-Key', 'k1').field(label).attach('file', report.bytes, report.name);
  expect(first.status).toBe(201);
  expect(first.body).toMatchObject({
    name: 'kontroll.txt',
    type: 'text/plain',
    title: { nb: 'Kontroll 2026' },
    inNotice: true,
    withdrawn: null,
  });
  const repeated = await form('publisher').set('Idempotency-Key', 'k1').field(label).attach('file', report.bytes, report.name);
  expect(repeated.body.id).toBe(first.body.id);
  const other = await form('publisher').set('Idempotency-Key', 'k1').field(label).attach('file', Buffer.from('Noe annet'), report.name);
  expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
  const file = await request(testbed.app)
    .get(first.headers.location ?? '')
    .set(bearer('auditor'));
  expect(file.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(/^attachment; filename="?kontroll\.txt/),
  });
  expect([file.status, file.text]).toEqual([200, 'Kontrollrapport']);

  const dpo = await staffBrowser(testbed, 'dpo');
  await dpo.submitWithFiles(await dpo.get(documentsPage()), 'attach', {
    filled: { ...fields, kind: 'other', titleNb: 'Av personvernombudet' },
    files: [report],
  });
  const actor = testbed.person('publisher');
  expectValue(await submitChange(testbed.context, { actor, now: await testbed.now(), changeId }));
  expect((await dpo.postWithToken(`/desk/changes/${changeId}/approve`)).status).toBe(403);
});

test('what was released is named in mail and hash of every notice; what comes later stands on the page', async () => {
  const { data } = testbed.dependencies;
  const now = await testbed.now();
  expectValue(await approveChange(testbed.context, { actor: testbed.person('dpo'), now, changeId }));
  const publisher = await staffBrowser(testbed, 'publisher');
  const released = await publisher.get(documentsPage());
  expect(released.text).not.toContain('/take"');
  expect(hasForm(released.text, 'attach')).toBe(false);
  expect(textOf(released.text)).toContain('Nå er det bare personvernombudet som legger ved og trekker tilbake dokumenter.');
  expectValue(await publishChange(testbed.context, { actor: testbed.person('publisher'), now, changeId }));
  await testbed.settle();

  const [found] = (await data.notices.listOfChange(changeId, { limit: 10 })).items.filter(
    ({ content }) => content.agreementReference === 'DOK-1',
  );
  if (!found) throw new Error('no notice');
  notice = found;
  expect(notice.content.documents?.map(({ kind, sha256 }) => [kind, sha256.length])).toEqual([
    ['contract', 64],
    ['controlReport', 64],
    ['other', 64],
  ]);
  expect(contentHashOf(notice.commonHash, notice.content)).toBe(notice.contentHash);
  const [mail] = await testbed.mailbox({ to: contact });
  expect(mail?.text).toContain('Databehandleravtalen (på bokmål)');
  expect(mail?.text).toContain('Kontroll 2026 (på bokmål) – gis ut på forespørsel');

  const [told] = await documents();
  expect((await publisher.get(`${documentsPage()}/${told?._id}/take`)).status).toBe(403);
  const take = await publisher.postWithToken(`${documentsPage()}/${told?._id}/take`, { reason: 'Feil versjon.' });
  expect([take.status, textOf(take.text).includes('Be en som har den rollen')]).toEqual([403, true]);
  const label = { kind: 'transferAssessment', language: 'en', access: 'open' };
  const form = request(testbed.app).post(`/api/v1/changes/${changeId}/documents`).set(bearer('publisher'));
  const refused = await form.field(label).attach('file', report.bytes, report.name);
  expect([refused.status, refused.body.code]).toEqual([403, 'dpo-only']);
  expect(await documents()).toHaveLength(3);

  const dpo = await staffBrowser(testbed, 'dpo');
  await dpo.submitWithFiles(await dpo.get(documentsPage()), 'attach', { filled: label, files: [report] });
  const { page } = await openPage();
  expect(textOf(page.text)).toContain(
    'kontroll.txt Vurdering av overføring, på engelsk (TXT, 0,1 kB) Lagt ved tirsdag 2. juni 2026, etter at endringen ble frigitt.',
  );
});

test('an open document is read by the link, another when it was asked for and given, until the stated day; each reading is kept', async () => {
  const { data } = testbed.dependencies;
  const [open, asked] = await documents();
  const { browser, page } = await openPage();
  const address = (id = '') => `/notice/${notice.shortId}/documents/${id}`;
  const file = await browser.get(address(open?._id));
  expect([file.status, file.headers['content-type'], file.headers['content-disposition']]).toEqual([
    200,
    'application/pdf',
    expect.stringMatching(/^attachment; filename="?avtale\.pdf/),
  ]);
  expect(file.headers['content-security-policy']).toContain('sandbox');
  expect((await browser.get(address(asked?._id))).status).toBe(404);

  const none = await browser.submit(page, 'askDocuments', { ...who, document: [], reason: 'x'.repeat(2_001) });
  expect(none.status).toBe(422);
  for (const field of ['askDocuments-document', 'askDocuments-reason']) expect(none.text).toContain(`href="#${field}"`);
  expect(formOf(none.text, 'askDocuments').fields.name).toBe(who.name);
  const typed = { ...who, document: asked?._id ?? '', reason: 'Vi fører kontroll.' };
  const answers = await Promise.all([1, 2].map(() => browser.submit(page, 'askDocuments', typed)));
  const confirmation = await browser.follow(answers[0] as never);
  const reference = referenceOn(confirmation.text);
  expect(textOf(confirmation.text)).toContain('innen tirsdag 9. juni 2026');
  const requests = await data.documentRequests.listOfNotices([notice._id]);
  expect(requests.map((each) => each.reference)).toEqual([reference]);
  expect(hasForm((await browser.get(`/notice/${notice.shortId}`)).text, 'askDocuments')).toBe(false);

  const dpo = await staffBrowser(testbed, 'dpo');
  expect(textOf((await dpo.get('/desk')).text)).toContain(`Svar på forespørselen ${reference} om dokumenter fra DOK-1`);
  const noticePage = await dpo.get(`/desk/notices/${notice._id}`);
  expect(noticePage.text).toContain(`href="/desk/document-requests/${requests[0]?._id}">${requests[0]?.reference} – Ubesvart</a>`);
  const requestPage = await dpo.get(`/desk/document-requests/${requests[0]?._id}`);
  expect((await dpo.submit(requestPage, 'answer', { decision: 'decline', text: '' })).text).toContain('href="#text"');
  expect((await dpo.submit(requestPage, 'answer', { decision: 'grant', readableUntil: '2026-06-01' })).text).toContain(
    'href="#readableUntil"',
  );
  const given = await dpo.submit(requestPage, 'answer', { decision: 'grant', text: 'Vær så god.', readableUntil: '2026-06-10' });
  expect(given.headers.location).toContain('done=answered');
  expect((await dpo.submit(requestPage, 'answer', { decision: 'grant', readableUntil: '2026-06-10' })).status).toBe(409);
  await testbed.settle();
  const mails = await testbed.mailbox({ to: 'second@dok-1.example' });
  expect(mails.map(({ subject }) => subject?.includes(reference))).toEqual([true, true]);
  expect(mails[1]?.text).toContain('onsdag 10. juni 2026');

  expect((await browser.get(address(asked?._id))).text).toBe('Kontrollrapport');
  const bundled = async ({ agreementId }: NoticeRecord) => {
    const answer = await request(testbed.app).get(`/api/v1/agreements/${agreementId}/evidence`).set(bearer('dpo')).responseType('blob');
    return [...(await unzipped(answer.body)).keys()].filter((name) => name.includes(asked?._id ?? ''));
  };
  const elsewhere = await openPage('contact@dok-2.example');
  const [another] = (await data.notices.listOfChange(changeId, { limit: 10 })).items.filter(({ _id }) => _id !== notice._id);
  expect((await elsewhere.browser.get(`/notice/${another?.shortId}/documents/${asked?._id}`)).status).toBe(404);
  if (!another) throw new Error('no other notice');
  expect([(await bundled(notice)).length, await bundled(another)]).toEqual([1, []]);
  expect(textOf(elsewhere.page.text)).not.toContain(reference);

  await dpo.get(`${documentsPage()}/${asked?._id}`);
  await dpo.get(`${documentsPage()}/${asked?._id}/take`);
  const staffRead = async () =>
    (await data.accessLog.listNewest({ limit: 50, recordIds: [asked?._id ?? ''] })).items.filter(({ role }) => role === 'dpo');
  // The log is written when the answer has left.
  await until(async () => (await staffRead()).length === 2);
  const read = textOf((await dpo.get(documentsPage())).text);
  expect(read).toMatch(/Lest av contact@dok-1\.example \(DOK-1\), \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  // By an auditor's key before, by the link, and by the DPO who only then asked whether to take it away.
  expect(read).toContain('Lest 3 ganger');
  const written = await data.auditEvents.list({ changeId, limit: 1_000 });
  expect(written.filter(({ type }) => type === 'document.read')).toEqual([]);

  await testbed.advanceTo('2026-06-11T08:00:00Z');
  expect((await browser.get(address(asked?._id))).status).toBe(404);
  const later = await browser.get(`/notice/${notice.shortId}`);
  expect(textOf(later.text)).toContain('Kunne leses til og med onsdag 10. juni 2026. Dere kan be om det på nytt.');
  const again = await browser.follow(await browser.submit(later, 'askDocuments', typed));
  expect(referenceOn(again.text)).not.toBe(reference);
});

test('a declined request says why; a withdrawn document stays in the list and is read by nobody who was told', async () => {
  const [open] = await documents();
  const [waiting] = await testbed.dependencies.data.documentRequests.listOpen(10);
  const answer = (body: object) =>
    request(testbed.app).post(`/api/v1/document-requests/${waiting?._id}/answer`).set(bearer('dpo')).send(body);
  expect((await answer({ granted: false })).body.errors[0].pointer).toBe('/text');
  expect((await answer({ granted: false, text: 'Rapporten er erstattet.' })).body.decision).toMatchObject({
    granted: false,
    readableUntil: null,
  });

  const dpo = await staffBrowser(testbed, 'dpo');
  const confirm = await dpo.get(`${documentsPage()}/${open?._id}/take`);
  const blank = await dpo.submit(confirm, 'take', { reason: ' ' });
  expect([blank.status, blank.text.includes('href="#reason"')]).toEqual([422, true]);
  expect((await dpo.submit(confirm, 'take', { reason: 'Feil versjon.' })).headers.location).toContain('done=withdraw');
  expect((await dpo.submit(confirm, 'take', { reason: 'Feil versjon.' })).status).toBe(409);
  const { browser } = await openPage();
  const page = textOf((await browser.get(`/notice/${notice.shortId}`)).text);
  expect(page).toContain('Trukket tilbake torsdag 11. juni 2026: Feil versjon.');
  expect(page).toContain('Rapporten er erstattet.');
  expect((await browser.get(`/notice/${notice.shortId}/documents/${open?._id}`)).status).toBe(404);
  const { data } = testbed.dependencies;
  expect((await data.changes.find(changeId))?.documents.map(({ kind }) => kind)).toEqual(['controlReport', 'other']);
  expect((await data.notices.find(notice._id))?.content.documents).toHaveLength(3);
});

test('whoever asked for a document is kept as long as the request is, also when the notice was sent to another', async () => {
  const { context } = testbed;
  const now = await testbed.now();
  const controller = await context.data.controllers.find(notice.controllerId);
  const asker = controller?.contacts[2]?.id ?? '';
  const [, asked] = await documents();
  const actor = { kind: 'controller', noticeId: notice._id, contactId: asker } as const;
  expectValue(await askForDocuments(context, { actor, now, documentIds: [asked?._id ?? ''], reason: '', asker: who }));
  const input = { endsOn: calendarDate('2026-06-10') };
  expectValue(await endAgreement(context, { actor: testbed.person('admin'), now, agreementId: notice.agreementId, input }));

  const lists = await listRetention(context, { now: new Date('2026-12-01T08:00:00Z'), most: 100 });
  const going = lists.flatMap(({ rule, records }) => (rule === 'contacts' ? records.map(({ id }) => id) : []));
  expect(going).not.toContain(asker);
});
