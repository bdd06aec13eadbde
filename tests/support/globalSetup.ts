import path from 'node:path';
import { startThrowAwayServers } from '../../src/embedded/startThrowAwayServers';
import { projectRoot } from '../../src/projectRoot';
import { rememberServers } from './runningServers';

/** A shell may be set up for a real deployment; nothing of that may reach a test or a process that a test starts. */
const DEPLOYMENT_VARIABLES = [
  ...['NODE_ENV', 'PORT', 'HOST', 'BASE_URL', 'MONGODB_URI', 'REDIS_URL', 'SMTP_URL', 'REDIS_PREFIX', 'PROCESSOR_NAME', 'PROCESSOR_DPO'],
  ...['MAIL_FROM', 'MAIL_REPLY_TO', 'MAIL_BOUNCE_DOMAIN', 'MAIL_MODE', 'MAIL_TEAM', 'MAIL_ROUTE', 'MAIL_RATE', 'MAIL_CONNECTIONS'],
  ...['LINK_KEYS', 'SESSION_KEYS', 'AUDIT_KEYS', 'DATA_DIR', 'SAMPLE_DATA', 'DEMO_CLOCK', 'DEMO_API_KEYS', 'DEMO_PASSWORD', 'LOG_LEVEL'],
  ...[
    'ALLOW_SELF_RELEASE',
    'RETENTION_YEARS',
    'AUDIT_HEAD_FILE',
    'AUDIT_HEAD_MAIL',
    'CHECK_WAYS_BACK',
    'POSTMARK_WEBHOOK',
    'MAIL_BOUNCE_LISTEN',
  ],
];

/** Once per test run: real servers of its own, whatever MONGODB_URI and REDIS_URL say (a test must never reach a real database). */
export default async function globalSetup(): Promise<void> {
  for (const name of DEPLOYMENT_VARIABLES) {
    delete process.env[name];
    delete process.env[`${name}_FILE`];
  }
  process.env.NODE_ENV = 'test';
  const servers = await startThrowAwayServers({
    binDir: path.join(projectRoot(), '.data', 'bin'),
    log: (message) => process.stderr.write(`${message}\n`),
  });
  rememberServers(servers);
  process.env.TEST_MONGODB_URI = servers.mongodbUri;
  process.env.TEST_REDIS_URL = servers.redisUrl;
}
