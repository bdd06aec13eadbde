import { z } from 'zod';
import { done } from '../../../domain/outcome';
import { pageQuery, id as recordId } from '../../../schemas/primitives';
import { questionAnswer } from '../../../schemas/questions';
import { answerQuestion } from '../../../workflows/questions/answerQuestion';
import { type ApiRoute, getRoute, postRoute } from '../apiRoute';
import { questionView, viewQuestion } from '../views/questionView';
import { pageOfViews, viewPage } from '../views/wire';
import { found, isYes, pageAsked, viewed, yesOrNo } from './routeHelpers';

const questionPages = z.strictObject({ ...pageQuery, open: yesOrNo.optional(), changeId: recordId.optional() });

// biome-ignore format: a route says everything on one line
export const questionRoutes: ApiRoute[] = [
  getRoute({ path: '/questions', roles: ['dpo', 'auditor'], summary: "Controllers' questions, newest first", query: questionPages, answer: pageOfViews(questionView),
    handler: async ({ dependencies: { data }, query }) => done(viewPage(await data.questions.list({ ...pageAsked(query), open: isYes(query.open), changeId: query.changeId }), viewQuestion)) }),
  getRoute({ path: '/questions/{id}', roles: ['dpo', 'auditor'], summary: 'One question', answer: questionView,
    handler: async ({ dependencies: { data }, id }) => found(await data.questions.find(id), viewQuestion) }),
  postRoute({ path: '/questions/{id}/answer', roles: ['dpo'], summary: 'Answer a question: it is mailed to all contacts of the agreement', body: questionAnswer, answer: questionView,
    handler: async ({ dependencies: { context }, actor, now, id: questionId, body }) => viewed(await answerQuestion(context, { actor, now, questionId, text: body.text }), viewQuestion) }),
];
