import { createHmac } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import type { Dependencies } from '../../dependencies';
import { getPage as get, mountPages, postPage as post } from '../pageRoute';
import { createRateLimit, senderOf } from '../rateLimit';
import { showErrorPage } from '../showErrorPage';
import { postCode, postCodeAgain, showCodePage } from './codePages';
import { showConfirmation } from './confirmationPage';
import { postWrongPerson } from './contactPages';
import { postAcknowledgement, postAnswer, postApproval, postRefusal, postWithdrawal } from './decisionPages';
import { createLinkSessions } from './linkSession';
import type { NoticeDesk } from './noticeDesk';
import { noticeBodies } from './noticeForms';
import { confirmObjectionForm, postGrounds, postObjection, showObjectionCheck } from './objectionPages';
import { openLink, showNoticePage } from './openLink';

const minute = 60_000;

/**
 * What the controller's contact sees and does: `/n/<token>` and the pages below `/notice/<short id>`. Open to whoever has the link; every page checks
 * the session and the record itself, every form its token.
 */
export function noticeRouter(dependencies: Dependencies): Router {
  const { config, context } = dependencies;
  const desk: NoticeDesk = {
    context,
    sessions: createLinkSessions({ keys: config.sessionKeys, secure: config.baseUrl.startsWith('https:') }),
    deployment: {
      processorName: config.processor.name,
      processorDpo: config.processor.dpo,
      baseUrl: config.baseUrl,
      from: config.mail.from,
      replyTo: config.mail.replyTo,
      bounceDomain: config.mail.bounceDomain,
      sendingHeader: null,
    },
  };
  const notice = '/notice/:shortId';
  const access = 'public' as const;
  const router = Router();
  router.use(['/n', '/notice'], keepOut);
  router.use(['/n', '/notice'], ...limits(dependencies));
  mountPages(router, [
    get({ path: '/n/:token', access, handler: (page) => openLink(desk, page) }),
    get({ path: notice, access, handler: (page) => showNoticePage(desk, page) }),
    post({ path: `${notice}/acknowledge`, access, body: noticeBodies.button, handler: (page) => postAcknowledgement(desk, page) }),
    post({ path: `${notice}/object`, access, body: noticeBodies.object, handler: (page) => postObjection(desk, page) }),
    get({ path: `${notice}/object/:draftId`, access, handler: (page) => showObjectionCheck(desk, page) }),
    post({ path: `${notice}/object/:draftId`, access, body: noticeBodies.button, handler: (page) => confirmObjectionForm(desk, page) }),
    post({ path: `${notice}/grounds`, access, body: noticeBodies.object, handler: (page) => postGrounds(desk, page) }),
    post({ path: `${notice}/approve`, access, body: noticeBodies.approval, handler: (page) => postApproval(desk, page) }),
    post({ path: `${notice}/refuse`, access, body: noticeBodies.approval, handler: (page) => postRefusal(desk, page) }),
    post({ path: `${notice}/withdraw`, access, body: noticeBodies.button, handler: (page) => postWithdrawal(desk, page) }),
    post({ path: `${notice}/answer`, access, body: noticeBodies.answer, handler: (page) => postAnswer(desk, page) }),
    post({ path: `${notice}/contact`, access, body: noticeBodies.contact, handler: (page) => postWrongPerson(desk, page) }),
    get({ path: `${notice}/code/:draftId`, access, handler: (page) => showCodePage(desk, page) }),
    post({ path: `${notice}/code/:draftId`, access, body: noticeBodies.code, handler: (page) => postCode(desk, page) }),
    post({ path: `${notice}/code/:draftId/again`, access, body: noticeBodies.button, handler: (page) => postCodeAgain(desk, page) }),
    get({ path: `${notice}/confirmation/:reference`, access, handler: (page) => showConfirmation(desk, page) }),
  ]);
  return router;
}

/** A notice is between two parties: no cache keeps it, no search engine lists it. */
const keepOut: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin', 'X-Robots-Tag': 'noindex, nofollow' });
  next();
};

/** Wide enough for a whole municipality behind one address, narrow enough that nobody tries tokens or codes by the thousand. */
function limits({ config, redis }: Pick<Dependencies, 'config' | 'redis'>): RequestHandler[] {
  const [key] = config.sessionKeys;
  if (!key) throw new Error('there is no session key');
  const secret = createHmac('sha256', key.secret).update('forvarsel notice limits').digest('base64url');
  const settings = { redis, redisPrefix: config.redisPrefix, secret };
  const refuse: Parameters<typeof createRateLimit>[1]['refuse'] = (request, response) =>
    showErrorPage(request, response, { status: 429, text: 'tooMany' });
  const opening = createRateLimit(settings, { name: 'notice-pages', windowMs: minute, limit: 1_200, keyOf: senderOf, refuse });
  const acting = createRateLimit(settings, { name: 'notice-acts', windowMs: minute, limit: 300, keyOf: senderOf, refuse });
  return [opening, (request, response, next) => (request.method === 'POST' ? acting(request, response, next) : next())];
}
