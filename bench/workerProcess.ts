import { readConfig } from '../src/config';
import { buildDependencies } from '../src/dependencies';
import { startWorker } from '../src/worker';
import { serveQuestions } from './support/ownProcess';

/** The worker that `npm run worker` runs, in a process that says when it is ready. */
async function run(): Promise<void> {
  const dependencies = await buildDependencies(readConfig(process.env, 'worker'));
  const worker = await startWorker(dependencies);
  process.once('SIGTERM', () => {
    void worker
      .stop()
      .then(() => dependencies.close())
      .then(() => process.exit(0));
  });
  serveQuestions(() => null);
}

void run();
