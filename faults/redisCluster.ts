import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { findServerProgram } from '../src/embedded/findServerProgram';
import type { GuardedServer, Guardian } from '../src/embedded/guardian';
import { freePort } from '../src/embedded/ports';
import { redisProgram } from '../src/embedded/serverPrograms';
import { accepts, untilReady } from '../src/embedded/waiting';
import { projectRoot } from '../src/projectRoot';
import { until } from './until';

const masters = 3;
const slots = 16_384;
const startMs = 30_000;

interface Node {
  port: number;
  busPort: number;
  id: string;
  server: GuardedServer;
  start(): Promise<GuardedServer>;
}

/** Redis as a Cluster: three masters, each with a replica, on loopback. */
export interface RedisCluster {
  /** As REDIS_URL takes it. */
  url: string;
  /** Kills the master that holds `key` with SIGKILL, and waits until its replica has taken over. Answers how to bring it back, and how long nobody held the key. */
  killMasterOf(key: string): Promise<{ bringBack(): Promise<void>; awayMs: number }>;
}

/** Starts six servers in `folder` under `guardian` and joins them. `nodeTimeoutMs`: how long a master may be silent before its replica takes over. */
export async function startRedisCluster(
  guardian: Guardian,
  { folder, nodeTimeoutMs, log }: { folder: string; nodeTimeoutMs: number; log: (text: string) => void },
): Promise<RedisCluster> {
  const platform = `${process.platform}-${process.arch}`;
  const program = await findServerProgram(redisProgram, { binDir: path.join(projectRoot(), '.data', 'bin'), platform, log });
  const nodes = await Promise.all(
    Array.from({ length: 2 * masters }, (_, index) =>
      startNode(guardian, { program, folder: path.join(folder, `redis${index}`), index, nodeTimeoutMs }),
    ),
  );
  await join(nodes);

  async function masterOf(key: string): Promise<Node> {
    for (const asked of nodes) {
      const owner = await onNode(asked, async (redis) => {
        const slot = Number(await redis.cluster('KEYSLOT', key));
        const ranges = await redis.cluster('SLOTS');
        return ranges.find(([first, last]) => slot >= first && slot <= last)?.[2]?.[2];
      }).catch(() => undefined);
      const found = nodes.find(({ id }) => id === owner);
      if (found) return found;
    }
    throw new Error(`no node of the cluster says who holds ${key}`);
  }

  return {
    url: `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    async killMasterOf(key) {
      const victim = await masterOf(key);
      process.kill(victim.server.pid, 'SIGKILL');
      const goneAt = Date.now();
      await victim.server.exited;
      await until(
        async () => {
          const owner = await masterOf(key).catch(() => victim);
          return (
            owner !== victim &&
            (await onNode(owner, async (redis) => (await redis.cluster('INFO')).includes('cluster_state:ok')).catch(() => false))
          );
        },
        { seconds: 60, what: 'replica that took over' },
      );
      return {
        awayMs: Date.now() - goneAt,
        async bringBack() {
          victim.server = await victim.start();
        },
      };
    },
  };
}

async function startNode(
  guardian: Guardian,
  { program, folder, index, nodeTimeoutMs }: { program: string; folder: string; index: number; nodeTimeoutMs: number },
): Promise<Node> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [port, busPort] = [await freePort(), await freePort()];
  const logFile = path.join(folder, 'server.log');
  const args = [
    ...['--port', String(port), '--cluster-port', String(busPort), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
    ...['--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--repl-diskless-sync-delay', '0'],
    ...['--cluster-enabled', 'yes', '--cluster-config-file', 'nodes.conf', '--cluster-node-timeout', String(nodeTimeoutMs)],
  ];
  const start = async (): Promise<GuardedServer> => {
    const server = await guardian.spawnServer({ id: `redis${index}`, command: program, args, logFile });
    await untilReady(server, { name: 'Redis', logFile, milliseconds: startMs }, () => accepts(port));
    return server;
  };
  const server = await start();
  const id = await onNode({ port }, (redis) => redis.cluster('MYID'));
  return { port, busPort, id: String(id), server, start };
}

/** What `valkey-cli --cluster create` does: slots to the masters, everyone introduced, each replica to its master. */
async function join(nodes: readonly Node[]): Promise<void> {
  const [first] = nodes;
  const leaders = nodes.slice(0, masters);
  for (const [index, leader] of leaders.entries()) {
    const from = Math.floor((slots / masters) * index);
    const to = Math.floor((slots / masters) * (index + 1)) - 1;
    await onNode(leader, async (redis) => {
      await redis.cluster('SET-CONFIG-EPOCH', index + 1);
      await redis.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
    });
  }
  for (const { port, busPort } of nodes.slice(1)) {
    if (first) await onNode(first, (redis) => redis.call('CLUSTER', 'MEET', '127.0.0.1', port, busPort));
  }
  const knowsAll = (node: Node) =>
    onNode(node, async (redis) => (await redis.cluster('INFO')).includes(`cluster_known_nodes:${nodes.length}`));
  await until(async () => (await Promise.all(nodes.map(knowsAll))).every(Boolean), {
    seconds: 30,
    what: 'cluster whose nodes know each other',
  });
  for (const [index, replica] of nodes.slice(masters).entries()) {
    await onNode(replica, (redis) => redis.cluster('REPLICATE', leaders[index]?.id ?? ''));
  }
  const isInStep = (node: Node, index: number) =>
    onNode(node, async (redis) => {
      const [cluster, replication] = [await redis.cluster('INFO'), await redis.info('replication')];
      return cluster.includes('cluster_state:ok') && replication.includes(index < masters ? 'state=online' : 'master_link_status:up');
    });
  await until(async () => (await Promise.all(nodes.map(isInStep))).every(Boolean), { seconds: 30, what: 'cluster whose replicas follow' });
}

async function onNode<T>({ port }: Pick<Node, 'port'>, act: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({
    host: '127.0.0.1',
    port,
    lazyConnect: true,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
    commandTimeout: 2_000,
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await act(redis);
  } finally {
    redis.disconnect();
  }
}
