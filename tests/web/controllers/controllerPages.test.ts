import { formOf, textOf } from '../../support/contactBrowser';
import { registerAgreement } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let admin: StaffBrowser;
beforeAll(async () => {
  testbed = await createTestbed();
  admin = await staffBrowser(testbed, 'admin');
});
afterAll(() => testbed.close());

const find = async (location: unknown) => {
  const id = /\/desk\/controllers\/([0-9a-f]{24})/.exec(String(location))?.[1] ?? '';
  const controller = await testbed.dependencies.data.controllers.find(id);
  if (!controller) throw new Error(`no controller at ${location}`);
  return controller;
};

test('with none registered the list says so', async () => {
  const other = await createTestbed();
  const browser = await staffBrowser(other, 'admin', { language: 'en' });
  expect(textOf((await browser.get('/desk/controllers?lang=en')).text)).toContain('No controllers are registered yet.');
  await other.close();
});

test('registering keeps the contacts in the order of their numbers', async () => {
  const answer = await admin.submit(await admin.get('/desk/controllers/new'), 'controller', {
    name: 'Øygarden kommune',
    organisationNumber: '310 000 018',
    'contacts-0-email': 'second@oygarden.example',
    'contacts-0-position': '2',
    'contacts-0-locale': 'en',
    'contacts-0-purpose': 'subprocessorChanges',
    'contacts-1-email': 'first@oygarden.example',
    'contacts-1-name': 'Personvernombudet',
    'contacts-1-position': '1',
    'contacts-1-locale': '',
    'contacts-1-purpose': 'subprocessorChanges',
  });
  expect(answer.status).toBe(303);
  expect(await find(answer.headers.location)).toMatchObject({
    name: 'Øygarden kommune',
    organisationNumber: '310000018',
    contacts: [
      { email: 'first@oygarden.example', name: 'Personvernombudet', locale: null },
      { email: 'second@oygarden.example', name: null, locale: 'en' },
    ],
  });
});

test('mistakes are answered 422 at the contact they belong to, where it now stands, and nothing is saved', async () => {
  const before = (await testbed.dependencies.data.controllers.list({ limit: 100 })).items.length;
  const answer = await admin.submit(await admin.get('/desk/controllers/new?lang=nb'), 'controller', {
    name: '  ',
    'contacts-0-email': 'fine@x.example',
    'contacts-0-position': '2',
    'contacts-1-email': 'not an address',
    'contacts-1-position': '1',
  });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('id="contacts-0-email-problem"');
  expect(textOf(answer.text)).toContain('Kontaktpunkt 1, e-post: Er ikke en e-postadresse.');
  expect(textOf(answer.text)).toContain('Navn: Mangler og må oppgis.');
  expect(formOf(answer.text, 'controller').fields).toMatchObject({
    'contacts-0-email': 'not an address',
    'contacts-1-email': 'fine@x.example',
  });
  expect((await testbed.dependencies.data.controllers.list({ limit: 100 })).items).toHaveLength(before);
});

test('line breaks in a name or an address are refused, and nothing is saved', async () => {
  const page = await admin.get('/desk/controllers/new');
  const answer = await admin.submit(page, 'controller', {
    name: 'Nord\r\nBcc: all@x.example',
    'contacts-0-email': 'a@x.example\r\nBcc: b@x.example',
  });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('id="name-problem"');
  expect(answer.text).toContain('id="contacts-0-email-problem"');
});

test('editing keeps a contact the same one, removes the emptied, and is refused on a page out of date', async () => {
  const { controller } = await registerAgreement(testbed, { reference: 'EDIT-1', contacts: 2 });
  const page = await admin.get(`/desk/controllers/${controller._id}/edit`);
  const selects = { 'contacts-0-purpose': 'subprocessorChanges', 'contacts-0-locale': 'nb' };
  const answer = await admin.submit(page, 'controller', {
    ...selects,
    name: 'Nytt navn',
    'contacts-0-email': 'changed@edit-1.example',
    'contacts-1-email': '',
    'contacts-1-name': '',
  });
  expect(answer.headers.location).toBe(`/desk/controllers/${controller._id}?done=updated`);
  expect(await find(answer.headers.location)).toMatchObject({
    name: 'Nytt navn',
    contacts: [{ id: controller.contacts[0]?.id, email: 'changed@edit-1.example' }],
  });
  expect((await admin.submit(page, 'controller', { ...selects, name: 'For sent' })).status).toBe(409);
});

test('a very long name and many contacts break nothing, and HTML is shown as the text it is', async () => {
  const name = `<script>alert(1)</script>${'Å'.repeat(170)}`;
  const contacts = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      [`contacts-${index}-email`, `contact${index}@long.example`],
      [`contacts-${index}-name`, '<b>ombud</b>'],
    ]).flat(),
  );
  const answer = await admin.submit(await admin.get('/desk/controllers/new'), 'controller', { name, ...contacts });
  const page = await admin.follow(answer);
  expect((await find(answer.headers.location)).contacts).toHaveLength(12);
  expect(page.text).not.toMatch(/<script>|<b>ombud/);
  expect(textOf(page.text)).toContain(name);
  expect((await admin.get('/desk/controllers')).text).not.toContain('<script>');
});

test('without a contact the page says that notices cannot be delivered', async () => {
  const answer = await admin.submit(await admin.get('/desk/controllers/new'), 'controller', { name: 'Uten kontakt AS' });
  expect(textOf((await admin.follow(answer)).text)).toContain('Varsler kan ikke leveres');
});
