import { createHmac } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Dependencies } from '../dependencies';
import { createRateLimit, senderOf } from './rateLimit';
import { showErrorPage } from './showErrorPage';

const minute = 60_000;
/** What was attached, and what is made to be kept: PDF and spreadsheets. As the router reads addresses: in any case, and with a slash at the end. */
const isFile = /\/(?:documents\/[^/]+|[^/]+\.(?:pdf|csv))\/?$/i;

/** For pages behind a mailed link, which are between two parties: no cache keeps them, no search engine lists them. */
export const keepOut: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin', 'X-Robots-Tag': 'noindex, nofollow' });
  next();
};

/**
 * Limits for such pages, by sender and minute of real time: wide enough for a whole municipality behind one address, narrow enough that nobody tries
 * tokens or codes by the thousand. `name` keeps the counts of two kinds of pages apart. Files have a count of their own: they are dear to make, and whoever saves
 * many of them can still read the page and answer on it. Throws without a session key.
 */
export function limitLinkPages(
  { config, redis }: Pick<Dependencies, 'config' | 'redis'>,
  { name, pages, acts, files = pages }: { name: string; pages: number; acts: number; files?: number },
): RequestHandler[] {
  const [key] = config.sessionKeys;
  if (!key) throw new Error('there is no session key');
  const secret = createHmac('sha256', key.secret).update(`forvarsel ${name} limits`).digest('base64url');
  const settings = { redis, redisPrefix: config.redisPrefix, secret };
  const refuse: Parameters<typeof createRateLimit>[1]['refuse'] = (request, response) =>
    showErrorPage(request, response, { status: 429, text: 'tooMany' });
  const limitOf = (what: string, limit: number) =>
    createRateLimit(settings, { name: `${name}-${what}`, windowMs: minute, limit, keyOf: senderOf, refuse });
  const opening = limitOf('pages', pages);
  const acting = limitOf('acts', acts);
  const saving = limitOf('files', files);
  return [
    (request, response, next) => (isFile.test(request.path) ? saving(request, response, next) : opening(request, response, next)),
    (request, response, next) => (request.method === 'POST' ? acting(request, response, next) : next()),
  ];
}
