import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import request from 'supertest';
import { launchBrowser } from '../../support/browser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let browser: Browser;
let server: Server;
beforeAll(async () => {
  testbed = await createTestbed();
  browser = await launchBrowser();
  server = testbed.app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
  await testbed.close();
});

test('the document is there without a key, and names this deployment', async () => {
  const answer = await request(testbed.app).get('/api/v1/openapi.json');
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toContain('application/json');
  expect(answer.body.openapi).toBe('3.1.0');
  expect(answer.body.servers).toEqual([{ url: `${testbed.dependencies.config.baseUrl}/api/v1` }]);
});

test('the page carries no inline script or style and loads nothing from elsewhere', async () => {
  const answer = await request(testbed.app).get('/api/docs');
  expect(answer.status).toBe(200);
  expect(answer.text).not.toMatch(/<style|style=|<script>|https?:/);
  expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
  for (const [, address] of answer.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect({ address, status: (await request(testbed.app).get(address ?? '')).status }).toEqual({ address, status: 200 });
  }
});

test('a real browser shows the calls under that policy', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/docs`);
  await page.getByText('All dates of a notice under given terms').waitFor();
  expect(await page.getByText('Draft a change', { exact: true }).isVisible()).toBe(true);
  expect(complaints).toEqual([]);
  await page.close();
});
