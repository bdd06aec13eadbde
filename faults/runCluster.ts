import { hostname } from 'node:os';
import { prepareChange, registerMany } from '../bench/support/registry';
import { type ClusterBed, type ClusterSettings, startClusterBed } from './clusterBed';
import { judge } from './judge';
import { nothingStruck } from './strikes';
import type { Taken } from './turns';
import { until } from './until';

export const clusterStrikeNames = ['stepDownMongo', 'killRedisMaster', 'killMongoPrimary', 'mongoWithoutMajority', 'drainWorker'] as const;
type ClusterStrikeName = (typeof clusterStrikeNames)[number];

export interface ClusterOptions extends ClusterSettings {
  notices: number;
  /** Strikes in their order, spread evenly over the fan-out. */
  strikes: readonly ClusterStrikeName[];
  /** How long MongoDB is without a majority, in milliseconds. */
  withoutMajorityMs: number;
}

export interface ClusterResult {
  notices: number;
  /** What the mail server took. */
  messages: number;
  lost: number;
  duplicates: number;
  duplicatesMarked: number;
  duplicatesUnmarked: number;
  /** Sendings that the worker which was told to end still held when it was gone. */
  leftLeased: number;
  /** Workers that ended although nobody asked them to. */
  workersDiedByThemselves: number;
  /** What was injected, how many messages the mail server had by then, and how long it lasted. */
  injected: { strike: ClusterStrikeName; afterMessages: number; milliseconds: number }[];
  /** How long the web server said that it is not ready, and what it says at the end. */
  webNotReadyMs: number;
  webStatus: number;
  seconds: number;
  wrong: string[];
}

/** Publishes one change while a replica set and a Redis Cluster lose their heads, and compares what the mail server took with the record. */
export async function runCluster({ notices, strikes, withoutMajorityMs, ...settings }: ClusterOptions): Promise<ClusterResult> {
  const { log } = settings;
  log('Starting a replica set of three, a Redis Cluster of six, a web server and workers …');
  const bed = await startClusterBed(settings);
  const probe = watchReadiness(await bed.web.ask<number>({}));
  try {
    await registerMany(bed.portal, { service: 'cluster', count: notices });
    const { publish } = await prepareChange(bed.portal, 'cluster');
    const startedAt = Date.now();
    await publish();
    const state: Struck = { drained: new Set(), leftLeased: 0, withoutMajorityMs, returning: [] };
    const injected: ClusterResult['injected'] = [];
    for (const [index, strike] of strikes.entries()) {
      const atLeast = Math.floor((notices * (index + 1)) / (strikes.length + 1));
      await until(async () => (await taken(bed)) >= atLeast, { seconds: 180, what: `progress to ${atLeast} messages` });
      const afterMessages = await taken(bed);
      log(`${strike} after ${afterMessages} messages`);
      const struckAt = Date.now();
      await act[strike](bed, state);
      injected.push({ strike, afterMessages, milliseconds: Date.now() - struckAt });
    }
    log('Waiting until nothing is left to be done …');
    await until(() => nothingIsLeft(bed, notices), { seconds: 240, what: 'end of the fan-out' }).catch(async (error: unknown) => {
      log(`Left: ${JSON.stringify(await whatIsLeft(bed))}`);
      throw error;
    });
    await Promise.all(state.returning);
    const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
    await until(async () => probe.status() === 200, { seconds: 30, what: 'web server that is ready' });
    const judged = await judge(bed, { expected: notices, struck: nothingStruck(), scripts: [] });
    const died = bed.workers.filter((worker) => worker.child.exitCode !== null && !state.drained.has(worker)).length;
    return {
      notices: judged.notices,
      messages: await taken(bed),
      lost: judged.lost,
      duplicates: judged.duplicates,
      duplicatesMarked: judged.duplicatesMarked,
      duplicatesUnmarked: judged.duplicatesUnmarked,
      leftLeased: state.leftLeased,
      workersDiedByThemselves: died,
      injected,
      webNotReadyMs: probe.notReadyMs(),
      webStatus: probe.status(),
      seconds,
      wrong: judged.wrong,
    };
  } finally {
    probe.stop();
    await bed.close();
  }
}

