import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { clockFinding } from '../../src/cli/doctor/finding';
import { lifetimeFinding, membersFinding, ownerFinding } from '../../src/cli/doctor/mongoFindings';
import { infoFindings } from '../../src/cli/doctor/redisFindings';
import { runCli } from '../../src/cli/runCli';
import { type Script, startTinySmtpServer } from '../mail/tinySmtpServer';
import { createTestbed, type Testbed } from '../support/testbed';
import { type DnsRecords, startTinyDnsServer } from '../support/tinyDnsServer';

interface Told {
  code: number;
  states: Record<string, string>;
  details: Record<string, string>;
}

let testbed: Testbed;
let origin: http.Server;
const opened: (() => Promise<void>)[] = [];

beforeAll(async () => {
  testbed = await createTestbed();
  origin = http.createServer((_request, response) => response.writeHead(200).end());
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});
afterAll(async () => {
  await new Promise<void>((resolve) => origin.close(() => resolve()));
  await testbed.close();
});

const everything: Record<string, DnsRecords> = {
  'firma.no': { mx: ['mx.firma.no'] },
  'retur.firma.no': { mx: ['mx.firma.no'], txt: ['v=spf1 ip4:192.0.2.1 -all', 'something else'] },
  'selector1._domainkey.firma.no': { txt: [`v=DKIM1; k=rsa; p=${'A'.repeat(300)}`] },
  '_dmarc.firma.no': { txt: ['v=DMARC1; p=reject'] },
};

async function doctor({
  script = {},
  dns = everything,
  env = {},
  args = [],
}: {
  script?: Script;
  dns?: Record<string, DnsRecords>;
  env?: Record<string, string>;
  args?: string[];
}): Promise<Told> {
  const smtp = await startTinySmtpServer({ extensions: ['DSN', 'SMTPUTF8', 'SIZE 1000000'], ...script });
  const names = await startTinyDnsServer(dns);
  opened.push(smtp.close, names.close);
  const { mongodbUri = '', redisUrl = '', redisPrefix, dataDir } = testbed.dependencies.config;
  let text = '';
  const code = await runCli(['doctor', '--json', '--dns-server', names.address, ...args], {
    env: {
      MONGODB_URI: mongodbUri,
      REDIS_URL: redisUrl,
      REDIS_PREFIX: redisPrefix,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      SMTP_URL: smtp.url,
      MAIL_MODE: 'live',
      MAIL_FROM: 'Firma AS <varsel@firma.no>',
      MAIL_REPLY_TO: 'personvern@firma.no',
      MAIL_BOUNCE_DOMAIN: 'retur.firma.no',
      BASE_URL: `http://127.0.0.1:${(origin.address() as AddressInfo).port}`,
      ...env,
    },
    startedIn: dataDir,
    readStandardInput: async () => '',
    out: (line) => {
      text += line;
    },
    err: () => undefined,
  });
  const findings: { name: string; state: string; detail: string }[] = JSON.parse(text).findings;
  expect(smtp.messages).toEqual([]);
  return {
    code,
    states: Object.fromEntries(findings.map(({ name, state }) => [name, state])),
    details: Object.fromEntries(findings.map(({ name, detail }) => [name, detail])),
  };
}

