import { parseArgs } from 'node:util';
import { measureEffects } from './measureEffects';
import { measurePage } from './measurePage';
import { measureReminders } from './measureReminders';
import { measureScale, measureSend } from './measureSend';

const usage = `npm run bench -- [send] [scale] [effects] [reminders] [page] [options]

Without a name all of them run. Progress is told on stderr, each result is one JSON line on stdout; docs/performance.md says what they mean.

  --notices <n>        how many, for send (20000), effects and reminders (100000)
  --sizes <n,n,…>      how many each time, for scale (1000,10000,100000)
  --workers <n>        worker processes for send and scale (2, as docs/operations.md has them)
  --connections <n>    SMTP connections, of a worker and of plain nodemailer alike (10)
  --requests <n>       for page (2000)
`;

const measurements = ['send', 'scale', 'effects', 'reminders', 'page'] as const;

function wholeNumber(text: string | undefined, otherwise: number, name: string): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`--${name} is a whole number from 1; this is not: ${text}`);
  return number;
}

async function run(): Promise<void> {
  const option = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ notices: option, sizes: option, workers: option, connections: option, requests: option },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  const unknown = positionals.find((name) => !(measurements as readonly string[]).includes(name));
  if (unknown) throw new RangeError(`There is no measurement "${unknown}"; there are ${measurements.join(', ')}.`);
  const wanted = new Set(positionals.length > 0 ? positionals : measurements);
  const workers = wholeNumber(values.workers, 2, 'workers');
  const connections = wholeNumber(values.connections, 10, 'connections');
  const sizes = (values.sizes ?? '1000,10000,100000').split(',').map((size) => wholeNumber(size, 1, 'sizes'));
  if (wanted.has('send')) await measureSend({ notices: wholeNumber(values.notices, 20_000, 'notices'), workers, connections });
  if (wanted.has('scale')) await measureScale({ sizes, workers, connections });
  if (wanted.has('effects')) await measureEffects({ notices: wholeNumber(values.notices, 100_000, 'notices') });
  if (wanted.has('reminders')) await measureReminders({ notices: wholeNumber(values.notices, 100_000, 'notices') });
  if (wanted.has('page')) await measurePage({ requests: wholeNumber(values.requests, 2_000, 'requests') });
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    const isUsage = error instanceof RangeError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(isUsage ? `${(error as Error).message}\n\n${usage}` : `${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(isUsage ? 2 : 1);
  },
);
