import { formOf, textOf } from '../../support/contactBrowser';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

const header = 'controller;organisationNumber;agreement;preset;services;signedOn;contactEmail;contactName;locale';
const two = [
  header,
  'Blåfjell bibliotek;310000018;DBA-1;videonor;video;2025-01-15;personvern@blafjell.example;Personvernombudet;nb',
  'Blåfjell bibliotek;310000018;DBA-2;dfo-2020-general;video opptak;2025-02-15;personvern@blafjell.example;;nb',
].join('\r\n');

let testbed: Testbed;
let admin: StaffBrowser;
beforeEach(async () => {
  testbed = await createTestbed();
  admin = await staffBrowser(testbed, 'admin');
});
afterEach(() => testbed.close());

const references = async () => (await testbed.dependencies.data.agreements.list({ limit: 100 })).items.map(({ reference }) => reference);

/** As a browser sends a form with a file: the token first, as on the page. */
async function upload(content: string | Buffer, name = 'avtaler.csv') {
  const { fields } = formOf((await admin.get('/desk/import')).text, 'import');
  return admin.agent
    .post('/desk/import')
    .field('_csrf', String(fields._csrf))
    .field('pasted', '')
    .attach('file', Buffer.from(content), { filename: name, contentType: 'text/csv' });
}

test('an uploaded file is first shown with what would happen, and imported by the second step, byte for byte', async () => {
  const shown = await upload(two, 'avtaler æøå.csv');
  expect(shown.status).toBe(200);
  expect(textOf(shown.text)).toContain('Kilde avtaler æøå.csv Rader 2 Nye avtaler 2 Endrede avtaler 0 Uendrede avtaler 0');
  expect(await references()).toEqual([]);

  const done = await admin.submit(shown, 'confirm');
  expect(done.status).toBe(303);
  expect(textOf((await admin.follow(done)).text)).toContain('Importen er ferdig: 2 nye, 0 endrede og 0 uendrede avtaler.');
  expect(await references()).toEqual(['DBA-1', 'DBA-2']);
  const { items } = await testbed.dependencies.data.controllers.list({ limit: 10 });
  expect(items.map(({ name }) => name)).toEqual(['Blåfjell bibliotek']);
});

test('what is in the register already leaves nothing to import', async () => {
  await admin.submit(await upload(two), 'confirm');
  const again = await upload(two);
  expect(textOf(again.text)).toContain('Det er ingenting å importere.');
  expect(again.text).not.toContain('id="confirm"');
});

test('errors are shown by row and column, with HTML in a cell as the text it is, and nothing is imported', async () => {
  const broken = [
    header,
    'Blåfjell;310000018;DBA-1;videonor;video;2026-02-30;personvern@blafjell.example;;nb',
    'Blåfjell;310000018;DBA-2;<b>none</b>;video;2025-01-15;not an address;;nb',
  ].join('\n');
  const shown = await upload(broken);
  expect(shown.status).toBe(422);
  expect(shown.text).toMatch(/<title>Feil: /);
  expect(shown.text).toContain('<td>2</td><td>signedOn</td>');
  expect(shown.text).toContain('<td>3</td><td>preset</td>');
  expect(shown.text).toContain('<td>3</td><td>contactEmail</td>');
  expect(shown.text).not.toContain('<b>none');
  expect(shown.text).not.toContain('id="confirm"');
  expect(await references()).toEqual([]);
});

test('pasted text is taken as well, and its lines may end as a browser ends them', async () => {
  const shown = await admin.submit(await admin.get('/desk/import?lang=en'), 'import', { pasted: two });
  expect(textOf(shown.text)).toContain('Source Pasted text Rows 2 New agreements 2');
  await admin.submit(shown, 'confirm');
  expect(await references()).toEqual(['DBA-1', 'DBA-2']);
});

test('nothing chosen, a file and text at once, and a file too large are answered 422 at the field', async () => {
  const nothing = await admin.submit(await admin.get('/desk/import'), 'import');
  expect(nothing.status).toBe(422);
  expect(nothing.text).toContain('id="file-problem"');

  const { fields } = formOf((await admin.get('/desk/import')).text, 'import');
  const both = await admin.agent
    .post('/desk/import')
    .field('_csrf', String(fields._csrf))
    .field('pasted', two)
    .attach('file', Buffer.from(two), 'a.csv');
  expect(both.status).toBe(422);
  expect(textOf(both.text)).toContain('Velg enten en fil eller tekst, ikke begge');

  const large = await upload(Buffer.alloc(10 * 1024 * 1024 + 1, 'a'));
  expect(large.status).toBe(422);
  expect(textOf(large.text)).toContain('Filen er for stor.');
});

test('a file of exactly 10 MB is read: what is wrong with it is said of its row', async () => {
  const [start, end] = [`${header}\n`, ';;STOR-1;videonor;video;2025-01-15;a@stor.example;;nb'];
  const shown = await upload(`${start}${'a'.repeat(10 * 1024 * 1024 - start.length - end.length)}${end}`);
  expect(shown.status).toBe(422);
  expect(shown.text).toContain('<td>2</td><td>controller</td>');
});

test('a carried spreadsheet that is not whole imports nothing', async () => {
  const shown = await upload(two);
  const answer = await admin.submit(shown, 'confirm', { carried: 'H4sIAAAAAAAAA' });
  expect(answer.status).toBe(422);
  expect(textOf(answer.text)).toContain('kom ikke helt frem');
  expect(await references()).toEqual([]);
});

test('a file without the token of the form is refused, and one that is cut short is answered 400', async () => {
  const forged = await admin.agent.post('/desk/import').attach('file', Buffer.from(two), 'a.csv');
  expect(forged.status).toBe(403);
  const cut = await admin.agent
    .post('/desk/import')
    .set('Content-Type', 'multipart/form-data; boundary=x')
    .send('--x\r\nContent-Disposition: form-data; name="pasted"\r\n\r\nhalf');
  expect(cut.status).toBe(400);
  expect(await references()).toEqual([]);
});
