import path from 'node:path';
import { readSmtpOAuth2, type SmtpOAuth2 } from './configOAuth2';
import { ConfigError, type Environment, environmentReader } from './configReader';
import {
  type DemoApiKey,
  type DemoClock,
  type Key,
  parseAbsolutePath,
  parseAddress,
  parseAddressList,
  parseCredentials,
  parseDemoApiKeys,
  parseDemoClock,
  parseDomain,
  parseHostAndPort,
  parseKeys,
  parseOneOf,
  parseOrigin,
  parseRedisUrl,
  parseSender,
  parseText,
  parseUrl,
  parseWholeNumber,
} from './configValues';
import { loadOrCreateKeys } from './generatedKeys';
import { projectRoot } from './projectRoot';

export type { DemoApiKey, DemoClock, Key };

export type Config = {
  production: boolean;
  /** 0 asks the operating system for a free one; see `withPort`. */
  port: number;
  host: string;
  /** The public origin without a slash at its end. Links are made of it, never of the Host header. */
  baseUrl: string;
  mongodbUri: string | undefined;
  redisUrl: string | undefined;
  smtpUrl: string | undefined;
  smtpOAuth2: SmtpOAuth2 | null;
  redisPrefix: string;
  processor: { name: string; dpo: string };
  mail: {
    from: string;
    replyTo: string;
    bounceDomain: string;
    mode: 'live' | 'team' | 'capture';
    team: string[];
    route: 'direct' | 'relay';
    /** Messages per second over all workers; 0 is no limit. */
    rate: number;
    /** SMTP connections per worker. */
    connections: number;
    /** Seconds until a message to which no answer came is sent again; the delays of further tries may make it more. */
    unknownWait: number;
    /** Where the worker listens for bounces by SMTP; null: it does not. */
    bounceListen: { host: string; port: number } | null;
    /** What Postmark signs in with when it posts events; null: it may not. */
    postmarkWebhook: { user: string; password: string } | null;
  };
  /** What a broken link or Reply-To mailbox does to a release; nothing is tried in mode capture. */
  checkWaysBack: 'refuse' | 'warn' | 'off';
  /** Newest first; older ones only verify. */
  linkKeys: Key[];
  sessionKeys: Key[];
  /** The secret is the 32-byte seed of an Ed25519 private key (RFC 8032). */
  auditKeys: Key[];
  /** Where signed heads are appended, absolute; null: nowhere. */
  auditHeadFile: string | null;
  /** Who is mailed a signed head a day; null: nobody. */
  auditHeadMail: string | null;
  /** Years after an agreement has ended until its records name nobody any more. */
  retentionYears: number;
  /** One person may release what they drafted themselves (DESIGN.md, "A change's life"); the evidence says so. */
  allowSelfRelease: boolean;
  dataDir: string;
  sampleData: 'seeds' | 'none';
  demoClock: DemoClock | null;
  demoApiKeys: DemoApiKey[];
  /** Undefined in production only. */
  demoPassword: string | undefined;
  logLevel: LogLevel;
  /** What is allowed but probably not meant; for the one who starts it. */
  warnings: string[];
};

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** `start` brings its own servers; `web` and `worker` must be told where theirs are; `cli` looks for a running start. */
export type EntryPoint = 'start' | 'web' | 'worker' | 'cli';

const DEMO = {
  PROCESSOR_NAME: 'Forvarsel Demo AS',
  PROCESSOR_DPO: 'personvernombud@forvarsel.example',
  MAIL_FROM: 'Forvarsel <varsel@forvarsel.example>',
  MAIL_REPLY_TO: 'personvern@forvarsel.example',
  MAIL_BOUNCE_DOMAIN: 'retur.forvarsel.example',
};

/**
 * Reads the whole configuration (CONTRACT.md, "Environment"). An empty variable counts as unset; each secret may stand in a file
 * named by `NAME_FILE`. Refuses with one ConfigError that lists everything wrong or missing. Outside production it creates what
 * secrets are missing in DATA_DIR. Secrets are never repeated in a message.
 */
