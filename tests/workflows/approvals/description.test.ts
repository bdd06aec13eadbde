import request from 'supertest';
import { contactBrowser, latestCode, latestLink, textOf } from '../../support/contactBrowser';
import { addition, completeSubprocessor, draft, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-01T08:00:00Z' });
});
afterAll(() => testbed.close());

const who = { name: 'Kari Æøå', title: 'Rådgiver' };
const health = { ...completeSubprocessor, dataCategories: ['LYD og  bilde', 'timeliste'], specialCategories: ['helse'] };

test('a change outside an agreement’s own description waits for its yes, names what is outside, and leaves the others alone', async () => {
  const { agreement } = await registerAgreement(testbed, { reference: 'SNEVER', services: ['snever'] });
  const { agreement: wide } = await registerAgreement(testbed, { reference: 'VID', services: ['snever'] });
  const api = request(testbed.app);
  const patched = await api
    .patch(`/api/v1/agreements/${agreement._id}`)
    .set('Authorization', `Bearer ${testbed.keys.admin}`)
    .send({ description: { dataCategories: ['Lyd og bilde'], dataSubjects: ['Deltakere i møter'], specialCategories: [] } });
  expect(patched.body.description).toEqual({
    dataCategories: ['Lyd og bilde'],
    dataSubjects: ['Deltakere i møter'],
    specialCategories: [],
    purposes: null,
  });

  const input = addition({ services: ['snever'], rollout: 'perAgreement', subprocessor: health as never });
  const { _id } = await draft(testbed, input);
  const { body: preview } = await api.get(`/api/v1/changes/${_id}/preview`).set('Authorization', `Bearer ${testbed.keys.publisher}`);
  expect(preview.agreements).toMatchObject([
    {
      reference: 'SNEVER',
      approvals: ['description'],
      outsideDescription: { dataCategories: ['timeliste'], dataSubjects: [], specialCategories: ['helse'] },
    },
    { reference: 'VID', approvals: [], outsideDescription: null },
  ]);

  await publish(testbed, { ...input, plannedEffectiveOn: '2026-07-02' });
  const { data } = testbed.dependencies;
  const [notice] = await data.notices.listOfAgreement(agreement._id);
  const [wideNotice] = await data.notices.listOfAgreement(wide._id);
  expect(notice?.approvals).toMatchObject([{ kind: 'description', state: 'requested' }]);
  expect(notice?.deadlines?.explanation.nb.join(' ')).toContain('personopplysninger: timeliste.');
  expect(wideNotice?.approvals).toEqual([]);
  const [mail] = await testbed.mailbox({ to: 'contact@snever.example' });
  expect(mail?.text?.replaceAll(/\s+/g, ' ')).toContain('særlige kategorier: helse.');
  expect(mail?.text).toContain('art. 28 nr. 3');

  await testbed.advanceTo('2026-07-03T08:00:00Z');
  const gate = async () =>
    (
      await api
        .get(`/api/v1/gate?agreement=SNEVER&subprocessorId=${notice?.content.subprocessorId}`)
        .set('Authorization', `Bearer ${testbed.keys.system}`)
    ).body;
  expect((await gate()).reasons).toEqual([{ code: 'approval-missing' }]);
  expect((await data.notices.find(wideNotice?._id ?? ''))?.effect).toBe('inEffect');
  const reminders = (await testbed.mailbox({ to: 'contact@snever.example' })).filter(({ text }) =>
    text?.replaceAll(/\s+/g, ' ').includes('det som går utenfor avtalens egen beskrivelse'),
  );
  expect(reminders.length).toBeGreaterThan(1);

  const browser = contactBrowser(testbed);
  const page = await browser.open(await latestLink(testbed, 'contact@snever.example'));
  expect(textOf(page.text)).toContain('særlige kategorier: helse.');
  const codePage = await browser.follow(await browser.submit(page, 'approve', who));
  await browser.submit(codePage, 'confirm', { code: await latestCode(testbed, 'contact@snever.example') });
  expect(await gate()).toMatchObject({ mayProcess: true });
});

test('a spreadsheet says the description; blank cells leave it as it was', async () => {
  const csv = (cells: string) =>
    `controller;organisationNumber;agreement;preset;services;signedOn;contactEmail;contactName;locale;dataCategories;dataSubjects;specialCategories\nKommune;;IMP-1;videonor;video;2026-01-02;post@imp.example;;nb;${cells}\n`;
  const send = async (cells: string) =>
    (
      await request(testbed.app)
        .post('/api/v1/import')
        .set('Authorization', `Bearer ${testbed.keys.admin}`)
        .set('Content-Type', 'text/csv')
        .send(csv(cells))
    ).body;
  const { data } = testbed.dependencies;

  expect(await send('navn, e-post | lyd og bilde;ansatte;')).toMatchObject({ added: 1 });
  const described = {
    dataCategories: ['navn', 'e-post', 'lyd og bilde'],
    dataSubjects: ['ansatte'],
    specialCategories: [],
    purposes: null,
  };
  expect((await data.agreements.findByReference('IMP-1'))?.description).toEqual(described);
  expect(await send(';;')).toMatchObject({ unchanged: 1 });
  expect(await send('navn;ansatte;helse')).toMatchObject({ changed: 1 });
  expect((await data.agreements.findByReference('IMP-1'))?.description).toMatchObject({ specialCategories: ['helse'] });
});
