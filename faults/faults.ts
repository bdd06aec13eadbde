import { parseArgs } from 'node:util';
import { runFaults } from './runFaults';

const usage = `npm run faults -- [options]

Publishes changes while faults strike the workers, Redis, MongoDB and the mail server, and compares what the mail server took with the record. Progress is told
on stderr, the result is one JSON line on stdout. Exit code 1: a notice was lost, or one came twice and nobody is told.

  --faults <n>    how many (200)
  --seed <n>      what strikes when (7)
  --notices <n>   spread over the run (20 for each fault)
  --workers <n>   worker processes (3)
`;

function wholeNumber(text: string | undefined, otherwise: number, name: string): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`--${name} is a whole number from 1; this is not: ${text}`);
  return number;
}

async function run(): Promise<number> {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({ options: { faults: option, seed: option, notices: option, workers: option, help: { type: 'boolean' } } });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const faults = wholeNumber(values.faults, 200, 'faults');
  const { wrong, ...result } = await runFaults({
    faults,
    seed: wholeNumber(values.seed, 7, 'seed'),
    notices: wholeNumber(values.notices, 20 * faults, 'notices'),
    workers: wholeNumber(values.workers, 3, 'workers'),
    redisAwayMs: 12_000,
    log: (text) => process.stderr.write(`${text}\n`),
  });
  for (const line of wrong.slice(0, 50)) process.stderr.write(`${line}\n`);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return result.lost > 0 || result.duplicatesUnmarked > 0 || result.objectionsLost > 0 ? 1 : 0;
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isUsage = error instanceof RangeError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(isUsage ? `${(error as Error).message}\n\n${usage}` : `${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(isUsage ? 2 : 1);
  },
);
