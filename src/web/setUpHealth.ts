import type { Express } from 'express';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { indexes } from '../data/indexes';
import { pendingMigrations } from '../data/migrations/migrate';
import type { Dependencies } from '../dependencies';
import { addRecordMetrics } from './recordMetrics';

type Probed = Pick<Dependencies, 'config' | 'mongoConnection' | 'redis' | 'log' | 'data'>;

/** What a probe waits for a server before it says that the server does not answer. Real time. */
const patienceMs = 3_000;

/**
 * `/healthz`: the process is alive. `/readyz`: it can serve, or 503 with every reason. `/metrics`: Prometheus.
 * None of them tells anything about a person or a controller.
 */
export function setUpHealth(app: Express, dependencies: Probed): void {
  const registry = new Registry();
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of this process.',
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  addRecordMetrics(registry, dependencies.data);
  const requests = new Counter({
    name: 'forvarsel_http_requests_total',
    help: 'Answered requests.',
    labelNames: ['method', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'forvarsel_http_request_duration_seconds',
    help: 'Time from request to answer.',
    labelNames: ['method'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  app.use((request, response, next) => {
    const stop = durations.startTimer({ method: request.method });
    response.once('finish', () => {
      stop();
      requests.inc({ method: request.method, status: String(response.statusCode) });
    });
    next();
  });
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  let migrated = false;
  let indexesSeen = false;
  app.get('/readyz', async (_request, response) => {
    const reasons = await Promise.all([
      reasonIfNot('mongodb', async () => {
        await dependencies.mongoConnection.db?.admin().ping();
        const pending = migrated ? [] : await pendingMigrations(dependencies.data.settings);
        if (pending.length > 0) return `these migrations have not run: ${pending.join(', ')}`;
        migrated = true;
        indexesSeen ||= await hasAllIndexes(dependencies.mongoConnection);
        return indexesSeen ? null : 'the indexes are not all there yet: they are still being made, or could not be';
      }),
      reasonIfNot('redis', async () => {
        // About a key of ours: in a Cluster any node answers a ping, also while the one that holds our keys is gone.
        await dependencies.redis.exists(`${dependencies.config.redisPrefix}:ready`);
        return null;
      }),
    ]);
    const found = reasons.filter((reason) => reason !== null);
    response.status(found.length > 0 ? 503 : 200).json({ status: found.length > 0 ? 'not ready' : 'ready', reasons: found });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
}

async function reasonIfNot(name: string, probe: () => Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`did not answer within ${patienceMs / 1000} s`), patienceMs);
  });
  try {
    const reason = await Promise.race([probe(), tooLate]);
    return reason && `${name}: ${reason}`;
  } catch {
    // The driver's own words may hold addresses and user names.
    return `${name}: cannot be reached`;
  } finally {
    clearTimeout(timer);
  }
}

async function hasAllIndexes(connection: Probed['mongoConnection']): Promise<boolean> {
  const collections = [...new Set(indexes.map(({ collection }) => collection))];
  const present = await Promise.all(
    collections.map(async (collection) => {
      const found = await connection.collection(collection).indexes();
      return found.map(({ name }) => `${collection}.${name}`);
    }),
  );
  const names = new Set(present.flat());
  return indexes.every(({ collection, options }) => names.has(`${collection}.${options.name}`));
}