export function readConfig(env: Environment, entry: EntryPoint = 'cli'): Config {
  const read = environmentReader(env);
  const environment = read.value('NODE_ENV', parseOneOf('production', 'development', 'test')) ?? 'development';
  const production = environment === 'production';
  /** Has a demo value, which nobody wants in production. */
  const said = <T>(name: keyof typeof DEMO, parse: (text: string) => T): T =>
    (production ? read.required(name, parse) : read.value(name, parse)) ?? parse(DEMO[name]);

  const port = read.value('PORT', parseWholeNumber(0, 65_535)) ?? 3000;
  const baseUrl = (production ? read.required('BASE_URL', parseOrigin) : read.value('BASE_URL', parseOrigin)) ?? localOrigin(port);
  const mode = read.value('MAIL_MODE', parseOneOf('live', 'team', 'capture')) ?? (production ? 'live' : 'capture');
  const team = mode === 'team' ? read.required('MAIL_TEAM', parseAddressList) : read.value('MAIL_TEAM', parseAddressList);
  const routeValue = parseOneOf('direct', 'relay');
  const route = (production ? read.required('MAIL_ROUTE', routeValue) : read.value('MAIL_ROUTE', routeValue)) ?? 'direct';

  const needsServers = production || entry === 'web' || entry === 'worker';
  const mongoUrl = parseUrl('mongodb:', 'mongodb+srv:');
  const mongodbUri = needsServers ? read.requiredSecret('MONGODB_URI', mongoUrl) : read.secret('MONGODB_URI', mongoUrl);
  const redisUrl = needsServers ? read.requiredSecret('REDIS_URL', parseRedisUrl) : read.secret('REDIS_URL', parseRedisUrl);
  const smtp = parseUrl('smtp:', 'smtps:');
  const smtpUrl = mode === 'capture' ? read.secret('SMTP_URL', smtp) : read.requiredSecret('SMTP_URL', smtp);
  const redisPrefix = read.value('REDIS_PREFIX', parseText) ?? '{forvarsel}';
  if (/^rediss?\+cluster:/.test(redisUrl ?? '') && !/\{[^}]+\}/.test(redisPrefix)) {
    read.problem('REDIS_PREFIX needs a hash tag for a Redis Cluster, such as {forvarsel}.');
  }

  const keys = (name: string, bytes: { least: number; most: number }): Key[] | undefined =>
    production ? read.requiredSecret(name, parseKeys(bytes)) : read.secret(name, parseKeys(bytes));
  const linkKeys = keys('LINK_KEYS', { least: 32, most: 128 });
  const sessionKeys = keys('SESSION_KEYS', { least: 32, most: 128 });
  const auditKeys = keys('AUDIT_KEYS', { least: 32, most: 32 });

  const demoOnly = <T>(name: string, parse: (text: string) => T, secret: boolean): T | undefined => {
    const value = secret ? read.secret(name, parse) : read.value(name, parse);
    if (production && read.isSet(name)) read.problem(`${name} is for demonstrations and refused in production: unset it.`);
    return value;
  };
  const demoClock = demoOnly('DEMO_CLOCK', parseDemoClock, false);
  const demoApiKeys = demoOnly('DEMO_API_KEYS', parseDemoApiKeys, true) ?? [];
  const demoPassword = demoOnly('DEMO_PASSWORD', parseText, true);

  const partial = {
    production,
    port,
    host: read.value('HOST', parseText) ?? '127.0.0.1',
    baseUrl,
    mongodbUri,
    redisUrl,
    smtpUrl,
    smtpOAuth2: readSmtpOAuth2(read, { smtpUrl, production }),
    redisPrefix,
    processor: { name: said('PROCESSOR_NAME', parseText), dpo: said('PROCESSOR_DPO', parseText) },
    mail: {
      from: said('MAIL_FROM', parseSender),
      replyTo: said('MAIL_REPLY_TO', parseAddress),
      bounceDomain: said('MAIL_BOUNCE_DOMAIN', parseDomain),
      mode,
      team: team ?? [],
      route,
      rate: read.value('MAIL_RATE', parseWholeNumber(0, 100_000)) ?? 0,
      connections: read.value('MAIL_CONNECTIONS', parseWholeNumber(1, 1000)) ?? 10,
      unknownWait: read.value('MAIL_UNKNOWN_WAIT', parseWholeNumber(10, 3_600)) ?? 120,
      bounceListen: read.value('MAIL_BOUNCE_LISTEN', parseHostAndPort) ?? null,
      postmarkWebhook: read.secret('POSTMARK_WEBHOOK', parseCredentials) ?? null,
    },
    checkWaysBack:
      read.value('CHECK_WAYS_BACK', parseOneOf('refuse', 'warn', 'off')) ?? (production ? ('refuse' as const) : ('warn' as const)),
    auditHeadFile: read.value('AUDIT_HEAD_FILE', parseAbsolutePath) ?? null,
    auditHeadMail: read.value('AUDIT_HEAD_MAIL', parseAddress) ?? null,
    retentionYears: read.value('RETENTION_YEARS', parseWholeNumber(1, 30)) ?? 3,
    allowSelfRelease: read.value('ALLOW_SELF_RELEASE', parseOneOf('yes', 'no')) === 'yes',
    dataDir: path.resolve(projectRoot(), read.value('DATA_DIR', parseText) ?? '.data'),
    sampleData: read.value('SAMPLE_DATA', parseOneOf('seeds', 'none')) ?? (production ? 'none' : 'seeds'),
    demoClock: demoClock === undefined ? (entry === 'start' && !production ? { mode: 'running' as const } : null) : demoClock,
    demoApiKeys,
    logLevel: read.value('LOG_LEVEL', parseOneOf(...LOG_LEVELS)) ?? 'info',
  };
  const warnings: string[] = [];
  if (mode === 'capture' && smtpUrl !== undefined)
    warnings.push('MAIL_MODE is capture: SMTP_URL is not used and no mail leaves. MAIL_MODE=live sends.');
  if (mode === 'capture' && production) warnings.push('MAIL_MODE is capture: no notice reaches anyone.');
  if (partial.allowSelfRelease)
    warnings.push('ALLOW_SELF_RELEASE is yes: one person may release what they drafted, and the evidence says so.');
  if (production && baseUrl.startsWith('http:')) warnings.push('BASE_URL is not https: cookies and links can be read on their way.');
  if (production && partial.sampleData === 'seeds')
    warnings.push('SAMPLE_DATA is seeds: made-up controllers are loaded into a production database.');

  read.refuseProblems();
  const generated = production ? null : loadOrCreateKeys(partial.dataDir);
  return {
    ...partial,
    linkKeys: linkKeys ?? generated?.linkKeys ?? [],
    sessionKeys: sessionKeys ?? generated?.sessionKeys ?? [],
    auditKeys: auditKeys ?? generated?.auditKeys ?? [],
    demoPassword: demoPassword ?? generated?.demoPassword,
    warnings,
  };
}

/** The same configuration listening on `port`. A BASE_URL that was not said follows the port. */
export function withPort(config: Config, port: number): Config {
  const followsPort = config.baseUrl === localOrigin(config.port);
  return { ...config, port, baseUrl: followsPort ? localOrigin(port) : config.baseUrl };
}

function localOrigin(port: number): string {
  return `http://127.0.0.1:${port}`;
}

export { ConfigError };
