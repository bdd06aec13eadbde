import request from 'supertest';
import { withdrawChange } from '../../../src/workflows/changes/withdrawChange';
import { textOf } from '../../support/contactBrowser';
import { addition, draft, expectValue, publish, registerAgreement, registerInUse } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeEach(async () => {
  testbed = await createTestbed();
});
afterEach(() => testbed.close());

const get = (path: string, language = 'nb') => request(testbed.app).get(path).set('Accept-Language', language);
const everything = ['/subprocessors', '/subprocessors.json', '/changes.atom', '/changes.json'];

test('with nothing registered every page is whole and says so', async () => {
  expect(textOf((await get('/subprocessors')).text)).toContain('Ingen underdatabehandlere er i bruk.');
  expect((await get('/subprocessors.json')).body).toMatchObject({
    asOf: '2026-06-01',
    changedAt: null,
    subprocessors: [],
    plannedChanges: [],
  });
  expect((await get('/changes.json')).body.items).toEqual([]);
  expect((await get('/changes.atom')).text).toContain('<updated>2026-06-01T08:00:00.000Z</updated>');
});

test('the list names who is in use for what and where, with its date, and nobody who is only proposed', async () => {
  const one = await registerInUse(testbed);
  await registerInUse(testbed, { legalName: 'Bare Foreslått AS' });
  await registerAgreement(testbed, { reference: 'A-1', annex: [one._id] });
  const shown = textOf((await get('/subprocessors')).text);
  expect(shown).toContain('Listen gjelder mandag 1. juni 2026. Sist endret mandag 1. juni 2026.');
  expect(shown).toContain('Skybygg AS 923609016 video Norge (NO) Lagrer opptak av møter Lagring: Norge (NO)');
  expect(shown).not.toContain('Bare Foreslått');
  expect((await get('/subprocessors.json')).body.subprocessors).toMatchObject([
    { legalName: 'Skybygg AS', country: 'NO', services: ['video'] },
  ]);
  expect(textOf((await get('/subprocessors', 'en')).text)).toContain('The list as of Monday 1 June 2026.');
});

test('a published change is announced with its planned day; a draft is nobody’s business', async () => {
  await registerAgreement(testbed, { reference: 'A-1' });
  const change = await publish(testbed, addition());
  await draft(testbed, addition({ subprocessor: { ...addition().subprocessor, legalName: 'Hemmelig AS' } }));
  expect(textOf((await get('/subprocessors')).text)).toContain(
    'Ny: Skybygg AS video Lagrer opptak av møter Lagring: Norge (NO) onsdag 1. juli 2026',
  );
  for (const path of everything) expect((await get(path)).text).not.toContain('Hemmelig');
  expect((await get('/changes.json', 'en')).body).toMatchObject({
    language: 'en',
    items: [
      {
        id: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
        title: 'New: Skybygg AS',
        date_published: '2026-06-01T08:00:00.000Z',
        _forvarsel: { id: change._id, type: 'add', status: 'published', plannedEffectiveOn: '2026-07-01' },
      },
    ],
  });
});

test('the feed’s ids stay the same when a change is withdrawn, and its entry says that it changed', async () => {
  await registerAgreement(testbed, { reference: 'A-1' });
  const change = await publish(testbed, addition());
  const before = (await get('/changes.atom')).text;
  await testbed.advanceTo('2026-06-03T08:00:00Z');
  expectValue(
    await withdrawChange(testbed.context, {
      actor: testbed.person('dpo'),
      now: await testbed.now(),
      changeId: change._id,
      note: 'Ombestemt',
    }),
  );
  const after = (await get('/changes.atom')).text;
  const idsOf = (feed: string) => [...feed.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id);
  expect(idsOf(after)).toEqual(idsOf(before));
  expect(after).toContain('<title>Trukket tilbake: Ny: Skybygg AS</title>');
  expect(after).toContain('<published>2026-06-01T08:00:00.000Z</published>');
  expect(after).toContain('<updated>2026-06-03T08:00:00.000Z</updated>');
});

test('nothing of a controller or an agreement is in any of it', async () => {
  const one = await registerInUse(testbed);
  await registerAgreement(testbed, { reference: 'SECRET-REFERENCE', annex: [one._id] });
  await registerAgreement(testbed, { reference: 'SECRET-2', organisationNumber: '310000018' });
  await publish(testbed, addition({ subprocessor: { ...addition().subprocessor, legalName: 'Ny AS' } }));
  for (const path of everything) expect((await get(path)).text).not.toMatch(/secret|controller of|310000018|contact@/i);
});

test('everything may be kept for a while, sets no cookie and makes no session; a choice of language is the reader’s own', async () => {
  for (const path of everything) {
    const { headers, status } = await get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(headers['cache-control']).toBe('public, max-age=300');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers.etag).toBeDefined();
  }
  expect((await get('/subprocessors')).headers.vary).toMatch(/Accept-Language/);
  expect((await get('/subprocessors?lang=en')).headers['cache-control']).toBe('private, max-age=300');
  expect(await testbed.dependencies.mongoConnection.collection('sessions').countDocuments()).toBe(0);
});

test('HTML in a name, a reason and a service’s description is text in the page and in the feed', async () => {
  await registerAgreement(testbed, { reference: 'A-1' });
  const evil = '<script>alert("1")</script> & ]]>';
  const subprocessor = { ...addition().subprocessor, legalName: evil, processing: { nb: evil } };
  await publish(testbed, addition({ subprocessor, reason: { nb: evil } }));
  const atom = (await get('/changes.atom')).text;
  expect(atom).toContain('&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; &amp; ]]&gt;');
  for (const path of ['/subprocessors', '/changes.atom']) expect((await get(path)).text).not.toContain('<script');
  expect((await get('/changes.atom')).headers['content-type']).toMatch(/^application\/atom\+xml/);
});