interface Struck {
  /** Workers that were told to end. */
  drained: Set<ClusterBed['workers'][number]>;
  leftLeased: number;
  withoutMajorityMs: number;
  /** Servers that were killed and are on their way back. */
  returning: Promise<void>[];
}

const act: Record<ClusterStrikeName, (bed: ClusterBed, state: Struck) => Promise<void>> = {
  stepDownMongo: async ({ mongo }) => {
    await mongo.stepDown();
    await until(() => mongo.hasPrimary(), { seconds: 60, what: 'new primary' });
  },

  killMongoPrimary: async ({ mongo }, state) => {
    const killed = await mongo.killPrimary();
    await until(() => mongo.hasPrimary(), { seconds: 60, what: 'new primary' });
    state.returning.push(killed.bringBack());
  },

  /** The master that holds every key of ours: they share a hash tag. */
  killRedisMaster: async ({ redis, portal }, state) => {
    const killed = await redis.killMasterOf(portal.dependencies.config.redisPrefix);
    state.returning.push(killed.bringBack());
  },

  drainWorker: async ({ workers, portal }, state) => {
    const [worker] = workers;
    if (!worker) throw new Error('there is no worker to end');
    state.drained.add(worker);
    worker.child.kill('SIGTERM');
    await Promise.race([worker.ended, tooLate(45_000, 'The worker did not end within 45 seconds of SIGTERM.')]);
    if (worker.child.exitCode !== 0) throw new Error(`The worker ended with ${worker.child.exitCode ?? worker.child.signalCode}.`);
    state.leftLeased += await portal.dependencies.mongoConnection
      .collection('sendings')
      .countDocuments({ state: 'sending', leaseOwner: { $regex: `^${hostname()}-${worker.pid}-` } });
  },

  mongoWithoutMajority: async ({ mongo }, { withoutMajorityMs, returning }) => {
    await Promise.all(returning);
    const secondary = await mongo.killSecondary();
    const primary = await mongo.killPrimary();
    await rest(withoutMajorityMs);
    await Promise.all([secondary.bringBack(), primary.bringBack()]);
    await until(() => mongo.hasPrimary(), { seconds: 60, what: 'new primary' });
  },
};

async function taken({ askSink }: ClusterBed): Promise<number> {
  return (await askSink<Taken[]>({ ask: 'taken' })).length;
}

async function nothingIsLeft({ portal }: ClusterBed, notices: number): Promise<boolean> {
  const { mongoConnection } = portal.dependencies;
  const [left, accepted] = await Promise.all([
    mongoConnection.collection('sendings').countDocuments({ state: { $in: ['planned', 'sending', 'deferred', 'unknown'] } }),
    mongoConnection.collection('notices').countDocuments({ receivedAt: { $type: 'date' } }),
  ]);
  return left === 0 && accepted === notices;
}

/** For whoever has to find out why. */
async function whatIsLeft({ portal }: ClusterBed): Promise<object[]> {
  const open = { state: { $in: ['planned', 'sending', 'deferred', 'unknown'] } };
  return portal.dependencies.mongoConnection.collection('sendings').find(open).limit(5).toArray();
}

/** Asks `/readyz` five times a second, as a load balancer would. */
function watchReadiness(port: number): { status(): number; notReadyMs(): number; stop(): void } {
  let [status, notReadyMs, before] = [0, 0, Date.now()];
  const timer = setInterval(async () => {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    status = response?.status ?? 0;
    await response?.arrayBuffer().catch(() => null);
    const now = Date.now();
    if (status !== 200) notReadyMs += now - before;
    before = now;
  }, 200);
  return { status: () => status, notReadyMs: () => notReadyMs, stop: () => clearInterval(timer) };
}

async function tooLate(milliseconds: number, message: string): Promise<never> {
  await rest(milliseconds);
  throw new Error(message);
}

function rest(milliseconds: number): Promise<void> {
  return new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
