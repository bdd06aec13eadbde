import { contactBrowser, hasForm, latestLink, textOf } from '../../support/contactBrowser';
import { addition, completeSubprocessor, publish, registerAgreement } from '../../support/register';
import { type StaffBrowser, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as, problems } from '../api/apiCalls';

let testbed: Testbed;
let publisher: StaffBrowser;
let dpo: StaffBrowser;
let made = 0;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  publisher = await staffBrowser(testbed, 'publisher');
  dpo = await staffBrowser(testbed, 'dpo');
});
afterAll(() => testbed.close());

async function publishedChange(): Promise<string> {
  made += 1;
  const services = [`service-${made}`];
  await registerAgreement(testbed, { reference: `A${made}`, services });
  const { organisationNumber: _, ...subprocessor } = completeSubprocessor;
  const input = addition({
    services,
    plannedEffectiveOn: '2026-08-10',
    subprocessor: { ...subprocessor, services, legalName: `Skybygg ${made} AS` },
  });
  return (await publish(testbed, input))._id;
}

const page = (id: string, act = '') => `/desk/changes/${id}${act}`;

test('a correction in pages: proposed, shown side by side with whom it reaches, released as immaterial by another, published, in the feed', async () => {
  const id = await publishedChange();
  const form = await publisher.get(page(id, '/revise'));
  const nothing = await publisher.submit(form, 'change', { revisionReasonNb: 'Skrivefeil' });
  expect([nothing.status, textOf(nothing.text).includes('Alt er som det er publisert')]).toEqual([422, true]);
  const unsaid = await publisher.submit(form, 'change', { address: 'Havnegata 10, 7010 Trondheim' });
  expect([unsaid.status, unsaid.text.includes('href="#revisionReasonNb"')]).toEqual([422, true]);
  const saved = await publisher.follow(
    await publisher.submit(unsaid, 'change', { revisionReasonNb: 'Skrivefeil i adressen', revisionReasonEn: 'A typing mistake' }),
  );
  const text = textOf(saved.text);
  for (const said of [
    'Foreslått rettelse (revisjon 2)',
    'Havnegata 1, 7010',
    'Havnegata 10, 7010',
    'Kan være uvesentlig',
    '1 avtale får nytt varsel',
  ]) {
    expect(text).toContain(said);
  }
  // The published one runs on: its deliveries are there as before.
  expect(text).toContain('Varsler og ikrafttredelse');
  await publisher.follow(await publisher.submit(saved, 'submit'));

  const review = await dpo.get(page(id));
  expect(review.text).toContain('name="immaterial"');
  await dpo.follow(await dpo.submit(review, 'approve', { immaterial: 'yes' }));
  const check = await publisher.get(page(id, '/publish'));
  expect(textOf(check.text)).toContain('Frister, innsigelser og godkjenninger står som før');
  const done = await publisher.follow(await publisher.submit(check, 'confirm'));
  await testbed.settle();

  expect(textOf((await publisher.get(page(id))).text)).toContain('Revisjon 1, publisert');
  expect(hasForm(done.text, 'approve')).toBe(false);
  const shown = textOf((await contactBrowser(testbed).open(await latestLink(testbed, `contact@a${made}.example`))).text);
  for (const said of ['Rettet etter at varselet ble laget', 'Skrivefeil i adressen', 'Havnegata 10']) expect(shown).toContain(said);
  const feed = await publisher.get('/changes.json');
  const [item] = (JSON.parse(feed.text).items as { content_text: string; _forvarsel: { id: string; revision: number } }[]).filter(
    ({ _forvarsel }) => _forvarsel.id === id,
  );
  expect(item).toMatchObject({ content_text: expect.stringContaining('Rettet: Skrivefeil'), _forvarsel: { revision: 2 } });
});

test('a material correction in pages: no choice of immaterial, a returned one is edited, and discarding asks first', async () => {
  const id = await publishedChange();
  const form = await publisher.get(page(id, '/revise'));
  const fields = { revisionReasonNb: 'Feil sted', 'locations-0-country': 'Sverige (SE)' };
  const saved = await publisher.follow(await publisher.submit(form, 'change', fields));
  expect(textOf(saved.text)).toContain('Alltid vesentlig');
  await publisher.follow(await publisher.submit(saved, 'submit'));
  const review = await dpo.get(page(id));
  expect(review.text).not.toContain('name="immaterial"');
  const returned = await dpo.follow(await dpo.submit(review, 'return', { note: 'Behandles det også i Danmark?' }));
  expect(textOf(returned.text)).toContain('Behandles det også i Danmark?');
  const again = await publisher.get(page(id, '/revise'));
  expect(again.text).toContain('Feil sted');
  await publisher.follow(await publisher.submit(again, 'change', { 'locations-0-country': 'Danmark (DK)' }));
  const check = await publisher.get(page(id, '/discard'));
  expect(textOf(check.text)).toContain('Dette kan ikke gjøres om');
  const discarded = await publisher.follow(await publisher.submit(check, 'confirm'));
  expect(textOf(discarded.text)).toContain('Rettelsen er forkastet.');
  expect(await testbed.context.data.changes.find(id)).toMatchObject({ revision: 1, proposed: null, status: 'published' });
});

