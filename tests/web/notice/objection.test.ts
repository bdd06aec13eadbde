import type { Response } from 'supertest';
import { termsPresets } from '../../../src/domain/terms/presets';
import { withdrawChange } from '../../../src/workflows/changes/withdrawChange';
import { decideObjection } from '../../../src/workflows/objections/decideObjection';
import { type ContactBrowser, contactBrowser, formOf, hasForm, latestLink, referenceOn, textOf } from '../../support/contactBrowser';
import { decide, object } from '../../support/objecting';
import { addition, expectValue, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

const answers = { grounds: 'Vi vil ikke ha opptak hos denne leverandøren.', name: 'Kari Æøå', title: 'Rådgiver' };

let testbed: Testbed;
let services = 0;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

/** A notice of its own, open in a browser: what one test does is nothing to the next. */
async function openNotice({ terms, preset, contacts }: { terms?: unknown; preset?: 'dfo-2020-general'; contacts?: number } = {}) {
  services += 1;
  const service = `service-${services}`;
  const registered = await registerAgreement(testbed, { reference: `A${services}`, services: [service], terms, preset, contacts });
  const change = await publish(testbed, addition({ rollout: 'perAgreement', services: [service], plannedEffectiveOn: '2026-07-10' }));
  const { data } = testbed.dependencies;
  const [notice] = await data.notices.listOfAgreement(registered.agreement._id);
  if (!notice) throw new Error('no notice');
  const address = `contact@a${services}.example`;
  const link = await latestLink(testbed, address);
  const browser = contactBrowser(testbed);
  const page = await browser.open(link);
  const objections = () => data.objections.listOfNotices([notice._id]);
  return { ...registered, change, notice, address, link, browser, page, objections };
}

async function toCheck(browser: ContactBrowser, page: Response, filled = answers): Promise<Response> {
  return browser.follow(await browser.submit(page, 'object', filled));
}

describe('objecting by the link', () => {
  test('posted, checked, confirmed: a reference that survives a reload, the record, the mail to all contacts, the trail', async () => {
    const { browser, page, notice, objections, address } = await openNotice({ contacts: 2 });

    const check = await toCheck(browser, page);
    expect(check.status).toBe(200);
    expect(textOf(check.text)).toContain(answers.grounds);
    expect(await objections()).toEqual([]);
    const confirmation = await browser.follow(await browser.submit(check, 'confirm'));

    const reference = referenceOn(confirmation.text);
    expect(reference).toMatch(/^INN-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const again = await browser.get(new URL(confirmation.request.url).pathname);
    expect(referenceOn(again.text)).toBe(reference);
    expect(await objections()).toMatchObject([
      { reference, state: 'submitted', open: true, late: false, grounds: [{ text: answers.grounds, name: answers.name }] },
    ]);
    const events = await testbed.dependencies.data.auditEvents.list({ noticeId: notice._id, limit: 100 });
    expect(events.map(({ type }) => type)).toContain('objection.received');
    await testbed.settle();
    for (const to of [address, address.replace('contact@', 'second@')]) {
      expect((await testbed.mailbox({ to })).map(({ subject }) => subject).join()).toContain(reference);
    }
    const shown = await browser.open(await latestLink(testbed, address));
    expect(textOf(shown.text)).toContain(reference);
    expect(hasForm(shown.text, 'withdraw')).toBe(true);
    // What silence means is over once they have spoken; the page says of itself what the mail says of itself.
    expect(textOf(page.text)).toContain('Hvis dere ikke svarer');
    expect(textOf(shown.text)).not.toMatch(/Hvis dere ikke svarer|lenken i denne e-posten/);
  });

  let untouched: ReturnType<typeof openNotice> | null = null;

  // What is refused leaves the notice as it was, for the next.
  test.each([
    ['no name', { ...answers, name: ' ' }, 'object-name', 'Skriv navnet ditt.'],
    ['no position', { ...answers, title: '' }, 'object-title', 'Skriv stillingen eller rollen din.'],
    ['CRLF in the name', { ...answers, name: 'Kari\r\nBcc: alle@example.example' }, 'object-name', 'Skriv det på én linje.'],
    ['a name of 201 characters', { ...answers, name: 'x'.repeat(201) }, 'object-name', 'inntil 200 tegn'],
    ['two hundred thousand characters', { ...answers, grounds: 'æ'.repeat(200_000) }, 'object-grounds', 'Nå har den 200'],
  ])(
    '%s: 422, the form filled, the problem linked from the top and said at the field, nothing stored',
    async (_situation, filled, field, words) => {
      untouched ??= openNotice();
      const { browser, page, objections, notice } = await untouched;

      const answer = await browser.submit(page, 'object', filled);

      expect(answer.status).toBe(422);
      expect(answer.text).toContain('<title>Feil: ');
      expect(answer.text).toContain(`href="#${field}"`);
      expect(answer.text).toContain(`id="${field}-problem"`);
      expect(textOf(answer.text)).toContain(words);
      expect(formOf(answer.text, 'object').fields.grounds).toBe(filled.grounds);
      expect(await objections()).toEqual([]);
      const drafts = testbed.dependencies.mongoConnection.collection('formDrafts');
      expect(await drafts.countDocuments({ noticeId: notice._id })).toBe(0);
    },
  );

  test('ten thousand characters are enough and not too many; terms that ask for grounds want them', async () => {
    const { browser, page } = await openNotice({ preset: 'dfo-2020-general' });

    const without = await browser.submit(page, 'object', { ...answers, grounds: '  \r\n ' });
    const longest = await browser.submit(page, 'object', { ...answers, grounds: '😀'.repeat(10_000) });

    expect(without.status).toBe(422);
    expect(textOf(without.text)).toContain('Skriv en saklig grunn');
    expect(longest.status).toBe(303);
  });

  test('terms without grounds: an objection that says nothing is one', async () => {
    const { browser, page, objections } = await openNotice();
    const check = await toCheck(browser, page, { ...answers, grounds: '' });
    await browser.submit(check, 'confirm');
    expect(await objections()).toMatchObject([{ grounds: [{ text: '' }] }]);
  });

  test('HTML in every field: shown as typed on every page, never as HTML', async () => {
    const { browser, page } = await openNotice();
    const hostile = { grounds: '<script>alert(1)</script>', name: '"><img src=x>', title: "</textarea><b>'" };

    const check = await toCheck(browser, page, hostile);
    const confirmation = await browser.follow(await browser.submit(check, 'confirm'));
    const notice = await browser.open(page.request.url.replace(/\?.*/, ''));

    for (const { text } of [check, confirmation, notice]) {
      expect(text).not.toContain('<script>alert');
      expect(text).not.toContain('<img src=x');
      expect(text).not.toContain('</textarea><b>');
    }
    expect(textOf(confirmation.text)).toContain('<script>alert(1)</script>');
  });

  test('the change link brings the answers back, and what was changed is what is sent', async () => {
    const { browser, page, objections } = await openNotice();
    const check = await toCheck(browser, page);
    const href = /href="(\/notice\/[^"]+\?draft=[0-9a-f]+)#object"/.exec(check.text)?.[1] ?? '';

    const back = await browser.get(href);
    expect(formOf(back.text, 'object').fields).toMatchObject(answers);
    const second = await toCheck(browser, back, { ...answers, grounds: 'Kortere.' });
    await browser.submit(second, 'confirm');

    expect(await objections()).toMatchObject([{ grounds: [{ text: 'Kortere.' }] }]);
  });

  test('confirmed ten times at once: one objection, one confirmation, one mail', async () => {
    const { browser, page, objections, address } = await openNotice();
    const check = await toCheck(browser, page);

    const responses = await Promise.all(Array.from({ length: 10 }, () => browser.submit(check, 'confirm')));

    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([303]));
    expect(new Set(responses.map(({ headers }) => headers.location)).size).toBe(1);
    expect(await objections()).toMatchObject([{ grounds: [{ text: answers.grounds }] }]);
    await testbed.settle();
    const told = (await testbed.mailbox({ to: address })).filter(({ subject }) => subject?.includes('INN-'));
    expect(told.length).toBe(1);
    expect((await browser.get(String(check.request.url.replace(/^.*?(\/notice)/, '$1')))).status).toBe(303);
  });

  test('the whole form sent ten times at once, each confirmed: one objection with the words once', async () => {
    const { browser, page, objections } = await openNotice();
    const checks = await Promise.all(Array.from({ length: 10 }, () => toCheck(browser, page)));

    const responses = await Promise.all(checks.map((check) => browser.submit(check, 'confirm')));

    expect(new Set(responses.map(({ headers }) => headers.location)).size).toBe(1);
    const [objection, ...more] = await objections();
    expect(more).toEqual([]);
    expect(objection?.grounds.length).toBe(1);
  });

  test('two colleagues in the same second with words of their own: one objection that has both', async () => {
    const { page, link, browser, objections } = await openNotice();
    const colleague = contactBrowser(testbed);
    const theirs = await colleague.open(link);
    const [mine, other] = await Promise.all([
      toCheck(browser, page),
      toCheck(colleague, theirs, { grounds: 'Også vi.', name: 'Ola', title: 'Leder' }),
    ]);

    const confirmations = await Promise.all([browser.submit(mine, 'confirm'), colleague.submit(other, 'confirm')]);

    expect(new Set(confirmations.map(({ headers }) => headers.location)).size).toBe(1);
    const [objection, ...more] = await objections();
    expect(more).toEqual([]);
    expect(objection?.grounds.map(({ text }) => text).sort()).toEqual(['Også vi.', answers.grounds].sort());
  });

  test('a form without its token, or with another notice’s: 403, the answers kept, nothing stored', async () => {
    const other = await openNotice();
    const { browser, page, objections } = await openNotice();
    const foreign = String(formOf(other.page.text, 'object').fields.token);
    for (const token of ['', 'made-up', foreign]) {
      const answer = await browser.submit(page, 'object', { ...answers, token });
      expect(answer.status).toBe(403);
      expect(formOf(answer.text, 'object').fields).toMatchObject(answers);
    }
    expect(await objections()).toEqual([]);
  });

  test('another contact’s answers cannot be read or confirmed, nor a notice’s under another', async () => {
    const one = await openNotice();
    const two = await openNotice();
    const check = await toCheck(one.browser, one.page);
    const draftId = check.request.url.split('/').at(-1);

    const foreign = await two.browser.get(`/notice/${two.notice.shortId}/object/${draftId}`);

    expect(foreign.status).toBe(404);
    expect(textOf(foreign.text)).not.toContain(answers.grounds);
  });

  test('terms that drop the change on an objection: upheld at once, the notice dropped, nothing left to object to', async () => {
    const { browser, page, objections, notice } = await openNotice({ terms: { ...termsPresets.videonor, onObjection: 'notEngaged' } });
    const check = await toCheck(browser, page);

    const confirmation = await browser.follow(await browser.submit(check, 'confirm'));

    expect(textOf(confirmation.text)).toContain('Endringen gjennomføres ikke for denne avtalen.');
    expect(await objections()).toMatchObject([{ state: 'upheld', open: false }]);
    expect(await testbed.dependencies.data.notices.find(notice._id)).toMatchObject({ effect: 'dropped' });
    const now = await browser.get(`/notice/${notice.shortId}`);
    expect(hasForm(now.text, 'object')).toBe(false);
    const twice = await browser.submit(check, 'confirm');
    expect(twice.headers.location).toBe(new URL(confirmation.request.url).pathname);
  });

  test('acknowledging: once for each contact, told to all, no clock moved', async () => {
    const { browser, page, notice, address } = await openNotice({ contacts: 2 });

    const done = await browser.follow(await browser.submit(page, 'acknowledge'));
    const twice = await browser.follow(await browser.submit(page, 'acknowledge'));

    expect(referenceOn(done.text)).toMatch(/^KVI-/);
    expect(referenceOn(twice.text)).toBe(referenceOn(done.text));
    const record = await testbed.dependencies.data.notices.find(notice._id);
    expect(record).toMatchObject({ state: 'acknowledged', receivedAt: notice.receivedAt, deadlines: notice.deadlines });
    expect(record?.acknowledgements.length).toBe(1);
    await testbed.settle();
    expect((await testbed.mailbox({ to: address.replace('contact@', 'second@') })).length).toBe(1);
    const shown = await browser.get(`/notice/${notice.shortId}`);
    expect(hasForm(shown.text, 'acknowledge')).toBe(false);
  });

  test('acknowledging under terms that want it as receipt: the clock starts with the press', async () => {
    const { browser, page, notice } = await openNotice({ terms: { ...termsPresets.videonor, receiptEvidence: 'acknowledged' } });
    expect(notice.receivedAt).toBeNull();
    expect(textOf(page.text)).toContain('Fristen begynner å løpe når varselet regnes som mottatt.');

    await browser.submit(page, 'acknowledge');

    const record = await testbed.dependencies.data.notices.find(notice._id);
    expect(record).toMatchObject({
      receivedAt: await testbed.now(),
      receiptEvidence: 'acknowledged',
      deadlines: { receivedOn: '2026-06-02' },
    });
    expect(textOf((await browser.get(`/notice/${notice.shortId}`)).text)).toContain('tirsdag 16. juni 2026 kl. 24.00 (norsk tid)');
  });

  test('the change withdrawn while the form was open: told so, nothing stored, the page shows what happened', async () => {
    const { browser, page, notice, change, objections } = await openNotice();
    const check = await toCheck(browser, page);
    const act = { actor: testbed.person('dpo'), now: await testbed.now(), changeId: change._id, note: 'Leverandøren trakk seg.' };
    expectValue(await withdrawChange(testbed.context, act));
    await testbed.settle();

    const answer = await browser.submit(check, 'confirm');

    expect(answer.status).toBe(409);
    expect(textOf(answer.text)).toContain('Endringen er trukket tilbake');
    expect(await objections()).toEqual([]);
    const shown = await browser.get(`/notice/${notice.shortId}`);
    expect(['acknowledge', 'object', 'withdraw'].filter((id) => hasForm(shown.text, id))).toEqual([]);
    expect(textOf(shown.text)).not.toMatch(/Hvis dere ikke svarer|Slik motsetter dere dere/);
    expect(textOf(shown.text)).toContain('Varselet ble avsluttet uten at endringen trådte i kraft.');
  });

  test('the agreement ends over the objection: the page names its last day and no deadline, and offers only to ask and to name another contact', async () => {
    const { browser, page, change, notice, ...registered } = await openNotice();
    await object(testbed, change._id, registered);
    const [raised] = await registered.objections();
    const terminate = { event: 'terminate' as const, reason: 'Vi kan ikke levere uten.', endsOn: '2026-09-30' };
    const { _id, version } = await decide(testbed, raised?._id ?? '', terminate);
    const act = { actor: testbed.person('dpo', 'test:colleague'), now: await testbed.now(), objectionId: _id };
    expectValue(await decideObjection(testbed.context, { ...act, input: { event: 'confirm', version } }));

    const { text } = await browser.get(`/notice/${notice.shortId}`);
    expect([...text.matchAll(/<form id="([^"]+)"/g)].map(([, id]) => id)).toEqual(['ask', 'contact']);
    expect(textOf(text)).toContain('avtalen avsluttes. Siste dag er onsdag 30. september 2026.');
    expect(text).not.toContain('id="deadline"');
    expect((await browser.submit(page, 'object', answers)).status).toBe(409);
  });
});
