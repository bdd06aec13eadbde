import path from 'node:path';
import { startThrowAwayServers } from '../../src/embedded/startThrowAwayServers';
import { projectRoot } from '../../src/projectRoot';
import { rememberServers } from './runningServers';

/** Once per test run: real servers of its own, whatever MONGODB_URI and REDIS_URL say (a test must never reach a real database). */
export default async function globalSetup(): Promise<void> {
  const servers = await startThrowAwayServers({
    binDir: path.join(projectRoot(), '.data', 'bin'),
    log: (message) => process.stderr.write(`${message}\n`),
  });
  rememberServers(servers);
  process.env.TEST_MONGODB_URI = servers.mongodbUri;
  process.env.TEST_REDIS_URL = servers.redisUrl;
}
