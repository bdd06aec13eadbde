import type { Config } from '../../config';
import { connectToRedis, type RedisConnection, redisReady } from '../../queue/connection';
import { clockFinding, type Finding, finding } from './finding';

/** What BullMQ asks for. */
const leastVersion = [6, 2] as const;

/** What the courier stands on. Reads only. */
export async function redisFindings({ redisUrl }: Pick<Config, 'redisUrl'>): Promise<Finding[]> {
  if (!redisUrl) throw new Error('REDIS_URL is not set, and no npm start runs on this DATA_DIR.');
  const redis = connectToRedis(redisUrl, 'producer');
  // Said once, by what is thrown below.
  redis.on('error', () => undefined);
  try {
    await redisReady(redis, 5_000);
    return [...infoFindings(await redis.info()), await timeFinding(redis)];
  } finally {
    redis.disconnect();
  }
}

/** Reads what INFO says. */
export function infoFindings(info: string): Finding[] {
  const told = fieldsOf(info);
  return [versionFinding(told), evictionFinding(told), persistenceFinding(told)];
}

/** INFO's `name:value` lines. */
function fieldsOf(info: string): Map<string, string> {
  const lines = info.split(/\r?\n/).filter((line) => line.includes(':') && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}

function versionFinding(told: Map<string, string>): Finding {
  const valkey = told.get('valkey_version');
  const version = told.get('redis_version') ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < leastVersion[0] || (major === leastVersion[0] && minor < leastVersion[1]);
  const words = valkey ? `Valkey ${valkey}` : `Redis ${version || 'of a version that it does not tell'}`;
  return isOld ? finding('Redis', 'fail', `${words} is too old: use ${leastVersion.join('.')} or newer.`) : finding('Redis', 'ok', words);
}

function evictionFinding(told: Map<string, string>): Finding {
  const policy = told.get('maxmemory_policy');
  if (policy === 'noeviction') return finding('Redis eviction', 'ok', 'answers, and never evicts');
  if (!policy) return finding('Redis eviction', 'warn', 'is not told; maxmemory-policy must be noeviction.');
  return finding('Redis eviction', 'fail', `maxmemory-policy is ${policy}: jobs would be thrown away. Set it to noeviction.`);
}

function persistenceFinding(told: Map<string, string>): Finding {
  if (told.get('aof_enabled') === '1') return finding('Redis persistence', 'ok', 'append-only file');
  return finding(
    'Redis persistence',
    'warn',
    'no append-only file: after a crash jobs are found again from MongoDB, only later. Set appendonly to yes.',
  );
}

async function timeFinding(redis: RedisConnection): Promise<Finding> {
  const askedAt = Date.now();
  const [seconds, microseconds] = (await redis.time()).map(Number);
  const serverTime = (seconds ?? 0) * 1000 + (microseconds ?? 0) / 1000;
  return clockFinding('Redis clock', serverTime, { askedAt, answeredAt: Date.now() });
}
