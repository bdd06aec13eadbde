import { type Config, ConfigError, readConfig, withPort } from './config';
import { freePort, isPortFree } from './embedded/ports';
import type { Stops } from './startPortal';

/** A terminal sends Ctrl-C to every process it knows, and npm passes it on: the second one within this time means nothing. */
const SECOND_SIGNAL_COUNTS_AFTER_MILLISECONDS = 10_000;

/** `npm start`: the embedded stack, the sample data, web and worker in this one process, until Ctrl-C. */
async function start(): Promise<void> {
  const stops = stopsOnSignal();
  try {
    const config = await listenSomewhereFree(readConfig(process.env, 'start'));
    for (const warning of config.warnings) say(`Mind: ${warning}`);
    // Loaded only now: it takes seconds, and whoever has something to mend in the configuration is told at once.
    const { startPortal }: typeof import('./startPortal') = require('./startPortal');
    await startPortal(config, { stops, say });
    if (stops.asked()) return;
    process.stdout.write(`${greeting(config)}\n`);
  } catch (error) {
    // What fails because it is being stopped is no failure.
    if (!stops.asked()) say(error instanceof Error ? error.message : String(error));
    await stops.now(error instanceof ConfigError ? 2 : 1);
  }
}

/** Stops everything on the first signal, also one that comes while things are still being started. */
function stopsOnSignal(): Stops {
  const stops: { name: string; stop: () => Promise<void> | void }[] = [];
  let askedAt: number | null = null;

  const stopAll = async (exitCode: number): Promise<void> => {
    // Somebody is at it already, and ends the process when done.
    if (askedAt !== null) return;
    askedAt = Date.now();
    let code = exitCode;
    for (let next = stops.pop(); next !== undefined; next = stops.pop()) {
      try {
        await next.stop();
      } catch (error) {
        code = 1;
        say(`Stopping ${next.name} failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    process.exit(code);
  };

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (askedAt !== null && Date.now() - askedAt > SECOND_SIGNAL_COUNTS_AFTER_MILLISECONDS) process.exit(1);
      if (askedAt !== null) return;
      say('Stopping …');
      void stopAll(0);
    });
  }
  return { push: (name, stop) => stops.push({ name, stop }), asked: () => askedAt !== null, now: stopAll };
}

async function listenSomewhereFree(config: Config): Promise<Config> {
  if (config.port === 0) return withPort(config, await freePort(config.host));
  if (await isPortFree(config.port, config.host)) return config;
  throw new Error(
    `Port ${config.port} on ${config.host} is taken: stop what listens there, or set PORT to another one (0: any that is free).`,
  );
}

function greeting(config: Config): string {
  const isCaptured = config.mail.mode === 'capture' && !config.production;
  const lines: [string, string][] = [
    ['Sign in', `${config.baseUrl}/sign-in`],
    ...(config.demoPassword === undefined ? [] : demoUsers(config.demoPassword)),
    ...(isCaptured ? [['Mailbox', `${config.baseUrl}/mailbox`] as [string, string]] : []),
    ['API', `${config.baseUrl}/api/docs`],
    ['Data', config.dataDir],
    ['Stop', 'Ctrl-C'],
  ];
  return [`Forvarsel is ready: ${config.baseUrl}`, ...lines.map(([name, value]) => `  ${name.padEnd(12)}${value}`)].join('\n');
}

function demoUsers(password: string): [string, string][] {
  return [
    ['Demo users', ['publisher', 'dpo', 'admin', 'auditor'].map((name) => `${name}@forvarsel.example`).join(', ')],
    ['Password', password],
  ];
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

if (require.main === module) void start();
