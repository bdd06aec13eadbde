import type { Request, RequestHandler } from 'express';
import type { AccessKind, AccessLogRecord } from '../data/accessLog.model';
import { newId } from '../data/id';
import type { Dependencies } from '../dependencies';
import type { PersonActor } from '../domain/actor';

/** What the first part of a page's or call's path shows of people. What is not here shows none: the register of subprocessors, forms to fill in. */
const kinds: Record<string, AccessKind> = {
  controllers: 'controller',
  contacts: 'controller',
  agreements: 'agreement',
  annexes: 'agreement',
  changes: 'change',
  notices: 'notice',
  objections: 'objection',
  approvals: 'notice',
  questions: 'question',
  documents: 'document',
  'document-requests': 'document',
  users: 'user',
  audit: 'auditTrail',
  access: 'auditTrail',
};

/** As much as an access log keeps of what was asked of a list. */
const longestQuery = 500;
const recordId = /^[0-9a-f]{24}$/;
/** A route that answers with the document itself, and not with a form about it. */
const opensDocument = /\/documents\/:\w+$/;

/**
 * Notes who read personal data, when (to the second) and which: of every page of the desk and every call that only reads and was answered, if only in
 * part. It is written when the answer has left, so that nobody waits for it; a process that dies in that moment loses the note, and a database that does not take it is
 * told in the log. Not part of the audit chain: it holds names, and goes after three years.
 */
export function logAccess(
  { data, log }: Pick<Dependencies, 'data' | 'log'>,
  readerOf: (request: Request) => PersonActor | null | undefined,
): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET') {
      response.once('close', () => {
        const reader = readerOf(request);
        const read = response.headersSent && response.statusCode === 200 && reader ? readingOf(request, reader) : null;
        if (read)
          data.accessLog.insertMany([read]).catch((error) => log.error({ err: error }, 'a reading of personal data could not be logged'));
      });
    }
    next();
  };
}

function readingOf(request: Request, reader: PersonActor): AccessLogRecord | null {
  const route = String(request.route?.path ?? '');
  const kind = kinds[route.replace(/^\/desk/, '').split('/')[1] ?? ''];
  if (!kind) return null;
  const named = Object.values(request.params).filter((value): value is string => typeof value === 'string' && recordId.test(value));
  const query = request.originalUrl.split('?')[1] ?? '';
  return {
    _id: newId(),
    at: new Date(Math.floor(Date.now() / 1000) * 1000),
    personId: reader.personId,
    personName: reader.name,
    role: reader.role,
    via: reader.via,
    kind: opensDocument.test(route) ? 'document' : kind,
    ids: [...new Set([...named, ...(request.shownIds ?? [])])],
    route: `${request.baseUrl}${route}`,
    query: query.slice(0, longestQuery),
  };
}
