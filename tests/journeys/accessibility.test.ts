import type { Page } from 'playwright-core';
import { accessibilityOf } from '../support/accessibility';
import { contactBrowser } from '../support/contactBrowser';
import { type Journey, noticeLink, startJourney } from '../support/journey';
import { addition, completeSubprocessor, draft, publish, registerAgreement, registerInUse } from '../support/register';

let journey: Journey;
let link: string;
let pages: Record<'visitor' | 'dpo' | 'publisher', string[]>;
let staff: Record<'dpo' | 'publisher', Page>;

beforeAll(async () => {
  journey = await startJourney({ now: '2026-06-02T08:00:00Z' });
  const { testbed } = journey;
  const { _id: inUse } = await registerInUse(testbed, { legalName: 'Lydarkiv AS', organisationNumber: '974760673' });
  const { agreement } = await registerAgreement(testbed, { reference: 'VID-1', annex: [inUse] });
  const { _id: published } = await publish(testbed, addition(), { andSettle: false });
  const subprocessor = { ...completeSubprocessor, legalName: 'Nordsky AS', organisationNumber: '923609024' };
  const { _id: drafted } = await draft(testbed, addition({ subprocessor }));
  const mail = await journey.mailTo('contact@vid-1.example', 'underdatabehandler: Skybygg AS');
  link = noticeLink(mail);
  const contact = contactBrowser(testbed);
  const asked = { text: 'Hvem kan se opptakene?', name: 'Kari Prøve', title: 'Rådgiver' };
  await contact.submit(await contact.open(link), 'ask', asked);
  const answers = { grounds: 'Vi må vurdere dette.', name: 'Kari Prøve', title: 'Rådgiver' };
  const check = await contact.follow(await contact.submit(await contact.open(link), 'object', answers));
  await contact.follow(await contact.submit(check, 'confirm'));
  staff = { dpo: await journey.staff('dpo'), publisher: await journey.staff('publisher') };
  const { data } = testbed.dependencies;
  const { items } = await data.objections.list({ limit: 1 });
  const [question] = await data.questions.listOpen(1);
  const notices = `/desk/notices/${items[0]?.noticeId}`;
  pages = {
    visitor: ['/sign-in', '/subprocessors', '/mailbox', `/mailbox/${mail.id}`],
    dpo: [
      ...['/desk', `/desk/changes/${published}`, `/desk/objections/${items[0]?._id}`, `/desk/agreements/${agreement._id}`],
      ...[`/desk/agreements/${agreement._id}/annex`, `/desk/agreements/${agreement._id}/direct`, '/desk/annexes/drift'],
      ...['/desk/approvals', `/desk/questions/${question?._id}`, notices, `/desk/agreements/${agreement._id}/stop`],
    ],
    publisher: [`/desk/changes/${drafted}/edit`],
  };
}, 180_000);
afterAll(() => journey?.close());

/** What axe holds for a serious fault or worse on the page as it stands. */
async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await accessibilityOf(page).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** Opens each page in a language; faults by the page's path. */
async function faultsOn(page: Page, paths: string[], locale: 'nb' | 'en'): Promise<Record<string, string[]>> {
  const faults: Record<string, string[]> = {};
  for (const path of paths) {
    const response = await page.goto(`${journey.origin}${path}?lang=${locale}`);
    expect([path, response?.status(), await page.locator('html').getAttribute('lang')]).toEqual([path, 200, locale]);
    faults[path] = await faultsOf(page);
  }
  return faults;
}

const none = (paths: string[]): Record<string, string[]> => Object.fromEntries(paths.map((path) => [path, []]));

describe('pages have no serious accessibility fault', () => {
  test('for anybody, in English: sign-in, public list, mailbox and a mail in it', async () => {
    const page = await journey.visitor();
    expect(await faultsOn(page, pages.visitor, 'en')).toEqual(none(pages.visitor));
  }, 180_000);

  test.each(['nb', 'en'] as const)(
    'for the contact, in %s: the notice, and its form with problems',
    async (locale) => {
      const page = await journey.visitor();
      await page.goto(`${link}?lang=${locale}`);
      const { pathname } = new URL(page.url());
      expect(await faultsOn(page, [pathname], locale)).toEqual(none([pathname]));
      await page.locator('#object button').click();
      await page.getByRole('alert').waitFor();
      expect(await faultsOf(page)).toEqual([]);
    },
    180_000,
  );

  test('for staff, in Norwegian: the queue, a change and its form, an objection, a question, a notice, approvals, an agreement, annexes', async () => {
    expect(await faultsOn(staff.dpo, pages.dpo, 'nb')).toEqual(none(pages.dpo));
    expect(await faultsOn(staff.publisher, pages.publisher, 'nb')).toEqual(none(pages.publisher));
  }, 180_000);
});
