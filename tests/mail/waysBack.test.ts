import { probeOwnServer } from '../../src/mail/ownServerProbe';
import { probeSmtp, type SmtpProbe } from '../../src/mail/smtpProbe';
import { mailboxFindings, tried } from '../../src/mail/waysBack';
import { startTinyDnsServer } from '../support/tinyDnsServer';
import { type Script, startTinySmtpServer } from './tinySmtpServer';

const ask = { from: 'bounce@processor.example', to: 'personvern@firma.no' };
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function server(script: Script = {}) {
  const smtp = await startTinySmtpServer(script);
  opened.push(smtp.close);
  return smtp;
}

/** What is found behind a relay that takes any address, where the domain's own server behaves like this; `null`: DNS knows none. */
async function behindRelay(own: Script | null, relay: Script = {}) {
  const passingOn = await server(relay);
  const mailbox = await server(own ?? {});
  const dns = await startTinyDnsServer(own ? { 'firma.no': { mx: ['localhost'] } } : {});
  opened.push(dns.close);
  const asked: SmtpProbe | Error = await tried(probeSmtp({ url: passingOn.url, ask, limitMs: 5_000 }));
  const port = Number(new URL(mailbox.url).port);
  const found = mailboxFindings(ask, asked, await tried(probeOwnServer(ask, 5_000, { dnsServer: dns.address, port })));
  expect([...passingOn.messages, ...mailbox.messages]).toEqual([]);
  return found;
}

describe('the Reply-To mailbox behind a relay, which takes mail to any address', () => {
  test('its own server takes it', async () => {
    expect(await behindRelay({})).toMatchObject({ sender: { state: 'ok' }, replyTo: { state: 'ok' } });
  });

  test('its own server knows no such mailbox', async () => {
    const { replyTo } = await behindRelay({ rcpt: '550 5.1.1 No such user' });
    expect(replyTo).toMatchObject({ state: 'fail', detail: expect.stringContaining('No such user') });
  });

  test.each<[string, Script | null]>([
    ['its own server does not talk to us', { rcpt: '550 5.7.1 Your address is on a list' }],
    ['its own server refuses our sender', { mail: '550 5.7.1 Go away' }],
    ['its own server says later', { rcpt: '451 4.7.1 Greylisted' }],
    ['its own server hangs up', { greeting: 'drop' }],
    ['no server is known', null],
  ])('%s: whether it is there stays unknown, and that is what is said', async (_what, own) => {
    const { replyTo } = await behindRelay(own);
    expect(replyTo).toMatchObject({ state: 'warn', detail: expect.stringContaining('could not be found out') });
  });

  test('the relay itself refuses it', async () => {
    const { replyTo } = await behindRelay({}, { rcpt: '550 5.1.1 No such user' });
    expect(replyTo).toMatchObject({ state: 'fail', detail: expect.stringContaining('MAIL_REPLY_TO') });
  });
});