describe('doctor', () => {
  test('everything in order: says so of each, and ends with 0', async () => {
    const { code, states } = await doctor({});
    expect(states).toEqual({
      Configuration: 'ok',
      MongoDB: 'ok',
      'MongoDB majority': 'ok',
      'MongoDB transactions': 'ok',
      Record: 'ok',
      'MongoDB transaction time': 'ok',
      'MongoDB clock': 'ok',
      Redis: 'ok',
      'Redis eviction': 'ok',
      'Redis persistence': expect.stringMatching(/ok|warn/),
      'Redis clock': 'ok',
      Mail: 'ok',
      'Mail sign-in': 'ok',
      'Mail encryption': 'ok',
      'Mail DSN': 'ok',
      'Mail SMTPUTF8': 'ok',
      'Mail SIZE': 'ok',
      'Envelope sender': 'ok',
      'Reply-To mailbox': 'ok',
      'SPF of retur.firma.no': 'ok',
      'DKIM of firma.no': 'ok',
      'DMARC of firma.no': 'ok',
      'Reply-To domain': 'ok',
      'Bounce domain': 'ok',
      Alignment: 'ok',
      Links: 'ok',
    });
    expect(code).toBe(0);
  });

  test('the Reply-To mailbox is refused for good: fails and says what to repair; refused for now: warns', async () => {
    const refused = await doctor({ script: { rcpt: '550 5.1.1 No such user' } });
    expect(refused).toMatchObject({ code: 1, states: { 'Reply-To mailbox': 'fail' } });
    expect(refused.details['Reply-To mailbox']).toContain('MAIL_REPLY_TO');
    expect(await doctor({ script: { rcpt: '450 Later' } })).toMatchObject({ code: 0, states: { 'Reply-To mailbox': 'warn' } });
  });

  test('the mail server does not let us send as we do: fails and shows its words', async () => {
    const refused = await doctor({ script: { mail: '550 5.7.60 Client does not have permissions to send as this sender' } });
    expect(refused).toMatchObject({ code: 1, states: { 'Envelope sender': 'fail' } });
    expect(refused.details['Envelope sender']).toContain('5.7.60');
  });

  test('a mail server that goes away, lacks extensions, or offers no sign-in: said of each', async () => {
    const gone = await doctor({ script: { greeting: 'drop' } });
    expect(gone).toMatchObject({ code: 1, states: { Mail: 'fail' } });
    expect(gone.details.Mail).toContain('SMTP_URL');
    const bare = await doctor({ script: { extensions: [] } });
    expect(bare).toMatchObject({ code: 0, states: { 'Mail DSN': 'warn', 'Mail SMTPUTF8': 'warn' } });
    const named = await startTinySmtpServer();
    opened.push(named.close);
    const unsigned = await doctor({ env: { SMTP_URL: named.url.replace('//', '//user:a-password@') } });
    expect(unsigned).toMatchObject({ code: 1, states: { 'Mail sign-in': 'fail' } });
    expect(JSON.stringify(unsigned)).not.toContain('a-password');
  });

  test('a domain without records: SPF and the ways back fail, the rest warns; while mail is captured it all only warns', async () => {
    const dns = { 'firma.no': { txt: ['v=spf1 +all'] }, 'retur.firma.no': {} };
    const live = await doctor({ dns });
    expect(live).toMatchObject({
      code: 1,
      states: {
        'SPF of retur.firma.no': 'fail',
        'DKIM of firma.no': 'warn',
        'DMARC of firma.no': 'warn',
        'Reply-To domain': 'fail',
        'Bounce domain': 'fail',
      },
    });
    const captured = await doctor({ dns, env: { MAIL_MODE: 'capture' } });
    expect(captured).toMatchObject({ code: 0, states: { 'SPF of retur.firma.no': 'warn', 'Bounce domain': 'warn' } });
    expect(captured.states).not.toHaveProperty('Reply-To mailbox');
  });

  test.each<[string, Record<string, DnsRecords>, string, string]>([
    ['+all', { 'retur.firma.no': { txt: ['v=spf1 +all'] } }, 'SPF of retur.firma.no', 'fail'],
    ['two records', { 'retur.firma.no': { txt: ['v=spf1 -all', 'v=spf1 ~all'] } }, 'SPF of retur.firma.no', 'fail'],
    ['no end', { 'retur.firma.no': { txt: ['v=spf1 mx'] } }, 'SPF of retur.firma.no', 'warn'],
    ['a DMARC record without a policy', { '_dmarc.firma.no': { txt: ['v=DMARC1; rua=mailto:a@firma.no'] } }, 'DMARC of firma.no', 'fail'],
    ['a domain that takes no mail', { 'firma.no': { mx: [''] } }, 'Reply-To domain', 'fail'],
    ['an address and no MX', { 'firma.no': { a: ['192.0.2.1'] } }, 'Reply-To domain', 'ok'],
  ])('%s: %j', async (_situation, different, name, state) => {
    const { states } = await doctor({ dns: { ...everything, ...different } });
    expect(states[name]).toBe(state);
  });

  test('a DKIM selector that is named and has no key: fails', async () => {
    const { code, states } = await doctor({ args: ['--dkim-selector', 'selector1,elsewhere'] });
    expect({ code, state: states['DKIM of firma.no'] }).toEqual({ code: 1, state: 'fail' });
  });

  test('no DNS here, or an example of a domain: said, and no failure', async () => {
    const closed = await startTinyDnsServer({});
    await closed.close();
    const none = await doctor({ args: ['--dns-server', closed.address] });
    expect(none).toMatchObject({ code: 0, states: { DNS: 'warn' } });
    expect(none.details.DNS).toContain('no DNS here');
    const example = await doctor({ env: { MAIL_FROM: 'varsel@firma.example' } });
    expect(example).toMatchObject({ code: 0, states: { DNS: 'warn' } });
  });

  test('the links lead nowhere: fails while mail leaves, warns while it is captured', async () => {
    const env = { BASE_URL: 'http://127.0.0.1:9' };
    expect(await doctor({ env })).toMatchObject({ code: 1, states: { Links: 'fail' } });
    expect(await doctor({ env: { ...env, MAIL_MODE: 'capture' } })).toMatchObject({ code: 0, states: { Links: 'warn' } });
  });
});

