import type { Config } from '../config';
import { connectToMongo } from '../data/connection';
import { indexes } from '../data/indexes';
import { connectToRedis, redisReady } from '../queue/connection';
import type { ConfigCommand } from './cliCommand';

interface Finding {
  name: string;
  ok: boolean;
  detail: string;
}

/** Looks at what everything stands on, and changes nothing. */
export const doctorCommand: ConfigCommand = {
  name: 'doctor',
  summary: 'Check the configuration, MongoDB and Redis',
  positionals: [],
  options: {},
  needs: 'config',
  async run(config) {
    const findings = [
      ...configFindings(config),
      await attempt('MongoDB', () => checkMongo(config)),
      await attempt('Redis', () => checkRedis(config)),
    ];
    const ok = findings.every((finding) => finding.ok);
    return {
      exitCode: ok ? 0 : 1,
      json: { ok, findings },
      lines: findings.map(({ name, ok, detail }) => `${ok ? 'ok  ' : 'FAIL'}  ${name}: ${detail}`),
    };
  },
};

function configFindings({ warnings }: Config): Finding[] {
  return [
    { name: 'Configuration', ok: true, detail: 'readable' },
    ...warnings.map((warning) => ({ name: 'Mind', ok: true, detail: warning })),
  ];
}

async function attempt(name: string, check: () => Promise<string>): Promise<Finding> {
  try {
    return { name, ok: true, detail: await check() };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

async function checkMongo({ mongodbUri }: Config): Promise<string> {
  if (!mongodbUri) throw new Error('MONGODB_URI is not set, and no npm start runs on this DATA_DIR.');
  const connection = await connectToMongo(mongodbUri);
  try {
    const hello = await connection.db?.admin().command({ hello: 1 });
    if (typeof hello?.setName !== 'string')
      throw new Error('is not a replica set, which transactions need. Start mongod with --replSet and initiate it.');
    const existing = new Set((await connection.listCollections()).map(({ name }) => name));
    const missing: string[] = [];
    for (const collection of new Set(indexes.map((index) => index.collection))) {
      const found = existing.has(collection) ? (await connection.collection(collection).indexes()).map(({ name }) => name) : [];
      missing.push(
        ...indexes
          .filter((index) => index.collection === collection && !found.includes(index.options.name))
          .map(({ options }) => `${collection}.${options.name}`),
      );
    }
    return `replica set ${hello.setName}${missing.length > 0 ? `; indexes that the next start makes: ${missing.join(', ')}` : ', all indexes there'}`;
  } finally {
    await connection.close();
  }
}

async function checkRedis({ redisUrl }: Config): Promise<string> {
  if (!redisUrl) throw new Error('REDIS_URL is not set, and no npm start runs on this DATA_DIR.');
  const redis = connectToRedis(redisUrl, 'producer');
  // Said once, by the check below.
  redis.on('error', () => undefined);
  try {
    await redisReady(redis, 5_000);
    const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as [string, string];
    if (policy !== 'noeviction') throw new Error(`maxmemory-policy is ${policy}: jobs would be thrown away. Set it to noeviction.`);
    return 'answers, and never evicts';
  } finally {
    redis.disconnect();
  }
}
