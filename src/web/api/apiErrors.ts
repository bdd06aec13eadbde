import type { ErrorRequestHandler, RequestHandler } from 'express';
import { sendRefusal } from './sendAnswer';

/** Errors of the libraries that are the sender's, not ours, by `type`. */
const known: Record<string, string> = {
  'entity.parse.failed': 'unparsable',
  'request.size.invalid': 'unparsable',
  'request.aborted': 'unparsable',
  'entity.too.large': 'too-large',
  'encoding.unsupported': 'unsupported-media-type',
  'charset.unsupported': 'unsupported-media-type',
};

export const apiNotFound: RequestHandler = (request, response) => sendRefusal(request, response, { code: 'not-found' });

/** The last step of the API: what the sender did wrong is said; anything else is logged with its stack, and the answer tells nothing of it. */
export const apiErrorHandler: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error);
  const { type } = (error ?? {}) as { type?: unknown };
  const code = error instanceof URIError ? 'not-found' : known[String(type)];
  if (code) return sendRefusal(request, response, { code });
  request.log?.error({ err: error }, 'unexpected error');
  sendRefusal(request, response, { code: 'unexpected' });
};
