import type { Response } from 'supertest';
import { decideObjection } from '../../../src/workflows/objections/decideObjection';
import { contactBrowser, formOf, hasForm, latestCode, latestLink, referenceOn, textOf } from '../../support/contactBrowser';
import { addition, completeSubprocessor, expectValue, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

const who = { name: 'Kari Æøå', title: 'Rådgiver' };
const abroad = {
  ...completeSubprocessor,
  locations: [{ country: 'US', kind: 'processing' as const }],
  transferBasis: [{ country: 'US', basis: 'scc-46-2-c', reference: 'TIA-4' }],
};

let testbed: Testbed;
let services = 0;

beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

async function openNotice(different: { preset?: 'dfo-2020-general' | 'dfo-2020-specific'; subprocessor?: typeof abroad } = {}) {
  services += 1;
  const service = `service-${services}`;
  const { preset, subprocessor = completeSubprocessor } = different;
  const { agreement } = await registerAgreement(testbed, { reference: `A${services}`, services: [service], preset, contacts: 2 });
  await publish(
    testbed,
    addition({ rollout: 'perAgreement', services: [service], plannedEffectiveOn: '2026-07-20', subprocessor: subprocessor as never }),
  );
  const { data } = testbed.dependencies;
  const [notice] = await data.notices.listOfAgreement(agreement._id);
  if (!notice) throw new Error('no notice');
  const address = `contact@a${services}.example`;
  const link = await latestLink(testbed, address);
  const browser = contactBrowser(testbed);
  const page = await browser.open(link);
  const objections = () => data.objections.listOfNotices([notice._id]);
  const record = async () => {
    const found = await data.notices.find(notice._id);
    if (!found) throw new Error('the notice is gone');
    return found;
  };
  const reload = (): Promise<Response> => browser.get(`/notice/${notice.shortId}`);
  return { agreement, notice, address, link, browser, page, objections, record, reload };
}

type Opened = Awaited<ReturnType<typeof openNotice>>;

async function object({ browser, page }: Opened): Promise<string> {
  const check = await browser.follow(await browser.submit(page, 'object', { ...who, grounds: 'Vi motsetter oss.' }));
  return referenceOn((await browser.follow(await browser.submit(check, 'confirm'))).text);
}

describe('withdrawing an objection', () => {
  test('with the mailed code: withdrawn, told to all contacts, and a new objection can be raised', async () => {
    const opened = await openNotice();
    const reference = await object(opened);

    const codePage = await opened.browser.follow(await opened.browser.submit(await opened.reload(), 'withdraw'));
    expect(textOf(codePage.text)).toContain('c•••@');
    expect(await opened.objections()).toMatchObject([{ state: 'submitted' }]);
    const done = await opened.browser.follow(
      await opened.browser.submit(codePage, 'confirm', { code: await latestCode(testbed, opened.address) }),
    );

    expect(referenceOn(done.text)).toBe(reference);
    expect(textOf(done.text)).toContain('Innsigelsen er trukket tilbake');
    expect(await opened.objections()).toMatchObject([{ state: 'withdrawn', open: false }]);
    await testbed.settle();
    const told = (await testbed.mailbox({ to: opened.address.replace('contact@', 'second@') })).map(({ subject }) => subject ?? '');
    expect(told.some((subject) => subject.includes('trukket'))).toBe(true);
    const page = await opened.reload();
    expect([hasForm(page.text, 'object'), hasForm(page.text, 'withdraw')]).toEqual([true, false]);
  });

  test('a wrong code: 422 and the same form; five wrong ones: not even the right one works, a new one does', async () => {
    const opened = await openNotice();
    await object(opened);
    const codePage = await opened.browser.follow(await opened.browser.submit(await opened.reload(), 'withdraw'));
    const code = await latestCode(testbed, opened.address);
    const wrong = code.startsWith('000') ? '111 111' : '000 000';

    for (let tries = 1; tries <= 5; tries += 1) {
      const answer = await opened.browser.submit(codePage, 'confirm', { code: wrong });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('<title>Feil: ');
      expect(answer.text).toContain('href="#code"');
    }
    const right = await opened.browser.submit(codePage, 'confirm', { code });
    expect(right.status).toBe(422);
    expect(textOf(right.text)).toContain('Be om en ny kode');
    expect(await opened.objections()).toMatchObject([{ state: 'submitted' }]);

    const again = await opened.browser.follow(await opened.browser.submit(codePage, 'again'));
    expect(textOf(again.text)).toContain('Vi har sendt en ny kode.');
    const done = await opened.browser.submit(again, 'confirm', { code: await latestCode(testbed, opened.address) });
    expect(done.status).toBe(303);
    expect(await opened.objections()).toMatchObject([{ state: 'withdrawn' }]);
  });

  test('no code at all: said at the field, and it costs no try', async () => {
    const opened = await openNotice();
    await object(opened);
    const codePage = await opened.browser.follow(await opened.browser.submit(await opened.reload(), 'withdraw'));
    for (let tries = 1; tries <= 6; tries += 1) {
      expect((await opened.browser.submit(codePage, 'confirm', { code: ' ' })).status).toBe(422);
    }
    const done = await opened.browser.submit(codePage, 'confirm', { code: await latestCode(testbed, opened.address) });
    expect(done.status).toBe(303);
  });

  test('the right code ten times at once: withdrawn once, everybody gets the same confirmation or is told', async () => {
    const opened = await openNotice();
    await object(opened);
    const codePage = await opened.browser.follow(await opened.browser.submit(await opened.reload(), 'withdraw'));
    const code = await latestCode(testbed, opened.address);

    const answers = await Promise.all(Array.from({ length: 10 }, () => opened.browser.submit(codePage, 'confirm', { code })));

    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(answers.some(({ status }) => status === 303)).toBe(true);
    const [objection] = await opened.objections();
    expect(objection?.history.filter(({ event }) => event === 'withdraw').length).toBe(1);
  });

  test('another act’s code, and another contact’s, open nothing', async () => {
    const opened = await openNotice({ preset: 'dfo-2020-general', subprocessor: abroad });
    await object(opened);
    const approvePage = await opened.browser.follow(await opened.browser.submit(await opened.reload(), 'approve', who));
    const approvalCode = await latestCode(testbed, opened.address);
    const withdrawPage = await opened.browser.follow(await opened.browser.submit(await opened.reload(), 'withdraw'));

    const answer = await opened.browser.submit(withdrawPage, 'confirm', { code: approvalCode });

    expect(answer.status).toBe(422);
    expect(await opened.objections()).toMatchObject([{ state: 'submitted' }]);
    const stranger = contactBrowser(testbed);
    await stranger.open((await openNotice()).link);
    expect((await stranger.get(new URL(approvePage.request.url).pathname)).status).toBe(404);
  });
});

describe('approvals', () => {
  test('a third country under terms that need a yes: granted with the code, with name, day and reference', async () => {
    const opened = await openNotice({ preset: 'dfo-2020-general', subprocessor: abroad });
    expect(textOf(opened.page.text)).toContain('Overføring til land utenfor EØS');
    expect([hasForm(opened.page.text, 'approve'), hasForm(opened.page.text, 'refuse')]).toEqual([true, true]);

    const codePage = await opened.browser.follow(await opened.browser.submit(opened.page, 'approve', who));
    expect((await opened.record()).approvals).toMatchObject([{ kind: 'third-country', state: 'requested' }]);
    const code = await latestCode(testbed, opened.address);
    const done = await opened.browser.follow(await opened.browser.submit(codePage, 'confirm', { code }));

    const reference = referenceOn(done.text);
    expect(reference).toMatch(/^GOD-/);
    expect((await opened.record()).approvals).toMatchObject([{ kind: 'third-country', state: 'granted', decidedBy: who, reference }]);
    const page = await opened.reload();
    expect([hasForm(page.text, 'approve'), hasForm(page.text, 'refuse')]).toEqual([false, false]);
    await testbed.settle();
    const told = await testbed.mailbox({ to: opened.address.replace('contact@', 'second@') });
    expect(told.map(({ text }) => text).join()).toContain(reference);
  });

  test('refused with grounds, at once and without a code; turned into a yes later, and both confirmations stand', async () => {
    const opened = await openNotice({ preset: 'dfo-2020-specific' });

    const withoutGrounds = await opened.browser.submit(opened.page, 'refuse', who);
    expect(withoutGrounds.status).toBe(422);
    expect(withoutGrounds.text).toContain('href="#refuse-grounds"');
    const refused = await opened.browser.follow(await opened.browser.submit(opened.page, 'refuse', { ...who, grounds: 'Ikke trygt nok.' }));
    expect((await opened.record()).approvals).toMatchObject([{ kind: 'specific', state: 'refused', grounds: 'Ikke trygt nok.' }]);

    const page = await opened.reload();
    expect([hasForm(page.text, 'approve'), hasForm(page.text, 'refuse')]).toEqual([true, false]);
    const codePage = await opened.browser.follow(await opened.browser.submit(page, 'approve', who));
    await opened.browser.submit(codePage, 'confirm', { code: await latestCode(testbed, opened.address) });
    expect((await opened.record()).approvals).toMatchObject([{ kind: 'specific', state: 'granted' }]);
    const old = await opened.browser.get(new URL(refused.request.url).pathname);
    expect(referenceOn(old.text)).toBe(referenceOn(refused.text));
    expect(textOf(old.text)).toContain('Endringen er ikke godkjent');
  });

  test('nothing ticked, no name: 422 with both said', async () => {
    const opened = await openNotice({ preset: 'dfo-2020-general', subprocessor: abroad });
    const form = formOf(opened.page.text, 'approve');
    const answer = await opened.browser.post(form.action, { token: String(form.fields.token), title: 'Leder' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#approve-kind"');
    expect(answer.text).toContain('href="#approve-name"');
    expect(formOf(answer.text, 'approve').fields.title).toBe('Leder');
  });

  test('one refuses while another approves: one wins, the other is told how it stands', async () => {
    const opened = await openNotice({ preset: 'dfo-2020-general', subprocessor: abroad });
    const codePage = await opened.browser.follow(await opened.browser.submit(opened.page, 'approve', who));
    const code = await latestCode(testbed, opened.address);

    const [granted, refused] = await Promise.all([
      opened.browser.submit(codePage, 'confirm', { code }),
      opened.browser.submit(opened.page, 'refuse', who),
    ]);

    expect(granted.status).toBe(303);
    expect([303, 409]).toContain(refused.status);
    expect((await opened.record()).approvals).toMatchObject([{ state: 'granted' }]);
  });
});

describe('the processor’s steps, answered by the link', () => {
  async function staff(opened: Opened, input: { event: 'review' | 'propose' | 'askGrounds'; text?: string; answerBy?: string }) {
    const [objection] = await opened.objections();
    const act = { actor: testbed.person('dpo'), now: await testbed.now(), objectionId: objection?._id ?? '' };
    expectValue(await decideObjection(testbed.context, { ...act, input: { ...input, version: objection?.version ?? 0 } }));
  }

  test('a proposal is declined without a code and accepted with one', async () => {
    const opened = await openNotice();
    await object(opened);
    await staff(opened, { event: 'review' });
    await staff(opened, { event: 'propose', text: 'Vi lagrer bare i Norge.' });
    const { text } = await opened.browser.get(`/notice/${opened.notice.shortId}`);
    // What waits for them is told at the top, with the way to its form, and that form comes first.
    expect(/<div[^>]*id="status"[\s\S]*?<\/div>/.exec(text)?.[0]).toContain('<a class="ds-link" href="#answer">Les forslaget og svar</a>');
    expect(text.indexOf('<form id="answer"')).toBeLessThan(text.indexOf('<form id="acknowledge"'));

    const page = await opened.reload();
    expect(textOf(page.text)).toContain('Vi lagrer bare i Norge.');
    const undecided = await opened.browser.submit(page, 'answer');
    expect(undecided.status).toBe(422);
    const declined = await opened.browser.follow(await opened.browser.submit(page, 'answer', { answer: 'decline' }));
    expect(textOf(declined.text)).toContain('Innsigelsen står ved lag');
    expect(await opened.objections()).toMatchObject([{ state: 'underReview', proposals: [{ answer: 'declined' }] }]);

    await staff(opened, { event: 'propose', text: 'Vi sletter etter en uke.' });
    const stale = await opened.browser.submit(page, 'answer', { answer: 'decline' });
    expect(stale.status).toBe(409);
    expect(textOf(stale.text)).toContain('Et nyere forslag har erstattet dette.');
    const codePage = await opened.browser.follow(await opened.browser.submit(await opened.reload(), 'answer', { answer: 'accept' }));
    const done = await opened.browser.submit(codePage, 'confirm', { code: await latestCode(testbed, opened.address) });
    expect(done.status).toBe(303);
    expect(await opened.objections()).toMatchObject([{ state: 'settled', open: false, outcome: 'proceeds' }]);
    expect(textOf((await opened.browser.follow(done)).text)).toContain(
      'Forslaget fra databehandleren, som dere godtok: Vi sletter etter en uke.',
    );
  });

  test('grounds asked for are given through the page', async () => {
    const opened = await openNotice({ preset: 'dfo-2020-general' });
    await object(opened);
    await staff(opened, { event: 'review' });
    await staff(opened, { event: 'askGrounds', answerBy: '2026-06-20' });

    const page = await opened.reload();
    expect(textOf(page.text)).toContain('innen lørdag 20. juni 2026');
    expect((await opened.browser.submit(page, 'grounds', { ...who, grounds: '' })).status).toBe(422);
    const done = await opened.browser.follow(await opened.browser.submit(page, 'grounds', { ...who, grounds: 'Opptakene er sensitive.' }));

    expect(textOf(done.text)).toContain('Begrunnelsen er registrert.');
    expect(await opened.objections()).toMatchObject([{ state: 'underReview', grounds: [{}, { text: 'Opptakene er sensitive.' }] }]);
  });
});
