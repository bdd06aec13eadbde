import type { Page } from 'playwright-core';
import { contactBrowser, referenceOn } from '../support/contactBrowser';
import { type Journey, noticeLink, reloadUntil, shownText, startJourney } from '../support/journey';
import { addition, publish, registerAgreement } from '../support/register';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney({ now: '2026-06-02T08:00:00Z' });
  for (const reference of ['VID-1', 'VID-2']) await registerAgreement(journey.testbed, { reference });
  await publish(journey.testbed, addition({ rollout: 'perAgreement' }), { andSettle: false });
}, 180_000);
afterAll(() => journey?.close());

async function objectByLink(reference: string): Promise<string> {
  const contact = contactBrowser(journey.testbed);
  const notice = await contact.open(
    noticeLink(await journey.mailTo(`contact@${reference.toLowerCase()}.example`, 'underdatabehandler: Skybygg AS')),
  );
  const answers = { grounds: 'Vi må vurdere risikoen først.', name: 'Kari Prøve', title: 'Rådgiver' };
  const check = await contact.follow(await contact.submit(notice, 'object', answers));
  return referenceOn((await contact.follow(await contact.submit(check, 'confirm'))).text);
}

async function moveClockTo(page: Page, localTime: string, shown: string): Promise<void> {
  await page.getByLabel('Flytt frem til').fill(localTime);
  await page.getByRole('button', { name: 'Flytt klokken' }).click();
  await page.getByText(shown).waitFor();
}

const rowOf = (page: Page, reference: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name: reference }) });

describe('the data protection officer follows an objection', () => {
  test('from the queue to a proposal, past the day of effect, to its end; annexes and audit trail tell it', async () => {
    const reference = await objectByLink('VID-1');
    const page = await journey.staff('dpo');

    await page.getByRole('link', { name: `Innsigelse ${reference} (ny)` }).click();
    expect(await shownText(page.locator('#grounds'))).toContain('Vi må vurdere risikoen først.');
    const next = page.locator('#next');
    for (const possible of ['Ta til behandling', 'Foreslå å avslutte avtalen'])
      expect(await next.getByRole('button', { name: possible }).isVisible()).toBe(true);
    await next.getByText('Ikke mulig nå').click();
    const notPossible = next.locator('#not-possible').getByRole('listitem');
    expect(await shownText(notPossible.filter({ hasText: 'Be om saklig grunn' }))).toMatch(/\n.+\./);

    await next.getByRole('button', { name: 'Ta til behandling' }).click();
    await page.locator('[data-state]').getByText('Under behandling').waitFor();
    await page.locator('#propose textarea').fill('Dere får lagringen i Norge, og vi venter til 1. august.');
    await page.locator('#propose').getByLabel('Tidligste dag').fill('2026-08-01');
    await page.getByRole('button', { name: 'Send forslaget' }).click();
    await page.getByText('Venter på svar').waitFor();
    const proposal = await journey.mailTo('contact@vid-1.example', 'orslag');
    expect(proposal.text).toContain('Dere får lagringen i Norge, og vi venter til 1. august.');

    // The last minute before the day: in effect for nobody. The first of the day: for the other one only.
    await page.getByRole('link', { name: 'Ny: Skybygg AS' }).click();
    await moveClockTo(page, '2026-06-30T23:59', 'tirsdag 30. juni 2026 kl. 23.59');
    for (const agreement of ['VID-1', 'VID-2']) expect(await shownText(rowOf(page, agreement))).toContain('Stengt');
    await moveClockTo(page, '2026-07-01T00:00', 'onsdag 1. juli 2026 kl. 00.00');
    await reloadUntil(page, 'I kraft siden onsdag 1. juli 2026');
    expect(await shownText(rowOf(page, 'VID-2'))).toContain('I kraft siden onsdag 1. juli 2026');
    expect(await shownText(rowOf(page, 'VID-1'))).toContain('Stengt');
    expect(await shownText(rowOf(page, 'VID-1'))).toContain('innsigelse');

    await rowOf(page, 'VID-2').getByRole('link', { name: 'VID-2', exact: true }).click();
    const annex = page.getByRole('table', { name: 'Vedlegget slik det gjelder onsdag 1. juli 2026' });
    expect(await shownText(annex.getByRole('row', { name: /Skybygg AS/ }))).toMatch(/onsdag 1\. juli 2026\s+ved endring/);
    expect(await shownText(page.getByRole('main'))).toContain('Lagt til: Skybygg AS');
    await page.goBack();
    await rowOf(page, 'VID-1').getByRole('link', { name: 'VID-1', exact: true }).click();
    expect(await shownText(page.getByRole('main'))).toContain('Ingen underdatabehandlere er godkjent for denne avtalen.');
    expect(await shownText(page.getByRole('main'))).toContain('Vedlegget er som det ble signert.');

    // It is never forgotten: it stands in the queue until it has ended. Giving way is asked once more.
    await page.getByRole('link', { name: 'Dette forfaller' }).click();
    await page.getByRole('link', { name: `Innsigelse ${reference} (forslag er sendt)` }).click();
    await page.getByRole('link', { name: 'Ta til følge …' }).click();
    await page.getByRole('main').getByRole('button', { name: 'Ta innsigelsen til følge' }).click();
    await page.getByText('Innsigelsen er avsluttet. Det er ingenting mer å gjøre.').waitFor();

    await page.getByRole('main').getByRole('link', { name: 'Ny: Skybygg AS' }).click();
    expect(await shownText(rowOf(page, 'VID-1'))).toContain('Falt for denne avtalen');
    expect(await shownText(page.getByRole('main'))).toContain('Endringen ble fullført: alle berørte avtaler er avgjort');
    await page.getByRole('link', { name: 'Hele revisjonsporet' }).click();
    const story = await page.getByRole('main').getByRole('listitem').allInnerTexts();
    const told = [
      'laget utkastet',
      'sendte endringen til gjennomgang',
      'frigav endringen',
      'publiserte endringen (2 avtaler på tjenestene)',
      'Varselet regnes som mottatt for VID-1',
      'Kari Prøve, Rådgiver (kontaktpunktet hos Controller of VID-1) motsatte seg endringen for VID-1',
      `tok innsigelsen ${reference} til behandling`,
      'forslag',
      'Endringen trådte i kraft for VID-2 onsdag 1. juli 2026',
      `tok innsigelsen ${reference} til følge`,
    ];
    const places = told.map((words) => story.findIndex((entry) => entry.includes(words)));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  }, 180_000);
});
