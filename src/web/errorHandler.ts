import type { ErrorRequestHandler, RequestHandler } from 'express';
import { type ErrorPageName, showErrorPage } from './showErrorPage';

/** Errors of the libraries that are the sender's, not ours, by `type` or `code`. */
const known: Record<string, { status: number; text: ErrorPageName }> = {
  'entity.too.large': { status: 413, text: 'tooLarge' },
  'parameters.too.many': { status: 413, text: 'tooLarge' },
  'entity.parse.failed': { status: 400, text: 'unreadableForm' },
  'encoding.unsupported': { status: 415, text: 'unreadableForm' },
  'charset.unsupported': { status: 415, text: 'unreadableForm' },
  'request.aborted': { status: 400, text: 'unreadableForm' },
  'request.size.invalid': { status: 400, text: 'unreadableForm' },
  EBADCSRFTOKEN: { status: 403, text: 'staleForm' },
};

export const notFoundPage: RequestHandler = (request, response) => {
  showErrorPage(request, response, { status: 404, text: 'notFound' });
};

/** The last step: what the sender did wrong is said; anything else is logged with its stack, and the page tells only the reference. */
export const errorHandler: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error);
  const { type, code } = (error ?? {}) as { type?: unknown; code?: unknown };
  const page =
    known[String(type)] ?? known[String(code)] ?? (error instanceof URIError ? { status: 404, text: 'notFound' as const } : undefined);
  if (page) return showErrorPage(request, response, page);
  request.log?.error({ err: error }, 'unexpected error');
  showErrorPage(request, response, { status: 500, text: 'unexpected', reference: String(request.id ?? '') });
};
