import { readConfig } from '../../src/config';
import { buildDependencies } from '../../src/dependencies';
import { startWorker } from '../../src/worker';

/** A worker of its own process, for a test to kill. Leases are short, so that what it held is soon taken by another. */
async function run(): Promise<void> {
  const dependencies = await buildDependencies(readConfig(process.env, 'worker'));
  dependencies.context.settings.sendingLeaseMs = 3_000;
  await startWorker(dependencies);
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
}

void run();
