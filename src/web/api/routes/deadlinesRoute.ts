import { answerAfterObjection } from '../../../domain/objection/answerAfterObjection';
import { done } from '../../../domain/outcome';
import { answerDeadlines } from '../../../domain/periods/answerDeadlines';
import { presetClause, termsPresets } from '../../../domain/terms/presets';
import type { ChangeTraits, Terms } from '../../../domain/terms/terms';
import { type DeadlinesQuestionInput, deadlinesQuestion } from '../../../schemas/deadlines';
import { type ApiRoute, postRoute } from '../apiRoute';
import { deadlinesAnswer } from '../views/deadlinesView';
import { anybody } from './roles';

function termsOf({ preset, terms }: DeadlinesQuestionInput): Terms {
  const asked = terms ?? (preset && termsPresets[preset]);
  if (!asked) throw new Error('the schema let a question without terms through');
  return asked;
}

function traitsOf(question: DeadlinesQuestionInput): ChangeTraits {
  const { changeType = 'add', dataCategories = [], intraGroup = false, countries = [], emergency = false } = question;
  const newLocation = question.newLocation ?? (changeType === 'modify' && countries.length > 0);
  return { changeType, dataCategories, intraGroup, countries, newLocation, emergency };
}

function answer(question: DeadlinesQuestionInput) {
  const { preset, receivedAt, sentAt, publishedAt, plannedEffectiveOn } = question;
  const asked = { terms: termsOf(question), traits: traitsOf(question), clause: question.clause ?? (preset ? presetClause(preset) : null) };
  const chain = answerAfterObjection(asked, question);
  return {
    ...answerDeadlines({ ...asked, starts: { receivedAt, sentAt, publishedAt }, plannedEffectiveOn }),
    ...(chain ? { afterObjection: chain } : {}),
  };
}

// biome-ignore format: a route says everything on one line
export const deadlinesRoute: ApiRoute = postRoute({ path: '/deadlines', roles: anybody, summary: 'All dates of a notice under given terms', body: deadlinesQuestion, answer: deadlinesAnswer,
  handler: async ({ body }) => done(answer(body)) });
