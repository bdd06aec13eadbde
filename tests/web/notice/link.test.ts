import { contactBrowser, hasForm, latestLink, textOf } from '../../support/contactBrowser';
import { addition, publish, type RegisteredAgreement, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let first: RegisteredAgreement;
let link: string;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  first = await registerAgreement(testbed, { reference: 'ONE' });
  await registerAgreement(testbed, { reference: 'TWO' });
  await publish(testbed, addition({ rollout: 'perAgreement' }));
  link = await latestLink(testbed, 'contact@one.example');
});
afterAll(() => testbed.close());

async function dump(): Promise<string> {
  const { mongoConnection } = testbed.dependencies;
  const collections = (await mongoConnection.listCollections()).map(({ name }) => name).sort();
  const content = await Promise.all(collections.map(async (name) => [name, await mongoConnection.collection(name).find({}).toArray()]));
  return JSON.stringify(content);
}

describe('the link in the mail', () => {
  test('opened: a cookie for this notice alone, and on to the notice, which shows deadline and forms', async () => {
    const browser = contactBrowser(testbed);

    const opened = await browser.get(new URL(link).pathname);

    expect(opened.status).toBe(303);
    expect(opened.headers.location).toMatch(/^\/notice\/[A-Za-z0-9_-]+$/);
    const [cookie] = opened.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^fv_n_[A-Za-z0-9_-]+=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const page = await browser.follow(opened);
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(textOf(page.text)).toContain('tirsdag 16. juni 2026 kl. 24.00 (norsk tid)');
    expect(textOf(page.text)).toContain('Skybygg AS');
    expect(['acknowledge', 'object'].filter((id) => hasForm(page.text, id))).toEqual(['acknowledge', 'object']);
    expect(['approve', 'refuse', 'withdraw', 'answer', 'grounds'].filter((id) => hasForm(page.text, id))).toEqual([]);
  });

  test('GET and HEAD, of the link and of the page: not one byte of the record changes', async () => {
    const before = await dump();
    const browser = contactBrowser(testbed);

    await browser.open(link);
    await browser.agent.head(new URL(link).pathname);
    const page = await browser.open(link);
    await browser.agent.head(new URL(page.request.url).pathname);

    expect(await dump()).toBe(before);
  });

  test('two notices open side by side: each shows its own', async () => {
    const browser = contactBrowser(testbed);
    const one = await browser.open(link);
    const two = await browser.open(await latestLink(testbed, 'contact@two.example'));

    const oneAgain = await browser.get(new URL(one.request.url).pathname);

    expect(oneAgain.status).toBe(200);
    expect(textOf(oneAgain.text)).toContain('Controller of ONE');
    expect(textOf(two.text)).toContain('Controller of TWO');
  });

  test('the session of one notice does not open another', async () => {
    const browser = contactBrowser(testbed);
    await browser.open(link);
    const [other] = (await testbed.dependencies.data.notices.listOfChange((await anyChangeId()) ?? '', { limit: 10 })).items.filter(
      ({ agreementId }) => agreementId !== first.agreement._id,
    );

    expect((await browser.get(`/notice/${other?.shortId}`)).status).toBe(404);
  });

  test.each([
    ['written with a percent code', (token: string) => `%${token.charCodeAt(0).toString(16)}${token.slice(1)}`],
    ['with a slash at the end', (token: string) => `${token}/`],
    ['one character altered', (token: string) => `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`],
    ['cut short', (token: string) => token.slice(0, -1)],
    ['padded', (token: string) => `${token}=`],
    ['not a token', () => 'hello'],
    ['very long', (token: string) => token.repeat(30)],
  ])('%s: the same plain page, 404, with where to ask for a new link', async (_situation, alter) => {
    const page = await contactBrowser(testbed).get(`/n/${alter(new URL(link).pathname.slice(3))}`);

    expect(page.status).toBe(404);
    expect(textOf(page.text)).toContain('Be om en ny lenke på e-post til');
    expect(page.headers['set-cookie']).toBeUndefined();
    const unknown = await contactBrowser(testbed).get('/notice/NOSUCHID');
    expect(textOf(unknown.text)).toBe(textOf(page.text));
    expect(unknown.status).toBe(404);
  });

  test('a forged cookie opens nothing', async () => {
    const shortId = await shortIdOfFirst();
    const contactId = first.controller.contacts[0]?.id;
    const forged = `fv_n_${shortId}=${shortId}.${contactId}.0.${Date.now() + 3_600_000}.c2lnbmVk`;

    const page = await contactBrowser(testbed).agent.get(`/notice/${shortId}`).set('Cookie', forged);

    expect(page.status).toBe(404);
  });

  test('the language: the switch, else the contact’s, else the browser’s', async () => {
    const browser = contactBrowser(testbed, { language: 'en' });
    const contacts = await browser.open(link);
    expect(contacts.text).toContain('<html lang="nb"');

    const chosen = await browser.get(`${new URL(contacts.request.url).pathname}?lang=en`);
    expect(chosen.text).toContain('<html lang="en"');
    expect(textOf(chosen.text)).toContain('Tuesday 16 June 2026 at 24:00 (Norwegian time)');

    const closed = await contactBrowser(testbed, { language: 'en' }).get('/notice/NOSUCHID');
    expect(textOf(closed.text)).toContain('The link cannot be used');
  });

  test('revoked through the record: link and session both close', async () => {
    const other = await registerAgreement(testbed, { reference: 'REVOKED', services: ['archive'] });
    await publish(testbed, addition({ rollout: 'perAgreement', services: ['archive'], plannedEffectiveOn: '2026-07-02' }));
    const ownLink = await latestLink(testbed, 'contact@revoked.example');
    const browser = contactBrowser(testbed);
    const page = await browser.open(ownLink);
    expect(page.status).toBe(200);
    const { data } = testbed.dependencies;
    const [notice] = await data.notices.listOfAgreement(other.agreement._id);
    await testbed.context.inTransaction(async (session) => {
      if (notice) await data.notices.replace({ ...notice, linksRevokedAt: new Date('2026-06-02T09:00:00Z') }, session);
    });

    expect((await browser.get(new URL(page.request.url).pathname)).status).toBe(404);
    expect((await browser.get(new URL(ownLink).pathname)).status).toBe(404);
  });

  test('somebody who is no longer a contact: the link closes', async () => {
    const { data } = testbed.dependencies;
    const gone = await registerAgreement(testbed, { reference: 'GONE', services: ['telephony'] });
    await publish(testbed, addition({ rollout: 'perAgreement', services: ['telephony'], plannedEffectiveOn: '2026-07-02' }));
    const ownLink = await latestLink(testbed, 'contact@gone.example');
    await testbed.context.inTransaction(async (session) => {
      await data.controllers.replace({ ...gone.controller, contacts: [] }, session);
    });

    expect((await contactBrowser(testbed).get(new URL(ownLink).pathname)).status).toBe(404);
  });

  test('a form posted without a session: 404, and the text that was typed is on the page', async () => {
    const shortId = await shortIdOfFirst();

    const page = await contactBrowser(testbed).post(`/notice/${shortId}/object`, { grounds: 'En lang <b>begrunnelse</b>', name: 'x' });

    expect(page.status).toBe(404);
    expect(textOf(page.text)).toContain('En lang <b>begrunnelse</b>');
  });

  async function anyChangeId(): Promise<string | undefined> {
    return (await testbed.dependencies.data.notices.listOfAgreement(first.agreement._id))[0]?.changeId;
  }
  async function shortIdOfFirst(): Promise<string> {
    return (await testbed.dependencies.data.notices.listOfAgreement(first.agreement._id))[0]?.shortId ?? '';
  }
});

