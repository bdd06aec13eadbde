import type { Response } from 'supertest';
import { type ContactBrowser, contactBrowser, hasForm, latestLink, textOf } from '../../support/contactBrowser';
import { onOneClock } from '../../support/onOneClock';
import { addition, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

const answers = { grounds: 'Vi motsetter oss.', name: 'Kari Æøå', title: 'Rådgiver' };
/** Received 2026-06-02 on two weeks: open until 24:00 on 16 June, which is 22:00 UTC. */
const closesAt = '2026-06-16T22:00:00Z';

let testbed: Testbed;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());
const clock = onOneClock(() => testbed);

async function openNotice(
  reference: string,
  terms?: unknown,
): Promise<{ browser: ContactBrowser; page: Response; agreementId: string; changeId: string }> {
  const { agreement } = await registerAgreement(testbed, { reference, services: [reference.toLowerCase()], terms });
  const change = await publish(testbed, addition({ rollout: 'perAgreement', services: [reference.toLowerCase()] }));
  const browser = contactBrowser(testbed);
  const page = await browser.open(await latestLink(testbed, `contact@${reference.toLowerCase()}.example`));
  return { browser, page, agreementId: agreement._id, changeId: change._id };
}

async function objectionsOf({ agreementId }: { agreementId: string }) {
  const { data } = testbed.dependencies;
  const notices = await data.notices.listOfAgreement(agreementId);
  return data.objections.listOfNotices(notices.map(({ _id }) => _id));
}

const post = async ({ browser, page }: { browser: ContactBrowser; page: Response }, filled = answers): Promise<Response> =>
  browser.follow(await browser.submit(page, 'object', filled));

clock.test('posted at 23:59:59 and confirmed after 24:00, within the hour: in time, from when it was posted', async function* () {
  const notice = await openNotice('POSTED');
  yield '2026-06-16T21:59:59Z';
  const check = await post(notice);
  yield '2026-06-16T22:59:00Z';

  await notice.browser.submit(check, 'confirm');

  expect(await objectionsOf(notice)).toMatchObject([{ state: 'submitted', late: false, receivedAt: new Date('2026-06-16T21:59:59Z') }]);
});

clock.test('posted in time and confirmed more than an hour later: counts from the confirmation, late', async function* () {
  const notice = await openNotice('SLOW');
  yield '2026-06-16T21:59:59Z';
  const check = await post(notice);
  yield '2026-06-16T23:00:00Z';

  await notice.browser.submit(check, 'confirm');

  expect(await objectionsOf(notice)).toMatchObject([{ state: 'late', late: true, receivedAt: new Date('2026-06-16T23:00:00Z') }]);
});

clock.test('posted with a mistake at 23:59:59, corrected and confirmed after 24:00: in time', async function* () {
  const notice = await openNotice('MISTAKE');
  yield '2026-06-16T21:59:59Z';
  const refused = await notice.browser.submit(notice.page, 'object', { ...answers, name: '' });
  expect(refused.status).toBe(422);
  yield '2026-06-16T22:10:00Z';
  const check = await post({ browser: notice.browser, page: refused });

  await notice.browser.submit(check, 'confirm');

  expect(await objectionsOf(notice)).toMatchObject([{ state: 'submitted', late: false, receivedAt: new Date('2026-06-16T21:59:59Z') }]);
});

clock.test('a made-up time of posting counts for nothing', async function* () {
  const notice = await openNotice('FORGED');
  yield closesAt;
  const posted = `${new Date('2026-06-16T21:30:00Z').getTime()}.c2lnbmVk`;
  const check = await post(notice, { ...answers, posted } as typeof answers);

  await notice.browser.submit(check, 'confirm');

  expect(await objectionsOf(notice)).toMatchObject([{ state: 'late', receivedAt: new Date(closesAt) }]);
});

clock.test(
  'at 24:00: the page says that the time has passed, the form stays, the objection is recorded as late and says so',
  async function* () {
    const notice = await openNotice('MIDNIGHT');
    yield closesAt;
    const page = await notice.browser.get(new URL(notice.page.request.url).pathname);
    expect(textOf(page.text)).toContain('blir registrert som for sen');
    const check = await post({ browser: notice.browser, page });
    expect(textOf(check.text)).toContain('blir registrert som for sen');

    const confirmation = await notice.browser.follow(await notice.browser.submit(check, 'confirm'));

    expect(textOf(confirmation.text)).toContain('Innsigelsen er registrert som for sen');
    expect(await objectionsOf(notice)).toMatchObject([{ state: 'late', open: true }]);
  },
);

clock.test('after effect: the form stays for 90 days, late; then the page shows what happened and nothing else', async function* () {
  const notice = await openNotice('EFFECT');
  const address = new URL(notice.page.request.url).pathname;
  yield '2026-07-01T08:00:00Z';
  const inEffect = await notice.browser.get(address);
  expect(textOf(inEffect.text)).toContain('Endringen trådte i kraft onsdag 1. juli 2026');
  expect(hasForm(inEffect.text, 'object')).toBe(true);
  expect(hasForm(inEffect.text, 'acknowledge')).toBe(false);

  yield '2026-09-30T08:00:00Z';
  const readOnly = await notice.browser.get(address);

  expect(readOnly.status).toBe(200);
  expect(hasForm(readOnly.text, 'object')).toBe(false);
  expect(textOf(readOnly.text)).toContain('Siden viser hva som skjedde.');
  const tried = await notice.browser.submit(inEffect, 'object', answers);
  expect(tried.status).toBe(409);
  expect(await objectionsOf(notice)).toEqual([]);
});

clock.test('a colleague’s late objection is open, and one posted in time is confirmed: the objection is in time', async function* () {
  const notice = await openNotice('RESCUE');
  yield '2026-06-16T21:59:59Z';
  const inTime = await post(notice);
  yield '2026-06-16T22:10:00Z';
  const late = await post(notice, { ...answers, grounds: 'For sent.' });
  await notice.browser.submit(late, 'confirm');
  expect(await objectionsOf(notice)).toMatchObject([{ state: 'late' }]);
  await notice.browser.submit(inTime, 'confirm');

  expect(await objectionsOf(notice)).toMatchObject([{ state: 'submitted', late: false, open: true }]);
});
