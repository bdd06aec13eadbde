import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../src/config';
import { buildDependencies } from '../../src/dependencies';
import { createTransport } from '../../src/mail/transport';
import { addition, publish, registerAgreement } from '../support/register';
import { createTestbed } from '../support/testbed';
import { startTinySmtpServer } from './tinySmtpServer';

const raw = Buffer.from(
  'To: outside@controller.example\r\nCc: other@controller.example\r\nBcc: third@controller.example\r\nSubject: hi\r\n\r\nhi\r\n',
);
const from = 'varsel@processor.example';
const member = 'Tester@Team.example';

describe('MAIL_MODE=team', () => {
  test.each([
    'outside@controller.example',
    'tester+x@team.example',
    'tester@team.example.no',
    'tester@sub.team.example',
    'xtester@team.example',
    'tester@team.example,outside@controller.example',
    'tester@team.example outside@controller.example',
    'tester@team.example>\r\nRCPT TO:<outside@controller.example',
    '<tester@team.example>,<outside@controller.example>',
    'outside@controller.example\0tester@team.example',
    '"tester@team.example"@controller.example',
    'tester%team.example@controller.example',
    't\u0435ster@team.example',
    'te\u017fter@team.example',
    '@team.example:outside@controller.example',
    '',
  ])('to %j: nothing leaves, not even a connection', async (to) => {
    const server = await startTinySmtpServer();
    const transport = createTransport({ mode: 'team', smtpUrl: server.url, team: [member], connections: 1 });
    const { outcome, response } = await transport.deliver({ envelope: { from, to }, raw });
    await transport.close();
    expect(outcome).toMatchObject({ kind: 'answered', stage: 'recipient' });
    expect(response).toMatch(/^Not sent: /);
    expect(server.connections()).toBe(0);
    await server.close();
  });

  test('several recipients at once, as a list or as an object: refused', async () => {
    const server = await startTinySmtpServer();
    const transport = createTransport({ mode: 'team', smtpUrl: server.url, team: [member], connections: 1 });
    for (const to of [[member, 'outside@controller.example'], { address: member, toString: () => 'outside@controller.example' }]) {
      const envelope = { from, to } as unknown as { from: string; to: string };
      await transport.deliver({ envelope, raw }).catch(() => undefined);
    }
    await transport.close();
    expect(server.commands.filter((command) => command.startsWith('RCPT'))).toEqual([]);
    await server.close();
  });

  test.each([member, 'TESTER@TEAM.EXAMPLE'])('to %s, who is in the team: only there, whoever stands in the headers', async (to) => {
    const server = await startTinySmtpServer();
    const transport = createTransport({ mode: 'team', smtpUrl: server.url, team: ['tester@team.example'], connections: 1 });
    await transport.deliver({ envelope: { from, to }, raw });
    await transport.close();
    expect(server.commands.filter((command) => command.startsWith('RCPT'))).toEqual([`RCPT TO:<${to}>`]);
    await server.close();
  });

  test('an empty team: nobody', async () => {
    const server = await startTinySmtpServer();
    const transport = createTransport({ mode: 'team', smtpUrl: server.url, team: [], connections: 1 });
    expect((await transport.deliver({ envelope: { from, to: member }, raw })).outcome).toMatchObject({ code: 550 });
    await transport.close();
    expect(server.connections()).toBe(0);
    await server.close();
  });

  test('asked whether an address outside would be taken: its name is not even said', async () => {
    const server = await startTinySmtpServer();
    const transport = createTransport({ mode: 'team', smtpUrl: server.url, team: [member], connections: 1 });
    await transport.probe?.({ from, to: 'outside@controller.example' }, 2_000);
    await transport.close();
    expect(server.commands.join('\n')).not.toContain('controller.example');
    await server.close();
  });
});

describe('a copy of a production database, started outside production', () => {
  test('with SMTP_URL still set: everything is captured, before and after a restart, and the outside hears nothing', async () => {
    const outside = await startTinySmtpServer();
    const testbed = await createTestbed({ env: { SMTP_URL: outside.url } });
    await registerAgreement(testbed, { reference: 'COPY' });
    await publish(testbed, addition());
    const to = 'contact@copy.example';
    expect(await testbed.mailbox({ to })).toHaveLength(1);

    const restarted = await buildDependencies(testbed.dependencies.config);
    await restarted.context.mailer.deliver({ envelope: { from, to, envelopeId: 'restarted' }, raw });
    await restarted.close();
    expect(await testbed.mailbox({ to })).toHaveLength(2);
    expect(outside.connections()).toBe(0);
    await testbed.close();
    await outside.close();
  });

  test('in mode team: its controllers are refused by us, and only the team hears', async () => {
    const outside = await startTinySmtpServer();
    const env = { SMTP_URL: outside.url, MAIL_MODE: 'team', MAIL_TEAM: member, CHECK_WAYS_BACK: 'off' };
    const testbed = await createTestbed({ env });
    const { agreement } = await registerAgreement(testbed, { reference: 'STAGE' });
    const change = await publish(testbed, addition());
    const [notice] = await testbed.dependencies.data.notices.findFor(change._id, [agreement._id]);
    expect(notice?.state).toBe('undeliverable');
    expect(outside.connections()).toBe(0);
    await testbed.close();
    await outside.close();
  });

  test.each([{}, { NODE_ENV: 'development' }, { NODE_ENV: 'test' }, { MAIL_MODE: '' }])(
    '%j: the mode is capture unless it is said',
    (env) => {
      const dataDir = mkdtempSync(path.join(tmpdir(), 'forvarsel-modes-'));
      const { mail } = readConfig({ SMTP_URL: 'smtp://relay.example', DATA_DIR: dataDir, ...env });
      rmSync(dataDir, { recursive: true });
      expect(mail.mode).toBe('capture');
    },
  );
});
