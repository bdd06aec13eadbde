import type { NextFunction, Request, RequestHandler, Response, Router } from 'express';
import type { ZodType } from 'zod';
import type { PersonActor, Role } from '../domain/actor';
import type { PageLocale } from './locale';
import { showErrorPage } from './showErrorPage';

/** What a page's handler is given. `body` has passed the route's schema; `now` is legal time. */
export interface PageRequest<Body = unknown> {
  request: Request;
  response: Response;
  now: Date;
  locale: PageLocale;
  /** Whoever signed in. On a `public` route there may be nobody: it then is a guest without an id. */
  actor: PersonActor;
  body: Body;
}

export interface PageRoute {
  method: 'get' | 'post';
  path: string;
  access: 'public' | readonly Role[];
  /** null for GET. */
  body: ZodType | null;
  handler: RequestHandler;
}

interface GetPage {
  path: string;
  access: 'public' | readonly Role[];
  handler: (page: PageRequest<null>) => Promise<void> | void;
}

interface PostPage<Body> {
  path: string;
  access: 'public' | readonly Role[];
  /** The form's shape: names, texts and lengths. What the fields mean is checked by the handler, which shows the form again. */
  body: ZodType<Body>;
  handler: (page: PageRequest<Body>) => Promise<void> | void;
}

const guest: PersonActor = { kind: 'person', personId: '', name: '', role: 'system', via: 'session' };

/** A page that shows something and changes nothing. */
export function getPage({ path, access, handler }: GetPage): PageRoute {
  return { method: 'get', path, access, body: null, handler: (request, response) => handler(pageRequest(request, response, null)) };
}

/** A form that does something. A body that has not the form's shape is answered 422 without reaching the handler. */
export function postPage<Body>({ path, access, body, handler }: PostPage<Body>): PageRoute {
  return {
    method: 'post',
    path,
    access,
    body,
    handler: (request, response) => {
      const parsed = body.safeParse(request.body ?? {});
      if (!parsed.success) return showErrorPage(request, response, { status: 422, text: 'unreadableForm' });
      return handler(pageRequest(request, response, parsed.data));
    },
  };
}

function pageRequest<Body>(request: Request, response: Response, body: Body): PageRequest<Body> {
  return { request, response, now: request.now, locale: request.locale, actor: request.staff ?? guest, body };
}

/**
 * Mounts pages. Throws, so that the app does not start, on a POST without a schema, a page that says nothing of who may see it, and two
 * pages at one address.
 */
export function mountPages(router: Router, routes: PageRoute[]): void {
  const taken = new Set<string>();
  for (const { method, path, access, body, handler } of routes) {
    const name = `${method.toUpperCase()} ${path}`;
    if (method === 'post' && !body) throw new Error(`${name} has no schema for its body`);
    if (access !== 'public' && !(Array.isArray(access) && access.length > 0)) throw new Error(`${name} does not say who may use it`);
    if (taken.has(name)) throw new Error(`${name} is there twice`);
    taken.add(name);
    router[method](path, allow(access), handler);
  }
}

/** Sends whoever is not signed in to the form, and comes back to a page that was asked for by GET. */
function allow(access: 'public' | readonly Role[]): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (access === 'public') return next();
    if (!request.staff) {
      const back = request.method === 'GET' ? `?next=${encodeURIComponent(request.originalUrl)}` : '';
      return response.redirect(303, `/sign-in${back}`);
    }
    if (!access.includes(request.staff.role)) return showErrorPage(request, response, { status: 403, text: 'forbidden' });
    next();
  };
}
