import type { Connection } from 'mongoose';
import type { Config } from '../../config';
import { connectToMongo, transactionsOn } from '../../data/connection';
import { indexes } from '../../data/indexes';
import { createModels } from '../../data/models';
import { createRepositories } from '../../data/repositories';
import { recordBelongsTo, sendsToControllers } from '../../workflows/deployment/tieRecord';
import { clockFinding, type Finding, finding } from './finding';

/**
 * A transaction that a killed worker left open keeps its mail from the next one until MongoDB ends it. Its default of 60 s is too long for "within
 * the minute", and under 5 s a chunk of a large fan-out may be cut off on a busy server.
 */
const transactionSeconds = { least: 5, most: 30, advised: 20 };

interface Hello {
  setName?: unknown;
  localTime?: unknown;
  hosts?: unknown[];
  maxWireVersion?: number;
}

/** What the record stands on. Reads only. */
export async function mongoFindings(config: Pick<Config, 'mongodbUri' | 'production' | 'baseUrl' | 'mail'>): Promise<Finding[]> {
  const { mongodbUri, production } = config;
  if (!mongodbUri) throw new Error('MONGODB_URI is not set, and no npm start runs on this DATA_DIR.');
  const connection = await connectToMongo(mongodbUri);
  try {
    const admin = connection.db?.admin();
    if (!admin) throw new Error('MONGODB_URI names no database.');
    const askedAt = Date.now();
    const hello: Hello = await admin.command({ hello: 1 });
    const answeredAt = Date.now();
    if (typeof hello.setName !== 'string')
      throw new Error('is not a replica set, which transactions need. Start mongod with --replSet and initiate it.');
    const { version } = await admin.buildInfo();
    return [
      finding('MongoDB', 'ok', `replica set ${hello.setName}, version ${version}, ${await indexesIn(connection)}`),
      membersFinding(hello, production),
      await transactionFinding(connection),
      ownerFinding(await recordBelongsTo(createRepositories(createModels(connection))), config),
      await lifetimeFinding(() => admin.command({ getParameter: 1, transactionLifetimeLimitSeconds: 1 })),
      ...(hello.localTime instanceof Date
        ? [clockFinding('MongoDB clock', hello.localTime.getTime(), { askedAt, answeredAt })]
        : [finding('MongoDB clock', 'warn', 'does not tell the time')]),
    ];
  } finally {
    await connection.close();
  }
}

async function indexesIn(connection: Connection): Promise<string> {
  const existing = new Set((await connection.listCollections()).map(({ name }) => name));
  const missing: string[] = [];
  for (const collection of new Set(indexes.map((index) => index.collection))) {
    const found = existing.has(collection) ? (await connection.collection(collection).indexes()).map(({ name }) => name) : [];
    const lacking = indexes.filter((index) => index.collection === collection && !found.includes(index.options.name));
    missing.push(...lacking.map(({ options }) => `${collection}.${options.name}`));
  }
  return missing.length > 0 ? `indexes that the next start makes: ${missing.join(', ')}` : 'all indexes there';
}

/** Whose mail waits in it (src/workflows/deployment). */
export function ownerFinding(owner: string | null, config: Pick<Config, 'production' | 'baseUrl' | 'mail'>): Finding {
  const name = 'Record';
  const { baseUrl } = config;
  if (owner === null)
    return finding(name, 'ok', 'no deployment sends from it yet; the first worker in production that sends live has it from then on');
  if (owner === baseUrl) return finding(name, 'ok', `belongs to ${owner}`);
  const whose = `belongs to ${owner}, not to ${baseUrl}`;
  if (!sendsToControllers(config)) return finding(name, 'ok', `${whose}, and from here no controller is written to`);
  return finding(name, 'fail', `${whose}: no worker starts here. If the portal has moved, run adopt-record.`);
}

export function membersFinding({ hosts = [] }: Hello, production: boolean): Finding {
  const members = `${hosts.length} ${hosts.length === 1 ? 'member' : 'members'} that hold data`;
  if (hosts.length >= 3 || !production) return finding('MongoDB majority', 'ok', `${members}; writes wait for the majority`);
  return finding('MongoDB majority', 'warn', `${members}: what is written survives no loss of a disk. Use three.`);
}

async function transactionFinding(connection: Connection): Promise<Finding> {
  try {
    await transactionsOn(connection)((session) => connection.collection('settings').findOne({}, { session }));
    return finding('MongoDB transactions', 'ok', 'work');
  } catch (error) {
    return finding('MongoDB transactions', 'fail', `do not work: ${(error as Error).message}`);
  }
}

export async function lifetimeFinding(ask: () => Promise<Record<string, unknown>>): Promise<Finding> {
  const name = 'MongoDB transaction time';
  const { least, most, advised } = transactionSeconds;
  try {
    const seconds = Number((await ask()).transactionLifetimeLimitSeconds);
    if (seconds >= least && seconds <= most) return finding(name, 'ok', `${seconds} s`);
    const why = seconds < least ? 'a large fan-out may be cut off' : 'so long a killed worker can hold back the mail that it had begun';
    return finding(name, 'warn', `${seconds} s: ${why}. Set transactionLifetimeLimitSeconds to ${advised}.`);
  } catch {
    return finding(name, 'warn', `is not told to this user; transactionLifetimeLimitSeconds should be ${advised}.`);
  }
}
