import type { Page, Response } from 'playwright-core';
import { type Journey, noticeLink, shownText, startJourney } from '../support/journey';
import { addition, completeSubprocessor, publish, registerAgreement } from '../support/register';
import { until } from '../support/until';

let journey: Journey;
const contact = 'contact@vid-1.example';

beforeAll(async () => {
  journey = await startJourney({ now: '2026-06-02T08:00:00Z' });
  await registerAgreement(journey.testbed, { reference: 'VID-1', contacts: 2 });
  await publish(journey.testbed, addition(), { andSettle: false });
  const subprocessor = { ...completeSubprocessor, legalName: 'Lydarkiv AS', organisationNumber: '974760673' };
  await publish(journey.testbed, addition({ subprocessor }), { andSettle: false });
}, 180_000);
afterAll(() => journey?.close());

/** Presses a button that posts a form; the answer to that post itself, before any redirect. */
async function press(page: Page, selector: string): Promise<Response> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.locator(selector).click();
  const response = await answered;
  await page.waitForLoadState();
  return response;
}

/** Everything that an act of the contact could touch, as it stands in the record. */
async function record() {
  const { data, mongoConnection } = journey.testbed.dependencies;
  const { items } = await data.agreements.list({ limit: 1 });
  const [agreement] = items;
  if (!agreement) throw new Error('no agreement');
  const notices = await data.notices.listOfAgreement(agreement._id);
  const objections = await data.objections.listOfNotices(notices.map(({ _id }) => _id));
  return { notices, objections, events: await mongoConnection.collection('auditEvents').countDocuments() };
}

describe("the controller's contact, without an account and without JavaScript", () => {
  test('reads the deadline, acknowledges, objects, keeps the confirmation and withdraws with the mailed code', async () => {
    const page = await journey.visitor({ javaScript: false });
    const link = noticeLink(await journey.mailTo(contact, 'underdatabehandler: Skybygg AS'));

    await until(async () => (await record()).notices.every(({ state }) => state === 'accepted'));
    const before = await record();
    await page.goto(link);
    expect(new URL(page.url()).pathname).toMatch(/^\/notice\/[0-9A-Z]+$/);
    await page.reload();
    expect(await record()).toEqual(before);
    expect(await shownText(page.locator('#deadline'))).toContain('tirsdag 16. juni 2026 kl. 24.00 (norsk tid)');
    expect(await shownText(page.locator('#deadline'))).toContain('Trer tidligst i kraft: onsdag 1. juli 2026');
    const address = page.url();

    await press(page, '#acknowledge button');
    expect(await shownText(page.getByRole('heading', { level: 1 }))).toBe('Mottaket er bekreftet');
    await page.getByRole('link', { name: 'Tilbake til varselet' }).click();
    expect(await page.locator('#acknowledge').count()).toBe(0);

    // Empty, then too long: the same form, filled, with a summary that leads to the fields.
    const empty = await press(page, '#object button');
    expect(empty.status()).toBe(422);
    expect(await page.title()).toMatch(/^Feil: /);
    await page.getByRole('alert').getByRole('link', { name: 'Skriv navnet ditt.' }).click();
    expect(page.url()).toContain('#object-name');
    const tooLong = 'æ'.repeat(10_001);
    await page.locator('#object-grounds').fill(tooLong);
    await page.locator('#object-name').fill('Kari Prøve');
    await page.locator('#object-title').fill('Rådgiver');
    expect((await press(page, '#object button')).status()).toBe(422);
    expect(await shownText(page.getByRole('alert'))).toContain('Begrunnelsen kan ha inntil 10 000 tegn.');
    expect((await page.locator('#object-grounds').inputValue()) === tooLong).toBe(true);
    expect(await page.locator('#object-name').inputValue()).toBe('Kari Prøve');
    expect((await record()).objections).toEqual([]);

    await page.locator('#object-grounds').fill('Vi må vurdere risikoen først.');
    await press(page, '#object button');
    expect(await shownText(page.getByRole('heading', { level: 1 }))).toBe('Se over innsigelsen');
    expect(await shownText(page.getByRole('main'))).toContain('Vi må vurdere risikoen først.');
    expect((await record()).objections).toEqual([]);
    await press(page, '#confirm button');

    const reference = await page.locator('[data-reference]').getAttribute('data-reference');
    expect(await shownText(page.getByRole('main'))).toContain('Den kom innen fristen.');
    await page.reload();
    expect(await page.locator('[data-reference]').getAttribute('data-reference')).toBe(reference);
    expect((await record()).objections).toMatchObject([{ reference, state: 'submitted', late: false }]);
    // The confirmation is told to everybody who stands in the agreement.
    for (const to of [contact, 'second@vid-1.example']) await journey.mailTo(to, String(reference));

    await page.goto(address);
    expect(await shownText(page.locator('#status'))).toContain('mens innsigelsen deres behandles');
    await press(page, '#withdraw button');
    const { text } = await journey.mailTo(contact, 'kode');
    const code = /\b\d{3} ?\d{3}\b/.exec(text ?? '')?.[0] ?? '';
    await page.getByLabel('Kode').fill(code);
    await press(page, '#confirm button');
    expect(await shownText(page.getByRole('heading', { level: 1 }))).toBe('Innsigelsen er trukket tilbake');
    expect((await record()).objections).toMatchObject([{ reference, state: 'withdrawn', open: false }]);
  }, 180_000);

  test('two notices are open side by side in one browser, each with its own form', async () => {
    const first = await journey.visitor({ javaScript: false });
    const second = await first.context().newPage();
    await first.goto(noticeLink(await journey.mailTo(contact, 'underdatabehandler: Skybygg AS')));
    await second.goto(noticeLink(await journey.mailTo(contact, 'underdatabehandler: Lydarkiv AS')));

    for (const page of [first, second]) {
      await page.locator('#object-name').fill('Kari Prøve');
      await page.locator('#object-title').fill('Rådgiver');
      await press(page, '#object button');
    }
    await press(second, '#confirm button');
    await press(first, '#confirm button');

    const references = await Promise.all([first, second].map((page) => page.locator('[data-reference]').getAttribute('data-reference')));
    const { notices, objections } = await record();
    const ofNotice = (name: string) => notices.find(({ content }) => content.details.legalName === name)?._id;
    expect(objections.find(({ reference }) => reference === references[0])?.noticeId).toBe(ofNotice('Skybygg AS'));
    expect(objections.find(({ reference }) => reference === references[1])?.noticeId).toBe(ofNotice('Lydarkiv AS'));
  }, 180_000);

  test('a forged link: a plain page that says how to ask for a new one, and nothing of any notice', async () => {
    const page = await journey.visitor({ javaScript: false, locale: 'en' });
    const link = noticeLink(await journey.mailTo(contact, 'underdatabehandler: Skybygg AS'));
    const forged = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A');

    const response = await page.goto(forged);

    expect(response?.status()).toBe(404);
    expect(await shownText(page.getByRole('heading', { level: 1 }))).toBe('The link cannot be used');
    expect(await shownText(page.getByRole('main'))).toContain('Ask for a new link by mail to');
    expect(await page.content()).not.toContain('Skybygg');
    expect(await page.context().cookies()).toEqual([]);
  }, 180_000);
});
