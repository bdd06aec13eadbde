import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext } from 'playwright-core';
import { enterManualReceipt } from '../../../src/workflows/delivery/enterManualReceipt';
import { voidReceipt } from '../../../src/workflows/delivery/voidReceipt';
import { accessibilityOf } from '../../support/accessibility';
import { launchBrowser } from '../../support/browser';
import { addition, expectValue, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let server: Server;
let browser: Browser;
let origin: string;
let noticeId: string;
let changeId: string;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  server = createServer(testbed.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
  const { agreement } = await registerAgreement(testbed, { reference: 'VID-2021-0142-MED-EN-LANG-REFERANSE', contacts: 2 });
  await registerAgreement(testbed, { reference: 'BY-HAND', services: ['arkiv'] });
  const change = await publish(testbed, addition({ rollout: 'perAgreement' }));
  changeId = (await publish(testbed, addition({ services: ['arkiv'], takenOver: { note: 'Varslet i mai' } })))._id;
  const [notice] = await testbed.dependencies.data.notices.findFor(change._id, [agreement._id]);
  noticeId = notice?._id ?? '';
  const now = await testbed.now();
  const sendingId = notice?.evidence[0]?.sendingId ?? '';
  const detail = `550 5.1.1 <${'a-very-long-address-without-any-place-to-break'.repeat(3)}@example.example> unknown`;
  const actor = { kind: 'system', name: 'courier' } as const;
  await testbed.context.inTransaction((session) =>
    voidReceipt(testbed.context, { session, noticeId, sendingId, why: 'bouncedAfterAcceptance', detail, actor, now }),
  );
  const input = { receivedAt: now, note: 'Rekommandert brev. '.repeat(20) };
  expectValue(await enterManualReceipt(testbed.context, { actor: testbed.person('dpo', 'test:other'), now, noticeId, input }));
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await testbed.close();
});

async function signedIn(options: Parameters<Browser['newContext']>[0]): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${origin}/sign-in`);
  await page.fill('#email', 'dpo@forvarsel.example');
  await page.fill('#password', testbed.password);
  await page.click('#sign-in button');
  await page.waitForURL(`${origin}/desk`);
  await page.close();
  return context;
}

const pages = () => [
  `/desk/notices/${noticeId}`,
  `/desk/notices/${noticeId}/receipts/confirm`,
  `/desk/notices/${noticeId}/resend`,
  `/desk/changes/${changeId}/receipts`,
];

describe('the pages of deliveries in a browser', () => {
  test.each(['light', 'dark'] as const)(
    'have no known accessibility fault, %s',
    async (colorScheme) => {
      const context = await signedIn({ colorScheme, viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      for (const path of colorScheme === 'light' ? pages() : pages().slice(0, 1)) {
        await page.goto(origin + path);
        const { violations } = await accessibilityOf(page).analyze();
        const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
        expect([path, faults]).toEqual([path, []]);
      }
      await context.close();
    },
    60_000,
  );

  test('fit a screen of 320 pixels, with long names and long words of servers', async () => {
    const context = await signedIn({ viewport: { width: 320, height: 700 } });
    const page = await context.newPage();
    for (const path of pages()) {
      await page.goto(origin + path);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 320]);
    }
    await context.close();
  }, 60_000);
});
