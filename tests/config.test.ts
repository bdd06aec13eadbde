import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Config, ConfigError, type EntryPoint, readConfig, withPort } from '../src/config';

const key = (letter: string): string => `k1:${Buffer.alloc(32, letter).toString('base64url')}`;

const PRODUCTION = {
  NODE_ENV: 'production',
  BASE_URL: 'https://varsel.example',
  MONGODB_URI: 'mongodb://db.example/forvarsel?replicaSet=rs',
  REDIS_URL: 'redis://redis.example',
  SMTP_URL: 'smtp://relay.example:587',
  MAIL_ROUTE: 'relay',
  MAIL_FROM: 'Varsel <varsel@vendor.example>',
  MAIL_REPLY_TO: 'personvern@vendor.example',
  MAIL_BOUNCE_DOMAIN: 'retur.vendor.example',
  PROCESSOR_NAME: 'Vendor AS',
  PROCESSOR_DPO: 'personvernombud@vendor.example',
  LINK_KEYS: key('a'),
  SESSION_KEYS: key('b'),
  AUDIT_KEYS: key('c'),
};

describe('readConfig', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'forvarsel-config-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const read = (env: Record<string, string>, entry?: EntryPoint): Config => readConfig({ DATA_DIR: dataDir, ...env }, entry);
  const problemsOf = (env: Record<string, string>, entry?: EntryPoint): string[] => {
    try {
      read(env, entry);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
    return [];
  };

  test('nothing said, outside production: the defaults of the contract', () => {
    const config = read({});
    expect(config).toMatchObject({
      production: false,
      port: 3000,
      host: '127.0.0.1',
      baseUrl: 'http://127.0.0.1:3000',
      mongodbUri: undefined,
      redisUrl: undefined,
      smtpUrl: undefined,
      redisPrefix: '{forvarsel}',
      mail: { mode: 'capture', route: 'direct', rate: 0, connections: 10, unknownWait: 120, team: [] },
      sampleData: 'seeds',
      demoClock: null,
      demoApiKeys: [],
      logLevel: 'info',
      warnings: [],
    });
    expect(config.processor.dpo).toMatch(/\.example$/);
  });

  test('npm start outside production runs the demo clock; web and worker do not unless told', () => {
    const servers = { MONGODB_URI: PRODUCTION.MONGODB_URI, REDIS_URL: PRODUCTION.REDIS_URL };
    expect(read({}, 'start').demoClock).toEqual({ mode: 'running' });
    expect(read({ DEMO_CLOCK: '' }, 'start').demoClock).toEqual({ mode: 'running' });
    expect(read({ DEMO_CLOCK: '0' }, 'start').demoClock).toBeNull();
    expect(read(servers, 'web').demoClock).toBeNull();
    expect(read({ ...servers, DEMO_CLOCK: '1' }, 'worker').demoClock).toEqual({ mode: 'running' });
    expect(read(PRODUCTION, 'start').demoClock).toBeNull();
  });

  test('web and worker without servers: both variables are named', () => {
    expect(problemsOf({}, 'web').map((problem) => problem.split(' ')[0])).toEqual(['MONGODB_URI', 'REDIS_URL']);
    expect(problemsOf({}, 'start')).toEqual([]);
  });

  test('an instant freezes the demo clock; a day that does not exist is refused', () => {
    expect(read({ DEMO_CLOCK: '2026-06-01T06:00:00Z' }).demoClock).toEqual({ mode: 'frozen', at: new Date('2026-06-01T06:00:00Z') });
    expect(read({ DEMO_CLOCK: '2026-06-01T08:00:00+02:00' }).demoClock).toEqual({ mode: 'frozen', at: new Date('2026-06-01T06:00:00Z') });
    for (const wrong of ['2026-02-30T06:00:00Z', '2026-06-01', '2026-06-01T06:00:00', 'yes']) {
      expect(problemsOf({ DEMO_CLOCK: wrong })).toEqual(['DEMO_CLOCK must be 1, 0, or an instant such as 2026-06-01T06:00:00Z.']);
    }
  });

  test('where bounces come in: nowhere unless said', () => {
    expect(read({}).mail).toMatchObject({ bounceListen: null, postmarkWebhook: null });
    expect(read({ MAIL_BOUNCE_LISTEN: '0.0.0.0:2525' }).mail.bounceListen).toEqual({ host: '0.0.0.0', port: 2525 });
    expect(read({ MAIL_BOUNCE_LISTEN: '[::1]:25' }).mail.bounceListen).toEqual({ host: '::1', port: 25 });
    expect(read({ POSTMARK_WEBHOOK: 'postmark:a:secret' }).mail.postmarkWebhook).toEqual({ user: 'postmark', password: 'a:secret' });
    for (const wrong of ['2525', 'localhost', 'localhost:70000', 'a b:25', '::1:25']) {
      expect(problemsOf({ MAIL_BOUNCE_LISTEN: wrong })).toEqual([
        'MAIL_BOUNCE_LISTEN must be host:port, such as 127.0.0.1:2525 or [::1]:2525.',
      ]);
    }
    for (const wrong of ['postmark', 'postmark:', ':secret']) {
      expect(problemsOf({ POSTMARK_WEBHOOK: wrong })).toEqual(['POSTMARK_WEBHOOK must be user:password.']);
    }
  });

  test('an empty variable counts as unset', () => {
    expect(read({ PORT: '', MAIL_MODE: '  ', MONGODB_URI: '', LINK_KEYS: '', NODE_ENV: '' }).port).toBe(3000);
  });

  test('the wait after a message that nobody answered: in seconds, from ten to an hour', () => {
    expect(read({ MAIL_UNKNOWN_WAIT: '30' }).mail.unknownWait).toBe(30);
    for (const wrong of ['9', '3601', '2m'])
      expect(problemsOf({ MAIL_UNKNOWN_WAIT: wrong })).toEqual([expect.stringContaining('MAIL_UNKNOWN_WAIT')]);
  });

  test('everything wrong is listed at once', () => {
    const problems = problemsOf({
      PORT: '70000',
      BASE_URL: 'https://varsel.example/portal',
      MONGODB_URI: 'postgres://db.example',
      REDIS_URL: 'redis+sentinel://h1,h2',
      MAIL_MODE: 'team',
      MAIL_ROUTE: 'pigeon',
      MAIL_FROM: 'not an address',
      MAIL_RATE: '-1',
      LINK_KEYS: 'k1:c2hvcnQ',
      DEMO_API_KEYS: 'king=abc',
      LOG_LEVEL: 'loud',
      SAMPLE_DATA: 'some',
      NODE_ENV: 'prod',
    });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(
      [
        ...['BASE_URL', 'DEMO_API_KEYS', 'LINK_KEYS', 'LOG_LEVEL', 'MAIL_FROM', 'MAIL_RATE', 'MAIL_ROUTE', 'MAIL_TEAM'],
        ...['MONGODB_URI', 'NODE_ENV', 'PORT', 'REDIS_URL', 'SAMPLE_DATA', 'SMTP_URL'],
      ].sort(),
    );
  });

  test('production without anything: every requirement is named, and nothing is made up in DATA_DIR', () => {
    const missing = problemsOf({ NODE_ENV: 'production' }).map((problem) => problem.split(' ')[0]);
    expect(missing.sort()).toEqual(
      Object.keys(PRODUCTION)
        .filter((name) => name !== 'NODE_ENV')
        .sort(),
    );
    expect(() => statSync(path.join(dataDir, 'keys.json'))).toThrow();
  });

  test('production with everything: taken as it is, without demo parts', () => {
    const config = read(PRODUCTION);
    expect(config).toMatchObject({
      production: true,
      sampleData: 'none',
      demoPassword: undefined,
      warnings: [],
      mail: { mode: 'live', route: 'relay' },
    });
    expect(config.linkKeys).toEqual([{ kid: 'k1', secret: Buffer.alloc(32, 'a') }]);
    expect(() => statSync(path.join(dataDir, 'keys.json'))).toThrow();
  });

  test('production refuses the demo parts, each by name', () => {
    const problems = problemsOf({ ...PRODUCTION, DEMO_CLOCK: '1', DEMO_API_KEYS: 'admin=x', DEMO_PASSWORD: 'y' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['DEMO_CLOCK', 'DEMO_API_KEYS', 'DEMO_PASSWORD']);
  });

  test('a secret in a file: read without its line break; both at once, an empty or a missing file are refused', () => {
    const file = path.join(dataDir, 'secret');
    writeFileSync(file, `${PRODUCTION.MONGODB_URI}\n`);
    const { MONGODB_URI, ...rest } = PRODUCTION;
    expect(read({ ...rest, MONGODB_URI_FILE: file }).mongodbUri).toBe(MONGODB_URI);
    expect(problemsOf({ ...PRODUCTION, MONGODB_URI_FILE: file })).toEqual(['MONGODB_URI and MONGODB_URI_FILE are both set: keep one.']);
    expect(problemsOf({ ...rest, MONGODB_URI_FILE: `${file}-none` })).toEqual([
      `MONGODB_URI_FILE names ${file}-none, which cannot be read (ENOENT).`,
    ]);
    writeFileSync(file, '\n');
    expect(problemsOf({ ...rest, MONGODB_URI_FILE: file })).toEqual([`MONGODB_URI_FILE names ${file}, which is empty.`]);
  });

  test('a wrong secret is never repeated in the message', () => {
    const secret = 'hemmelig-verdi';
    const env = { MONGODB_URI: secret, REDIS_URL: secret, SMTP_URL: secret, LINK_KEYS: secret, DEMO_API_KEYS: secret };
    const problems = problemsOf(env);
    expect(problems).toHaveLength(5);
    expect(problems.join(' ')).not.toContain(secret);
  });

  test('keys are lists, newest first; the same key id twice is refused', () => {
    const list = `new:${Buffer.alloc(32, 'n').toString('base64url')},old:${Buffer.alloc(40, 'o').toString('base64url')}`;
    expect(read({ LINK_KEYS: list }).linkKeys.map(({ kid, secret }) => [kid, secret.length])).toEqual([
      ['new', 32],
      ['old', 40],
    ]);
    expect(problemsOf({ LINK_KEYS: `${key('a')} ${key('b')}` })).toEqual(['LINK_KEYS names the same key id twice.']);
    expect(problemsOf({ AUDIT_KEYS: `a:${Buffer.alloc(33).toString('base64url')}` })).toHaveLength(1);
  });

  test('demo API keys: a role may repeat, a secret may hold =, the same secret twice is refused', () => {
    expect(read({ DEMO_API_KEYS: 'dpo=a,dpo=b==, system=c' }).demoApiKeys).toEqual([
      { role: 'dpo', secret: 'a' },
      { role: 'dpo', secret: 'b==' },
      { role: 'system', secret: 'c' },
    ]);
    expect(problemsOf({ DEMO_API_KEYS: 'dpo=a,admin=a' })).toHaveLength(1);
  });

  test('secrets that nobody gave are made once, for their owner only, and found again', () => {
    const first = read({});
    const second = read({});
    expect(second.linkKeys).toEqual(first.linkKeys);
    expect(second.auditKeys[0]?.secret).toHaveLength(32);
    expect(second.demoPassword).toBe(first.demoPassword);
    expect(first.demoPassword).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}$/);
    expect(statSync(path.join(dataDir, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(read({ DEMO_PASSWORD: 'valgt' }).demoPassword).toBe('valgt');
  });

  test('a damaged keys.json is refused and left alone', () => {
    const file = path.join(dataDir, 'keys.json');
    writeFileSync(file, '{"linkKeys":');
    expect(problemsOf({})).toEqual([`${file} is damaged. Restore it; or delete it, and links in mail sent so far stop working.`]);
    expect(readFileSync(file, 'utf8')).toBe('{"linkKeys":');
  });

  test('mail that is captured although a server is named: a warning says that nothing leaves', () => {
    expect(read({ SMTP_URL: 'smtp://relay.example' }).warnings).toEqual([
      'MAIL_MODE is capture: SMTP_URL is not used and no mail leaves. MAIL_MODE=live sends.',
    ]);
  });

  test('OAuth 2 for SMTP: all four variables and a mailbox without a password, or every one that is wrong is named', () => {
    const oauth2 = {
      SMTP_URL: 'smtp://varsel%40firma.example@smtp.example:587',
      SMTP_OAUTH2_CLIENT_ID: 'id',
      SMTP_OAUTH2_CLIENT_SECRET: 'a secret',
      SMTP_OAUTH2_TOKEN_URL: 'https://login.example/tenant/token',
      SMTP_OAUTH2_SCOPE: 'https://outlook.example/.default',
    };
    expect(read({}).smtpOAuth2).toBeNull();
    expect(read(oauth2).smtpOAuth2).toEqual({
      clientId: 'id',
      clientSecret: 'a secret',
      tokenUrl: 'https://login.example/tenant/token',
      scope: 'https://outlook.example/.default',
    });
    expect(
      problemsOf({ SMTP_OAUTH2_CLIENT_ID: 'id', SMTP_URL: 'smtp://user:password@smtp.example' }).map((problem) => problem.split(' ')[0]),
    ).toEqual(['SMTP_OAUTH2_CLIENT_SECRET', 'SMTP_OAUTH2_TOKEN_URL', 'SMTP_OAUTH2_SCOPE', 'SMTP_URL']);
    expect(problemsOf({ ...PRODUCTION, ...oauth2, SMTP_OAUTH2_TOKEN_URL: 'http://login.example/token' })).toEqual([
      'SMTP_OAUTH2_TOKEN_URL must be an https address such as https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token.',
    ]);
  });

  test('BASE_URL follows the port unless it was said', () => {
    expect(withPort(read({ PORT: '0' }), 4711)).toMatchObject({ port: 4711, baseUrl: 'http://127.0.0.1:4711' });
    expect(withPort(read({ PORT: '0', BASE_URL: 'https://varsel.example/' }), 4711).baseUrl).toBe('https://varsel.example');
  });

  test('a Redis Cluster needs a prefix with a hash tag', () => {
    expect(problemsOf({ REDIS_URL: 'redis+cluster://h1,h2', REDIS_PREFIX: 'forvarsel' })).toHaveLength(1);
    expect(problemsOf({ REDIS_URL: 'redis+cluster://h1,h2' })).toEqual([]);
  });
});
