import type { Browser, Locator, Page } from 'playwright-core';
import { freePort } from '../../src/embedded/ports';
import { startWeb } from '../../src/web';
import { launchBrowser } from './browser';
import type { StaffRole } from './staffBrowser';
import { type Captured, createTestbed, type Testbed } from './testbed';
import { until } from './until';

export interface Journey {
  testbed: Testbed;
  /** Where the portal listens; links in mail begin with it. */
  origin: string;
  browser: Browser;
  /** A browser of one's own, in which nobody has signed in. */
  visitor(options?: { locale?: 'nb' | 'en'; javaScript?: boolean }): Promise<Page>;
  /** A browser of one's own, in which the demo user of a role has signed in, or another with the same password; `en`: and has switched to English. */
  staff(role: StaffRole, options?: { locale?: 'nb' | 'en'; email?: string }): Promise<Page>;
  /** The only mail to an address whose subject contains a text; waits until the worker has sent it. */
  mailTo(address: string, subject: string): Promise<Captured>;
  close(): Promise<void>;
}

/** The whole portal with a real worker, listening on a port, and a real Chromium before it. One a file. */
export async function startJourney({ now }: { now: string }): Promise<Journey> {
  const port = await freePort();
  const testbed = await createTestbed({ now, worker: true, env: { PORT: String(port), BASE_URL: `http://127.0.0.1:${port}` } });
  const web = await startWeb(testbed.dependencies);
  const browser = await launchBrowser();
  const origin = web.url;

  async function visitor({ locale = 'nb', javaScript = true }: { locale?: 'nb' | 'en'; javaScript?: boolean } = {}): Promise<Page> {
    const context = await browser.newContext({ locale, javaScriptEnabled: javaScript, viewport: { width: 1280, height: 900 } });
    return context.newPage();
  }

  return {
    testbed,
    origin,
    browser,
    visitor,
    async staff(role, options = {}) {
      const page = await visitor(options);
      await page.goto(`${origin}/sign-in`);
      await page.fill('#email', options.email ?? `${role}@forvarsel.example`);
      await page.fill('#password', testbed.password);
      await page.click('#sign-in button');
      await page.waitForURL(`${origin}/desk`);
      if (options.locale === 'en') await page.getByRole('link', { name: 'English' }).click();
      return page;
    },
    async mailTo(address, subject) {
      const matching = async () => (await testbed.mailbox({ to: address })).filter((mail) => mail.subject?.includes(subject));
      await until(async () => (await matching()).length > 0);
      const [mail, ...more] = await matching();
      if (!mail || more.length > 0) throw new Error(`${more.length + 1} mails to ${address} about ${subject}`);
      return mail;
    },
    async close() {
      await browser.close();
      await web.stop();
      await testbed.close();
    },
  };
}

/** The link to the notice that a mail carries. */
export function noticeLink(mail: Captured): string {
  const link = mail.links.find((each) => each.includes('/n/'));
  if (!link) throw new Error(`no link to a notice in the mail ${mail.subject}`);
  return link;
}

/** Loads the page again until it shows a text: what a worker does is seen by whoever looks again. */
export async function reloadUntil(page: Page, text: string | RegExp): Promise<void> {
  await until(async () => {
    await page.reload();
    return page.getByText(text).first().isVisible();
  });
}

/** The text that a reader sees there: nothing that is hidden, and line breaks as they are shown. */
export function shownText(locator: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: text that is hidden must not count as told
  return locator.innerText();
}
