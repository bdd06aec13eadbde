import { type RequestHandler, Router } from 'express';
import type { Dependencies } from '../../dependencies';
import { logAccess } from '../accessLog';
import { apiErrorHandler, apiNotFound } from './apiErrors';
import { type ApiRoute, checkRoutes } from './apiRoute';
import { apiRoutes } from './apiRoutes';
import { authenticateCalls } from './authenticateCall';
import { openApiDocument } from './openApiDocument';
import { runRoute } from './runRoute';
import { sendRefusal } from './sendAnswer';
import { postmarkWebhook } from './webhooks/postmarkWebhook';

/** `/changes/{id}` as Express writes it. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function refuseOtherMethods(routes: readonly ApiRoute[]): RequestHandler {
  const methods = routes.map(({ method }) => method.toUpperCase());
  const allowed = (methods.includes('GET') ? [...methods, 'HEAD'] : methods).sort().join(', ');
  return (request, response) => {
    response.set('Allow', allowed);
    sendRefusal(request, response, { code: 'method-not-allowed' });
  };
}

/** The API below `/api/v1`: keys instead of sessions, JSON, problem documents. Its own description is open to everybody. */
export function apiRouter(dependencies: Dependencies): Router {
  checkRoutes(apiRoutes);
  const router = Router();
  let document: string | undefined;
  router.get('/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApiDocument(apiRoutes, { server: `${dependencies.config.baseUrl}/api/v1` }));
    response.set('Cache-Control', 'public, max-age=300').type('application/json').send(document);
  });
  // It signs in with a password of its own, and not with a key.
  router.use(postmarkWebhook(dependencies));
  router.use(...authenticateCalls(dependencies));
  router.use(logAccess(dependencies, (request) => request.caller));
  for (const route of apiRoutes) router[route.method](expressPath(route.path), ...runRoute(dependencies, route));
  for (const path of new Set(apiRoutes.map((route) => route.path))) {
    router.all(expressPath(path), refuseOtherMethods(apiRoutes.filter((route) => route.path === path)));
  }
  router.use(apiNotFound);
  router.use(apiErrorHandler);
  return router;
}
