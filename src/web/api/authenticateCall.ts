import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Dependencies } from '../../dependencies';
import type { PersonActor } from '../../domain/actor';
import { authenticateKey } from '../../workflows/accounts/authenticateKey';
import { createRateLimit, senderOf } from '../rateLimit';
import { sendRefusal } from './sendAnswer';

declare global {
  namespace Express {
    interface Request {
      /** Whoever holds the API key of this call. */
      caller?: PersonActor;
    }
  }
}

const longestKey = 512;

/** Real time. A key may make 2,000 calls in five seconds: four times what CONTRACT.md promises. */
const callsOfOneKey = { windowMs: 5_000, limit: 2_000 };
/** Wrong keys from one sender: nobody tries keys, and a misconfigured system still notices. */
const wrongKeys = { windowMs: 60_000, limit: 300 };

function refuseTooMany(request: Request, response: Response): void {
  sendRefusal(request, response, { code: 'too-many-requests' });
}

/** Steps that every call passes first: a valid key, and not too many calls with it. */
export function authenticateCalls({ context, config, redis }: Dependencies): RequestHandler[] {
  const secret = config.sessionKeys[0]?.secret.toString('base64') ?? '';
  const settings = { redis, redisPrefix: config.redisPrefix, secret };
  const limitCalls = createRateLimit(settings, {
    name: 'api',
    ...callsOfOneKey,
    keyOf: (request) => request.headers.authorization ?? '',
    refuse: refuseTooMany,
  });
  const limitWrongKeys = createRateLimit(settings, { name: 'api-key', ...wrongKeys, keyOf: senderOf, refuse: refuseTooMany });

  async function authenticate(request: Request, response: Response, next: NextFunction): Promise<void> {
    const bearer = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    const known = bearer !== undefined && bearer.length <= longestKey;
    const caller = known ? await authenticateKey(context, { bearer, demoApiKeys: config.demoApiKeys }) : null;
    if (caller) {
      request.caller = caller;
      return next();
    }
    await limitWrongKeys(request, response, () => {
      const reason = bearer === undefined ? '' : ', error="invalid_token"';
      response.set('WWW-Authenticate', `Bearer realm="forvarsel"${reason}`);
      sendRefusal(request, response, { code: 'unauthorized' });
    });
  }
  return [authenticate, limitCalls];
}