describe('clockFinding', () => {
  test.each([
    [1_000, 'ok'],
    [3_100, 'ok'],
    [4_000, 'warn'],
    [-2_500, 'warn'],
    [40_000, 'fail'],
  ])('asked at 0, answered at 1200 with %d: %s', (serverTime, state) => {
    expect(clockFinding('clock', serverTime, { askedAt: 0, answeredAt: 1_200 }).state).toBe(state);
  });
});

describe('settings of MongoDB and Redis', () => {
  const good = ['redis_version:7.2.4', 'maxmemory_policy:noeviction', 'aof_enabled:1'];
  const statesOf = (lines: string[]) => Object.fromEntries(infoFindings(lines.join('\r\n')).map(({ name, state }) => [name, state]));

  test.each([
    ['in order', good, { Redis: 'ok', 'Redis eviction': 'ok', 'Redis persistence': 'ok' }],
    ['too old for the queue', ['redis_version:6.0.16', ...good.slice(1)], { Redis: 'fail' }],
    ['Valkey of today', ['redis_version:7.2.4', 'valkey_version:9.1.2', ...good.slice(1)], { Redis: 'ok' }],
    ['evicts keys, and with them jobs', ['maxmemory_policy:allkeys-lru'], { 'Redis eviction': 'fail' }],
    ['does not tell what it evicts', [], { Redis: 'fail', 'Redis eviction': 'warn' }],
    ['keeps nothing on disk', ['redis_version:7.2.4', 'maxmemory_policy:noeviction', 'aof_enabled:0'], { 'Redis persistence': 'warn' }],
  ])('Redis: %s', (_what, lines, states) => {
    expect(statesOf(lines)).toMatchObject(states);
  });

  test.each([
    [20, 'ok'],
    [60, 'warn'],
    [2, 'warn'],
  ])('MongoDB ends a transaction after %i seconds: %s', async (seconds, state) => {
    expect(await lifetimeFinding(async () => ({ transactionLifetimeLimitSeconds: seconds }))).toMatchObject({ state });
  });

  test('a user that MongoDB does not tell how long a transaction may take is told what it should be', async () => {
    const refused = async () => {
      throw new Error('not authorized');
    };
    expect(await lifetimeFinding(refused)).toMatchObject({ state: 'warn', detail: expect.stringContaining('20') });
  });

  test('one member that holds data: enough to try the portal, not for production', () => {
    expect(membersFinding({ hosts: ['a'] }, false).state).toBe('ok');
    expect(membersFinding({ hosts: ['a'] }, true).state).toBe('warn');
    expect(membersFinding({ hosts: ['a', 'b', 'c'] }, true).state).toBe('ok');
  });

  describe("a record that is another deployment's", () => {
    const from = (production: boolean, mode: 'live' | 'team' | 'capture') => {
      const { mail } = testbed.dependencies.config;
      const here = { baseUrl: 'https://staging.processor.example', production, mail: { ...mail, mode } };
      return ownerFinding('https://varsel.processor.example', here);
    };

    test('fails where mail would leave for controllers, and says how to move it', () => {
      expect(from(true, 'live')).toMatchObject({ state: 'fail', detail: expect.stringContaining('adopt-record') });
    });

    test.each([
      [true, 'team'],
      [true, 'capture'],
      [false, 'live'],
    ] as const)('is in order for a copy that is tried out (production %s, MAIL_MODE %s)', (production, mode) => {
      expect(from(production, mode)).toMatchObject({ state: 'ok', detail: expect.not.stringContaining('adopt-record') });
    });
  });
});
