import { ConfigError, type EntryPoint, readConfig } from './config';
import { buildDependencies, type Dependencies } from './dependencies';

/**
 * What is in hand gets this long to end after SIGTERM: a message may take 40 seconds (src/mail/smtpPool.ts), and what was taken is recorded. Whoever stops the
 * process should wait a little longer before SIGKILL. What is not done by then is found again by another worker.
 */
const drainMs = 45_000;

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
      setTimeout(() => {
        dependencies.log.error({ entry }, 'did not come to an end in time; what was in hand is taken up by another process');
        process.exit(1);
      }, drainMs).unref();
      try {
        await running.stop();
        await dependencies.close();
        process.exit(0);
      } catch (error) {
        dependencies.log.error({ err: error, entry }, 'did not stop in order');
        process.exit(1);
      }
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof ConfigError ? 2 : 1);
  }
}
