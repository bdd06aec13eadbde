import { type Request, Router } from 'express';
import type { Dependencies } from '../../dependencies';
import { receiveFiles } from '../documents/receiveFiles';
import { keepOut, limitLinkPages } from '../linkPages';
import { mailDeploymentOf } from '../mailDeployment';
import { getPage as get, mountPages, postPage as post } from '../pageRoute';
import { postAnswer } from './answerPages';
import { archiveRoutes } from './archiveRoutes';
import { postCode, postCodeAgain, showCodePage } from './codePages';
import { showConfirmation } from './confirmationPage';
import { postWrongPerson } from './contactPages';
import { postAcknowledgement, postApproval, postRefusal, postStanding, postWithdrawal } from './decisionPages';
import { postConsent, postQuestion } from './dialoguePages';
import { postAskDocuments } from './documentPages';
import { createLinkSessions } from './linkSession';
import type { NoticeDesk } from './noticeDesk';
import { sendNoticeDocument } from './noticeDocuments';
import { noticeBodies } from './noticeForms';
import { confirmObjectionForm, postGrounds, postObjection, showObjectionCheck } from './objectionPages';
import { openLink, showNoticePage } from './openLink';
import { confirmTermination, postTermination, showTerminationCheck } from './terminationPages';

/**
 * What the controller's contact sees and does: `/n/<token>` and the pages below `/notice/<short id>`. Open to whoever has the link; every page checks
 * the session and the record itself, every form its token.
 */
export function noticeRouter(dependencies: Dependencies): Router {
  const { config, context } = dependencies;
  const desk: NoticeDesk = {
    context,
    sessions: createLinkSessions({ keys: config.sessionKeys, secure: config.baseUrl.startsWith('https:') }),
    deployment: mailDeploymentOf(config),
  };
  const notice = '/notice/:shortId';
  const access = 'public' as const;
  const router = Router();
  router.use(['/n', '/notice'], keepOut);
  router.use(['/n', '/notice'], ...limitLinkPages(dependencies, { name: 'notice', pages: 1_200, acts: 300, files: 120 }));
  const hasSession = (request: Request): boolean => desk.sessions.read(request, String(request.params.shortId), new Date()) !== null;
  const withFiles = ['object', 'grounds', 'answer'].map((act) => `${notice}/${act}`);
  // Whoever has no session any more is shown what was typed.
  router.post(withFiles, receiveFiles(hasSession, { othersFields: true }));
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
    post({ path: `${notice}/stands`, access, body: noticeBodies.button, handler: (page) => postStanding(desk, page) }),
    post({ path: `${notice}/answer`, access, body: noticeBodies.answer, handler: (page) => postAnswer(desk, page) }),
    post({ path: `${notice}/terminate`, access, body: noticeBodies.terminate, handler: (page) => postTermination(desk, page) }),
    get({ path: `${notice}/terminate/:draftId`, access, handler: (page) => showTerminationCheck(desk, page) }),
    post({ path: `${notice}/terminate/:draftId`, access, body: noticeBodies.button, handler: (page) => confirmTermination(desk, page) }),
    post({ path: `${notice}/contact`, access, body: noticeBodies.contact, handler: (page) => postWrongPerson(desk, page) }),
    post({ path: `${notice}/ask`, access, body: noticeBodies.ask, handler: (page) => postQuestion(desk, page) }),
    post({ path: `${notice}/askDocuments`, access, body: noticeBodies.askDocuments, handler: (page) => postAskDocuments(desk, page) }),
    post({ path: `${notice}/consent`, access, body: noticeBodies.consent, handler: (page) => postConsent(desk, page) }),
    get({ path: `${notice}/code/:draftId`, access, handler: (page) => showCodePage(desk, page) }),
    post({ path: `${notice}/code/:draftId`, access, body: noticeBodies.code, handler: (page) => postCode(desk, page) }),
    post({ path: `${notice}/code/:draftId/again`, access, body: noticeBodies.button, handler: (page) => postCodeAgain(desk, page) }),
    get({ path: `${notice}/documents/:documentId`, access, handler: (page) => sendNoticeDocument(desk, page) }),
    ...archiveRoutes(desk, notice),
    get({ path: `${notice}/confirmation/:reference`, access, handler: (page) => showConfirmation(desk, page) }),
  ]);
  return router;
}
