import { ConfigError, type EntryPoint, readConfig } from './config';
import { buildDependencies, type Dependencies } from './dependencies';

/** Runs one process until SIGTERM or SIGINT: reads the configuration, connects, starts, and closes in the reverse order. Exit code 2: wrong configuration, 1: could not start. */
export async function runProcess(
  entry: Extract<EntryPoint, 'web' | 'worker'>,
  start: (dependencies: Dependencies) => Promise<{ stop(): Promise<void> }>,
): Promise<void> {
  try {
    const config = readConfig(process.env, entry);
    const dependencies = await buildDependencies(config);
    for (const warning of config.warnings) dependencies.log.warn(warning);
    const running = await start(dependencies);
    dependencies.log.info({ entry }, 'started');
    let stopping = false;
    const stop = async (signal: string) => {
      if (stopping) return;
      stopping = true;
      dependencies.log.info({ entry, signal }, 'stopping');
      await running.stop();
      await dependencies.close();
      process.exit(0);
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof ConfigError ? 2 : 1);
  }
}
