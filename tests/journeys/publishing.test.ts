import type { Page } from 'playwright-core';
import { type Journey, shownText, startJourney } from '../support/journey';
import { registerAgreement } from '../support/register';
import { until } from '../support/until';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney({ now: '2026-06-02T08:00:00Z' });
  await registerAgreement(journey.testbed, { reference: 'VID-1', preset: 'videonor' });
  await registerAgreement(journey.testbed, { reference: 'PEN-1', preset: 'dfo-2020-general' });
  await registerAgreement(journey.testbed, { reference: 'OTHER-1', services: ['elsewhere'] });
}, 180_000);
afterAll(() => journey?.close());

async function draftNewSubprocessor(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Endringer' }).click();
  await page.getByRole('link', { name: 'Ny endring' }).click();
  await page.getByLabel('Ny underdatabehandler').check();
  await page.getByLabel('Hvilken underdatabehandler gjelder det?').selectOption({ label: 'Beskriv en ny' });
  await page.getByRole('button', { name: 'Fortsett' }).click();
  await page.getByLabel('video', { exact: true }).check();
  await page.getByLabel('Begrunnelse på norsk').fill('Opptakene flyttes til en leverandør i Norge.');
  await page.getByLabel('Planlagt dag for ikrafttredelse').fill('2026-07-01');
  await page.getByLabel('Samtidig for alle').check();
  await page.getByLabel('Navn', { exact: true }).fill('Skybygg AS');
  await page.getByLabel('Organisasjonsnummer').fill('923609016');
  await page.getByLabel('Land', { exact: true }).fill('Norge');
  await page.getByLabel('Adresse').fill('Havnegata 1, 7010 Trondheim');
  await page.getByLabel('Kontaktpunkt').fill('personvern@skybygg.example');
  await page.getByLabel('Hva den skal gjøre, på norsk').fill('Lagrer opptak av møter.');
  await page.getByLabel('Kategorier av personopplysninger').fill('Lyd og bilde\nNavn');
  await page.getByLabel('Kategorier av registrerte').fill('Deltakere i møter');
  await page.getByLabel('Sted 1: land').fill('NO');
  await page.getByLabel('Signert dag').fill('2026-05-04');
  await page.getByLabel('Referanse', { exact: true }).fill('Databehandleravtale 17');
  await page.getByRole('button', { name: 'Lagre utkastet' }).last().click();
}

const rowOf = (page: Page, reference: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name: reference }) });

describe('publisher and data protection officer', () => {
  test('a change that is too early for one agreement is corrected, released by another person, published and delivered', async () => {
    const publisher = await journey.staff('publisher');
    await draftNewSubprocessor(publisher);

    // The dry run: whom it affects, and that the day is too early for one of them.
    await publisher.getByRole('heading', { name: 'Ny: Skybygg AS' }).waitFor();
    const dryRun = publisher.locator('#dry-run');
    expect(await shownText(dryRun)).toContain('Endringen berører 2 avtaler.');
    expect(await shownText(dryRun)).toContain(
      'For tidlig: onsdag 1. juli 2026 kan ikke holdes for alle. Velg fredag 3. juli 2026 eller senere',
    );
    expect(await shownText(dryRun.getByRole('row', { name: /^I dag/ }))).toMatch(/fredag 3\. juli 2026\s+PEN-1$/);
    expect(await shownText(rowOf(publisher, 'VID-1'))).toContain('tirsdag 16. juni 2026');
    expect(await publisher.getByText('OTHER-1').count()).toBe(0);

    // Submitting it all the same is refused, with the day and who prevents an earlier one.
    const [refused] = await Promise.all([
      publisher.waitForResponse((response) => response.request().method() === 'POST'),
      publisher.getByRole('button', { name: 'Send til gjennomgang' }).click(),
    ]);
    expect(refused.status()).toBe(422);
    expect(await publisher.title()).toMatch(/^Feil: /);
    const refusal = await shownText(publisher.getByRole('alert'));
    expect(refusal).toContain('Tidligste lovlige dag for alle er fredag 3. juli 2026. Disse hindrer en tidligere dag: PEN-1.');

    await publisher.getByRole('link', { name: 'Rediger utkastet' }).click();
    await publisher.getByLabel('Planlagt dag for ikrafttredelse').fill('2026-07-03');
    await publisher.getByRole('button', { name: 'Lagre utkastet' }).last().click();
    await publisher.getByText('Den planlagte dagen kan holdes for alle hvis varslene mottas i dag.').waitFor();
    await publisher.getByRole('button', { name: 'Send til gjennomgang' }).click();
    await publisher.getByText('Endringen er sendt til gjennomgang.').waitFor();
    expect(await publisher.getByRole('button', { name: 'Frigi' }).count()).toBe(0);

    // Another person finds it in the queue, releases and publishes it.
    const dpo = await journey.staff('dpo');
    await dpo.getByRole('link', { name: 'Gå gjennom og frigi: Skybygg AS' }).click();
    await dpo.getByRole('button', { name: 'Frigi' }).click();
    await dpo.getByText('Endringen er frigitt.').waitFor();
    expect(await journey.testbed.mailbox()).toEqual([]);
    await dpo.getByRole('link', { name: 'Publiser …' }).click();
    expect(await shownText(dpo.getByRole('main'))).toContain('2 avtaler er berørt:');
    await dpo.getByRole('button', { name: 'Publiser og varsle' }).click();
    await dpo.getByText('Endringen er publisert.').waitFor();

    const deliveries = dpo.locator('#deliveries');
    await until(async () => {
      await dpo.reload();
      return (await deliveries.getByRole('table').getByText('Tatt imot av mottakerens e-posttjener', { exact: true }).count()) === 2;
    });
    const videonor = await shownText(rowOf(dpo, 'VID-1'));
    expect(videonor).toContain('Til contact@vid-1.example');
    expect(videonor).toContain('Motsette seg innen tirsdag 16. juni 2026');
    expect(videonor).toContain('Tidligst i kraft onsdag 1. juli 2026');
    const template = await shownText(rowOf(dpo, 'PEN-1'));
    expect(template).toContain('Kan motsette seg til endringen trer i kraft');
    expect(template).toContain('Tidligst i kraft fredag 3. juli 2026');
    expect(template).toContain('Den planlagte dagen er ikke kommet (til fredag 3. juli 2026)');

    const mails = await journey.testbed.mailbox();
    expect(mails.map(({ envelopeTo }) => envelopeTo.join()).sort()).toEqual(['contact@pen-1.example', 'contact@vid-1.example']);
  }, 180_000);

  test('an English reader gets the same desk in English', async () => {
    const auditor = await journey.staff('auditor', { locale: 'en' });
    await auditor.getByRole('link', { name: 'Changes' }).click();
    await auditor.getByRole('link', { name: 'New: Skybygg AS' }).click();
    expect(await shownText(rowOf(auditor, 'VID-1'))).toContain('Object by Tuesday 16 June 2026');
    expect(await shownText(auditor.locator('#deliveries'))).toContain("accepted by the recipient's mail server");
    expect(await auditor.getByRole('main').getByRole('button').count()).toBe(0);
  }, 180_000);
});
