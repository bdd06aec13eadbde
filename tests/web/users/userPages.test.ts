import { textOf } from '../../support/contactBrowser';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let admin: StaffBrowser;
beforeEach(async () => {
  testbed = await createTestbed();
  admin = await staffBrowser(testbed, 'admin');
});
afterEach(() => testbed.close());

const filled = { name: 'Ny utgiver', email: 'Ny@forvarsel.example', role: 'publisher', locale: 'nb', password: 'et langt første passord' };

test('a user that was added can sign in with its first password', async () => {
  expect((await admin.submit(await admin.get('/desk/users/new'), 'user', filled)).status).toBe(303);
  expect(textOf((await admin.get('/desk/users?done=added')).text)).toContain('Ny utgiver ny@forvarsel.example utgiver Har tilgang');
  const nobody = await staffBrowser(testbed, null);
  const answer = await nobody.submit(await nobody.get('/sign-in'), 'sign-in', { email: filled.email, password: filled.password });
  expect(answer.headers.location).toBe('/desk');
});

test('mistakes are answered 422 at their fields, and the password is not sent back', async () => {
  const answer = await admin.submit(await admin.get('/desk/users/new'), 'user', {
    ...filled,
    name: '',
    email: 'nobody',
    password: 'short-secret'.slice(0, 8),
  });
  expect(answer.status).toBe(422);
  for (const field of ['name', 'email', 'password']) expect(answer.text).toContain(`id="${field}-problem"`);
  expect(answer.text).not.toContain('short-se');
  const taken = await admin.submit(await admin.get('/desk/users/new'), 'user', { ...filled, email: 'DPO@forvarsel.example' });
  expect(taken.status).toBe(409);
  expect(taken.text).toContain('id="email-problem"');
});

test('who has lost access is out with the next request, and in again when it is given back', async () => {
  const publisher = await staffBrowser(testbed, 'publisher');
  const { _id } = (await testbed.dependencies.data.accounts.findUserByEmail('publisher@forvarsel.example')) ?? { _id: '' };
  expect((await admin.submit(await admin.get('/desk/users'), `user-${_id}`)).headers.location).toBe('/desk/users?done=disabled');
  expect((await publisher.get('/desk')).headers.location).toMatch(/^\/sign-in/);
  await expect(staffBrowser(testbed, 'publisher')).rejects.toThrow('could not sign in');
  expect((await admin.submit(await admin.get('/desk/users'), `user-${_id}`)).headers.location).toBe('/desk/users?done=enabled');
  await staffBrowser(testbed, 'publisher');
  const events = (await testbed.dependencies.data.auditEvents.latest(10)).map(({ type }) => type);
  expect(events).toEqual(expect.arrayContaining(['user.disabled', 'user.enabled']));
});

test('nobody takes away their own access, nor somebody’s who is not there', async () => {
  const { _id } = (await testbed.dependencies.data.accounts.findUserByEmail('admin@forvarsel.example')) ?? { _id: '' };
  const answer = await admin.postWithToken(`/desk/users/${_id}/disable`);
  expect(answer.status).toBe(422);
  expect(textOf(answer.text)).toContain('Du kan ikke ta fra deg selv tilgangen.');
  expect((await testbed.dependencies.data.accounts.findUser(_id))?.disabled).toBe(false);
  expect((await admin.postWithToken('/desk/users/0123456789abcdef01234567/disable')).status).toBe(404);
});
