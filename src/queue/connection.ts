import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';

/** Redis alone, behind Sentinel or as a Cluster: whatever REDIS_URL says. */
export type RedisConnection = Redis | Cluster;

type Purpose = 'worker' | 'producer';

interface Endpoint {
  host: string;
  port: number;
}

/** Node's own reconnecting: soon, then every two seconds for as long as it takes. */
const retryStrategy = (times: number): number => Math.min(times * 200, 2_000);

const optionsFor: Record<Purpose, RedisOptions> = {
  worker: {
    maxRetriesPerRequest: null,
    // A server that went silent without closing anything (a lost network, a frozen machine) would be waited for until TCP gives up, a quarter of an hour.
    // Above the ten seconds for which BullMQ blocks at most.
    socketTimeout: 30_000,
    retryStrategy,
  },
  producer: { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 5_000, retryStrategy },
};

/**
 * While a replica takes over from a dead master, commands are refused or sent in circles. A worker goes on asking for about 15 seconds, which is how long a
 * Cluster with default settings takes; a producer for less than two.
 */
const clusterOptionsFor: Record<Purpose, ClusterOptions> = {
  worker: { maxRedirections: 64, retryDelayOnFailover: 500, retryDelayOnClusterDown: 500, slotsRefreshTimeout: 3_000 },
  producer: { enableOfflineQueue: false, slotsRefreshTimeout: 3_000 },
};

/**
 * Opens a connection. `redis://`, `redis+sentinel://h1,h2/name`, `redis+cluster://h1,h2`, each as `rediss` with TLS; user and password before an `@`.
 * `purpose: 'worker'` waits for Redis as long as it takes; `purpose: 'producer'` fails at once, so that an act which is committed never hangs.
 */
export function connectToRedis(url: string, purpose: Purpose): RedisConnection {
  const shared = optionsFor[purpose];
  const [, tlsMark, kind, credentials, authority = '', name] =
    /^redis(s?)\+(sentinel|cluster):\/\/(?:([^@/]*)@)?([^/]+)(?:\/(.*))?$/.exec(url) ?? [];
  if (!kind) return new Redis(url, shared);
  const options = { ...shared, ...signInWith(credentials), ...(tlsMark ? { tls: {} } : {}) };
  if (kind === 'sentinel') {
    return new Redis({
      ...options,
      sentinels: endpoints(authority, 26_379),
      name: name || 'mymaster',
      enableTLSForSentinelMode: tlsMark !== '',
    });
  }
  return new Cluster(endpoints(authority, 6_379), {
    ...clusterOptionsFor[purpose],
    redisOptions: options,
    // A certificate is for a name: nodes are not looked up first, or there would be only an address to hold it against.
    ...(tlsMark ? { dnsLookup: (host, done) => done(null, host) } : {}),
  });
}

function signInWith(credentials: string | undefined): Pick<RedisOptions, 'username' | 'password'> {
  if (!credentials) return {};
  const [user = '', ...rest] = credentials.split(':').map(decodeURIComponent);
  return { ...(user ? { username: user } : {}), ...(rest.length > 0 ? { password: rest.join(':') } : {}) };
}

/** `host`, `host:port`, and IPv6 addresses in brackets, separated by commas. */
function endpoints(authority: string, defaultPort: number): Endpoint[] {
  return authority.split(',').map((entry) => {
    const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
    return { host: bracketed ?? (plain || '127.0.0.1'), port: port ? Number(port) : defaultPort };
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
