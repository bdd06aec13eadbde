import { createHmac } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Dependencies } from '../dependencies';
import { createRateLimit, senderOf } from './rateLimit';
import { showErrorPage } from './showErrorPage';

const minute = 60_000;

/** For pages behind a mailed link, which are between two parties: no cache keeps them, no search engine lists them. */
export const keepOut: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin', 'X-Robots-Tag': 'noindex, nofollow' });
  next();
};

/**
 * Limits for such pages, by sender and minute of real time: wide enough for a whole municipality behind one address, narrow enough that nobody tries
 * tokens or codes by the thousand. `name` keeps the counts of two kinds of pages apart. Throws without a session key.
 */
export function limitLinkPages(
  { config, redis }: Pick<Dependencies, 'config' | 'redis'>,
  { name, pages, acts }: { name: string; pages: number; acts: number },
): RequestHandler[] {
  const [key] = config.sessionKeys;
  if (!key) throw new Error('there is no session key');
  const secret = createHmac('sha256', key.secret).update(`forvarsel ${name} limits`).digest('base64url');
  const settings = { redis, redisPrefix: config.redisPrefix, secret };
  const refuse: Parameters<typeof createRateLimit>[1]['refuse'] = (request, response) =>
    showErrorPage(request, response, { status: 429, text: 'tooMany' });
  const opening = createRateLimit(settings, { name: `${name}-pages`, windowMs: minute, limit: pages, keyOf: senderOf, refuse });
  const acting = createRateLimit(settings, { name: `${name}-acts`, windowMs: minute, limit: acts, keyOf: senderOf, refuse });
  return [opening, (request, response, next) => (request.method === 'POST' ? acting(request, response, next) : next())];
}
