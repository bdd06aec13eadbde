import { serveQuestions } from '../bench/support/ownProcess';
import { readConfig } from '../src/config';
import { buildDependencies } from '../src/dependencies';
import { createTransport } from '../src/mail/transport';
import { startWorker } from '../src/worker';

/** What a real worker waits for minutes is waited for in seconds here; nothing else differs. */
const limitMs = 2_500;
const leaseMs = 4_000;
const jobLockMs = 3_000;
const unknownRepeatAfterMs = 1_500;

/** A worker to be killed. */
async function run(): Promise<void> {
  const config = readConfig(process.env, 'worker');
  const dependencies = await buildDependencies(config);
  const { context } = dependencies;
  const { mail, smtpUrl } = config;
  const transport = createTransport({ ...mail, ...(smtpUrl ? { smtpUrl } : {}), limitMs });
  context.mailer = { ...context.mailer, deliver: (message) => transport.deliver(message) };
  context.settings.sendingLeaseMs = leaseMs;
  context.settings.jobLockMs = jobLockMs;
  context.settings.unknownRepeatAfterMs = unknownRepeatAfterMs;
  await startWorker(dependencies);
  serveQuestions(() => null);
}

void run();