test('where the origin is https the cookie is Secure and bound to the host', async () => {
  const secure = await createTestbed({ now: '2026-06-02T08:00:00Z', env: { BASE_URL: 'https://portal.forvarsel.example' } });
  try {
    await registerAgreement(secure, { reference: 'SECURE' });
    await publish(secure, addition({ rollout: 'perAgreement' }));
    const opened = await contactBrowser(secure).get(new URL(await latestLink(secure, 'contact@secure.example')).pathname);
    const [cookie] = opened.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^__Host-fv_n_[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);
  } finally {
    await secure.close();
  }
});

test('the link runs on legal time: three years later it is like any other that cannot be used', async () => {
  const late = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  try {
    await registerAgreement(late, { reference: 'LATE' });
    await publish(late, addition({ rollout: 'perAgreement' }));
    const old = await latestLink(late, 'contact@late.example');
    await late.advanceTo('2028-05-30T08:00:00Z');
    await late.advanceTo('2029-06-03T08:00:00Z');
    expect((await contactBrowser(late).get(new URL(old).pathname)).status).toBe(404);
  } finally {
    await late.close();
  }
});

test('whoever saves more than a hundred files within a minute is asked to wait with files, and reads the page and answers on it as before', async () => {
  const browser = contactBrowser(testbed);
  const page = await browser.open(link);
  const path = new URL(page.request.url).pathname;
  const statuses = new Set<number>();
  // More than a minute's worth, in case a slow machine needs longer than one.
  for (let round = 0; round < 20 && !statuses.has(429); round += 1) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => contactBrowser(testbed).get(`${path}/notice.pdf`)));
    for (const { status } of answers) statuses.add(status);
  }
  expect(statuses).toEqual(new Set([404, 429]));
  const file = await browser.get(`${path}/Annex.PDF`);
  expect([file.status, Number(file.headers['retry-after']) > 0]).toEqual([429, true]);
  expect((await browser.get(path)).status).toBe(200);
  expect((await browser.follow(await browser.submit(page, 'acknowledge'))).status).toBe(200);
});
