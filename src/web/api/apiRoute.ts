import { z } from 'zod';
import type { Dependencies } from '../../dependencies';
import type { PersonActor, Role } from '../../domain/actor';
import type { Outcome } from '../../domain/outcome';
import type { Evidence } from '../../workflows/evidence/evidence';
import type { PageLocale } from '../locale';

/** What a handler is given: everything has passed the route's schemas and roles. */
export interface ApiCall<Body, Query> {
  dependencies: Dependencies;
  actor: PersonActor;
  /** Legal time, read once per call. */
  now: Date;
  /** The id in the path; '' where the path has none. */
  id: string;
  body: Body;
  query: Query;
  /** What the caller reads best: `Accept-Language`, else English. */
  language: PageLocale;
}

export type ApiMethod = 'get' | 'post' | 'patch';
export type BodyType = 'application/json' | 'text/csv' | 'message/rfc822' | 'multipart/form-data';

/** One call of the API: what it is named, who may make it, what it takes and gives. */
export interface ApiRoute {
  method: ApiMethod;
  /** As OpenAPI writes it: `/changes/{id}/submit`. */
  path: string;
  roles: readonly Role[];
  summary: string;
  body: z.ZodType | null;
  bodyType: BodyType;
  query: z.ZodType;
  /** It takes a CSV file as well. */
  alsoCsv?: boolean;
  /** Its body may carry files in base64. */
  withFiles?: boolean;
  /** Of a call that was done; 200 where the body says that nothing is made (`isMade`). */
  status: 200 | 201;
  isMade?: (body: unknown) => boolean;
  /** Where what was made is found, without its id; left out: below the call's own address. */
  madeAt?: string;
  answer: z.ZodType;
  /** The media type of what it answers, where that is a file (`ApiFile`) and not JSON. */
  fileType?: string;
  handler: (call: ApiCall<never, never>) => Promise<Outcome<unknown>>;
}

type Handler<Body, Query, Answer extends z.ZodType> = (call: ApiCall<Body, Query>) => Promise<Outcome<z.output<Answer>>>;

interface Common<Query extends z.ZodType, Answer extends z.ZodType> {
  path: string;
  roles: readonly Role[];
  summary: string;
  query?: Query;
  answer: Answer;
}

interface WithBody<Body extends z.ZodType, Query extends z.ZodType, Answer extends z.ZodType> extends Common<Query, Answer> {
  body: Body;
  bodyType?: BodyType;
  alsoCsv?: boolean;
  withFiles?: boolean;
  status?: 200 | 201;
  isMade?: (body: unknown) => boolean;
  madeAt?: string;
  handler: Handler<z.output<Body>, z.output<Query>, Answer>;
}

interface WithoutBody<Query extends z.ZodType, Answer extends z.ZodType> extends Common<Query, Answer> {
  handler: Handler<undefined, z.output<Query>, Answer>;
}

const noQuery = z.strictObject({});

/** A call that reads. */
export function getRoute<Answer extends z.ZodType, Query extends z.ZodType = typeof noQuery>(route: WithoutBody<Query, Answer>): ApiRoute {
  const { handler, query, ...rest } = route;
  return {
    method: 'get',
    body: null,
    bodyType: 'application/json',
    query: query ?? noQuery,
    status: 200,
    handler: handler as never,
    ...rest,
  };
}

/** What a file route answers: the name to save it under, what is in it, and its type where that is the file's own. */
export interface ApiFile {
  name: string;
  bytes: Buffer;
  type?: string;
}

/** A call that reads a file. What is refused is a problem document as everywhere. */
export function fileRoute<Query extends z.ZodType = typeof noQuery>(
  route: Omit<Common<Query, z.ZodType>, 'answer'> & {
    fileType: string;
    /** `Evidence` is sent as it is written. */
    handler: (call: ApiCall<undefined, z.output<Query>>) => Promise<Outcome<ApiFile | Evidence>>;
  },
): ApiRoute {
  const { fileType, handler, ...rest } = route;
  const answer = z.string().meta({ format: 'binary' });
  return { ...getRoute({ ...rest, answer, handler: handler as never }), fileType };
}

/** A call that does or makes something. */
export function postRoute<Body extends z.ZodType, Answer extends z.ZodType, Query extends z.ZodType = typeof noQuery>(
  route: WithBody<Body, Query, Answer>,
): ApiRoute {
  const { handler, query, ...rest } = route;
  return { method: 'post', bodyType: 'application/json', query: query ?? noQuery, status: 200, handler: handler as never, ...rest };
}

/** A call that edits; what is left out stays. */
export function patchRoute<Body extends z.ZodType, Answer extends z.ZodType, Query extends z.ZodType = typeof noQuery>(
  route: WithBody<Body, Query, Answer>,
): ApiRoute {
  return { ...postRoute(route), method: 'patch' };
}

/** Throws, so that the app does not start, on a POST or PATCH without a schema, a route that says nothing of who may use it, and two routes in one place. */
export function checkRoutes(routes: readonly ApiRoute[]): void {
  const taken = new Set<string>();
  for (const { method, path, roles, body } of routes) {
    const name = `${method.toUpperCase()} ${path}`;
    if (method !== 'get' && !body) throw new Error(`${name} has no schema for its body`);
    if (!Array.isArray(roles) || roles.length === 0) throw new Error(`${name} does not say who may use it`);
    if (taken.has(name)) throw new Error(`${name} is there twice`);
    taken.add(name);
  }
}
