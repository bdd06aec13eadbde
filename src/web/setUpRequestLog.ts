import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Express, Request } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { loggedError } from '../loggedError';

const quiet = /^\/(healthz|readyz|metrics|assets\/)/;

/** A path that may be logged: no query, and nothing of the token in a mailed link (`/n/…` of a notice, `/c/…` of a contact). */
export function loggablePath(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return path.replace(/^\/([nc])\/.*/s, '/$1/…');
}

/**
 * One line for each request: id, method, path, status, time. No address, header, query or body: those hold personal data and tokens.
 * The id is ours (a sender's own X-Request-Id is not taken over) and is given back, so that a page and a log line can be matched.
 */
export function setUpRequestLog(app: Express, log: Logger): void {
  app.use(
    pinoHttp({
      logger: log,
      genReqId: (_request: IncomingMessage, response: ServerResponse) => {
        const id = randomUUID();
        response.setHeader('X-Request-Id', id);
        return id;
      },
      serializers: {
        req: (request: { id: unknown; method: string; url: string }) => ({
          id: request.id,
          method: request.method,
          path: loggablePath(request.url),
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
        err: loggedError,
      },
      autoLogging: { ignore: (request: IncomingMessage) => quiet.test((request as Request).originalUrl ?? request.url ?? '') },
      customLogLevel: (_request: IncomingMessage, response: ServerResponse, error?: Error) =>
        error || response.statusCode >= 500 ? 'error' : 'info',
    }),
  );
}
