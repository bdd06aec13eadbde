import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import type { Dependencies } from '../../dependencies';
import type { PersonActor } from '../../domain/actor';
import { type Outcome, refuse } from '../../domain/outcome';
import { readInput } from '../../schemas/readInput';
import type { Evidence } from '../../workflows/evidence/evidence';
import { sendDocument } from '../documents/sendDocument';
import { sendEvidence } from '../documents/sendEvidence';
import { answerOnce } from './answerOnce';
import { readApiForm } from './apiForm';
import type { ApiFile, ApiRoute, BodyType } from './apiRoute';
import { type ApiAnswer, apiLanguageOf, refusalAnswer, sendAnswer, sendRefusal } from './sendAnswer';

const recordId = /^[0-9a-f]{24}$/;

// `strict: false`: a body that is JSON but no object gets the schema's own refusal.
const parsers: Record<BodyType, RequestHandler> = {
  'application/json': express.json({ limit: '2mb', strict: false, type: ['application/json', 'application/*+json'] }),
  'text/csv': express.raw({ limit: '20mb', type: 'text/csv' }),
  'message/rfc822': express.raw({ limit: '10mb', type: 'message/rfc822' }),
  'multipart/form-data': readApiForm,
};

/** Five files of 10 MB are a third larger in base64. */
const jsonWithFiles = express.json({ limit: '70mb', strict: false, type: ['application/json', 'application/*+json'] });

const accepted: Record<BodyType, string[]> = {
  'application/json': ['application/json', 'application/*+json'],
  'text/csv': ['text/csv'],
  'message/rfc822': ['message/rfc822'],
  'multipart/form-data': ['multipart/form-data'],
};

/** The steps of one route after the key is known: role, body, schemas, the handler, its answer. */
export function runRoute(dependencies: Dependencies, route: ApiRoute): RequestHandler[] {
  const types = route.alsoCsv ? [route.bodyType, 'text/csv' as const] : [route.bodyType];
  return [
    allow(route),
    ...(route.body
      ? [wantBodyType(types), ...types.map((type) => (route.withFiles && type === 'application/json' ? jsonWithFiles : parsers[type]))]
      : []),
    answerCall(dependencies, route),
  ];
}

function allow({ roles }: ApiRoute): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.caller && roles.includes(request.caller.role)) return next();
    sendRefusal(request, response, { code: 'forbidden' });
  };
}

function wantBodyType(types: readonly BodyType[]): RequestHandler {
  const taken = types.flatMap((type) => accepted[type]);
  return (request: Request, response: Response, next: NextFunction) => {
    // No body at all is for the schema to judge. `is` answers null for that, but takes `Content-Length: 0` for a body.
    if (request.headers['content-length'] === '0' || request.is(taken) !== false) return next();
    response.set('Accept', taken.join(', '));
    sendRefusal(request, response, { code: 'unsupported-media-type', extra: { accepted: taken } });
  };
}

function answerCall(dependencies: Dependencies, route: ApiRoute): RequestHandler {
  return async (request: Request, response: Response) => {
    const caller = request.caller;
    if (!caller) throw new Error('a call without a caller got past the key');
    if (route.fileType) return answerFile({ dependencies, route, type: route.fileType }, request, response, caller);
    const once = { idempotency: dependencies.data.idempotency, caller, body: request.body };
    const answer = await answerOnce(request, once, () => handle(dependencies, route, request, caller));
    if (answer.status === 201) setLocation(request, response, { answer, madeAt: route.madeAt });
    sendAnswer(request, response, answer);
  };
}

async function answerFile(
  { dependencies, route, type }: { dependencies: Dependencies; route: ApiRoute; type: string },
  request: Request,
  response: Response,
  caller: PersonActor,
): Promise<void> {
  const outcome = await outcomeOf(dependencies, route, request, caller);
  if (!outcome.ok) return sendRefusal(request, response, outcome.refusal);
  response.vary('Accept-Language');
  const file = outcome.value as ApiFile | Evidence;
  if ('writeTo' in file) return sendEvidence(response, file, dependencies.log);
  sendDocument(response, { type, ...file });
}

async function handle(dependencies: Dependencies, route: ApiRoute, request: Request, actor: PersonActor): Promise<ApiAnswer> {
  const outcome = await outcomeOf(dependencies, route, request, actor);
  const status = route.isMade?.(request.body) === false ? 200 : route.status;
  if (outcome.ok && route.method === 'get') request.shownIds = idsIn(outcome.value);
  return outcome.ok ? { status, text: JSON.stringify(outcome.value) } : refusalAnswer(request, outcome.refusal);
}

/** The ids of a list's items, where they have any. */
function idsIn(answer: unknown): string[] {
  const { items } = (answer ?? {}) as { items?: unknown };
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: { id?: unknown; agreementId?: unknown } | null) =>
    [item?.id ?? item?.agreementId].filter((id) => typeof id === 'string'),
  );
}

async function outcomeOf(dependencies: Dependencies, route: ApiRoute, request: Request, actor: PersonActor): Promise<Outcome<unknown>> {
  const id = String(request.params.id ?? '');
  if (request.params.id !== undefined && !recordId.test(id)) return refuse('not-found');
  const query = readInput(route.query, request.query);
  if (!query.ok) return query;
  // No body and an empty one are the same to a route whose every field may be left out.
  const body = route.body ? readInput(route.body as z.ZodType, request.body ?? {}) : undefined;
  if (body && !body.ok) return body;
  const now = await dependencies.clock.now();
  return route.handler({
    dependencies,
    actor,
    now,
    id,
    body: body?.value as never,
    query: query.value as never,
    language: apiLanguageOf(request),
  });
}

function setLocation(request: Request, response: Response, { answer, madeAt }: { answer: ApiAnswer; madeAt: string | undefined }): void {
  const { id } = JSON.parse(answer.text) as { id?: string };
  const place = madeAt ? `${request.baseUrl}${madeAt}` : request.originalUrl.split('?', 1)[0];
  if (id) response.location(`${place}/${id}`);
}
