import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RedisConnection } from './connection';

/**
 * Counts messages of the present second over everybody who shares the prefix, by Redis's own clock. Answers how long to wait, in milliseconds, for the second
 * in which these may leave: a full second sends them to the next one that has room. So does one that is a fifth over: what is permitted must still be
 * claimed and handed over, and would arrive among those of the next second.
 */
const script = `
local time = redis.call('TIME')
local second = tonumber(time[1])
local wanted = tonumber(ARGV[1])
local rate = tonumber(ARGV[2])
local first = tonumber(time[2]) < 200000 and 0 or 1
for ahead = first, 60 do
  local key = KEYS[1] .. ':' .. (second + ahead)
  local taken = tonumber(redis.call('GET', key) or '0')
  if taken + wanted <= rate or taken == 0 then
    redis.call('INCRBY', key, wanted)
    redis.call('EXPIRE', key, 120)
    if ahead == 0 then return 0 end
    return ahead * 1000 - math.floor(tonumber(time[2]) / 1000)
  end
end
return 60000
`;

/** Resolves when `count` messages may leave; rejects when `signal` says that nobody waits for it any more. */
export type TakePermits = (count: number, signal: AbortSignal) => Promise<void>;

/**
 * Permits to send under MAIL_RATE: `perSecond` messages over all workers (0: no limit). Ask for no more at once than `perSecond`. Redis only counts: while it
 * is away each worker keeps to the rate by itself, and when it was emptied the present second begins anew.
 */
export function createSendingRate({
  redis,
  prefix,
  perSecond,
  log,
}: {
  redis: RedisConnection;
  prefix: string;
  perSecond: number;
  log: Logger;
}): TakePermits {
  if (perSecond === 0) return async () => undefined;
  let aloneUntilMs = 0;
  return async (count, signal) => {
    if (count === 0) return;
    for (;;) {
      const wait = await ask(count);
      if (wait < 60_000) {
        if (wait > 0) await delay(wait, undefined, { signal });
        return;
      }
      await delay(1_000, undefined, { signal });
    }
  };

  async function ask(count: number): Promise<number> {
    try {
      return Number(await redis.eval(script, 1, `${prefix}:rate`, String(count), String(perSecond)));
    } catch (error) {
      log.warn({ err: error }, 'Redis does not count what is sent; this worker keeps to MAIL_RATE by itself');
      // One after the other: groups that wait side by side would each take the whole rate.
      aloneUntilMs = Math.max(aloneUntilMs, Date.now()) + Math.ceil((count / perSecond) * 1000);
      return Math.min(aloneUntilMs - Date.now(), 59_999);
    }
  }
}