test('the API: a revision shows as the newest beside the one in force; what makes no sense is refused with its code', async () => {
  const id = await publishedChange();
  const api = as(testbed, 'publisher');
  const correction = { subprocessor: { locations: [{ country: 'SE', kind: 'storage' }] }, reasonForRevision: { nb: 'Feil sted' } };
  const draft = await api.post('/changes', {
    ...addition({ plannedEffectiveOn: '2026-08-10', services: [`service-${made}`] }),
    subprocessor: { ...completeSubprocessor, organisationNumber: undefined, legalName: `Utkast ${made}` },
  });
  expect((await api.post(`/changes/${draft.body.id}/revisions`, correction)).body).toMatchObject({ status: 409, code: 'wrong-state' });
  expect(problems(await api.post(`/changes/${id}/revisions`, { subprocessor: correction.subprocessor }))).toEqual([
    '/reasonForRevision required',
  ]);
  const nothing = await api.post(`/changes/${id}/revisions`, { ...correction, subprocessor: undefined });
  expect(nothing.body).toMatchObject({ status: 422, code: 'nothing-changes' });
  const contract = { ...correction, subprocessor: { ...correction.subprocessor, contract: { signedOn: '2026-01-01', reference: 'X' } } };
  expect(problems(await api.post(`/changes/${id}/revisions`, contract))).toEqual(['/subprocessor/contract kept-in-register']);

  const proposed = await api.post(`/changes/${id}/revisions`, correction);
  expect(proposed.status).toBe(200);
  expect(proposed.body).toMatchObject({
    id,
    revision: 2,
    status: 'draft',
    published: { revision: 1, status: 'published' },
    proposal: { changed: ['locations'], alwaysMaterial: ['locations'], confirmedImmaterial: false },
    subprocessor: { locations: [{ country: 'SE' }] },
  });
  expect((await api.post(`/changes/${id}/revisions`, correction)).body).toMatchObject({ status: 409, code: 'revision-underway' });
  const edited = await as(testbed, 'publisher').patch(`/changes/${id}`, { plannedEffectiveOn: '2026-08-20' });
  expect(edited.body).toMatchObject({ plannedEffectiveOn: '2026-08-20', proposal: { changed: ['plannedEffectiveOn', 'locations'] } });
  const preview = await api.get(`/changes/${id}/preview`);
  expect(preview.body).toMatchObject({ revision: { newClocks: 1, material: true }, agreements: [{ reference: `A${made}` }] });
  expect((await api.post(`/changes/${id}/submit`, {})).body).toMatchObject({ status: 'inReview' });
  const asImmaterial = await as(testbed, 'dpo').post(`/changes/${id}/approve`, { immaterial: true });
  expect([asImmaterial.body.code, problems(asImmaterial)]).toEqual(['always-material', ['/subprocessor/locations always-material']]);
  expect((await as(testbed, 'dpo').post(`/changes/${id}/approve`, {})).body).toMatchObject({ status: 'approved' });
  expect((await api.post(`/changes/${id}/publish`, {})).body).toMatchObject({
    revision: 2,
    status: 'published',
    published: { revision: 2 },
    proposal: null,
    revisions: [
      { revision: 1, material: true, reasonForRevision: null },
      { revision: 2, material: true, reasonForRevision: { nb: 'Feil sted' } },
    ],
  });
  // Its notices are being written: the next correction has to wait for them.
  const next = { reason: { nb: 'Enda bedre lagring', en: 'Better still' }, reasonForRevision: { nb: 'Bedre begrunnelse' } };
  await api.post(`/changes/${id}/revisions`, next);
  await api.post(`/changes/${id}/submit`, {});
  await as(testbed, 'dpo').post(`/changes/${id}/approve`, { immaterial: true });
  expect((await api.post(`/changes/${id}/publish`, {})).body).toMatchObject({ status: 409, code: 'still-notifying' });
  await testbed.settle();
  expect((await api.post(`/changes/${id}/publish`, {})).body).toMatchObject({ revision: 3, status: 'published' });
  expect((await api.get(`/changes/${id}`)).body).toMatchObject({ notices: { accepted: 1 }, gates: { held: 1, inEffect: 0 } });
});
