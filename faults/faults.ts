import { parseArgs } from 'node:util';
import { clusterStrikeNames, runCluster } from './runCluster';
import { runFaults } from './runFaults';

const usage = `npm run faults -- [options]

Publishes changes while faults strike the workers, Redis, MongoDB and the mail server, and compares what the mail server took with the record. Progress is told
on stderr, the result is one JSON line on stdout. Exit code 1: a notice was lost, one came twice and nobody is told, or a bounce had no consequence.

  --faults <n>    how many (200)
  --seed <n>      what strikes when (7)
  --notices <n>   spread over the run (20 for each fault)
  --workers <n>   worker processes (3)

npm run faults -- --cluster [--notices <n>] [--workers <n>]

Publishes one change to 2,000 agreements, with two workers on a MongoDB replica set of three and a Redis Cluster of three masters and their replicas, while the
primary steps down, the master that holds our keys is killed, the primary is killed, a worker is told to end, and MongoDB has no majority for 30 seconds.
`;

function wholeNumber(text: string | undefined, otherwise: number, name: string): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`--${name} is a whole number from 1; this is not: ${text}`);
  return number;
}

async function run(): Promise<number> {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { faults: option, seed: option, notices: option, workers: option, cluster: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (values.cluster) {
    return cluster({ notices: wholeNumber(values.notices, 2_000, 'notices'), workers: wholeNumber(values.workers, 2, 'workers') });
  }
  const faults = wholeNumber(values.faults, 200, 'faults');
  const { wrong, ...result } = await runFaults({
    faults,
    seed: wholeNumber(values.seed, 7, 'seed'),
    notices: wholeNumber(values.notices, 20 * faults, 'notices'),
    workers: wholeNumber(values.workers, 3, 'workers'),
    redisAwayMs: 12_000,
    log: say,
  });
  for (const line of wrong.slice(0, 50)) say(line);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  const { lost, duplicatesUnmarked, objectionsLost, bouncesUnheeded } = result;
  return lost > 0 || duplicatesUnmarked > 0 || objectionsLost > 0 || bouncesUnheeded > 0 ? 1 : 0;
}

/** Slow enough that every strike meets messages on their way. Timeouts of MongoDB are its own; Redis's own of 15 seconds is shortened. */
async function cluster({ notices, workers }: { notices: number; workers: number }): Promise<number> {
  const { wrong, ...result } = await runCluster({
    notices,
    workers,
    rate: Math.max(1, Math.ceil(notices / 20)),
    electionTimeoutMs: 10_000,
    nodeTimeoutMs: 3_000,
    withoutMajorityMs: 30_000,
    strikes: clusterStrikeNames,
    log: say,
  });
  for (const line of wrong.slice(0, 50)) say(line);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  const { lost, duplicatesUnmarked, leftLeased, workersDiedByThemselves } = result;
  return lost > 0 || duplicatesUnmarked > 0 || leftLeased > 0 || workersDiedByThemselves > 0 ? 1 : 0;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isUsage = error instanceof RangeError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(isUsage ? `${(error as Error).message}\n\n${usage}` : `${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(isUsage ? 2 : 1);
  },
);
