import path from 'node:path';
import type { Config } from './config';
import { buildDependencies } from './dependencies';
import { startEmbeddedStack } from './embedded/startEmbeddedStack';
import { projectRoot } from './projectRoot';
import { removeRuntimeFile, writeRuntimeFile } from './runtimeFile';
import { loadSampleDataOnce } from './sampleData';
import { startWeb } from './web';
import { startWorker } from './worker';
import { ensureDemoUsers } from './workflows/accounts/ensureDemoUsers';

export type Stops = {
  /** Remembers how to stop what has just been started; the last one stops first. */
  push(name: string, stop: () => Promise<void> | void): void;
  /** Whether everything is being stopped: nothing more is to be started. */
  asked(): boolean;
  /** Stops everything and ends the process. Does nothing when that is already under way. */
  now(exitCode: number): Promise<void>;
};

/** Starts the embedded stack, the sample data, web and worker in this process. How to stop each is left in `stops`, also of what ran when something failed. */
export async function startPortal(config: Config, { stops, say }: { stops: Stops; say: (message: string) => void }): Promise<void> {
  const stack = await startEmbeddedStack({
    dataDir: config.dataDir,
    binDir: path.join(projectRoot(), '.data', 'bin'),
    mongodbUri: config.mongodbUri,
    redisUrl: config.redisUrl,
    log: say,
    onServerLost: (message) => {
      say(message);
      void stops.now(1);
    },
  });
  stops.push('the embedded stack', () => stack.stop());

  const dependencies = await buildDependencies({ ...config, mongodbUri: stack.mongodbUri, redisUrl: stack.redisUrl });
  stops.push('the connections', () => dependencies.close());
  if (config.demoPassword !== undefined) {
    await ensureDemoUsers(dependencies.context, { password: config.demoPassword, now: await dependencies.clock.now() });
  }
  await loadSampleDataOnce(dependencies);

  const worker = await startWorker(dependencies);
  stops.push('the worker', () => worker.stop());
  const web = await startWeb(dependencies);
  stops.push('the web server', () => web.stop());

  writeRuntimeFile(config.dataDir, { mongodbUri: stack.mongodbUri, redisUrl: stack.redisUrl, baseUrl: config.baseUrl });
  stops.push('the note for the command line', () => removeRuntimeFile(config.dataDir));
}
