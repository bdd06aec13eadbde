import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { newId } from '../../../src/data/id';
import { piecesOf } from '../../../src/web/mailbox/mailboxView';
import { launchBrowser } from '../../support/browser';
import { textOf } from '../../support/contactBrowser';
import { addition, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());

const get = (path: string) => request(testbed.app).get(path).set('Accept-Language', 'nb');

async function capture(source: string, to = 'a@x.example'): Promise<string> {
  const _id = newId();
  const raw = Buffer.from(source.replaceAll('\n', '\r\n'));
  await testbed.dependencies.data.capturedMessages.insert({ _id, to: [to], from: 'varsel@forvarsel.example', raw, at: new Date() });
  return _id;
}

test('before anything was sent it says so', async () => {
  const { text, status } = await get('/mailbox');
  expect(status).toBe(200);
  expect(textOf(text)).toContain('Ingen e-post er sendt ennå.');
});

test('the notices that were sent are there without signing in, the newest first, and each link can be followed', async () => {
  await registerAgreement(testbed, { reference: 'MAIL-1' });
  await registerAgreement(testbed, { reference: 'MAIL-2' });
  await publish(testbed, addition());
  const { text } = await get('/mailbox');
  expect(textOf(text)).toContain('2 meldinger');
  const filtered = await get('/mailbox?to=Contact@mail-1.example');
  expect(textOf(filtered.text)).toContain('contact@mail-1.example');
  expect(textOf(filtered.text)).not.toContain('contact@mail-2.example');
  const href = /href="(\/mailbox\/[0-9a-f]{24})"/.exec(filtered.text)?.[1];
  const message = await get(String(href));
  const [link] = (await testbed.mailbox({ to: 'contact@mail-1.example' })).flatMap(({ links }) =>
    links.filter((each) => each.includes('/n/')),
  );
  expect(message.text).toContain(`<a class="ds-link" href="${link}">`);
  expect((await get(`${href}/source`)).headers['content-type']).toBe('text/plain; charset=utf-8');
  expect((await get(`${href}/source`)).text).toContain('Auto-Submitted: auto-generated');
});

test('a mail’s HTML stands in a frame of its own that may run, load and send nothing, whatever is in it', async () => {
  const id = await capture(
    'Subject: =?utf-8?q?=3Cb=3EHei=3C/b=3E?=\nContent-Type: text/html; charset=utf-8\n\n<html><head><style>p{color:red}</style></head><body><script>top.document.title="owned"</script><p>Hei</p><img src="http://tracker.example/x.png"></body></html>',
  );
  const page = await get(`/mailbox/${id}`);
  expect(page.text).not.toContain('<b>Hei');
  expect(page.text).not.toContain('owned');
  expect(String(page.headers['content-security-policy'])).toContain("frame-src 'self'");
  const html = await get(`/mailbox/${id}/html`);
  const policy = String(html.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('sandbox');
  expect(policy).not.toContain('allow-scripts');
  expect(policy).not.toContain('allow-same-origin');
  expect(html.headers['x-frame-options']).toBe('SAMEORIGIN');
});

test('in a browser the frame shows the mail, its script does not run, and its link opens beside it', async () => {
  const server = createServer(testbed.app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const id = await capture(
    `Subject: Frame\nContent-Type: text/html\n\n<html><head></head><body><script>top.document.title="owned";document.body.innerHTML="ran"</script><p>Varselet</p><a href="${base}/healthz">Les</a></body></html>`,
  );
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${base}/mailbox/${id}`);
    const frame = page.frameLocator('iframe');
    expect(await frame.locator('p').textContent()).toBe('Varselet');
    expect(await page.title()).not.toContain('owned');
    const [beside] = await Promise.all([page.context().waitForEvent('page'), frame.locator('a').click()]);
    await beside.waitForLoadState();
    expect(beside.url()).toBe(`${base}/healthz`);
  } finally {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('many messages are shown fifty at a time', async () => {
  for (let index = 0; index < 60; index += 1) await capture(`Subject: Nummer ${index}\n\nHei`, 'many@x.example');
  const first = await get('/mailbox?to=many@x.example');
  expect([...first.text.matchAll(/href="\/mailbox\/[0-9a-f]{24}"/g)]).toHaveLength(50);
  const next = /href="(\/mailbox\?[^"]*cursor=[^"]+)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&');
  expect(textOf((await get(String(next))).text)).toContain('Nummer 0');
});

test('a message that is not there is 404, and in production and with live mail there is no mailbox at all', async () => {
  expect((await get('/mailbox/0123456789abcdef01234567')).status).toBe(404);
  expect((await get('/mailbox/nonsense/html')).status).toBe(404);
  const live = await createTestbed({ env: { MAIL_MODE: 'live', SMTP_URL: 'smtp://127.0.0.1:2525' } });
  for (const path of ['/mailbox', '/mailbox/0123456789abcdef01234567']) expect((await request(live.app).get(path)).status).toBe(404);
  await live.close();
});

test('web addresses in a text are links, and the full stop after one belongs to the sentence', () => {
  expect(piecesOf('Se http://a.example/n/x. Eller (https://b.example/y?z=1)!')).toEqual([
    { text: 'Se ', href: null },
    { text: 'http://a.example/n/x', href: 'http://a.example/n/x' },
    { text: '. Eller (', href: null },
    { text: 'https://b.example/y?z=1', href: 'https://b.example/y?z=1' },
    { text: ')!', href: null },
  ]);
  expect(piecesOf('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)', href: null }]);
});
