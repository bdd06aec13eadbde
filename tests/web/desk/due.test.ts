import { textOf } from '../../support/contactBrowser';
import { addition, draft, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeEach(async () => {
  testbed = await createTestbed();
});
afterEach(() => testbed.close());

describe('the list of what is due', () => {
  test('with nothing to do it says so', async () => {
    const dpo = await staffBrowser(testbed, 'dpo');
    expect(textOf((await dpo.get('/desk')).text)).toContain('Ingenting venter på noen.');
  });

  test('each role finds its own turn first: the draft is the publisher’s, and overdue once its day has passed', async () => {
    await registerAgreement(testbed, { reference: 'VID-1' });
    const { _id } = await draft(testbed, addition());
    const publisher = await staffBrowser(testbed, 'publisher');
    const dpo = await staffBrowser(testbed, 'dpo');
    const own = await publisher.get('/desk');
    expect(own.text).toContain('id="own"');
    expect(own.text).toContain(`href="/desk/changes/${_id}"`);
    expect((await dpo.get('/desk')).text).not.toContain('id="own"');
    await testbed.advanceTo('2026-07-02T08:00:00Z');
    expect(textOf((await publisher.get('/desk')).text)).toContain('onsdag 1. juli 2026 – over fristen');
  });

  test('the front page leads to the desk, or to the sign-in', async () => {
    expect((await (await staffBrowser(testbed, 'dpo')).get('/')).headers.location).toBe('/desk');
    expect((await (await staffBrowser(testbed, null)).get('/')).headers.location).toBe('/sign-in');
  });
});

describe('the demo clock above every page', () => {
  test('shows legal time, moves forward in Norwegian time, and comes back to the page it was moved from', async () => {
    const dpo = await staffBrowser(testbed, 'dpo');
    const page = await dpo.get('/desk/changes?status=draft');
    expect(page.text).toContain('mandag 1. juni 2026 kl. 10.00 (norsk tid)');
    const answer = await dpo.submit(page, 'clock', { to: '2026-07-01T00:30' });
    expect([answer.status, answer.headers.location]).toEqual([303, '/desk/changes?status=draft']);
    expect(await testbed.now()).toEqual(new Date('2026-06-30T22:30:00Z'));
  });

  test.each([
    ['', 'Velg en dag og et klokkeslett'],
    ['2026-02-30T10:00', 'Velg en dag og et klokkeslett'],
    ['2026-05-01T10:00', 'Klokken går bare fremover'],
    ['2029-01-01T10:00', 'høyst to år om gangen'],
  ])('to %p it does not move, and says why', async (to, reason) => {
    const dpo = await staffBrowser(testbed, 'dpo');
    const answer = await dpo.submit(await dpo.get('/desk'), 'clock', { to });
    expect(answer.status).toBe(422);
    expect(textOf(answer.text)).toContain(reason);
    expect(await testbed.now()).toEqual(new Date('2026-06-01T08:00:00Z'));
  });

  test('only those who may move it have the form', async () => {
    for (const [role, has] of [
      ['dpo', true],
      ['admin', true],
      ['publisher', false],
      ['auditor', false],
    ] as const) {
      const page = await (await staffBrowser(testbed, role)).get('/desk');
      expect([role, page.text.includes('id="clock"')]).toEqual([role, has]);
    }
  });
});
