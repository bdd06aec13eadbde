import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import type { Dependencies } from '../../../dependencies';
import { reportOfPostmark } from '../../../mail/reports/postmark';
import { recordReport } from '../../../workflows/delivery/recordReport';
import { createRateLimit, senderOf } from '../../rateLimit';
import { sendRefusal } from '../sendAnswer';

const path = '/webhooks/postmark';
/** Real time. Postmark itself never has the wrong password for long. */
const wrongPasswords = { windowMs: 60_000, limit: 60 };

/**
 * What Postmark posts its events to, signed in with POSTMARK_WEBHOOK; without that setting there is no such address. Every event that can be read is answered
 * 200, whatever it came to: anything else makes Postmark send it again for hours.
 */
export function postmarkWebhook({ config, context, clock, redis }: Dependencies): Router {
  const router = Router();
  const secret = config.mail.postmarkWebhook;
  if (!secret) {
    router.all(path, (request, response) => sendRefusal(request, response, { code: 'not-found' }));
    return router;
  }
  const expected = digestOf(`${secret.user}:${secret.password}`);
  const limitWrong = createRateLimit(
    { redis, redisPrefix: config.redisPrefix, secret: config.sessionKeys[0]?.secret.toString('base64') ?? '' },
    {
      name: 'postmark',
      ...wrongPasswords,
      keyOf: senderOf,
      refuse: (request, response) => sendRefusal(request, response, { code: 'too-many-requests' }),
    },
  );

  async function authenticate(request: Request, response: Response, next: NextFunction): Promise<void> {
    const given = /^basic +(\S{1,2000}) *$/i.exec(request.headers.authorization ?? '')?.[1];
    const isKnown = given !== undefined && timingSafeEqual(digestOf(Buffer.from(given, 'base64').toString('utf8')), expected);
    if (isKnown) return next();
    await limitWrong(request, response, () => {
      response.set('WWW-Authenticate', 'Basic realm="forvarsel"');
      sendRefusal(request, response, { code: 'unauthorized', detail: wrongPassword });
    });
  }

  router.post(path, authenticate, express.json({ limit: '10mb', strict: false }), async (request, response) => {
    const report = reportOfPostmark(request.body, { domain: config.mail.bounceDomain, keys: config.linkKeys });
    if (!report) {
      response.json({ outcome: 'ignored' });
      return;
    }
    const { outcome, repeated } = await recordReport(context, { report, now: await clock.now() });
    response.json({ outcome, repeated });
  });
  router.all(path, (request, response) => {
    response.set('Allow', 'POST');
    sendRefusal(request, response, { code: 'method-not-allowed' });
  });
  return router;
}

const wrongPassword = {
  nb: 'Bruk navnet og passordet i POSTMARK_WEBHOOK, som https://navn:passord@… i Postmarks oppsett.',
  en: 'Use the name and password in POSTMARK_WEBHOOK, as https://name:password@… in Postmark’s settings.',
};

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
