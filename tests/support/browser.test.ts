import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser';

describe('the browser of the tests', () => {
  let browser: Browser;
  let server: http.Server;
  let address: string;

  beforeAll(async () => {
    server = http.createServer((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('set-cookie', 'seen=yes');
      response.end(
        `<title>Varsel</title><h1>Hei</h1><p>${request.headers.cookie ?? 'no cookie'}</p><script>document.title += ' 2'</script>`,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await new Promise((resolve) => server.close(resolve));
  });

  test('shows a page that a server on this machine serves', async () => {
    const page = await browser.newPage();
    await page.goto(address);
    expect(await page.textContent('h1')).toBe('Hei');
    expect(await page.title()).toBe('Varsel 2');
    await page.close();
  });

  test('a second context beside the first has cookies of its own, and can go without JavaScript', async () => {
    const first = await browser.newContext();
    const second = await browser.newContext({ javaScriptEnabled: false });
    const firstPage = await first.newPage();
    const secondPage = await second.newPage();
    await firstPage.goto(address);
    await firstPage.reload();
    await secondPage.goto(address);
    expect(await firstPage.textContent('p')).toBe('seen=yes');
    expect(await secondPage.textContent('p')).toBe('no cookie');
    expect(await secondPage.title()).toBe('Varsel');
    await first.close();
    await second.close();
  });
});
