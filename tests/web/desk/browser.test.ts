import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { accessibilityOf } from '../../support/accessibility';
import { launchBrowser, signInOnce } from '../../support/browser';
import { addition, completeSubprocessor, draft, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
let server: Server;
let browser: Browser;
let signedIn: ReturnType<typeof signInOnce>;
let origin: string;
let draftId: string;
let publishedId: string;

const longName = 'Kommunalteknisk Fjernvarmeovervåkingsunderleverandørselskap Øst-Ås og Nes interkommunale selskap IKS';

beforeAll(async () => {
  testbed = await createTestbed();
  server = createServer(testbed.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
  signedIn = signInOnce(browser, { origin, password: testbed.password });
  await registerAgreement(testbed, { reference: 'VID-2021-0142-MED-EN-LANG-REFERANSE', contacts: 2 });
  await registerAgreement(testbed, { reference: 'PEN-1', preset: 'dfo-2020-general' });
  publishedId = (await publish(testbed, addition({ rollout: 'perAgreement' })))._id;
  const subprocessor = { ...completeSubprocessor, legalName: longName, organisationNumber: '923609018' };
  draftId = (await draft(testbed, addition({ subprocessor: subprocessor as never })))._id;
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await testbed.close();
});

const pages = () => [
  '/desk',
  '/desk/changes',
  '/desk/changes/new?step=details',
  '/desk/changes/new?step=details&type=add&subprocessorId=new',
  `/desk/changes/${draftId}`,
  `/desk/changes/${draftId}/edit`,
  `/desk/changes/${draftId}/withdraw`,
  `/desk/changes/${publishedId}`,
  `/desk/changes/${publishedId}/audit`,
  '/desk/nowhere',
];

describe('the desk in a browser', () => {
  // axe takes seconds a page: each kind of page once, and the two with most colours in the dark as well.
  test.each([
    ['light', () => ['/desk', '/desk/changes/new?step=details', `/desk/changes/${draftId}/edit`, `/desk/changes/${publishedId}/audit`]],
    ['dark', () => [`/desk/changes/${draftId}`, `/desk/changes/${publishedId}`]],
  ] as const)(
    'has no known accessibility fault, %s',
    async (colorScheme, paths) => {
      const context = await signedIn('publisher', { colorScheme, viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      for (const path of paths()) {
        await page.goto(origin + path);
        const { violations } = await accessibilityOf(page).exclude('datalist').analyze();
        const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
        expect([path, faults]).toEqual([path, []]);
      }
      await context.close();
    },
    60_000,
  );

  test('fits a screen of 320 pixels, long names too: only tables scroll, by themselves', async () => {
    const context = await signedIn('publisher', { viewport: { width: 320, height: 800 } });
    const page = await context.newPage();
    for (const path of pages()) {
      await page.goto(origin + path);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 320]);
    }
    await context.close();
  });

  test('works without JavaScript: a draft is sent to review, and an error is reached from the summary', async () => {
    const context = await signInOnce(browser, { origin, password: testbed.password })('publisher', { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/desk/changes/new`);
    await page.getByRole('button', { name: 'Fortsett' }).click();
    // Where a keyboard goes on from: the next Tab is the first of the links.
    await page.locator('#problems:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.locator('#problems a:focus').waitFor();
    await page.getByRole('link', { name: 'Velg hva slags endring det er' }).click();
    expect(page.url()).toContain('#type');
    await page.goto(`${origin}/desk/changes/${draftId}/edit`);
    await page.getByLabel('Avtale for avtale').check();
    await page.getByLabel('Planlagt dag for ikrafttredelse').fill('2026-09-01');
    await page.getByRole('button', { name: 'Lagre utkastet' }).last().click();
    await page.getByRole('button', { name: 'Send til gjennomgang' }).click();
    expect(await page.getByText('Endringen er sendt til gjennomgang.').isVisible()).toBe(true);
    expect((await testbed.dependencies.data.changes.find(draftId))?.status).toBe('inReview');
    await context.close();
  });

  test('no page breaks its own content policy', async () => {
    const context = await signedIn('dpo');
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    for (const path of ['/desk', '/desk/changes', `/desk/changes/${publishedId}`]) await page.goto(origin + path);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
