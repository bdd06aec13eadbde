import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext } from 'playwright-core';
import { enterObjection } from '../../../src/workflows/objections/enterObjection';
import { accessibilityOf } from '../../support/accessibility';
import { launchBrowser, signInOnce } from '../../support/browser';
import { addition, expectValue, publish, registerAgreement, registerInUse } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let browser: Browser;
let signedIn: ReturnType<typeof signInOnce>;
let server: Server;
let origin: string;
let pages: Record<'admin' | 'dpo' | 'visitor', string[]>;
/** One of each kind: axe takes seconds a page. The agreement, the objection, the list and the mailbox are looked at in the journeys. */
let kinds: Record<'admin' | 'dpo', string[]>;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  const subprocessor = await registerInUse(testbed, {
    legalName: `Underleverandøren${'veldiglangtordutenmellomrom'.repeat(6)} AS`,
    country: 'US',
    transferBasis: [{ country: 'US', basis: 'privacy-shield' }],
  });
  const proposed = await registerInUse(testbed, { legalName: 'Foreslått AS', parentId: subprocessor._id });
  const { agreement, controller } = await registerAgreement(testbed, { reference: 'BROWSER-1', annex: [subprocessor._id], contacts: 2 });
  const change = await publish(testbed, addition());
  const [notice] = await testbed.dependencies.data.notices.findFor(change._id, [agreement._id]);
  if (!notice) throw new Error('there is no notice');
  const letter = { grounds: 'Vi motsetter oss.', name: 'Personvernombudet', title: 'Rådgiver', channel: 'letter' as const };
  const now = await testbed.now();
  const input = { noticeId: notice._id, receivedAt: now, ...letter };
  const objection = expectValue(await enterObjection(testbed.context, { actor: testbed.person('dpo'), now, input }));
  pages = {
    admin: [
      '/desk/subprocessors',
      `/desk/subprocessors/${subprocessor._id}`,
      '/desk/subprocessors/new',
      `/desk/subprocessors/${proposed._id}/edit`,
      `/desk/subprocessors/${subprocessor._id}/edit`,
      `/desk/subprocessors/${subprocessor._id}/contract`,
      '/desk/controllers',
      `/desk/controllers/${controller._id}`,
      `/desk/controllers/${controller._id}/edit`,
      '/desk/agreements',
      `/desk/agreements/${agreement._id}/edit`,
      `/desk/agreements/${agreement._id}/end`,
      '/desk/import',
      '/desk/users',
      '/desk/users/new',
    ],
    dpo: [
      '/desk/objections',
      `/desk/objections/${objection._id}`,
      `/desk/objections/${objection._id}/uphold`,
      '/desk/objections/new',
      `/desk/objections/new?noticeId=${notice._id}`,
      `/desk/agreements/${agreement._id}`,
      '/desk/audit',
    ],
    visitor: ['/subprocessors', '/mailbox'],
  };
  kinds = {
    admin: [
      `/desk/subprocessors/${subprocessor._id}`,
      `/desk/controllers/${controller._id}/edit`,
      `/desk/agreements/${agreement._id}/edit`,
      '/desk/import',
    ],
    dpo: [`/desk/objections/new?noticeId=${notice._id}`, '/desk/audit'],
  };
  browser = await launchBrowser();
  server = createServer(testbed.app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  signedIn = signInOnce(browser, { origin, password: testbed.password });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await testbed.close();
});

function opened(role: keyof typeof pages, width: number): Promise<BrowserContext> {
  const options = { locale: 'nb', viewport: { width, height: 900 } };
  return role === 'visitor' ? browser.newContext(options) : signedIn(role, options);
}

test.each(['admin', 'dpo'] as const)(
  'each kind of page for %s has no known accessibility fault',
  async (role) => {
    const context = await opened(role, 1280);
    const page = await context.newPage();
    for (const path of kinds[role]) {
      await page.goto(origin + path);
      const { violations } = await accessibilityOf(page).exclude('datalist').analyze();
      const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
      expect([path, faults]).toEqual([path, []]);
    }
    await context.close();
  },
  60_000,
);

test.each(['admin', 'dpo', 'visitor'] as const)(
  'every page for %s fits a screen of 320 pixels, long names too, and keeps to its own content policy',
  async (role) => {
    const context = await opened(role, 320);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    for (const path of pages[role]) {
      await page.goto(origin + path);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 320]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  },
  60_000,
);
