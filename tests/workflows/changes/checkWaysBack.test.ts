import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { approveChange } from '../../../src/workflows/changes/approveChange';
import { publishChange } from '../../../src/workflows/changes/publishChange';
import { submitChange } from '../../../src/workflows/changes/submitChange';
import { type Script, startTinySmtpServer } from '../../mail/tinySmtpServer';
import { addition, draft, expectValue, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

interface Surroundings {
  testbed: Testbed;
  smtp: Awaited<ReturnType<typeof startTinySmtpServer>>;
  changeId: string;
}

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** A portal whose public origin answers `/healthz` with `status`, and a submitted change in it. `script` may be changed while it runs. */
async function portal({
  status = 200,
  script = {},
  env = { CHECK_WAYS_BACK: 'refuse' },
}: {
  status?: number;
  script?: Script;
  env?: Record<string, string>;
}): Promise<Surroundings> {
  const origin = http.createServer((_request, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
  opened.push(() => new Promise((resolve) => origin.close(() => resolve())));
  const smtp = await startTinySmtpServer(script);
  opened.push(() => smtp.close());
  const testbed = await createTestbed({
    now: '2026-06-02T08:00:00Z',
    env: {
      MAIL_MODE: 'live',
      SMTP_URL: smtp.url,
      BASE_URL: `http://127.0.0.1:${(origin.address() as AddressInfo).port}`,
      MAIL_REPLY_TO: 'personvern@processor.example',
      ...env,
    },
  });
  opened.push(() => testbed.close());
  await registerAgreement(testbed, { reference: 'WAYS' });
  const { _id: changeId } = await draft(testbed, addition());
  expectValue(await submitChange(testbed.context, { actor: testbed.person('publisher'), now: await testbed.now(), changeId }));
  return { testbed, smtp, changeId };
}

async function approve({ testbed, changeId }: Surroundings) {
  return approveChange(testbed.context, { actor: testbed.person('dpo'), now: await testbed.now(), changeId });
}

async function publish({ testbed, changeId }: Surroundings) {
  return publishChange(testbed.context, { actor: testbed.person('publisher'), now: await testbed.now(), changeId });
}

async function factsOf({ testbed, changeId }: Surroundings, type: string) {
  const events = await testbed.dependencies.data.auditEvents.list({ limit: 100 });
  return events.find((event) => event.changeId === changeId && event.type === type)?.facts;
}

describe('before a release', () => {
  test('both ways answer: released and published, what was tried is in the audit trail, and nothing was sent', async () => {
    const all = await portal({});
    expectValue(await approve(all));
    expectValue(await publish(all));
    for (const type of ['change.approved', 'change.published']) {
      expect(await factsOf(all, type)).toMatchObject({
        waysBack: { links: { state: 'ok' }, sender: { state: 'ok' }, replyTo: { state: 'ok' } },
      });
    }
    // As on the envelope of a notice: a server may let the visible sender through and not this one.
    expect(all.smtp.commands.find((command) => command.startsWith('MAIL FROM'))).toMatch(/^MAIL FROM:<bounce\+0{24}\.[0-9a-f]{16}@/);
    expect(all.smtp.commands).toContain('RCPT TO:<personvern@processor.example>');
    expect(all.smtp.messages).toEqual([]);
    expect(all.smtp.commands).not.toContain('DATA');
  });

  test('the Reply-To mailbox is refused for good: neither released nor published, and it says what to repair', async () => {
    const script: Script = {};
    const all = await portal({ script });
    script.rcpt = '550 5.1.1 No such user';
    const refused = await approve(all);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'ways-back-fail' } });
    const { detail } = refused.ok ? { detail: undefined } : refused.refusal;
    for (const text of [detail?.nb, detail?.en]) expect(text).toContain('MAIL_REPLY_TO');
    expect(await all.testbed.dependencies.data.changes.find(all.changeId)).toMatchObject({ status: 'inReview' });

    script.rcpt = '250 Ok';
    expectValue(await approve(all));
    script.rcpt = '550 5.1.1 No such user';
    expect(await publish(all)).toMatchObject({ ok: false, refusal: { code: 'ways-back-fail' } });
    expect(await all.testbed.dependencies.data.changes.find(all.changeId)).toMatchObject({ status: 'approved', fanOut: null });
  });

  test('our own sender is refused for good: not released, since no notice could leave; for now: released, with a warning', async () => {
    const script: Script = { mail: '550 5.7.60 Client does not have permissions to send as this sender' };
    const all = await portal({ script });
    const refused = await approve(all);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'ways-back-fail' } });
    expect(refused.ok ? '' : refused.refusal.detail?.en).toContain('5.7.60');
    script.mail = '451 4.3.0 Later';
    expectValue(await approve(all));
    expect(await factsOf(all, 'change.approved')).toMatchObject({ waysBack: { sender: { state: 'warn' }, replyTo: { state: 'warn' } } });
  });

  test('the mailbox is not taken just now, or the server cannot be reached: released, with a warning in the audit trail', async () => {
    const later = await portal({ script: { rcpt: '450 4.2.0 Greylisted' } });
    expectValue(await approve(later));
    expect(await factsOf(later, 'change.approved')).toMatchObject({ waysBack: { replyTo: { state: 'warn' } } });
    await later.smtp.close();
    expectValue(await publish(later));
    expect(await factsOf(later, 'change.published')).toMatchObject({ waysBack: { replyTo: { state: 'warn' } } });
  });

  test('the links lead to something that does not answer: not released', async () => {
    const refused = await approve(await portal({ status: 502 }));
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'ways-back-fail' } });
    expect(refused.ok ? '' : refused.refusal.detail?.en).toContain('BASE_URL');
  });

  test('a deployment that only warns: released all the same, and written down', async () => {
    const all = await portal({ status: 502, script: { rcpt: '550 5.1.1 No such user' }, env: {} });
    expectValue(await approve(all));
    expect(await factsOf(all, 'change.approved')).toMatchObject({ waysBack: { links: { state: 'fail' }, replyTo: { state: 'fail' } } });
  });

  test('no mail leaves, or the check is off: nothing is tried', async () => {
    const settings: Record<string, string>[] = [{ MAIL_MODE: 'capture' }, { CHECK_WAYS_BACK: 'off' }];
    for (const env of settings) {
      const all = await portal({ env });
      expectValue(await approve(all));
      expect(await factsOf(all, 'change.approved')).not.toHaveProperty('waysBack');
      expect(all.smtp.connections()).toBe(0);
    }
  });
});
