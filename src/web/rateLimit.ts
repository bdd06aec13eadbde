import { createHmac } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { type ClientRateLimitInfo, ipKeyGenerator, MemoryStore, type Options, rateLimit, type Store } from 'express-rate-limit';
import type { Cluster } from 'ioredis';
import { type RedisReply, RedisStore } from 'rate-limit-redis';
import type { RedisConnection } from '../queue/connection';

export interface RateLimitSettings {
  redis: RedisConnection;
  /** REDIS_PREFIX. */
  redisPrefix: string;
  /** Keys are hashed with it, so that neither addresses nor accounts can be read out of Redis, or guessed without it. */
  secret: string;
}

export interface RateLimit {
  /** Names the limit in Redis. */
  name: string;
  windowMs: number;
  /** How many in a window. */
  limit: number;
  /** Whom it counts for. Hashed before it is used. */
  keyOf: (request: Request) => string;
  /** Only what ended with a status of 400 or more counts. */
  failuresOnly?: boolean;
  /** The answer to one too many; `Retry-After` is set already. */
  refuse: (request: Request, response: Response) => void;
}

/** The sender's address as a limit counts it: an IPv6 /56 is one sender. */
export function senderOf(request: Request): string {
  return ipKeyGenerator(request.ip ?? '', 56);
}

/** One limit over all processes. While Redis is away each process counts for itself: the limit gets looser, and is never gone. Real time. */
export function createRateLimit(
  settings: RateLimitSettings,
  { name, windowMs, limit, keyOf, failuresOnly, refuse }: RateLimit,
): RequestHandler {
  const hash = (key: string) => createHmac('sha256', settings.secret).update(`${name}\0${key}`).digest('base64url');
  return rateLimit({
    windowMs,
    limit,
    keyGenerator: (request) => hash(keyOf(request)),
    skipSuccessfulRequests: failuresOnly ?? false,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    store: createStore(settings, name),
    handler: (request, response) => refuse(request, response),
    validate: { keyGeneratorIpFallback: false },
  });
}

function createStore({ redis, redisPrefix }: RateLimitSettings, name: string): Store {
  const memory = new MemoryStore();
  const shared = new RedisStore({
    prefix: `${redisPrefix}:limit:${name}:`,
    sendCommand: (command: string, ...words: string[]) => sendTo(redis, command, words),
  });
  let started: Promise<void> | undefined;
  async function withShared<T>(work: (store: Store) => Promise<T> | T, options: Options | undefined): Promise<T> {
    if (redis.status !== 'ready' && redis.status !== 'wait') return work(memory);
    try {
      if (options) started ??= shared.init(options);
      await started;
      return await work(shared);
    } catch {
      // The scripts are loaded again when Redis is back.
      started = undefined;
      return work(memory);
    }
  }
  let options: Options | undefined;
  return {
    localKeys: false,
    init(given: Options) {
      options = given;
      memory.init(given);
    },
    increment: (key: string): Promise<ClientRateLimitInfo> => withShared((store) => store.increment(key), options),
    decrement: (key: string) => withShared((store) => store.decrement(key), options),
    resetKey: (key: string) => withShared((store) => store.resetKey(key), options),
    shutdown: () => memory.shutdown(),
  };
}

/** In a Cluster a command without a key goes to any node: a script that is loaded must be on the one that holds the keys, also after another took over. */
async function sendTo(redis: RedisConnection, command: string, words: string[]): Promise<RedisReply> {
  if (!redis.isCluster || command !== 'SCRIPT') return redis.call(command, ...words) as Promise<RedisReply>;
  const [reply = ''] = await Promise.all((redis as Cluster).nodes('master').map((node) => node.call(command, ...words)));
  return reply as RedisReply;
}
