import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type OwnProcess, startOwnProcess } from '../bench/support/ownProcess';
import { readConfig } from '../src/config';
import { buildDependencies, type Dependencies } from '../src/dependencies';
import { startGuardian } from '../src/embedded/guardian';
import { type MongoReplicaSet, startMongoReplicaSet } from './mongoReplicaSet';
import { type RedisCluster, startRedisCluster } from './redisCluster';
import type { SinkQuestion } from './sinkProcess';

const legalNow = '2026-06-02T08:00:00Z';

/** The portal as in production: a replica set, a Redis Cluster, workers and a web server in processes of their own, and a mail server that takes everything. */
export interface ClusterBed {
  mongo: MongoReplicaSet;
  redis: RedisCluster;
  portal: { dependencies: Dependencies; now: Date };
  workers: OwnProcess[];
  web: OwnProcess;
  askSink<Answer>(question: SinkQuestion): Promise<Answer>;
  close(): Promise<void>;
}

export interface ClusterSettings {
  workers: number;
  /** MAIL_RATE; 0: as fast as it goes. */
  rate: number;
  /** How long MongoDB's members wait for a silent primary, and Redis's for a silent master. */
  electionTimeoutMs: number;
  nodeTimeoutMs: number;
  log: (text: string) => void;
}

export async function startClusterBed({ workers, rate, electionTimeoutMs, nodeTimeoutMs, log }: ClusterSettings): Promise<ClusterBed> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'forvarsel-cluster-'));
  const guardian = await startGuardian();
  guardian.removeAtEnd(folder);
  const started: OwnProcess[] = [];
  const start = async (file: string, env?: Record<string, string>): Promise<OwnProcess> => {
    const own = await startOwnProcess(file, env ? { env } : {});
    started.push(own);
    return own;
  };
  let dependencies: Dependencies | undefined;
  async function close(): Promise<void> {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
    await dependencies?.close();
    await guardian.release();
  }
  try {
    const [mongo, redis, sink] = await Promise.all([
      startMongoReplicaSet(guardian, { folder, electionTimeoutMs, log }),
      startRedisCluster(guardian, { folder, nodeTimeoutMs, log }),
      start('faults/sinkProcess'),
    ]);
    const askSink = <Answer>(question: SinkQuestion) => sink.ask<Answer>(question);
    const env: Record<string, string> = {
      NODE_ENV: 'test',
      PORT: '0',
      BASE_URL: 'http://127.0.0.1:3000',
      MONGODB_URI: mongo.uri,
      REDIS_URL: redis.url,
      SMTP_URL: `smtp://127.0.0.1:${await askSink<number>({ ask: 'port' })}`,
      MAIL_MODE: 'live',
      MAIL_ROUTE: 'direct',
      MAIL_RATE: String(rate),
      CHECK_WAYS_BACK: 'off',
      DATA_DIR: path.join(folder, 'data'),
      DEMO_CLOCK: legalNow,
      SAMPLE_DATA: 'none',
      LOG_LEVEL: process.env.CLUSTER_LOG_LEVEL ?? 'silent',
    };
    dependencies = await buildDependencies(readConfig(env, 'web'));
    const [web, ...running] = await Promise.all([
      start('bench/webProcess', env),
      ...Array.from({ length: workers }, () => start('bench/workerProcess', env)),
    ]);
    return { mongo, redis, portal: { dependencies, now: new Date(legalNow) }, workers: running, web, askSink, close };
  } catch (error) {
    await close();
    throw error;
  }
}
