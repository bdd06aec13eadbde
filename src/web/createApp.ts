import { createHmac } from 'node:crypto';
import cookieParser from 'cookie-parser';
import express, { type Express, type Request, type RequestHandler, Router } from 'express';
import type { Dependencies } from '../dependencies';
import { logAccess } from './accessLog';
import { apiDocsRouter } from './api/apiDocs';
import { apiRouter } from './api/apiRouter';
import { contactLinkRouter } from './contact/contactLinkRouter';
import { createCsrfProtection } from './csrf';
import { deskRoutes } from './desk/deskRoutes';
import { receiveFiles } from './documents/receiveFiles';
import { receiveUpload } from './documents/receiveUpload';
import { errorHandler, notFoundPage } from './errorHandler';
import { setUpLocale } from './locale';
import { mailboxRoutes } from './mailbox/mailboxRoutes';
import { noticeRouter } from './notice/noticeRouter';
import { mountPages } from './pageRoute';
import { publicRoutes } from './public/publicRoutes';
import { setUpAssets } from './setUpAssets';
import { setUpHealth } from './setUpHealth';
import { setUpRequestLog } from './setUpRequestLog';
import { setUpSecurity } from './setUpSecurity';
import { setUpViews } from './setUpViews';
import { signInLimits, signInRoutes } from './signIn/signInRoutes';
import { createSessions, knowStaff } from './staffSession';
import './pageContext';

/** The whole web side, the same for production and tests. The order of the steps is part of what they do. */
export function createApp(dependencies: Dependencies): Express {
  const app = express();
  const https = dependencies.config.baseUrl.startsWith('https:');
  setUpProxy(app, { https });
  setUpRequestLog(app, dependencies.log);
  setUpSecurity(app, { https });
  const assets = setUpAssets(app);
  setUpHealth(app, dependencies);
  setUpViews(app, {
    assets,
    processorName: dependencies.config.processor.name,
    processorDpo: dependencies.config.processor.dpo,
    demoClock: dependencies.clock.demo,
    footer: footerOf(dependencies),
  });
  // Keys instead of sessions, bodies of its own: nothing that follows concerns the API.
  app.use('/api/v1', apiRouter(dependencies));
  app.use('/api/docs', apiDocsRouter());
  setUpForms(app, { https });
  app.use(readClock(dependencies));
  app.use(noticeRouter(dependencies));
  app.use(contactLinkRouter(dependencies));
  app.use(openRouter(dependencies));
  app.use(staffRouter(dependencies, { https }));
  app.use(notFoundPage);
  app.use(errorHandler);
  return app;
}

/** Where the public origin is https, a proxy on a private address ends TLS, and its word on the sender's address counts. */
function setUpProxy(app: Express, { https }: { https: boolean }): void {
  app.set('trust proxy', https ? 'loopback, linklocal, uniquelocal' : false);
}

/** Texts of ten thousand characters fit many times over, so that a form can say itself what is too long. */
function setUpForms(app: Express, { https }: { https: boolean }): void {
  app.use(express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 2_000 }));
  app.use(cookieParser());
  app.use(setUpLocale({ secureCookies: https }));
}

function readClock({ clock }: Pick<Dependencies, 'clock'>): RequestHandler {
  return async (request, _response, next) => {
    request.now = await clock.now();
    request.staff = null;
    next();
  };
}

/** What needs no session: the public list and its feeds, and outside production the captured mail. */
function openRouter(dependencies: Dependencies): Router {
  const router = Router();
  mountPages(router, [...publicRoutes(dependencies), ...mailboxRoutes(dependencies)]);
  return router;
}

function staffRouter(dependencies: Dependencies, { https }: { https: boolean }): Router {
  const { config, data, mongoConnection, redis } = dependencies;
  const secretsFor = (purpose: string) =>
    config.sessionKeys.map(({ secret }) => createHmac('sha256', secret).update(purpose).digest('base64url'));
  const router = Router();
  const client = mongoConnection.getClient();
  const secrets = secretsFor('staff session');
  router.use(createSessions({ client, databaseName: mongoConnection.name, secrets, secureCookies: https }));
  router.use(knowStaff(data.accounts));
  router.use(logAccess(dependencies, (request) => request.staff));
  // A form with a file is read before its token is looked for.
  router.post('/desk/import', receiveUpload('admin'));
  router.post(['/desk/notices/:id/receipts', '/desk/changes/:id/receipts'], receiveUpload('dpo'));
  const isDpo = (request: Request): boolean => request.staff?.role === 'dpo';
  const objectionForms = ['/desk/objections/new', '/desk/objections/:id/events', '/desk/objections/:id/documents'];
  const answerForms = ['/desk/notices/:id/answers/new', '/desk/agreements/:id/stop'];
  router.post([...objectionForms, ...answerForms], receiveFiles(isDpo, { othersFields: false }));
  const mayAttach = (request: Request): boolean => request.staff?.role === 'publisher' || isDpo(request);
  router.post('/desk/changes/:id/documents', receiveFiles(mayAttach, { othersFields: false }));
  router.use(createCsrfProtection({ secrets: secretsFor('staff form'), secureCookies: https }));
  router.post('/sign-in', signInLimits({ redis, redisPrefix: config.redisPrefix, secret: secretsFor('rate limit')[0] ?? '' }));
  mountPages(router, [...signInRoutes(dependencies), ...deskRoutes(dependencies)]);
  return router;
}

function footerOf({ config }: Pick<Dependencies, 'config'>) {
  const links = [
    { href: '/subprocessors', label: { nb: 'Offentlig liste over underdatabehandlere', en: 'Public list of subprocessors' } },
    { href: '/api/docs', label: { nb: 'API', en: 'API' } },
  ];
  const mailbox = { href: '/mailbox', label: { nb: 'Postkasse (demo)', en: 'Mailbox (demo)' } };
  return config.mail.mode === 'capture' && !config.production ? [...links, mailbox] : links;
}
