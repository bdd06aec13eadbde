import { Cluster, Redis, type RedisOptions } from 'ioredis';

/** Redis alone, behind Sentinel or as a Cluster: whatever REDIS_URL says. */
export type RedisConnection = Redis | Cluster;

interface Endpoint {
  host: string;
  port: number;
}

function endpoints(authority: string, defaultPort: number): Endpoint[] {
  return authority.split(',').map((entry) => {
    const [host = '127.0.0.1', port] = entry.split(':');
    return { host, port: port ? Number(port) : defaultPort };
  });
}

/**
 * Opens a connection. `redis://`, `rediss://`, `redis+sentinel://h1,h2/name`, `redis+cluster://h1,h2`.
 * `purpose: 'worker'` waits for Redis as long as it takes; `purpose: 'producer'` fails at once, so that an act which is committed never hangs.
 */
export function connectToRedis(url: string, purpose: 'worker' | 'producer'): RedisConnection {
  const shared: RedisOptions =
    purpose === 'worker'
      ? { maxRetriesPerRequest: null, retryStrategy: (times) => Math.min(times * 200, 2_000) }
      : {
          maxRetriesPerRequest: 1,
          enableOfflineQueue: false,
          commandTimeout: 5_000,
          retryStrategy: (times) => Math.min(times * 200, 2_000),
        };
  const special = /^redis\+(sentinel|cluster):\/\/(?:([^@/]*)@)?([^/]+)(?:\/(.*))?$/.exec(url);
  if (!special) return new Redis(url, shared);
  const [, kind, credentials, authority = '', rest] = special;
  const password = credentials?.includes(':') ? credentials.slice(credentials.indexOf(':') + 1) : undefined;
  if (kind === 'sentinel') {
    return new Redis({ ...shared, sentinels: endpoints(authority, 26_379), name: rest || 'mymaster', ...(password ? { password } : {}) });
  }
  return new Cluster(endpoints(authority, 6_379), {
    redisOptions: { ...shared, ...(password ? { password } : {}) },
    enableOfflineQueue: purpose === 'worker',
  });
}

/** Resolves when the connection can be used; rejects after `timeoutMs` of real time. */
export async function redisReady(connection: RedisConnection, timeoutMs: number): Promise<void> {
  if (connection.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      connection.off('ready', onReady);
      reject(new Error('Redis did not answer: check REDIS_URL and that the server runs'));
    }, timeoutMs);
    const onReady = () => {
      clearTimeout(timer);
      resolve();
    };
    connection.once('ready', onReady);
  });
}
