import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { beginCodedAct } from '../../../src/workflows/answers/requestCode';
import { giveConsent } from '../../../src/workflows/consents/giveConsent';
import { contactBrowser, formOf, hasForm, latestCode, latestLink, referenceOn, textOf } from '../../support/contactBrowser';
import { addition, expectRefusal, expectValue, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

const who = { name: 'Kari Æøå', title: 'Rådgiver' };

let testbed: Testbed;
let count = 0;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

/** A notice with an earliest day four weeks from now, of a change that is planned for the week after. */
async function openNotice(plannedEffectiveOn: string) {
  count += 1;
  const service = `service-${count}`;
  const { agreement } = await registerAgreement(testbed, { reference: `S${count}`, services: [service], contacts: 2 });
  await publish(testbed, addition({ rollout: 'perAgreement', services: [service], plannedEffectiveOn }));
  const { data } = testbed.dependencies;
  const [listed] = await data.notices.listOfAgreement(agreement._id);
  const noticeId = listed?._id ?? '';
  const address = `contact@s${count}.example`;
  const browser = contactBrowser(testbed);
  const page = await browser.open(await latestLink(testbed, address));
  const record = async () => expectValue({ ok: true, value: await data.notices.find(noticeId) });
  const reload = () => browser.get(`/notice/${listed?.shortId}`);
  const contactId = (await data.controllers.find(agreement.controllerId))?.contacts[0]?.id ?? '';
  const actor = { kind: 'controller' as const, noticeId, contactId };
  return { browser, page, record, reload, address, noticeId, actor };
}

test('consent to an earlier day: picked, checked, confirmed by the mailed code, told to all, and lets the change take effect on that day', async () => {
  const { browser, page, record, reload, address } = await openNotice('2026-06-08');
  const form = formOf(page.text, 'consent');
  expect(page.text).toContain('min="2026-06-08"');
  expect(page.text).toContain('max="2026-06-30"');
  expect(form.fields.effectiveOn).toBe('');

  for (const effectiveOn of ['', '2026-06-07', '2026-07-01', '2026-02-30']) {
    const refused = await browser.submit(page, 'consent', { ...who, effectiveOn });
    expect([refused.status, refused.text.includes('href="#consent-effectiveOn"')]).toEqual([422, true]);
  }
  const check = await browser.follow(await browser.submit(page, 'consent', { ...who, effectiveOn: '2026-06-10' }));
  expect(textOf(check.text)).toContain('onsdag 10. juni 2026');
  expect(textOf(check.text)).toContain('Samtykket er ikke gitt ennå.');
  expect((await record())?.consent).toBeNull();
  expect((await browser.submit(check, 'confirm', { code: '000 000' })).status).toBe(422);
  const done = await browser.follow(await browser.submit(check, 'confirm', { code: await latestCode(testbed, address) }));
  const reference = referenceOn(done.text);
  expect(reference).toMatch(/^SAM-/);
  expect((await record())?.consent).toMatchObject({ effectiveOn: '2026-06-10', reference, by: who });
  expect(textOf((await reload()).text)).toContain('trer den i kraft onsdag 10. juni 2026');

  await testbed.settle();
  const [told] = (await testbed.mailbox({ to: address.replace('contact@', 'second@') })).slice(-1);
  expect(told?.subject).toContain('Kvittering: dere har samtykket');
  expect(told?.text?.replaceAll(/\s+/g, ' ')).toContain('Alt annet gjelder som før');

  await testbed.advanceTo('2026-06-09T12:00:00Z');
  expect((await record())?.effect).toBe('pending');
  await testbed.advanceTo('2026-06-10T12:00:00Z');
  expect(await record()).toMatchObject({ effect: 'inEffect', inEffectSince: '2026-06-10' });
});

test('taken back before the day: no code needed, confirmed, and the clocks of the agreement run again', async () => {
  const { browser, page, record, reload, address } = await openNotice('2026-06-12');
  const check = await browser.follow(await browser.submit(page, 'consent', { ...who, effectiveOn: '2026-06-20' }));
  await browser.submit(check, 'confirm', { code: await latestCode(testbed, address) });

  const given = await reload();
  expect(textOf(given.text)).toContain('Trekk samtykket tilbake');
  expect((await browser.submit(given, 'consent', { name: '', title: 'Leder' })).status).toBe(422);
  const done = await browser.follow(await browser.submit(given, 'consent', who));
  expect(textOf(done.text)).toContain('Samtykket er trukket tilbake');
  expect((await record())?.consent).toBeNull();
  await testbed.advanceTo('2026-06-21T12:00:00Z');
  expect((await record())?.effect).toBe('pending');
});

test('the code is for one day: a code for another opens nothing, and neither does none', async () => {
  const { page, actor, record, address } = await openNotice('2026-06-25');
  expect(hasForm(page.text, 'consent')).toBe(true);
  const now = await testbed.now();
  expectValue(await beginCodedAct(testbed.context, { actor, now, act: { verb: 'consent', effectiveOn: '2026-07-05' }, fields: {} }));
  const code = await latestCode(testbed, address);
  const consent = (effectiveOn: string, typed: string) =>
    giveConsent(testbed.context, { actor, now, effectiveOn: calendarDate(effectiveOn), by: who, code: typed });
  expect(expectRefusal(await consent('2026-07-04', code))).toBe('code-expired');
  expect(expectRefusal(await consent('2026-07-05', ' '))).toBe('code-missing');
  expect((await record())?.consent).toBeNull();
  expectValue(await consent('2026-07-05', code));
  expect(expectRefusal(await consent('2026-07-05', code))).toBe('code-expired');
});

test('an objection takes its place: no consent is asked for while it holds the change', async () => {
  const { browser, page, reload } = await openNotice('2026-06-25');
  const check = await browser.follow(await browser.submit(page, 'object', { ...who, grounds: 'Nei.' }));
  await browser.submit(check, 'confirm');
  expect(hasForm((await reload()).text, 'consent')).toBe(false);
});
