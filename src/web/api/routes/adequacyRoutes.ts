import { z } from 'zod';
import type { AdequacyRecord } from '../../../data/adequacy.model';
import { done, type Outcome } from '../../../domain/outcome';
import { adequacyConfirmation, adequacyEnd, adequacyInput, adequacyPatch, adequacyStep } from '../../../schemas/adequacy';
import { confirmDecision } from '../../../workflows/adequacy/confirmDecision';
import { correctDecision } from '../../../workflows/adequacy/correctDecision';
import { discardDecision } from '../../../workflows/adequacy/discardDecision';
import { proposeDecision } from '../../../workflows/adequacy/proposeDecision';
import { processorDay } from '../../../workflows/processorDay';
import { type ApiRoute, getRoute, patchRoute, postRoute } from '../apiRoute';
import { adequacyList, adequacyView, viewAdequacy } from '../views/adequacyView';
import { anybodyButSystem } from './roles';
import { found, viewed } from './routeHelpers';

function view(outcome: Outcome<AdequacyRecord>, now: Date): Outcome<z.infer<typeof adequacyView>> {
  return viewed(outcome, (record) => viewAdequacy(record, processorDay(now)));
}

// biome-ignore format: a route says everything on one line
export const adequacyRoutes: readonly ApiRoute[] = [
  getRoute({ path: '/adequacy-decisions', roles: anybodyButSystem, summary: 'The adequacy decisions (GDPR art. 45) that transfers are judged by; of one country with country', query: z.strictObject({ country: z.string().optional() }), answer: adequacyList,
    handler: async ({ dependencies: { data }, now, query: { country } }) => {
      const { decisions } = await data.adequacy.read();
      return done({ items: decisions.filter((each) => !country || each.country === country).map((each) => viewAdequacy(each, processorDay(now))) });
    } }),
  postRoute({ path: '/adequacy-decisions', roles: ['admin'], summary: 'Enter an adequacy decision; it counts once another person has confirmed it', body: adequacyInput, status: 201, answer: adequacyView,
    handler: async ({ dependencies: { context }, actor, now, body }) => view(await proposeDecision(context, { actor, now, input: body }), now) }),
  getRoute({ path: '/adequacy-decisions/{id}', roles: anybodyButSystem, summary: 'One adequacy decision with all that was said of it', answer: adequacyView,
    handler: async ({ dependencies: { data }, now, id }) => found((await data.adequacy.read()).decisions.find((each) => each.id === id) ?? null, (record) => viewAdequacy(record, processorDay(now))) }),
  patchRoute({ path: '/adequacy-decisions/{id}', roles: ['admin'], summary: 'Correct or prolong an adequacy decision; what can open a gate waits for another person', body: adequacyPatch, answer: adequacyView,
    handler: async ({ dependencies: { context }, actor, now, id, body: { version, ...patch } }) => view(await correctDecision(context, { actor, now, decisionId: id, version, patch }), now) }),
  postRoute({ path: '/adequacy-decisions/{id}/end', roles: ['admin'], summary: 'Set the last day of an adequacy decision; a later one than it has waits for another person', body: adequacyEnd, answer: adequacyView,
    handler: async ({ dependencies: { context }, actor, now, id, body: { version, until } }) => view(await correctDecision(context, { actor, now, decisionId: id, version, patch: { until } }), now) }),
  postRoute({ path: '/adequacy-decisions/{id}/confirm', roles: ['admin'], summary: 'Confirm what another person said of an adequacy decision, in the version that was read', body: adequacyConfirmation, answer: adequacyView,
    handler: async ({ dependencies: { context }, actor, now, id, body: { version } }) => view(await confirmDecision(context, { actor, now, decisionId: id, version }), now) }),
  postRoute({ path: '/adequacy-decisions/{id}/discard', roles: ['admin'], summary: 'Give up what waits for confirmation, or a decision that has not begun', body: adequacyStep, answer: adequacyView,
    handler: async ({ dependencies: { context }, actor, now, id, body: { version } }) => view(await discardDecision(context, { actor, now, decisionId: id, version }), now) }),
];
