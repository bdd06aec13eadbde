import { contactBrowser, formOf, hasForm, latestLink, referenceOn, textOf } from '../../support/contactBrowser';
import { addition, publish, registerAgreement } from '../../support/register';
import { revise } from '../../support/revision';
import { createTestbed, type Testbed } from '../../support/testbed';

const answers = { grounds: 'Vi kan ikke ha opptak i Sverige. «Æøå» 😀 לא', name: 'Kari Æøå', title: 'Rådgiver' };
const moved = { subprocessor: { locations: [{ country: 'SE', kind: 'storage' as const }] } };

let testbed: Testbed;
let made = 0;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

/** An agreement with a change of its own, its notice open in a browser before anything is corrected. */
async function openNotice(preset?: 'dfo-2020-specific') {
  made += 1;
  const service = `service-${made}`;
  const { agreement } = await registerAgreement(testbed, { reference: `A${made}`, services: [service], ...(preset ? { preset } : {}) });
  const change = await publish(testbed, addition({ rollout: 'perAgreement', services: [service], plannedEffectiveOn: '2026-08-10' }));
  const link = await latestLink(testbed, `contact@a${made}.example`);
  const browser = contactBrowser(testbed);
  const page = await browser.open(link);
  const newest = async () => (await testbed.context.data.notices.findFor(change._id, [agreement._id]))[0];
  return { agreement, change, link, browser, page, newest, address: `contact@a${made}.example` };
}

test('the old link after a correction: the new notice with a sentence that says so, the old one read-only, and the objection asked about', async () => {
  const { change, link, browser, page, newest } = await openNotice();
  const check = await browser.follow(await browser.submit(page, 'object', answers));
  const reference = referenceOn((await browser.follow(await browser.submit(check, 'confirm'))).text);
  const oldAddress = new URL(page.request.url).pathname;
  await revise(testbed, change._id, moved);
  await testbed.settle();

  const shown = await contactBrowser(testbed).open(link);
  const renewed = await newest();
  expect(new URL(shown.request.url).pathname).toBe(`/notice/${renewed?.shortId}`);
  const text = textOf(shown.text);
  for (const said of ['Lenken gjelder et tidligere varsel', 'Hva som er rettet', 'Det sto feil i varselet', reference])
    expect(text).toContain(said);
  // What the mail says of its link is said of the page, which is open already.
  expect(text).toContain('er det skjemaer for det lenger ned på siden');
  expect(text).not.toMatch(/åpne lenken/i);
  expect(['stands', 'withdraw', 'object'].filter((id) => hasForm(shown.text, id))).toEqual(['stands', 'withdraw', 'object']);

  const before = await browser.get(oldAddress);
  expect(before.status).toBe(200);
  expect(textOf(before.text)).toContain('Dette varselet gjelder ikke lenger');
  expect(before.text).toContain(`href="/notice/${renewed?.shortId}"`);
  expect(before.text).not.toContain('<form id="object"');
  // What was confirmed stays where it was bookmarked.
  expect(referenceOn((await browser.get(`${oldAddress}/confirmation/${reference}`)).text)).toBe(reference);

  const page2 = await browser.open(link);
  const stands = await browser.follow(await browser.submit(page2, 'stands'));
  expect(referenceOn(stands.text)).toBe(reference);
  expect(textOf(stands.text)).toContain('Det er registrert at innsigelsen står ved lag.');
  const [objection] = await testbed.context.data.objections.listOfNotices([renewed?._id ?? '']);
  expect(objection).toMatchObject({ state: 'submitted', standsAsked: { confirmedAt: await testbed.now() } });
  expect(hasForm((await browser.open(link)).text, 'stands')).toBe(false);
});

test.each(['object', 'check'])(
  'an objection sent on the old notice (%s): 409, nothing recorded, the text in the form of the new one',
  async (stage) => {
    const { change, browser, page, newest, agreement } = await openNotice();
    const check = stage === 'check' ? await browser.follow(await browser.submit(page, 'object', answers)) : null;
    await revise(testbed, change._id, moved);
    await testbed.settle();

    const answer = check ? await browser.submit(check, 'confirm') : await browser.submit(page, 'object', answers);

    expect(answer.status).toBe(409);
    expect(textOf(answer.text)).toContain('Ingenting er registrert på det gamle');
    expect(formOf(answer.text, 'object').fields).toMatchObject(answers);
    expect(await testbed.context.data.objections.listOpenOfAgreement(agreement._id)).toEqual([]);
    // The form that came back is the new notice's, and works at once.
    const sent = await browser.follow(await browser.submit(answer, 'object'));
    await browser.submit(sent, 'confirm');
    const [objection] = await testbed.context.data.objections.listOpenOfAgreement(agreement._id);
    expect(objection).toMatchObject({ noticeId: (await newest())?._id, revision: 2, late: false });
  },
);

test('an approval waiting for its code on the old notice: the code opens nothing, and the new notice asks again', async () => {
  const { change, browser, page, newest, address } = await openNotice('dfo-2020-specific');
  const code = await browser.follow(await browser.submit(page, 'approve', { name: answers.name, title: answers.title }));
  await testbed.settle();
  const digits = /\b(\d{6})\b/.exec((await testbed.mailbox({ to: address })).at(-1)?.text ?? '')?.[1] ?? '';
  await revise(testbed, change._id, moved);
  await testbed.settle();

  const form = /<form id="([^"]+)"[^>]*action="[^"]*\/code\/[0-9a-f]+"/.exec(code.text)?.[1] ?? 'code';
  const answer = await browser.submit(code, form, { code: digits });

  expect(answer.status).toBe(409);
  expect(formOf(answer.text, 'approve').fields).toMatchObject({ name: answers.name, title: answers.title });
  expect(await newest()).toMatchObject({ revision: 2, approvals: [{ state: 'requested' }] });
});

test.each(['before', 'after'])(
  'a link revoked through the record %s a correction: it opens neither the new notice nor the old one',
  async (when) => {
    const { change, link, browser, page, newest } = await openNotice();
    const oldAddress = new URL(page.request.url).pathname;
    const revoke = async () => {
      const notice = await newest();
      await testbed.dependencies.mongoConnection
        .collection('notices')
        .updateOne({ shortId: notice?.shortId }, { $set: { linksRevokedAt: await testbed.now() } });
    };
    await testbed.advanceTo(new Date((await testbed.now()).getTime() + 60_000).toISOString());
    if (when === 'before') await revoke();
    await revise(testbed, change._id, moved);
    await testbed.settle();
    if (when === 'after') await revoke();

    expect((await contactBrowser(testbed).get(new URL(link).pathname)).status).toBe(404);
    expect((await browser.get(oldAddress)).status).toBe(404);
  },
);
