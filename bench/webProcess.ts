import { readConfig } from '../src/config';
import { buildDependencies } from '../src/dependencies';
import { startWeb } from '../src/web';
import { serveQuestions } from './support/ownProcess';

/** The web server that `npm run web` runs, in a process that tells its port. */
async function run(): Promise<void> {
  const dependencies = await buildDependencies(readConfig(process.env, 'web'));
  const { port } = await startWeb(dependencies);
  process.once('SIGTERM', () => process.exit(0));
  serveQuestions(() => port);
}

void run();
