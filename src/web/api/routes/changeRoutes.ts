import { z } from 'zod';
import { changeStatuses } from '../../../domain/change/changeLife';
import { done, refuse } from '../../../domain/outcome';
import { changeAct, changeInput, changePatch, changeRelease, revisionInput, rolloutSwitch } from '../../../schemas/changes';
import { pageQuery } from '../../../schemas/primitives';
import { approveChange } from '../../../workflows/changes/approveChange';
import { changeCounts } from '../../../workflows/changes/changeCounts';
import { draftChange } from '../../../workflows/changes/draftChange';
import { editChange } from '../../../workflows/changes/editChange';
import { listChangeAgreements } from '../../../workflows/changes/listChangeAgreements';
import { publishChange } from '../../../workflows/changes/publishChange';
import { returnChange } from '../../../workflows/changes/returnChange';
import { submitChange } from '../../../workflows/changes/submitChange';
import { switchRollout } from '../../../workflows/changes/switchRollout';
import { withdrawChange } from '../../../workflows/changes/withdrawChange';
import { previewNewest } from '../../../workflows/revisions/previewRevision';
import { discardRevision, proposeRevision } from '../../../workflows/revisions/proposeRevision';
import { type ApiCall, type ApiRoute, getRoute, patchRoute, postRoute } from '../apiRoute';
import { changeAgreementView, viewChangeAgreement } from '../views/changeAgreementView';
import { changeView, changeWithCountsView, viewChange, viewChangeWithCounts } from '../views/changeView';
import { previewView, viewPreview } from '../views/previewView';
import { pageOfViews, viewPage } from '../views/wire';
import { anybodyButSystem } from './roles';
import { pageAsked, viewed } from './routeHelpers';

const pages = z.strictObject(pageQuery);
const changePages = z.strictObject({ ...pageQuery, status: z.enum(changeStatuses).optional() });

/** What every step of a change is given. */
function actOf<Body extends { note?: string; version?: number }>({ actor, now, id, body }: ApiCall<Body, unknown>) {
  return { actor, now, changeId: id, ...body };
}

/** The workflows want a word with a return, and with a withdrawal that controllers are told of; CONTRACT.md asks callers for none. */
const withoutWord = 'Ingen begrunnelse oppgitt. / No reason given.';

// biome-ignore format: a route says everything on one line
export const changeRoutes: ApiRoute[] = [
  postRoute({ path: '/changes', roles: ['publisher'], summary: 'Draft a change', body: changeInput, status: 201, answer: changeView,
    handler: async ({ dependencies: { context }, actor, now, body }) => viewed(await draftChange(context, { actor, now, input: body }), viewChange) }),
  getRoute({ path: '/changes', roles: anybodyButSystem, summary: 'Changes, newest first', query: changePages, answer: pageOfViews(changeView),
    handler: async ({ dependencies: { data }, query }) => done(viewPage(await data.changes.list({ ...pageAsked(query), status: query.status }), viewChange)) }),
  getRoute({ path: '/changes/{id}', roles: anybodyButSystem, summary: 'One change, with its notices and gates counted', answer: changeWithCountsView,
    handler: async ({ dependencies: { data, context }, id: changeId, now }) => {
      const change = await data.changes.find(changeId);
      return change ? done(viewChangeWithCounts(change, await changeCounts(context, { changeId, now }))) : refuse('not-found');
    } }),
  patchRoute({ path: '/changes/{id}', roles: ['publisher'], summary: 'Edit a draft, or a correction that is proposed', body: changePatch, answer: changeView,
    handler: async ({ dependencies: { context }, actor, now, id: changeId, body: { version, ...input } }) => viewed(await editChange(context, { actor, now, changeId, input, version }), viewChange) }),
  getRoute({ path: '/changes/{id}/preview', roles: ['publisher', 'dpo'], summary: 'Whom it affects, and from which day it may take effect', answer: previewView,
    handler: async ({ dependencies: { context }, id: changeId, now }) => viewed(await previewNewest(context, { changeId, now }), viewPreview) }),
  getRoute({ path: '/changes/{id}/agreements', roles: anybodyButSystem, summary: 'The agreements notified: delivery, dates, gate', query: pages, answer: pageOfViews(changeAgreementView),
    handler: async ({ dependencies: { context }, id: changeId, now, query }) => viewed(await listChangeAgreements(context, { changeId, now, ...pageAsked(query) }), (page) => viewPage(page, viewChangeAgreement)) }),
  postRoute({ path: '/changes/{id}/submit', roles: ['publisher'], summary: 'Hand a draft over for review', body: changeAct, answer: changeView,
    handler: async (call) => viewed(await submitChange(call.dependencies.context, actOf(call)), viewChange) }),
  postRoute({ path: '/changes/{id}/return', roles: ['dpo'], summary: 'Send a change back to its authors', body: changeAct, answer: changeView,
    handler: async (call) => viewed(await returnChange(call.dependencies.context, { ...actOf(call), note: call.body.note ?? withoutWord }), viewChange) }),
  postRoute({ path: '/changes/{id}/approve', roles: ['dpo'], summary: 'Release a change, or a correction of it, that others wrote', body: changeRelease, answer: changeView,
    handler: async (call) => viewed(await approveChange(call.dependencies.context, actOf(call)), viewChange) }),
  postRoute({ path: '/changes/{id}/publish', roles: ['publisher', 'dpo'], summary: 'Publish a released change or correction: the notices go out', body: changeAct, answer: changeView,
    handler: async (call) => viewed(await publishChange(call.dependencies.context, actOf(call)), viewChange) }),
  postRoute({ path: '/changes/{id}/withdraw', roles: ['publisher', 'dpo'], summary: 'Withdraw a change; everybody notified is told', body: changeAct, answer: changeView,
    handler: async (call) => viewed(await withdrawChange(call.dependencies.context, { ...actOf(call), note: call.body.note ?? withoutWord }), viewChange) }),
  postRoute({ path: '/changes/{id}/revisions', roles: ['publisher'], summary: 'Propose a correction of a published change, which runs on untouched', body: revisionInput, answer: changeView,
    handler: async ({ dependencies: { context }, actor, now, id: changeId, body: { version, ...input } }) => viewed(await proposeRevision(context, { actor, now, changeId, input, version }), viewChange) }),
  postRoute({ path: '/changes/{id}/revisions/discard', roles: ['publisher', 'dpo'], summary: 'Give up the correction that is proposed', body: changeAct, answer: changeView,
    handler: async (call) => viewed(await discardRevision(call.dependencies.context, actOf(call)), viewChange) }),
  postRoute({ path: '/changes/{id}/rollout', roles: ['dpo'], summary: 'After publication: let each agreement go on its own first lawful day', body: rolloutSwitch, answer: changeView,
    handler: async (call) => viewed(await switchRollout(call.dependencies.context, actOf(call)), viewChange) }),
];
